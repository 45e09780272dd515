"""The measures of ties and of resilience against networkx and igraph, on the same networks."""

import igraph
import networkx
import numpy as np

from benchmarks.table import Line, measured
from maven.method import resilience, ties


def networks():
    """A school day, a crowd where some are tied with very many, a region."""
    yield "180 people × 2,220 ties", networkx.gnm_random_graph(180, 2220, seed=1)
    yield "403 people × 9,565 ties", networkx.gnm_random_graph(403, 9565, seed=1)
    yield "10,000 people × 49,975 ties", networkx.barabasi_albert_graph(10_000, 5, seed=1)


def lines():
    for size, graph in networks():
        chance = np.random.default_rng(2)
        for _, _, edge in graph.edges(data=True):
            edge["weight"] = float(chance.integers(1, 20))
        told = [(a, b, edge["weight"]) for a, b, edge in graph.edges(data=True)]
        network = ties.network_of(told, people=graph.nodes)
        compiled = igraph.Graph(len(graph), [(a, b) for a, b, _ in told])
        compiled.es["weight"] = [weight for *_, weight in told]
        yield from of_people(size, graph, network, compiled)
        yield from of_mixing(size, graph, network, compiled)
        yield from of_resilience(size, graph, network, compiled)


def farthest(ours, theirs):
    return f"farthest apart {np.max(np.abs(np.asarray(ours) - np.asarray(theirs))):.0e}"


def of_people(size, graph, network, compiled):
    """One line a measure and a reference; both figures are compared."""
    works = [
        (
            "constraint and effective size",
            lambda: ties.brokers(network).constraint,
            lambda: compiled.constraint(weights="weight"),
            lambda: (
                networkx.effective_size(graph)
                and list(networkx.constraint(graph, weight="weight").values())
            ),
        ),
        (
            "k-core",
            lambda: ties.cores(network),
            compiled.coreness,
            lambda: list(networkx.core_number(graph).values()),
        ),
        (
            "PageRank",
            lambda: ties.pagerank(network),
            lambda: compiled.pagerank(weights="weight"),
            lambda: list(
                networkx.pagerank(graph, weight="weight", tol=1e-15, max_iter=999).values()
            ),
        ),
    ]
    for what, ours, in_c, in_python in works:
        cost, found = measured(ours)
        for reference, work in (("igraph (C)", in_c), ("networkx", in_python)):
            if len(graph) > 1000 and work is in_python and what.startswith("constraint"):
                continue  # minutes
            theirs, other = measured(work, memory=False)
            alone = ", constraint alone" * (work is in_c and what.startswith("constraint"))
            yield Line(
                what=f"{what}, {size}",
                ours=cost,
                reference=reference + alone,
                theirs=theirs,
                more=farthest(found, other),
            )


def of_mixing(size, graph, network, compiled):
    """The E-I index with its 999 permutations; the reference makes 9, its cost is taken 111 times."""
    group = {person: person % 7 for person in graph}
    labels = np.array([person % 7 for person in graph])
    ends = np.array(compiled.get_edgelist())

    def one_after_another():
        chance = np.random.default_rng(1)
        for _ in range(9):
            deal = dict(zip(graph, chance.permutation(labels).tolist(), strict=True))
            sum(deal[a] != deal[b] for a, b in graph.edges)

    def by_array():
        chance = np.random.default_rng(1)
        for _ in range(999):
            deal = chance.permutation(labels)
            (deal[ends[:, 0]] != deal[ends[:, 1]]).sum()

    ours, _ = measured(lambda: ties.mixing(network, group))
    theirs, _ = measured(one_after_another, memory=False)
    whole = type(theirs)(seconds=theirs.seconds * 111)
    what = f"E-I index, assortativity, 999 permutations, {size}"
    yield Line(what=what, ours=ours, reference="a loop over networkx ties (9 × 111)", theirs=whole)
    theirs, _ = measured(by_array, rounds=3, memory=False)
    yield Line(what=what, ours=ours, reference="NumPy, one permutation a time", theirs=theirs)


def of_resilience(size, graph, network, compiled):
    def one_by_one():
        left, total = compiled.copy(), 0
        for _ in range(len(graph)):
            left.delete_vertices(int(np.argmax(left.degree())))
            total += max(left.connected_components().sizes(), default=0)
        return total / len(graph) ** 2

    def each_alone():
        return sum(1 for _ in networkx.articulation_points(graph)) + sum(
            1 for _ in networkx.bridges(graph)
        )

    def in_c():
        return len(compiled.articulation_points()) + len(compiled.bridges())

    ours, found = measured(lambda: resilience.robustness(network))
    if len(graph) < 1000:  # minutes beyond
        theirs, other = measured(one_by_one, memory=False)
        yield Line(
            what=f"robustness R, {size}",
            ours=ours,
            reference="igraph, one leaving after another",
            theirs=theirs,
            more=farthest([found], [other]),
        )
    else:
        yield Line(
            what=f"robustness R, {size}",
            ours=ours,
            reference="igraph, one leaving after another (20 of them × 500)",
            theirs=of_some(compiled, resilience.attack_order(network)),
        )
    ours, _ = measured(lambda: resilience.cuts(network))
    for reference, work in (("igraph (C)", in_c), ("networkx", each_alone)):
        theirs, _ = measured(work, rounds=3, memory=False)
        yield Line(
            what=f"articulation, bridges, pairs parted by each, {size}",
            ours=ours,
            reference=f"{reference}, without the pairs parted",
            theirs=theirs,
        )


def of_some(compiled, order):
    """The cost of all leavings from that of twenty, evenly spread; taking people out is not counted."""
    stages = []
    for gone in range(0, len(order), len(order) // 20):
        left = compiled.copy()
        left.delete_vertices(order[:gone].tolist())
        stages.append(left)

    def look():
        for left in stages:
            np.argmax(left.degree())
            max(left.connected_components().sizes())

    cost, _ = measured(look, rounds=3, memory=False)
    return type(cost)(seconds=cost.seconds * len(order) / len(stages))
