"""How is the network built: its pieces, its solid nucleus, who is at the centre of it?

References: Seidman 1983 (k-core); Brin & Page 1998 (PageRank), solved by the conjugate gradients
of Hestenes & Stiefel 1952, which the symmetry of ties allows.
"""

from typing import TYPE_CHECKING

import numpy as np

from maven.method.ties.network import (
    Flags,
    Floats,
    Ints,
    Network,
    degrees,
    matrix_of,
    owners,
    strengths,
)

if TYPE_CHECKING:
    from scipy.sparse import csr_array

DAMPING = 0.85
PRECISION = 1e-12  # of one solution


def components(network: Network) -> Ints:
    """The number of the piece each one belongs to, (n,): 0 is the largest.

    Pieces of equal size are told apart by their first person.

    >>> from maven.method.ties.network import network_of
    >>> components(network_of([("ana", "luc"), ("luc", "zoe")], people=["bob"])).tolist()
    [0, 1, 0, 0]

    Cost: O(n + m).
    """
    from scipy.sparse.csgraph import connected_components

    if not len(network):
        return np.zeros(0, np.int64)
    _, label = connected_components(matrix_of(network), directed=False)
    sizes = np.bincount(label)
    _, begins = np.unique(label, return_index=True)
    number = np.empty(len(sizes), np.int64)
    number[np.lexsort((begins, -sizes))] = np.arange(len(sizes))
    return number[label]


def cores(network: Network) -> Ints:
    """The largest k for which each one is in the k-core, (n,).

    The k-core is what is left when those with fewer than k ties inside leave, again and again
    (Seidman 1983). All who leave at once are peeled at once.

    >>> from maven.method.ties.network import network_of
    >>> trio = [("ana", "luc"), ("luc", "zoe"), ("ana", "zoe"), ("zoe", "bob")]
    >>> cores(network_of(trio)).tolist()
    [2, 1, 2, 2]

    Cost: O(n·k + m), k the deepest core, and one step per layer that is peeled.
    """
    degree = degrees(network)
    core = np.zeros(len(network), np.int64)
    left = np.flatnonzero(degree)
    while len(left):
        depth = int(degree[left].min())
        leaving = left[degree[left] == depth]
        while len(leaving):
            core[leaving] = depth
            degree[leaving] = -1
            leaving = _peeled(network, degree, leaving, depth)
        left = left[degree[left] >= 0]
    return core


def _peeled(network: Network, degree: Ints, leaving: Ints, depth: int) -> Ints:
    """Take their ties away from `degree`; who has no more than `depth` left now."""
    lost = network.neighbour[_entries(network, leaving)].astype(np.int64)
    lost = lost[degree[lost] >= 0]
    # With few neighbours a sort of them costs less than a count over everybody.
    if len(lost) * 8 < len(degree):
        touched, times = np.unique(lost, return_counts=True)
    else:
        counts = np.bincount(lost, minlength=len(degree))
        touched = np.flatnonzero(counts)
        times = counts[touched]
    degree[touched] = np.maximum(degree[touched] - times, depth)
    at_depth: Flags = degree[touched] == depth
    return touched[at_depth]


def _entries(network: Network, people: Ints) -> Ints:
    """Where the neighbours of these people stand in `neighbour`."""
    starts = network.starts[people].astype(np.int64)
    count = network.starts[people + 1] - starts
    ends = np.cumsum(count)
    places: Ints = np.arange(int(ends[-1])) + np.repeat(starts - ends + count, count)
    return places


def pagerank(network: Network, *, damping: float = DAMPING) -> Floats:
    """The share of a walk's time spent at each one, (n,), summing to 1.

    The walk follows ties in proportion to their weight with probability `damping`, in [0, 1), and
    else begins anew at anybody (Brin & Page 1998). Whoever has no tie is left for anybody.

    Raises
    ------
    ADampingOutOfRange : not 0 <= damping < 1.

    Example
    -------
    >>> from maven.method.ties.network import network_of
    >>> pagerank(network_of([("ana", "luc"), ("luc", "zoe")])).round(4).tolist()
    [0.2568, 0.4865, 0.2568]

    Cost: O(m) a step; 40 to 120 steps whatever the network.
    """
    if not 0 <= damping < 1:
        raise ADampingOutOfRange(ADampingOutOfRange.__doc__)
    root = np.sqrt(strengths(network))
    tied = root > 0
    scale = np.divide(1.0, root, out=np.zeros(len(root)), where=tied)
    row = owners(network)
    flow = damping * network.weight[network.tie] * scale[row] * scale[network.neighbour]
    matrix = matrix_of(network, flow)
    # x = (1 - αWD⁻¹)⁻¹·1 up to its sum, made symmetric by √D on both sides.
    rank = np.ones(len(root))
    before, missing = np.inf, np.where(tied, root * (matrix @ (rank * scale)), 0.0)
    # What a solution still misses is solved again: far apart weights cost digits.
    while np.abs(missing).max(initial=0.0) < before / 2:
        before = float(np.abs(missing).max(initial=0.0))
        rank += root * _solved(matrix, missing * scale)
        missing = np.where(tied, 1 - rank + root * (matrix @ (rank * scale)), 0.0)
    share: Floats = rank / max(rank.sum(), 1.0)
    return share


def _solved(matrix: "csr_array", wanted: Floats) -> Floats:
    """z with z - Mz = wanted, by conjugate gradients."""
    found = np.zeros(len(wanted))
    residual = wanted.copy()
    way = residual.copy()
    size = float(residual @ residual)
    enough = PRECISION**2 * size
    while size > enough:
        moved = way - matrix @ way
        step = size / float(way @ moved)
        found += step * way
        residual -= step * moved
        before, size = size, float(residual @ residual)
        way = residual + (size / before) * way
    return found


class ADampingOutOfRange(ValueError):
    """The walk follows ties with a probability of at least 0 and below 1."""
