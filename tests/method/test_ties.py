"""The measures of a network against published figures, networkx, and cases made by hand."""

import collections
import csv
import gzip
import sys

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method import ties
from maven.method.ties.brokers import _closed, _multiplied, triangles
from maven.method.ties.shape import ADampingOutOfRange
from tests.method.conftest import DATA, needs_data


def network_of_graph(graph, weight=None):
    told = [(a, b, d.get(weight, 1.0)) for a, b, d in graph.edges(data=True)]
    return ties.network_of(told, people=graph.nodes)


@st.composite
def graphs(draw, most=12):
    """Any simple network, weights included."""
    size = draw(st.integers(1, most))
    graph = networkx.Graph()
    graph.add_nodes_from(range(size))
    pairs = [(a, b) for a in range(size) for b in range(a)]
    for pair in draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []:
        graph.add_edge(*pair, weight=draw(st.floats(0.01, 100)))
    return graph


def thiers():
    """Who met whom in a school of Marseille, how many times, and each one's class."""
    met, group = collections.Counter(), {}
    with gzip.open(DATA / "sociopatterns" / "thiers_2012.csv.gz", "rt") as file:
        for _, one, two, class_one, class_two in csv.reader(file, delimiter="\t"):
            met[min(int(one), int(two)), max(int(one), int(two))] += 1
            group[int(one)], group[int(two)] = class_one, class_two
    return ties.network_of((a, b, count) for (a, b), count in met.items()), group


def test_the_karate_club_has_its_published_constraint():
    found = ties.brokers(network_of_graph(networkx.karate_club_graph()))

    assert round(found.constraint[0], 4) == 0.1554


def test_the_medici_and_valjean_have_their_published_constraints():
    florence = network_of_graph(networkx.florentine_families_graph())
    paris = network_of_graph(networkx.les_miserables_graph())

    medici = ties.brokers(florence).constraint[florence.people.index("Medici")]
    valjean = ties.brokers(paris).constraint[paris.people.index("Valjean")]

    assert (round(medici, 4), round(valjean, 4)) == (0.2099, 0.0706)


@needs_data
def test_a_school_of_marseille_is_measured_as_published():
    network, group = thiers()

    found = ties.ties(network, group_of=group, seed=1)

    assert (found.people, found.ties, found.components) == (180, 2220, 1)
    mixing = found.mixing
    assert (round(mixing.value, 3), round(mixing.weighted, 3)) == (-0.419, -0.832)
    assert mixing.expected == pytest.approx(0.606, abs=0.001)
    assert mixing.sd == pytest.approx(0.015, abs=0.001)
    assert mixing.low < mixing.expected < mixing.high
    assert mixing.p == 0.001
    assert round(mixing.assortativity, 3) == 0.634
    assert round(found.participation, 3) == 0.376


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_brokers_are_those_of_networkx(graph):
    found = ties.brokers(network_of_graph(graph, "weight"))

    constraint = networkx.constraint(graph, weight="weight")
    size = networkx.effective_size(graph)
    for person, degree in graph.degree:
        if degree:
            assert found.constraint[person] == pytest.approx(constraint[person], rel=1e-12)
            assert found.effective_size[person] == pytest.approx(size[person], abs=1e-12)
        else:
            assert (found.constraint[person], found.effective_size[person]) == (1.0, 0.0)
    assert found.triangles.tolist() == list(networkx.triangles(graph).values())


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_triangles_one_by_one_and_matrices_whole_say_the_same(graph):
    network = network_of_graph(graph, "weight")
    each = 1 / np.maximum(ties.strengths(network), 0.001)

    one_by_one, whole = _closed(network, each), _multiplied(network, each)

    assert one_by_one[0] == pytest.approx(whole[0], rel=1e-12)
    assert one_by_one[1].tolist() == whole[1].tolist()


