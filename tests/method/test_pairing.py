from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.matchmaking import pairing

CHAIN = {("ana", "luc"): 2, ("luc", "tom"): 5, ("tom", "zoe"): 2}
PEOPLE = ["ana", "luc", "tom", "zoe"]


def wishes(people, share, seed, whole=True):
    chance = np.random.default_rng(seed)
    return {
        pair: float(chance.integers(1, 8) if whole else chance.random() + 0.01)
        for pair in combinations(range(people), 2)
        if chance.random() < share
    }


def by_networkx(people, weights, everyone):
    graph = nx.Graph()
    graph.add_nodes_from(range(people))
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in weights.items())
    pairs = nx.max_weight_matching(graph, maxcardinality=everyone)
    return len(pairs), sum(graph.edges[pair]["weight"] for pair in pairs)


@given(st.integers(0, 14), st.floats(0.1, 1), st.integers(0, 10**6), st.booleans(), st.booleans())
@settings(deadline=None, max_examples=80)
def test_the_pairing_is_worth_what_networkx_finds(people, share, seed, everyone, whole):
    weights = wishes(people, share, seed, whole)

    found = pairing(range(people), weights, everyone=everyone)

    pairs, value = by_networkx(people, weights, everyone)
    assert found.value == pytest.approx(value)
    assert found.optimal
    assert not everyone or len(found.pairs) == pairs
    seated = [one for pair in found.pairs for one in (pair.a, pair.b)]
    assert len(seated) == len(set(seated))
    assert {*seated, *(one.key for one in found.left_out)} == set(range(people))


@pytest.mark.parametrize(("people", "share"), [(60, 0.2), (61, 1), (90, 0.1)])
def test_larger_pairings_too(people, share):
    weights = wishes(people, share, people)

    found = pairing(range(people), weights)

    assert (found.value, found.optimal) == (by_networkx(people, weights, False)[1], True)


def test_most_different_views_pair_exactly_though_the_number_is_odd():
    places = np.random.default_rng(3).normal(size=(41, 2))
    distance = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
    weights = {(a, b): distance[a, b] for a, b in combinations(range(41), 2)}

    assert pairing(range(41), distance).value == pytest.approx(by_networkx(41, weights, False)[1])


def test_the_most_hoped_for_leaves_two_alone_and_everyone_does_not():
    found = pairing(PEOPLE, CHAIN)

    assert [(one.a, one.b) for one in found.pairs] == [("luc", "tom")]
    assert [(one.key, one.why) for one in found.left_out] == [
        ("ana", "elsewhere"),
        ("zoe", "elsewhere"),
    ]
    assert pairing(PEOPLE, CHAIN, everyone=True).left_out == ()


def test_who_has_nobody_is_told_why():
    people = [*PEOPLE, "eve", "ian", "ugo"]
    weights = CHAIN | {("ana", "eve"): 3, ("eve", "tom"): 1, ("luc", "zoe"): 3, ("ian", "ana"): 1}

    found = pairing(people, weights, refusals=[("ana", "ian"), ("ian", "tom")])

    assert {one.key: one.why for one in found.left_out} == {
        "ian": "refused",
        "ugo": "no-pair",
        "zoe": "odd",
    }


def test_an_odd_one_joins_the_pair_both_of_whom_hope_for_it():
    triangle = {("ana", "luc"): 5, ("ana", "zoe"): 1, ("luc", "zoe"): 1}
    more = {("eve", "tom"): 4, ("tom", "zoe"): 3}
    people = [*PEOPLE, "eve"]

    found = pairing(people, triangle | more, trio=True)
    apart = pairing(people, triangle | more, trio=True, refusals=[("zoe", "ana")])

    assert found.trio == ("ana", "luc", "zoe")
    assert found.left_out == ()
    assert (apart.trio, [one.key for one in apart.left_out]) == (None, ["zoe"])
    assert pairing(people, more, trio=True).trio is None


def test_reasons_go_with_the_pairs():
    found = pairing(PEOPLE, CHAIN, reasons=lambda a, b: (a, b))

    assert [one.reasons for one in found.pairs] == [("luc", "tom")]


@pytest.mark.parametrize("people", [0, 1, 2])
def test_hardly_anybody(people):
    found = pairing(range(people), {}, everyone=True, trio=True)

    assert (found.pairs, found.value, found.optimal) == ((), 0, True)
    assert {one.why for one in found.left_out} <= {"no-pair"}


def test_no_refused_pair_is_paired():
    for seed in range(60):
        weights = wishes(7, 0.8, seed)
        refusals = [pair for pair in weights if sum(pair) % 3 == seed % 3]

        found = pairing(range(7), weights, refusals=refusals, everyone=seed % 2 == 0, trio=True)

        trio = found.trio or ()
        met = {(one.a, one.b) for one in found.pairs} | set(combinations(sorted(trio), 2))
        assert not met & set(refusals)
