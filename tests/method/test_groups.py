"""Maximally diverse groups: proved on few people, the best known on the published instances."""

import gzip
import itertools
import json
import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.matchmaking import group_proof, group_search
from maven.method.matchmaking.distances import ATieOutOfRange, GivenTwice, distances, table_of
from maven.method.matchmaking.group_proof import Proof, ceiling
from maven.method.matchmaking.group_search import Search, climb, fill
from maven.method.matchmaking.groups import (
    NotAPair,
    NotDistances,
    RefusalsLeaveNothing,
    RefusedAndWished,
    SizesDoNotAddUp,
    diverse_groups,
    even_sizes,
)
from maven.method.votes import votes_of
from tests.method.conftest import DATA, needs_data

PROVED = {} if DATA is None else json.loads((DATA / "mdgplib/proven_optima.json").read_text())
KNOWN = {"Geo": 13790.992, "RanInt": 5364.0, "RanReal": 5503.122}


def instance(name):
    with gzip.open(DATA / "mdgplib" / f"{name}.gz", "rt") as file:
        words = file.read().split()
    people, groups = int(words[0]), int(words[1])
    sizes = [int(word) for word in words[3 : 3 + 2 * groups]]
    table = np.zeros((people, people))
    for a, b, distance in itertools.batched(words[3 + 2 * groups :], 3):
        table[int(a), int(b)] = table[int(b), int(a)] = float(distance)
    return table, list(itertools.batched(sizes, 2))


def drawn(people, seed=3, most=100):
    table = np.triu(np.random.default_rng(seed).integers(0, most + 1, (people, people)), 1)
    return (table + table.T).astype(float)


def best_by_hand(table, bounds, refused=()):
    """Every way of giving each person a group."""
    best = -math.inf
    for label in itertools.product(range(len(bounds)), repeat=len(table)):
        sizes = [label.count(g) for g in range(len(bounds))]
        if any(not low <= s <= high for s, (low, high) in zip(sizes, bounds, strict=True)):
            continue
        if any(label[a] == label[b] for a, b in refused):
            continue
        same = np.equal.outer(label, label)
        best = max(best, float((table * same).sum() / 2))
    return best


def worth(table, groups):
    return sum(table[a, b] for group in groups for a, b in itertools.combinations(group, 2))


@needs_data
@pytest.mark.parametrize("name", PROVED)
def test_each_proved_optimum_is_reached_and_proved_within_a_second(name):
    table, bounds = instance(name)
    started = time.process_time()

    found = diverse_groups(table, bounds=bounds)

    assert found.value == pytest.approx(PROVED[name], abs=1e-6)
    assert found.proved
    assert time.process_time() - started < 1


@needs_data
@pytest.mark.parametrize("name", KNOWN)
def test_thirty_people_reach_the_best_value_known(name):
    table, bounds = instance(f"{name}_n030_ss_01.txt")

    found = diverse_groups(table, bounds=bounds)

    assert found.value == pytest.approx(KNOWN[name], abs=1e-6)
    assert not found.proved
    assert found.bound > found.value


@needs_data
def test_groups_of_different_sizes_keep_the_place_of_their_bounds():
    table, bounds = instance("Geo_n010_ds_01.txt")

    found = diverse_groups(table, bounds=bounds)

    assert found.value == pytest.approx(best_by_hand(table, bounds))
    for group, (least, most) in zip(found.groups, bounds, strict=True):
        assert least <= len(group) <= most


@st.composite
def cases(draw):
    people = draw(st.integers(1, 6))
    count = draw(st.integers(1, 3))
    bounds = [
        (low, low + draw(st.integers(0, 3)))
        for low in (draw(st.integers(0, 2)) for _ in range(count))
    ]
    cells = draw(st.lists(st.integers(0, 9), min_size=15, max_size=15))
    table = np.zeros((people, people))
    first, second = np.triu_indices(people, 1)
    table[first, second] = table[second, first] = cells[: len(first)]
    pairs = list(itertools.combinations(range(people), 2))
    refused = draw(st.lists(st.sampled_from(pairs), max_size=3)) if pairs else []
    return table, bounds, refused


