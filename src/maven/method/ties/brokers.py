"""Who joins people who would not meet otherwise? (brokers)

Somebody whose contacts all know one another brings each of them little news; somebody whose
contacts do not is a bridge. Both measures rest on triangles, each of which is looked at once: from
its member with the fewest ties, so that a person tied to everybody costs no more than the others.

References: Burt 1992 (constraint, effective size); Borgatti 1997 (effective size in closed form);
Chiba & Nishizeki 1985 (triangles in O(m^1.5)).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from maven.method.ties.network import Floats, Ints, Network, degrees, strengths

WEDGES = 2**20  # looked at together
LARGEST_PRODUCT = 1500  # people whose matrices are multiplied whole: 18 MB each
FASTER = 200  # times a multiplication costs less than a look at a way of two ties
CELLS = 2**22  # of the table that finds a tie by its ends


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Brokers:
    """What each one joins, (n,) each.

    constraint : low for brokers, 1 for somebody with one tie; 1 too where there is no tie at all
        (nothing is joined there).
    effective_size : contacts less their mean number of ties with one another; 0 without a tie.
    triangles : how many pairs of contacts know one another.
    """

    constraint: Floats
    effective_size: Floats
    triangles: Ints


def brokers(network: Network) -> Brokers:
    """Burt's constraint and effective size.

    Notes
    -----
    With p_ij the share of i's strength that goes to j, the constraint is
    c_i = Σ_j (p_ij + Σ_q p_iq p_qj)² over the contacts j of i (Burt 1992). The effective size is
    k_i - 2 t_i / k_i, k_i contacts having t_i ties among them (Borgatti 1997); weights do not
    enter it.

    Example
    -------
    >>> from maven.method.ties.network import network_of
    >>> found = brokers(network_of([("ana", "luc"), ("luc", "zoe"), ("ana", "zoe"), ("zoe", "bob")]))
    >>> found.constraint.round(4).tolist(), found.effective_size.round(4).tolist()
    ([1.0069, 1.0, 1.0069, 0.6111], [1.0, 1.0, 1.0, 2.3333])

    Cost: O(m^1.5) at most, O(m) memory.
    """
    people = len(network)
    strength, degree = strengths(network), degrees(network)
    each = np.divide(1.0, strength, out=np.zeros(people), where=strength > 0)
    by_product = people <= LARGEST_PRODUCT and _wedges(degree, network) * FASTER > people**3
    through, closed = (_multiplied if by_product else _closed)(network, each)
    ends = np.concatenate([network.first, network.second])
    # The way from i to j through others weighs the same from both ends, up to the strength.
    pull = np.square(network.weight + through)
    total = np.bincount(ends, weights=np.concatenate([pull, pull]), minlength=people)
    constraint = np.where(degree > 0, total * np.square(each), 1.0)
    known = np.bincount(ends, weights=np.concatenate([closed, closed]), minlength=people)
    return Brokers(
        constraint=constraint,
        effective_size=degree - known / np.maximum(degree, 1),
        triangles=(known / 2).astype(np.int64),
    )


def _closed(network: Network, each: Floats) -> tuple[Floats, Floats]:
    """For each tie (m,): Σ_q w_iq w_qj / s_q over who both know, and how many these are."""
    ties = len(network.first)
    through, closed = np.zeros(ties), np.zeros(ties)
    for corners, sides in triangles(network):
        heavy = [network.weight[side] for side in sides]
        for apex in range(3):
            across, left, right = sides[apex], heavy[apex - 1], heavy[apex - 2]
            through += np.bincount(across, left * right * each[corners[apex]], minlength=ties)
            closed += np.bincount(across, minlength=ties)
    return through, closed


def _multiplied(network: Network, each: Floats) -> tuple[Floats, Floats]:
    """The same by products of whole matrices, for few people who nearly all know one another."""
    one, two = network.first, network.second
    pull = np.zeros((len(network), len(network)))
    pull[one, two] = pull[two, one] = network.weight
    known = (pull > 0).astype(np.float32)
    pull *= np.sqrt(each)
    return (pull @ pull.T)[one, two], (known @ known.T)[one, two].astype(np.float64)


def _wedges(degree: Ints, network: Network) -> int:
    """At most how many ways of two ties there are to look at for triangles."""
    return int(np.minimum(degree[network.first], degree[network.second]).sum())


def triangles(network: Network) -> Iterator[tuple[tuple[Ints, ...], tuple[Ints, ...]]]:
    """All triangles, many at a time: their three corners, and the tie across from each corner.

    >>> from maven.method.ties.network import network_of
    >>> trio = network_of([("ana", "luc"), ("luc", "zoe"), ("ana", "zoe")])
    >>> [[corner.tolist() for corner in corners] for corners, _ in triangles(trio)]
    [[[0], [1], [2]]]
    """
    people = len(network)
    order = np.lexsort((np.arange(people), degrees(network)))
    rank = np.empty(people, np.int64)
    rank[order] = np.arange(people)
    one, two = rank[network.first], rank[network.second]
    low, high = np.minimum(one, two), np.maximum(one, two)
    number = np.argsort(low * people + high)
    low, high = low[number], high[number]
    starts = np.searchsorted(low, np.arange(people + 1))
    onward = np.diff(starts)[high]  # ties that go on from the far end of each
    reached = np.concatenate([[0], np.cumsum(onward)])
    rows = min(people, max(1, CELLS // max(1, people)))
    table = np.full(rows * people, -1, np.int32)
    top = high.astype(np.int32)
    for begin, end in _stretches(starts, reached, rows):
        here = slice(starts[begin], starts[end])
        row = ((low[here] - begin) * people).astype(np.int32)
        table[row + top[here]] = np.arange(here.start, here.stop, dtype=np.int32)
        ahead = (starts[high[here]] - (reached[here] - reached[here.start])).astype(np.int32)
        far = np.repeat(ahead, onward[here])
        far += np.arange(len(far), dtype=np.int32)
        cells = top[far]
        cells += np.repeat(row, onward[here])
        long = table[cells]
        table[row + top[here]] = -1
        found = np.flatnonzero(long >= 0)
        near = np.searchsorted(reached, found + reached[here.start], side="right") - 1
        far, long = far[found], long[found]
        corners = (order[low[near]], order[high[near]], order[high[far]])
        yield corners, (number[far], number[long], number[near])


def _stretches(starts: Ints, reached: Ints, rows: int) -> Iterator[tuple[int, int]]:
    """People in a row, few enough for the table and for the memory; those without a way on aside."""
    people = len(starts) - 1
    begin = 0
    while begin < people:
        most = int(reached[starts[begin]]) + WEDGES
        end = int(np.searchsorted(reached[starts], most, side="right")) - 1
        end = min(max(end, begin + 1), begin + rows, people)
        if reached[starts[end]] > reached[starts[begin]]:
            yield begin, end
        begin = end