@pytest.mark.parametrize("chance", [0.02, 0.9])
def test_sparse_and_dense_networks_have_the_brokers_of_networkx(chance):
    graph = networkx.gnp_random_graph(150, chance, seed=3)

    found = ties.brokers(network_of_graph(graph))

    theirs = networkx.constraint(graph)
    tied = [person for person, degree in graph.degree if degree]
    assert found.constraint[tied] == pytest.approx([theirs[one] for one in tied], rel=1e-12)
    assert found.triangles.tolist() == list(networkx.triangles(graph).values())


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_the_shape_is_that_of_networkx(graph):
    network = network_of_graph(graph, "weight")

    ranks = networkx.pagerank(graph, weight="weight", tol=1e-15, max_iter=1000)
    assert ties.pagerank(network) == pytest.approx(list(ranks.values()), abs=1e-12)
    assert ties.cores(network).tolist() == list(networkx.core_number(graph).values())
    piece = ties.components(network)
    found = {frozenset(np.flatnonzero(piece == number)) for number in set(piece)}
    assert found == {frozenset(one) for one in networkx.connected_components(graph)}
    sizes = np.bincount(piece)
    assert sizes.tolist() == sorted(sizes, reverse=True)
    strength = dict(graph.degree(weight="weight"))
    assert ties.strengths(network) == pytest.approx(list(strength.values()), rel=1e-12)


def test_large_nuclei_are_peeled_as_the_small():
    graph = networkx.barabasi_albert_graph(400, 4, seed=1)

    assert ties.cores(network_of_graph(graph)).tolist() == list(
        networkx.core_number(graph).values()
    )


@pytest.mark.parametrize(("cells", "wedges"), [(1, 1), (40, 3), (2**22, 2**20)])
def test_triangles_are_the_same_however_many_are_looked_at_together(monkeypatch, cells, wedges):
    graph = networkx.gnp_random_graph(15, 0.5, seed=2)
    monkeypatch.setattr(sys.modules["maven.method.ties.brokers"], "CELLS", cells)
    monkeypatch.setattr(sys.modules["maven.method.ties.brokers"], "WEDGES", wedges)
    monkeypatch.setattr(sys.modules["maven.method.ties.brokers"], "LARGEST_PRODUCT", 0)
    network = network_of_graph(graph)

    found = [
        (sorted(corners), tuple(sides))
        for some_corners, some_sides in triangles(network)
        for corners, sides in zip(
            np.transpose(some_corners).tolist(), np.transpose(some_sides).tolist(), strict=True
        )
    ]

    assert len(found) == sum(networkx.triangles(graph).values()) // 3
    assert ties.brokers(network).constraint == pytest.approx(
        list(networkx.constraint(graph).values()), rel=1e-12
    )


def test_the_order_in_which_ties_are_told_changes_nothing():
    graph = networkx.les_miserables_graph()
    told = [(a, b, d["weight"]) for a, b, d in graph.edges(data=True)]
    turned = [(b, a, w) for a, b, w in reversed(told)]

    group = {person: person[0] for person in graph}
    one = ties.ties(ties.network_of(told), group_of=group)
    two = ties.ties(ties.network_of(turned), group_of=group)

    assert one == two


def test_numbers_come_before_words():
    network = ties.network_of([("10", "b"), (9, 10), ("a", 10)])

    assert network.people == (9, 10, "10", "a", "b")


def test_people_told_in_another_order_keep_their_ties():
    network = ties.joined(("zoe", "ana", "luc"), np.array([0, 1]), np.array([1, 2]))

    assert network.people == ("ana", "luc", "zoe")
    assert list(zip(network.first.tolist(), network.second.tolist(), strict=True)) == [
        (0, 1),
        (0, 2),
    ]


def test_what_is_given_is_not_changed():
    first, second, weight = np.array([1, 0]), np.array([0, 2]), np.array([2.0, 1.0])

    network = ties.joined((0, 1, 2), first, second, weight)
    ties.ties(network, group_of={0: "a", 1: "a", 2: "b"})

    assert (first.tolist(), second.tolist(), weight.tolist()) == ([1, 0], [0, 2], [2.0, 1.0])
    with pytest.raises(ValueError, match="read-only"):
        network.weight[0] = 3


