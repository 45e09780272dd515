import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.landscape.axes import axes_of
from maven.method.landscape.leading import leading
from maven.method.landscape.moments import (
    NothingToWithdraw,
    UnknownStatement,
    axes_from,
    moments_of,
)
from maven.method.votes import NotAVote, votes_of
from tests.method.conftest import needs_data, planted

STATEMENTS = ["a", "b", "c", "d"]
PEOPLE = ["ana", "eva", "luc"]


def by_hand(table, statements=STATEMENTS):
    """The three tables of sums, cell by cell, from {(person, statement): value}."""
    width = len(statements)
    seen, product, mixed = (np.zeros((width, width), int) for _ in range(3))
    for person in {p for p, _ in table}:
        own = {s: v for (p, s), v in table.items() if p == person}
        for j, one in enumerate(statements):
            for k, other in enumerate(statements):
                if one in own and other in own:
                    seen[j, k] += 1
                    product[j, k] += own[one] * own[other]
                    mixed[j, k] += own[one]
    return seen, product, mixed


def equal(found, wanted):
    return all(np.array_equal(one, other) for one, other in zip(found, wanted, strict=True))


deeds = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE), st.sampled_from(STATEMENTS), st.sampled_from([-1, 0, 1, None])
    ),
    max_size=40,
)


@settings(deadline=None)
@given(deeds, st.integers(0, 20))
def test_the_sums_are_exact_whatever_is_cast_changed_and_withdrawn(deeds, first):
    table = {(p, s): v for p, s, v in deeds[:first] if v is not None}
    votes = votes_of(((*cell, v) for cell, v in table.items()), statements=STATEMENTS)
    before = votes.value.copy(), votes.column.copy()
    sums = moments_of(votes)
    for person, statement, value in deeds[first:]:
        if value is not None:
            sums.cast(person, statement, value)
            table[person, statement] = value
        elif table.pop((person, statement), None) is not None:
            sums.withdraw(person, statement)

    assert equal(sums.sums(), by_hand(table))
    for person in PEOPLE:
        assert sums.answers_of(person) == {s: v for (p, s), v in table.items() if p == person}
    assert equal(before, (votes.value, votes.column))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_the_axes_of_the_sums_are_those_of_all_the_votes(seed):
    triples, _ = planted(sizes=(12, 9, 7), noise=0.2, seed=seed)
    cut = len(triples) // 2
    sums = moments_of(votes_of(triples[:cut], statements=range(24)))
    for triple in triples[cut:]:
        sums.cast(*triple)
    votes = votes_of(triples)

    found, batch = axes_from(sums), axes_of(votes, np.ones(24, bool))

    assert found.centre == pytest.approx(batch.centre)
    assert ((found.components * batch.components).sum(axis=1) >= 1 - 1e-9).all()
    assert found.explained == pytest.approx(batch.explained)
    again = axes_from(sums, near=found.components)
    assert ((again.components * batch.components).sum(axis=1) >= 1 - 1e-9).all()


def test_statements_left_out_draw_nothing():
    triples, _ = planted()
    votes = votes_of(triples)
    drawing = np.arange(24) % 3 > 0

    found = axes_from(moments_of(votes), selected=set(np.flatnonzero(drawing).tolist()))
    batch = axes_of(votes, drawing)

    assert found.centre == pytest.approx(batch.centre)
    assert ((found.components * batch.components).sum(axis=1) >= 1 - 1e-9).all()
    assert not found.components[:, ~drawing].any()


def test_statements_can_be_added_at_any_time():
    sums = moments_of(votes_of([("ana", "a", 1), ("eva", "a", -1)]))
    before = axes_from(sums)
    names = ["a"] + [f"s{at}" for at in range(40)]
    for name in [*names, "a"]:
        sums.add(name)
    table = {("ana", "a"): 1, ("eva", "a"): -1}
    for person in ("ana", "luc"):
        for name in names[::3]:
            sums.cast(person, name, 1 if person == "ana" else -1)
            table[person, name] = 1 if person == "ana" else -1

    assert sums.statements == tuple(names)
    assert equal(sums.sums(), by_hand(table, names))
    after = axes_from(sums, near=before.components)
    assert after.components.shape == (2, 41)
    assert after.components == pytest.approx(axes_from(sums).components, abs=1e-4)


def test_nobody_and_no_difference_have_no_axis():
    nobody = axes_from(moments_of(votes_of([], statements=[1, 2])))
    nothing = axes_from(moments_of(votes_of([])))
    alike = axes_from(moments_of(votes_of([(i, j, 1) for i in range(9) for j in range(4)])))

    for found in (nobody, nothing, alike):
        assert found.explained == (0.0, 0.0)
        assert not found.components.any()


