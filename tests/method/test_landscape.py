import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.landscape import Missing, json_of, landscape, who_counts
from maven.method.landscape.axes import axes_of
from maven.method.landscape.clusters import adjusted_rand
from maven.method.votes import votes_from_arrays, votes_of
from tests.method.conftest import needs_data, planted


def same(first, second):
    return json.dumps(json_of(first)) == json.dumps(json_of(second)) and np.array_equal(
        first.positions, second.positions
    )


def test_planted_groups_are_found():
    triples, group = planted()

    found = landscape(votes_of(triples))

    assert [one.size for one in found.groups] == [20, 15, 12]
    assert adjusted_rand(found.group_of, group) == 1.0
    assert found.stability > 0.9
    assert found.silhouette > 0.5


def test_a_crowd_without_sides_is_one_group():
    chance = np.random.default_rng(3)
    triples = [(i, j, int(chance.choice([-1, 1]))) for i in range(60) for j in range(30)]

    found = landscape(votes_of(triples))

    assert found.enough
    assert [one.size for one in found.groups] == [60]
    assert found.stability is None
    assert found.silhouette is None
    assert found.dividing == ()


def test_four_voices_apart_are_not_a_group():
    triples, _ = planted(sizes=(30, 4), noise=0.05)

    found = landscape(votes_of(triples))

    assert all(one.size >= 5 for one in found.groups)


def test_consensus_is_what_nearly_everybody_says():
    triples, _ = planted()
    people = {person for person, _, _ in triples}
    triples += [(person, "bread", 1) for person in people]
    triples += [(person, "war", -1) for person in people]

    found = landscape(votes_of(triples))

    assert found.agreed[0].statement == "bread"
    assert found.refused[0].statement == "war"
    assert found.agreed[0].share == (47 + 1) / (47 + 2)
    bread = next(one for one in found.standings if one.statement == "bread")
    assert bread.united == pytest.approx(math.prod((n + 1) / (n + 2) for n in (20, 15, 12)))
    assert (bread.agree, bread.disagree, bread.passed) == (47, 0, 0)


def test_a_statement_left_out_keeps_its_counts_and_is_never_listed():
    triples, _ = planted()
    triples += [(person, "bread", 1) for person in range(47)]

    found = landscape(votes_of(triples), selected=set(range(24)))

    listed = {one.statement for one in found.agreed} | set(found.dividing)
    traits = {trait.statement for group in found.groups for trait in group.traits}
    bread = found.standings[-1]
    assert "bread" not in listed | traits
    assert (bread.selected, bread.agree, bread.extremity) == (False, 47, 0.0)


def test_a_dividing_statement_sets_the_groups_apart():
    triples, group = planted(sizes=(20, 20))
    triples += [(person, "bridge", 1 if group[person] else -1) for person in range(40)]

    found = landscape(votes_of(triples))

    assert found.dividing[0] == "bridge"
    assert found.standings[-1].divisiveness == pytest.approx(21 / 22 - 1 / 22)
    sides = {next(t.side for t in one.traits if t.statement == "bridge") for one in found.groups}
    assert sides == {1, -1}


def test_the_hull_goes_round_all_the_members():
    triples, _ = planted()

    found = landscape(votes_of(triples))

    for group in found.groups:
        corners = np.array(group.hull)
        edges = np.roll(corners, -1, axis=0) - corners
        for place in found.positions[found.group_of == group.number]:
            away = place - corners
            assert (edges[:, 0] * away[:, 1] - edges[:, 1] * away[:, 0] >= -1e-9).all()


def test_a_landscape_of_thousands_is_learnt_from_a_sample():
    triples, group = planted(sizes=(3500, 2500), statements=12, answered=8, noise=0.05)

    found = landscape(votes_of(triples), replicas=3)

    assert len(found.groups) == 2
    assert adjusted_rand(found.group_of, group) > 0.95