@pytest.mark.parametrize(
    ("told", "refusal", "named"),
    [
        ([("ana", "ana")], ties.ATieToOneself, "ana – ana"),
        ([("ana", "luc"), ("luc", "ana")], ties.TheSameTieTwice, "ana – luc"),
        ([("ana", "luc", 0.0)], ties.AWeightOutOfBounds, "ana – luc"),
        ([("ana", "luc", -1.0)], ties.AWeightOutOfBounds, "ana – luc"),
        ([("ana", "luc", float("nan"))], ties.AWeightOutOfBounds, "ana – luc"),
        ([("ana", "luc", float("inf"))], ties.AWeightOutOfBounds, "ana – luc"),
    ],
)
def test_a_wrong_tie_is_refused_and_named(told, refusal, named):
    with pytest.raises(refusal, match=named):
        ties.network_of(told)


@pytest.mark.parametrize(
    ("people", "first", "second", "weight", "refusal"),
    [
        (("ana", "ana"), [0], [1], None, ties.APersonTwice),
        (("ana", "luc"), [0], [2], None, ties.AStranger),
        (("ana", "luc"), [-1], [1], None, ties.AStranger),
        (("ana", "luc"), [0], [1, 0], None, ties.UnevenColumns),
        (("ana", "luc"), [0], [1], [1.0, 2.0], ties.UnevenColumns),
    ],
)
def test_columns_that_make_no_network_are_refused(people, first, second, weight, refusal):
    with pytest.raises(refusal):
        ties.joined(people, np.array(first), np.array(second), weight and np.array(weight))


def test_strangers_are_named():
    network = ties.network_of([("ana", "luc")])

    with pytest.raises(ties.AStranger, match="bob, zoe"):
        ties.places_of(network, ["zoe", "ana", "bob"])


def test_a_network_without_anybody_is_empty():
    found = ties.ties(ties.network_of([]), group_of={})

    assert (found.people, found.ties, found.components, found.largest) == (0, 0, 0, 0)
    assert (found.density, found.mixing, found.participation, found.persons) == (None,) * 3 + ((),)


def test_a_person_alone_has_no_measure_that_needs_a_tie():
    found = ties.ties(ties.network_of([], people=["ana"]), group_of={"ana": "public"})

    (ana,) = found.persons
    assert (found.density, found.isolated, found.mixing) == (None, 1, None)
    assert (ana.constraint, ana.participation, ana.pagerank) == (None, None, 1.0)


def test_people_without_a_tie_keep_their_share_of_the_walk():
    network = ties.network_of([("ana", "luc")], people=["bob", "zoe"])

    assert ties.pagerank(network).sum() == pytest.approx(1)
    assert ties.pagerank(network)[1] < ties.pagerank(network)[0]


def test_weights_far_apart_cost_the_walk_no_digit():
    chance = np.random.default_rng(5)
    graph = networkx.gnp_random_graph(30, 0.2, seed=5)
    told = [(a, b, 10 ** chance.uniform(-9, 9)) for a, b in graph.edges]
    network = ties.network_of(told, people=graph.nodes)
    pull = np.zeros((30, 30))
    pull[network.first, network.second] = pull[network.second, network.first] = network.weight
    total = pull.sum(axis=0)
    step = np.where(total > 0, pull / np.maximum(total, 1e-300), 1 / 30)

    ranks = ties.pagerank(network)

    assert 0.85 * step @ ranks + 0.15 / 30 == pytest.approx(ranks, abs=1e-13)


@pytest.mark.parametrize("damping", [-0.1, 1.0, float("nan")])
def test_a_walk_that_never_begins_anew_is_refused(damping):
    with pytest.raises(ADampingOutOfRange):
        ties.pagerank(ties.network_of([("ana", "luc")]), damping=damping)