@settings(max_examples=60, deadline=None)
@given(cases())
def test_few_people_get_what_trying_everything_gives(case):
    table, bounds, refused = case
    before = table.copy()
    best = best_by_hand(table, bounds, refused)
    if best == -math.inf:
        with pytest.raises((SizesDoNotAddUp, RefusalsLeaveNothing)):
            diverse_groups(table, bounds=bounds, refused=refused)
        return

    found = diverse_groups(table, bounds=bounds, refused=refused)

    assert found.value == best == found.bound == worth(table, found.groups)
    assert found.proved
    assert sorted(itertools.chain(*found.groups)) == list(range(len(table)))
    assert (table == before).all()


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 1000))
def test_the_value_does_not_depend_on_the_order_of_the_people(seed):
    table = drawn(9, seed)
    order = np.random.default_rng(seed).permutation(9)

    one = diverse_groups(table, bounds=[(3, 3)] * 3)
    other = diverse_groups(table[np.ix_(order, order)], bounds=[(3, 3)] * 3)

    assert one.value == other.value


def test_more_people_give_each_one_a_place_within_the_bounds():
    table, bounds = drawn(60), [(5, 12)] * 4 + [(6, 20)] * 2

    found = diverse_groups(table, bounds=bounds, steps=600)

    assert sorted(itertools.chain(*found.groups)) == list(range(60))
    assert all(
        low <= len(group) <= high for group, (low, high) in zip(found.groups, bounds, strict=True)
    )
    assert found.value == worth(table, found.groups) <= found.bound


def test_the_same_seed_gives_the_same_groups():
    table = drawn(40)

    one, other = (diverse_groups(table, bounds=[(8, 8)] * 5, seed=5, steps=800) for _ in "ab")

    assert one == other


def test_longer_searches_are_not_worse():
    table, values = drawn(60), []
    for steps in (1, 100, 1000, 3000):
        values.append(diverse_groups(table, bounds=[(6, 6)] * 10, steps=steps).value)

    assert values == sorted(values)


def test_a_time_is_kept():
    started = time.perf_counter()

    found = diverse_groups(drawn(60), bounds=[(6, 6)] * 10, seconds=0.2)

    assert 0.2 <= time.perf_counter() - started < 2
    assert found.value > diverse_groups(drawn(60), bounds=[(6, 6)] * 10, steps=1).value


def test_time_that_is_over_at_once_gives_groups_nevertheless():
    found = diverse_groups(drawn(30), bounds=[(6, 6)] * 5, seconds=1e-9)

    assert sorted(itertools.chain(*found.groups)) == list(range(30))


def test_a_proof_that_is_given_up_leaves_a_bound(monkeypatch):
    monkeypatch.setattr(group_proof, "NODES", 50)
    table = drawn(20)
    first = climb(table, [(4, 4)] * 5, steps=300, seed=0)

    label, bound = Proof(table, [(4, 4)] * 5, first).run()

    assert bound > float((table * (label[:, None] == label)).sum() / 2)
    assert bound <= ceiling(table, [(4, 4)] * 5) + 1e-9
    found = diverse_groups(table, bounds=[(4, 4)] * 5, steps=500)
    assert not found.proved
    assert found.value < found.bound


def test_a_proof_finds_what_it_was_not_given():
    table, bounds = drawn(9), [(3, 3)] * 3
    poor = np.repeat([0, 1, 2], 3)

    label, bound = Proof(table, bounds, poor).run()

    assert bound == best_by_hand(table, bounds)
    assert float((table * (label[:, None] == label)).sum() / 2) == bound


def test_refusals_hold_whatever_they_cost():
    table = drawn(30)
    refused = [(a, b) for a, b in itertools.combinations(range(30), 2) if table[a, b] > 70]
    tables = np.zeros((30, 30))
    tables[:5, :5] = 9 * (1 - np.eye(5))

    found = diverse_groups(table, bounds=[(3, 3)] * 10, refused=refused)
    others = diverse_groups(
        tables, bounds=[(6, 6)] * 5, refused=itertools.combinations(range(5), 2)
    )

    inside = {pair for group in found.groups for pair in itertools.combinations(group, 2)}
    assert inside.isdisjoint(refused)
    assert others.value == 0
    assert [set(group) & {0, 1, 2, 3, 4} for group in others.groups] == [{0}, {1}, {2}, {3}, {4}]