def test_the_people_who_count_are_topped_up_to_fifteen():
    triples = [(person, j, 1) for person in range(20) for j in range(min(person, 10))]

    counted = who_counts(votes_of(triples))

    assert counted.sum() == 15
    # person 0 gave no answer and has no row; the lightest are left out
    assert np.flatnonzero(~counted).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("triples", "missing"),
    [
        ([], Missing(people=12, statements=2, difference=True)),
        ([("ana", 1, 1)], Missing(people=11, statements=1, difference=True)),
        (
            [(i, 1, 1 - 2 * (i % 2)) for i in range(20)],
            Missing(people=0, statements=1, difference=False),
        ),
        (
            [(i, j, 0) for i in range(20) for j in range(9)],
            Missing(people=0, statements=0, difference=True),
        ),
        (
            [(i, j, 1 - 2 * (i % 2)) for i in range(9) for j in range(9)],
            Missing(people=3, statements=0, difference=False),
        ),
    ],
    ids=["nobody", "one voter", "one statement", "all pass", "nine people"],
)
def test_a_landscape_that_cannot_be_drawn_says_what_it_waits_for(triples, missing):
    found = landscape(votes_of(triples))

    assert not found.enough
    assert found.missing == missing
    assert (found.groups, found.agreed, found.refused, found.dividing) == ((), (), (), ())
    assert not found.positions.any()


def test_a_single_axis_is_enough():
    found = landscape(votes_of([(i, j, 1 - 2 * (i % 2)) for i in range(20) for j in range(8)]))

    assert found.enough
    assert found.explained == (pytest.approx(1.0), 0.0)
    assert [one.size for one in found.groups] == [10, 10]
    assert all(len(one.hull) == 1 for one in found.groups)


def test_the_same_seed_gives_the_same_landscape_and_leaves_the_votes_alone():
    triples, _ = planted(sizes=(60, 50, 30))
    votes = votes_of(triples)
    before = votes.row.copy(), votes.column.copy(), votes.value.copy()

    first, second = landscape(votes, seed=5), landscape(votes_of(reversed(triples)), seed=5)

    assert same(first, second)
    for old, new in zip(before, (votes.row, votes.column, votes.value), strict=True):
        assert np.array_equal(old, new)


tables = st.integers(0, 2**32 - 1).map(np.random.default_rng)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 40),
    st.integers(1, 12),
    st.floats(0.01, 1),
    st.floats(-1, 1),
    st.integers(0, 10**6),
)
def test_whatever_the_votes_every_number_is_finite_and_within_bounds(n, m, seen, lean, seed):
    chance = np.random.default_rng(seed)
    triples = [
        (i, j, int(np.clip(np.round(chance.normal(lean)), -1, 1)))
        for i in range(n)
        for j in range(m)
        if chance.random() < seen
    ]

    found = landscape(votes_of(triples, statements=range(m)), replicas=3)

    told = json_of(found)
    json.dumps(told, allow_nan=False)
    assert found.enough == (found.missing is None)
    assert all(0 <= share <= 1 for share in found.explained)
    assert sum(one.size for one in found.groups) == (found.counted.sum() if found.enough else 0)
    assert all(one.size >= min(5, found.counted.sum()) for one in found.groups)
    for standing in found.standings:
        assert 0 < standing.share_agree < 1
        assert 0 < standing.united <= 1
        assert 0 <= standing.divisiveness < 1
        assert standing.priority > 0


def test_both_ways_to_the_axes_agree(monkeypatch):
    votes = votes_of(planted(sizes=(14, 13), statements=40, answered=30)[0])
    everything = np.ones(40, bool)

    exact = axes_of(votes, everything)
    monkeypatch.setattr("maven.method.landscape.axes.SMALL_TABLE", 0)
    by_products = axes_of(votes, everything)
    monkeypatch.setattr("maven.method.landscape.cells.BLOCK_VOTES", 100)
    monkeypatch.setattr("maven.method.landscape.cells.KEPT_ANSWERS", 0)
    by_blocks = axes_of(votes, everything)

    assert ((by_products.components * exact.components).sum(axis=1) >= 1 - 1e-9).all()
    assert ((by_blocks.components * exact.components).sum(axis=1) >= 1 - 1e-9).all()
    assert by_products.explained == pytest.approx(exact.explained)
    assert exact.components @ exact.components.T == pytest.approx(np.eye(2), abs=1e-9)


