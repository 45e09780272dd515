"""Who meets whom: against networkx, slot by slot, and against the exact matching of views."""

from itertools import combinations

import networkx as nx
import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.table import Line, measured
from maven.method.matchmaking import contrasts, introductions, pairing, two_sides

CASES = ((100, 20, 5), (400, 40, 8))


def lines():
    for people, candidates, slots in CASES:
        yield evening(people, candidates, slots)
    yield everybody()
    yield one_slot()
    yield sides()
    yield views()
    yield many_views()
    yield a_region()


def wishes(people, candidates, seed=1):
    chance = np.random.default_rng(seed)
    share = candidates / (people - 1)
    return {
        pair: float(chance.random())
        for pair in combinations(range(people), 2)
        if chance.random() < share
    }


def slot_by_slot(people, weights, slots):
    """What one does without a b-matching: the best matching of what is left, for each slot."""
    graph = nx.Graph()
    graph.add_nodes_from(range(people))
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in weights.items())
    value = 0
    for _ in range(slots):
        pairs = list(nx.max_weight_matching(graph))
        value += sum(graph.edges[pair]["weight"] for pair in pairs)
        graph.remove_edges_from(pairs)
    return value


def evening(people, candidates, slots):
    weights = wishes(people, candidates)
    ours, plan = measured(lambda: introductions(range(people), weights, slots=slots))
    theirs, value = measured(
        lambda: slot_by_slot(people, weights, slots), rounds=1, memory=people < 200
    )
    proof = "proved" if plan.optimal else f"bound {plan.bound:.2f}"
    return Line(
        what=f"introductions, {people} people × {slots} slots, {len(weights):,} pairs",
        ours=ours,
        reference="networkx max_weight_matching, one slot after another",
        theirs=theirs,
        more=f"{plan.value:.2f} ({proof}) against {value:.2f}",
    )


def everybody():
    chance = np.random.default_rng(1)
    table = np.triu(chance.random((400, 400)), 1)
    ours, plan = measured(lambda: introductions(range(400), table + table.T, slots=8))
    theirs, value = measured(lambda: greedy(table, 8), rounds=1)
    return Line(
        what="introductions, 400 people × 8 slots, all 79,800 pairs",
        ours=ours,
        reference="the heaviest pair that still fits, again and again",
        theirs=theirs,
        more=f"{plan.value:.2f} ({'proved' if plan.optimal else 'not proved'}) against {value:.2f}",
    )


def greedy(table, slots):
    first, second = np.nonzero(table)
    busy = [set() for _ in table]
    value = 0
    for pair in np.argsort(-table[first, second]).tolist():
        a, b = int(first[pair]), int(second[pair])
        free = set(range(slots)) - busy[a] - busy[b]
        if free:
            slot = min(free)
            busy[a].add(slot)
            busy[b].add(slot)
            value += table[a, b]
    return value


def one_slot():
    weights = wishes(200, 30)
    ours, found = measured(lambda: pairing(range(200), weights))
    theirs, value = measured(lambda: slot_by_slot(200, weights, 1), rounds=2)
    return Line(
        what="one slot, 200 people",
        ours=ours,
        reference="networkx max_weight_matching",
        theirs=theirs,
        more=f"{found.value:.4f} and {value:.4f}",
    )


def sides():
    chance = np.random.default_rng(1)
    table = chance.random((60, 60))
    hopes = {(f"o{i}", f"n{j}"): float(table[i, j]) for i in range(60) for j in range(60)}
    offers, needs = {f"o{i}": 1 for i in range(60)}, {f"n{j}": 1 for j in range(60)}
    ours, found = measured(lambda: two_sides(offers, needs, hopes))
    theirs, value = measured(lambda: by_networkx(hopes), rounds=1)
    return Line(
        what="two sides, 60 each, 3,600 pairs, one meeting each",
        ours=ours,
        reference="networkx max_weight_matching",
        theirs=theirs,
        more=f"{found.value:.4f} and {value:.4f}",
    )


def by_networkx(hopes):
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in hopes.items())
    return sum(graph.edges[pair]["weight"] for pair in nx.max_weight_matching(graph))


def views():
    places = np.random.default_rng(1).normal(size=(200, 2)) * [2, 1]
    distance = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
    graph = nx.from_numpy_array(distance)
    ours, found = measured(lambda: contrasts(places), rounds=9)
    theirs, pairs = measured(lambda: nx.max_weight_matching(graph), rounds=1, memory=False)
    value = sum(distance[pair] for pair in pairs)
    return Line(
        what="pairs of most different views, 200 people",
        ours=ours,
        reference="networkx max_weight_matching (exact)",
        theirs=theirs,
        more=f"{found.value / value:.3%} of the exact",
    )


def many_views():
    places = np.random.default_rng(1).normal(size=(4_000, 2))
    ours, found = measured(lambda: contrasts(places))
    theirs, value = measured(lambda: across(places), rounds=1)
    return Line(
        what="pairs of most different views, 4,000 people",
        ours=ours,
        reference="SciPy linear_sum_assignment between the halves of the first axis",
        theirs=theirs,
        more=f"{found.value / found.bound:.4%} of the bound against {value / found.bound:.4%}",
    )


def across(places):
    order = np.argsort(places[:, 0])
    one, other = places[order[: len(order) // 2]], places[order[len(order) // 2 :]]
    distance = np.sqrt(((one[:, None] - other[None]) ** 2).sum(axis=2))
    return distance[linear_sum_assignment(distance, maximize=True)].sum()


def a_region():
    places = np.random.default_rng(1).normal(size=(50_000, 2))
    ours, found = measured(lambda: contrasts(places))
    theirs, value = measured(lambda: along_first_axis(places))
    return Line(
        what="pairs of most different views, 50,000 people",
        ours=ours,
        reference="the ends of the first axis together",
        theirs=theirs,
        more=f"{found.value / found.bound:.4%} of the bound against {value / found.bound:.1%}",
    )


def along_first_axis(places):
    order = np.argsort(places[:, 0])
    ends = np.linalg.norm(places[order] - places[order[::-1]], axis=1)
    return ends[: len(order) // 2].sum()
