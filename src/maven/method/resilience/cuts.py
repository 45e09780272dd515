"""Who alone, which tie alone, holds pieces of the network together? (articulation, bridges)

One walk in depth over the network tells it all: what hangs below somebody, and whether it reaches
above that person by another way. From it also comes what the leaving of each single person would
break, for everybody at once.

Reference: Hopcroft & Tarjan 1973.
"""

from dataclasses import dataclass

import numpy as np

from maven.method.ties.network import Flags, Ints, Network, matrix_of, owners


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cuts:
    """What single people and single ties hold.

    Attributes
    ----------
    articulation : (n,) whether the piece falls apart when this person leaves.
    bridges : (b,) indices of the ties without which two people joined by a way no longer are.
    pairs : how many pairs of people are joined by a way.
    pairs_without : (n,) how many still are when this person leaves.
    """

    articulation: Flags
    bridges: Ints
    pairs: int
    pairs_without: Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Walk:
    """A walk in depth from a root of its own, number n, which is tied to one of each piece.

    parent, rank : (n + 1,) who each was reached from, and when. low : the earliest reached from what
    hangs below, itself included. size : how many hang below, itself included.
    """

    parent: Ints
    rank: Ints
    low: Ints
    size: Ints


def cuts(network: Network) -> Cuts:
    """Articulation points, bridges, and the pairs each single leaving would part.

    Example
    -------
    >>> from maven.method.ties.network import network_of
    >>> trio = [("ana", "luc"), ("luc", "zoe"), ("ana", "zoe"), ("zoe", "bob")]
    >>> found = cuts(network_of(trio))
    >>> found.articulation.tolist(), found.bridges.tolist(), found.pairs_without.tolist()
    ([False, False, False, True], [2], [3, 3, 3, 1])

    Cost: O(n + m), of which O(n) in plain Python.
    """
    people = len(network)
    if not people:
        none = np.zeros(0, np.int64)
        return Cuts(articulation=none > 0, bridges=none, pairs=0, pairs_without=none)
    walk = _walked(network)
    parent = walk.parent[:people]
    first = parent == people
    below = ~first
    # What hangs below and reaches no higher than the parent is parted when the parent leaves.
    parted = np.flatnonzero(below & (walk.low[:people] >= walk.rank[parent]))
    pieces = np.bincount(parent[parted], minlength=people)
    bridging = np.flatnonzero(below & (walk.low[:people] > walk.rank[parent]))
    whole = walk.size[:people][first]
    piece = _of_piece(walk, first)
    gone = np.bincount(parent[parted], weights=walk.size[parted], minlength=people)
    hanging = np.bincount(parent[parted], weights=_pairs(walk.size[parted]), minlength=people)
    pairs = int(_pairs(whole).sum())
    rest = whole[piece] - 1 - gone.astype(np.int64)
    without = pairs - _pairs(whole)[piece] + hanging.astype(np.int64) + _pairs(rest)
    return Cuts(
        articulation=pieces >= np.where(first, 2, 1),
        bridges=np.sort(_ties(network, bridging, parent[bridging])),
        pairs=pairs,
        pairs_without=without,
    )


def _pairs(size: Ints) -> Ints:
    return size * (size - 1) // 2


def _walked(network: Network) -> Walk:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components, depth_first_order

    people = len(network)
    _, label = connected_components(matrix_of(network), directed=False)
    _, one_each = np.unique(label, return_index=True)
    starts = np.append(network.starts, network.starts[-1] + len(one_each))
    neighbour = np.concatenate([network.neighbour, one_each.astype(np.int32)])
    rooted = csr_array((np.ones(len(neighbour)), neighbour, starts), (people + 1, people + 1))
    order, parent = depth_first_order(rooted, people, directed=True)
    rank = np.empty(people + 1, np.int64)
    rank[order] = np.arange(people + 1)
    row = owners(network)
    other = network.neighbour != parent[row]
    low = rank.copy()
    np.minimum.at(low, row[other], rank[network.neighbour[other]])
    lows, sizes = low.tolist(), [1] * (people + 1)
    above = parent.tolist()
    for person in order[:0:-1].tolist():
        up = above[person]
        sizes[up] += sizes[person]
        if lows[person] < lows[up]:
            lows[up] = lows[person]
    return Walk(
        parent=parent.astype(np.int64),
        rank=rank,
        low=np.array(lows, np.int64),
        size=np.array(sizes, np.int64),
    )


def _of_piece(walk: Walk, first: Flags) -> Ints:
    """The number of each one's piece: pieces are walked one after another."""
    begins = np.sort(walk.rank[:-1][first])
    by_begin = np.argsort(walk.rank[:-1][first])
    return by_begin[np.searchsorted(begins, walk.rank[:-1], side="right") - 1]


def _ties(network: Network, one: Ints, two: Ints) -> Ints:
    """The indices of ties told by their ends."""
    people = len(network)
    cell = network.first.astype(np.int64) * people + network.second
    return np.searchsorted(cell, np.minimum(one, two) * people + np.maximum(one, two))