def test_refusals_that_leave_nothing_are_said_with_how_sure_it_is():
    few = list(itertools.combinations(range(4), 2))
    many = list(itertools.combinations(range(30), 2))

    with pytest.raises(RefusalsLeaveNothing, match="No groups of these sizes"):
        diverse_groups(drawn(4), bounds=[(2, 2)] * 2, refused=few)
    with pytest.raises(RefusalsLeaveNothing, match="there may be none"):
        diverse_groups(drawn(30), bounds=[(6, 6)] * 5, refused=many[:400], steps=200)


def test_a_granted_wish_counts_as_the_largest_distance_once_more():
    table = drawn(8)
    low = min(itertools.combinations(range(8), 2), key=lambda pair: table[pair])

    without = diverse_groups(table, bounds=[(4, 4)] * 2)
    found = diverse_groups(table, bounds=[(4, 4)] * 2, wished=[low[::-1]])

    assert found.granted == 1
    assert found.value == worth(table, found.groups) + table.max()
    assert found.value >= without.value
    assert any(set(low) <= set(group) for group in found.groups)


def test_groups_of_equal_bounds_stand_by_their_first_member_and_empty_ones_last():
    table = drawn(5)

    found = diverse_groups(table, bounds=[(0, 5), (0, 5), (0, 5)])

    assert found.groups == ((0, 1, 2, 3, 4), (), ())


@pytest.mark.parametrize("people", [1, 2])
def test_one_group_is_everybody(people):
    found = diverse_groups(drawn(people), bounds=[(people, people)])

    assert found.groups == (tuple(range(people)),)
    assert found.proved


@pytest.mark.parametrize(
    "table",
    [
        np.zeros((2, 3)),
        np.zeros(3),
        np.zeros((2, 2, 2)),
        np.array([[0, np.nan], [np.nan, 0]]),
        np.array([[0, np.inf], [np.inf, 0]]),
        np.array([[0.0, -1], [-1, 0]]),
        np.array([[0.0, 1], [2, 0]]),
        np.array([[1.0, 1], [1, 0]]),
    ],
)
def test_what_is_no_table_of_distances_is_refused(table):
    with pytest.raises(NotDistances):
        diverse_groups(table, bounds=[(2, 2)])


@pytest.mark.parametrize(
    ("people", "bounds"),
    [(3, [(2, 2)]), (3, [(4, 4)]), (3, []), (3, [(3, 2)]), (3, [(-1, 4)]), (0, []), (0, [(0, 1)])],
)
def test_sizes_that_do_not_hold_the_people_are_refused(people, bounds):
    with pytest.raises(SizesDoNotAddUp):
        diverse_groups(np.zeros((people, people)), bounds=bounds)


@pytest.mark.parametrize("pair", [(0, 0), (0, 4), (-1, 2)])
def test_a_refusal_is_about_two_people_of_the_table(pair):
    with pytest.raises(NotAPair):
        diverse_groups(drawn(4), bounds=[(2, 2)] * 2, refused=[pair])


def test_the_same_two_are_not_refused_and_wished():
    with pytest.raises(RefusedAndWished):
        diverse_groups(drawn(4), bounds=[(2, 2)] * 2, refused=[(0, 1)], wished=[(1, 0)])


@pytest.mark.parametrize(
    "asked",
    [{}, {"size": 0}, {"groups": 0}, {"size": 2, "groups": 2}, {"groups": 8}],
)
def test_sizes_that_mean_nothing_are_refused(asked):
    with pytest.raises(SizesDoNotAddUp):
        even_sizes(7, **asked)


def test_nobody_has_no_sizes():
    with pytest.raises(SizesDoNotAddUp):
        even_sizes(0, size=3)