def test_the_axes_are_those_of_the_dense_table():
    votes = votes_of(planted()[0])
    dense = np.full((47, 24), np.nan)
    dense[votes.row, votes.column] = votes.value
    filled = np.where(np.isnan(dense), np.nanmean(dense, axis=0), dense)
    _, lengths, directions = np.linalg.svd(filled - filled.mean(axis=0), full_matrices=False)

    axes = axes_of(votes, np.ones(24, bool))

    assert abs((axes.components * directions[:2]).sum(axis=1)) == pytest.approx([1, 1])
    assert axes.explained == pytest.approx(lengths[:2] ** 2 / (lengths**2).sum())


def sparse_noise(people, statements, answered, seed=0):
    chance = np.random.default_rng(seed)
    row = np.repeat(np.arange(people), answered)
    column = np.argsort(chance.random((people, statements)), axis=1)[:, :answered].ravel()
    return votes_from_arrays(
        row, column, chance.integers(-1, 2, len(row)), statements=range(statements)
    )


def test_where_99_in_100_answers_are_missing_nobody_stands_anywhere():
    """Below three answers a person does not count, so that chance alone draws no map."""
    found = landscape(sparse_noise(500, 200, 2))

    assert not found.enough
    assert found.missing == Missing(people=12, statements=0, difference=False)


def test_where_97_in_100_answers_are_missing_chance_makes_no_group():
    found = landscape(sparse_noise(600, 300, 8))

    assert found.enough
    assert [one.size for one in found.groups] == [600]


def test_statements_all_answer_alike_weigh_nothing_on_the_map():
    triples, _ = planted()
    people = {person for person, _, _ in triples}
    constant = triples + [(person, f"same{j}", j - 1) for person in people for j in range(3)]

    found = landscape(votes_of(constant))

    same_places = [one for one in found.standings if str(one.statement).startswith("same")]
    assert [len(found.groups), len(same_places)] == [3, 3]
    assert found.components[:, -3:] == pytest.approx(0, abs=1e-9)


def test_people_known_by_number_only_make_the_same_landscape():
    triples, _ = planted()
    row, column, value = zip(*triples, strict=True)

    from_arrays = landscape(votes_from_arrays(row, column, value), seed=4)

    assert same(from_arrays, landscape(votes_of(triples), seed=4))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_order_in_which_people_came_leaves_no_trace(seed, other):
    triples, _ = planted(sizes=(14, 9), noise=0.3, seed=seed)
    shuffled = [triples[at] for at in np.random.default_rng(other).permutation(len(triples))]

    assert same(landscape(votes_of(triples), replicas=3), landscape(votes_of(shuffled), replicas=3))


def test_a_wide_table_is_drawn_as_exactly_as_a_tall_one(monkeypatch):
    votes = sparse_noise(60, 400, 200)
    everything = np.ones(400, bool)

    exact = axes_of(votes, everything)
    monkeypatch.setattr("maven.method.landscape.axes.SMALL_TABLE", 0)
    found = axes_of(votes, everything)

    assert ((found.components * exact.components).sum(axis=1) >= 1 - 1e-9).all()
    assert found.positions == pytest.approx(exact.positions, abs=1e-3)


@needs_data
@pytest.mark.parametrize("least", [-1, 0, 1])
def test_vtaiwan_agrees_on_what_was_published(vtaiwan, least):
    """The five statements come in this order whatever the moderation and whoever counts."""
    votes, moderated, groups = vtaiwan
    selected = {statement for statement, mark in moderated.items() if mark >= least}

    found = landscape(votes, selected=selected, replicas=5)

    assert [one.statement for one in found.agreed] == [40, 16, 7, 68, 65]
    both = np.array(
        [
            groups[p] != "" and bool(c)
            for p, c in zip(votes.participants, found.counted, strict=True)
        ]
    )
    published = np.array([int(float(groups[p] or 0)) for p in votes.participants])
    assert len(found.groups) == 2
    assert adjusted_rand(found.group_of[both], published[both]) > 0.65