def test_what_is_not_there_is_refused():
    sums = moments_of(votes_of([("ana", 1, 1)]))

    with pytest.raises(UnknownStatement, match="'b'"):
        sums.cast("ana", "b", 1)
    with pytest.raises(UnknownStatement):
        sums.withdraw("ana", 2)
    with pytest.raises(NothingToWithdraw):
        sums.withdraw("luc", 1)
    with pytest.raises(NotAVote):
        sums.cast("ana", 1, 2)
    assert sums.answers_of("ana") == {1: 1}


def test_sums_can_be_stored_and_taken_up_again():
    votes = votes_of(planted()[0])
    sums = moments_of(votes)

    taken_up = moments_of(votes, sums=sums.sums())
    unpickled = pickle.loads(pickle.dumps(sums))  # noqa: S301  # our own bytes
    for one in (sums, taken_up, unpickled):
        one.cast(3, 5, 1)
        one.cast("new", 5, -1)

    assert equal(sums.sums(), taken_up.sums())
    assert equal(sums.sums(), unpickled.sums())


def test_blocks_of_people_and_both_ways_to_the_sums_agree(monkeypatch):
    full = [(i, j, (i * j) % 3 - 1) for i in range(30) for j in range(9)]
    sparse = [(i + 30, j, 1) for i in range(40) for j in range(40) if (i + j) % 23 == 0]
    votes = votes_of(full + sparse)

    whole = moments_of(votes).sums()
    monkeypatch.setattr("maven.method.landscape.moments.BLOCK_PEOPLE", 7)
    by_blocks = moments_of(votes).sums()
    monkeypatch.setattr("maven.method.landscape.moments.SPARSE_FACTOR", 0)
    all_sparse = moments_of(votes).sums()

    assert equal(whole, by_blocks)
    assert equal(whole, all_sparse)


@needs_data
def test_vtaiwan_vote_by_vote_gives_the_batch_axes(vtaiwan):
    votes, _, _ = vtaiwan
    sums = moments_of(votes_of([], statements=votes.statements))
    for row, column, value in zip(
        votes.row.tolist(), votes.column.tolist(), votes.value.tolist(), strict=True
    ):
        sums.cast(votes.participants[row], votes.statements[column], value)

    batch = axes_of(votes, np.ones(len(votes.statements), bool))

    assert equal(sums.sums(), moments_of(votes).sums())
    assert ((axes_from(sums).components * batch.components).sum(axis=1) >= 1 - 1e-9).all()


def test_leading_directions_of_a_large_matrix_without_a_gap():
    chance = np.random.default_rng(2)
    table = chance.normal(size=(400, 300))
    square = table.T @ table
    exact = np.linalg.eigh(square)[1][:, ::-1][:, :2]

    values, found = leading(lambda columns: square @ columns, np.ones((300, 1)))

    assert (abs((found[:, :2] * exact).sum(axis=0)) >= 1 - 1e-9).all()
    assert (np.diff(values) <= 0).all()


def test_leading_directions_of_twins_and_of_few():
    # Two equal squares have a plane, not two directions: any pair within it will do.
    found = leading(lambda columns: np.diag([4.0, 4, 1, 0]) @ columns, np.ones((4, 3)))[1]

    assert np.abs(found[2:, 0]).max() < 1e-4
    one, direction = leading(lambda columns: 9 * columns, np.ones((1, 1)))
    assert (one.tolist(), direction.tolist()) == ([9.0], [[1.0]])


def test_leading_directions_stop_when_told():
    square = np.diag(np.linspace(1, 2, 200))

    values, _ = leading(lambda columns: square @ columns, np.ones((200, 1)), steps=3)

    assert values[0] < 2


def test_leading_directions_with_little_room_start_again(monkeypatch):
    square = np.diag(np.linspace(0, 1, 60) ** 3)
    monkeypatch.setattr("maven.method.landscape.leading.WIDEST", 12)

    _, found = leading(lambda columns: square @ columns, np.ones((60, 1)))

    assert abs(found[59, 0]) >= 1 - 1e-9
    assert abs(found[58, 1]) >= 1 - 1e-9


def test_leading_directions_end_where_nothing_is_left_to_add():
    square = np.diag([5.0, 3, 2, 1])

    values, _ = leading(lambda columns: square @ columns, np.ones((4, 1)), tolerance=0.0)

    assert values == pytest.approx([5, 3, 2, 1])