@given(st.integers(1, 60), st.integers(1, 20))
def test_even_sizes_differ_by_one_at_most_and_hold_everybody(people, size):
    sizes = [least for least, _ in even_sizes(people, size=size)]

    assert sum(sizes) == people
    assert max(sizes) <= size
    assert max(sizes) - min(sizes) <= 1


def test_a_group_that_is_full_takes_nobody_more():
    assert fill([(0, 1), (0, 9), (2, 2)], 8) == [1, 5, 2]


def test_what_the_search_keeps_in_mind_is_what_counting_again_gives():
    table, bounds = drawn(24), [(2, 6)] * 6
    search = Search(table, bounds, 4)
    for number in range(700):
        search.step(number)

    member = search.label[:, None, :] == np.arange(6)[:, None]
    assert np.allclose(search.gain, member @ table)
    assert np.allclose(search.value, search.own().sum(axis=1) / 2)
    assert (search.size == member.sum(axis=2)).all()
    assert search.size.min() >= 2
    assert search.size.max() <= 6


def test_an_arrangement_that_does_not_rise_is_shaken_thoroughly(monkeypatch):
    monkeypatch.setattr(group_search, "PATIENCE", 1)
    search = Search(drawn(12), [(6, 6)] * 2, 1)
    shakes = set()
    for number in range(600):
        search.step(number)
        shakes.update(search.shake.tolist())

    assert max(shakes) == 4


def test_the_distance_adds_ties_opinions_and_sectors():
    said = votes_of(
        [("ana", 1, 1), ("ana", 2, 1), ("luc", 1, -1), ("luc", 2, 0), ("eva", 9, 1), ("x", 1, 1)]
    )
    sectors = {"ana": "health", "luc": "schools", "eva": "health", "x": "schools"}

    found = distances(
        ["luc", "ana", "eva"],
        ties={("ana", "luc"): 0.25, ("luc", "ana"): 0.75, ("ana", "x"): 1},
        votes=said,
        sector_of=sectors,
    )

    assert found[0, 1] == pytest.approx(0.25 + (1 + 0.5 + 0.5) / 3 + 1)
    assert found[1, 2] == pytest.approx(1 + 0.5 + 0)
    assert found[0, 2] == pytest.approx(1 + 0.5 + 1)
    assert (found == found.T).all()
    assert (found.diagonal() == 0).all()


def test_what_is_not_known_is_half_way():
    assert distances(["a", "b"], sector_of={"a": "schools"}).tolist() == [[0, 2], [2, 0]]


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from([-1, 0, 1])), max_size=30
    )
)
def test_distances_of_opinion_are_those_counted_by_hand(triples):
    votes, said = votes_of(triples), {(p, s): v for p, s, v in triples}

    found = distances(range(6), votes=votes)

    for a, b in itertools.combinations(range(6), 2):
        both = [s for s in range(6) if (a, s) in said and (b, s) in said]
        apart = sum(abs(said[a, s] - said[b, s]) / 2 for s in both)
        assert found[a, b] == pytest.approx(1.5 + (apart + 0.5) / (len(both) + 1))
    assert found.max() <= 3


@pytest.mark.parametrize(
    "ties", [{("a", "a"): 0.5}, {("a", "b"): 1.5}, {("a", "b"): -0.1}, {("a", "b"): math.nan}]
)
def test_a_tie_is_between_two_people_from_nothing_to_one(ties):
    with pytest.raises(ATieOutOfRange):
        distances(["a", "b"], ties=ties)


def test_somebody_listed_twice_is_refused():
    with pytest.raises(GivenTwice):
        distances(["a", "b", "a"])


def test_a_pair_listed_twice_is_refused_in_either_order():
    with pytest.raises(GivenTwice):
        table_of([("a", "b", 1.0), ("b", "a", 1.0)])


def test_the_table_of_pairs_does_not_depend_on_their_order():
    pairs = [(2, "b", 1.0), (10, 2, 3.0), ("b", 10, 2.0)]

    people, table = table_of(pairs)
    again, turned = table_of([(b, a, d) for a, b, d in reversed(pairs)])

    assert people == again == (2, 10, "b")
    assert (table == turned).all()
    assert table.tolist() == [[0, 3, 1], [3, 0, 2], [1, 2, 0]]
