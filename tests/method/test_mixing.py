"""Do sectors mix: against published figures, networkx and a count by hand."""

import itertools
import sys

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method import ties
from maven.method.ties.mixing import NoPermutation, labels
from tests.method.test_ties import graphs, network_of_graph

KARATE = networkx.karate_club_graph()
CLUB = {person: KARATE.nodes[person]["club"] for person in KARATE}


def test_the_karate_club_keeps_to_itself_as_published():
    found = ties.mixing(network_of_graph(KARATE), CLUB)

    assert (round(found.value, 4), round(found.assortativity, 4)) == (-0.7179, 0.7175)
    assert found.p == 0.001
    assert found.low <= found.expected <= found.high


@given(graphs(), st.data())
@settings(max_examples=50, deadline=None)
def test_mixing_is_that_of_networkx(graph, data):
    group = {person: data.draw(st.integers(0, 2)) for person in graph}
    networkx.set_node_attributes(graph, group, "group")
    network = network_of_graph(graph, "weight")
    share = ties.participation(network, group)
    for person in graph:
        around = [group[other] for other in graph[person]]
        counts = [around.count(one) / max(1, len(around)) for one in range(3)]
        assert share[person] == pytest.approx(
            1 - sum(c * c for c in counts) if around else 0, abs=1e-12
        )
    if not graph.size():
        return

    found = ties.mixing(network, group, permutations=19)

    outside = [(a, b) for a, b in graph.edges if group[a] != group[b]]
    heavy = sum(graph.edges[pair]["weight"] for pair in outside) / graph.size("weight")
    assert found.value == pytest.approx(2 * len(outside) / graph.size() - 1, abs=1e-12)
    assert found.weighted == pytest.approx(2 * heavy - 1, abs=1e-9)
    assert -1 <= found.low <= found.high <= 1
    assert 0.05 <= found.p <= 1
    if len({group[end] for pair in graph.edges for end in pair}) > 1:
        theirs = networkx.attribute_assortativity_coefficient(graph, "group")
        assert found.assortativity == pytest.approx(theirs, abs=1e-12)
    else:
        assert found.assortativity is None


def test_what_chance_gives_is_the_mean_over_all_deals():
    graph = networkx.path_graph(5)
    group = dict(enumerate("aabbb"))
    values = [
        2 * sum(deal[a] != deal[b] for a, b in graph.edges) / 4 - 1
        for deal in itertools.permutations(group.values())
    ]

    found = ties.mixing(network_of_graph(graph), group, permutations=4000)

    assert found.expected == pytest.approx(np.mean(values))
    assert found.sd == pytest.approx(np.std(values), rel=0.05)
    middle = np.mean(values)
    as_far = np.mean(np.abs(np.array(values) - middle) >= abs(found.value - middle) - 1e-9)
    assert found.p == pytest.approx(as_far, abs=0.03)


def test_few_deals_at_a_time_are_as_good(monkeypatch):
    monkeypatch.setattr(sys.modules["maven.method.ties.mixing"], "CELLS", 400)

    found = ties.mixing(network_of_graph(KARATE), CLUB, permutations=99)

    assert found.p == 0.01
    assert found == ties.mixing(network_of_graph(KARATE), CLUB, permutations=99)


def test_all_in_one_group_is_all_inside():
    found = ties.mixing(network_of_graph(KARATE), dict.fromkeys(KARATE, "one"))

    assert (found.value, found.expected, found.sd, found.p) == (-1.0, -1.0, 0.0, 1.0)
    assert found.assortativity is None


def test_without_a_tie_nothing_mixes():
    with pytest.raises(ties.NoTie):
        ties.mixing(ties.network_of([], people=["ana"]), {"ana": 1})


def test_somebody_without_a_group_is_named():
    with pytest.raises(ties.NoGroup, match="luc"):
        ties.mixing(ties.network_of([("ana", "luc")]), {"ana": 1})


def test_too_few_permutations_judge_nothing():
    with pytest.raises(NoPermutation):
        ties.mixing(ties.network_of([("ana", "luc")]), {"ana": 1, "luc": 2}, permutations=18)


def test_groups_are_numbered_as_they_show():
    network = ties.network_of([("ana", "luc"), ("luc", "zoe")])

    assert labels(network, {"ana": "z", "luc": "a", "zoe": "z"}).tolist() == [0, 1, 0]
