"""Does the network hold when the best tied leave, one after another? (robustness R)

Who leaves next depends only on how many ties each one has left, never on the pieces. So the order is
found first; the pieces are then read backwards, joining people as they come back, along a spanning
tree of the ties that last longest.

Reference: Schneider, Moreira, Andrade, Havlin & Herrmann 2011.
"""

import numpy as np

from maven.method.ties.network import Ints, Network, degrees, matrix_of, owners


class NobodyThere(ValueError):
    """What is asked of a network needs somebody in it."""


class NotAnOrder(ValueError):
    """An order of leaving names everybody once."""


def robustness(network: Network) -> float:
    """R = (1/N) Σ_{Q=1..N} S(Q), S(Q) the largest piece as a share of N after Q people have left.

    Each time the one with the most ties left leaves; among equals, the first in the canonical
    order. Near 0.5 when everybody is tied with everybody, (N - 1)/2N; 1/N · (1 - 1/N) without ties.

    Raises
    ------
    NobodyThere : a network without people.

    Example
    -------
    >>> from maven.method.ties.network import network_of
    >>> star = network_of([("ana", name) for name in ("bob", "luc", "zoe")])
    >>> robustness(star)  # (1 + 1 + 1 + 0) / 4 / 4
    0.1875

    Cost: O(N² / 16 + m log m): a search of the best tied for each leaving, sixteen at a time.
    """
    if not len(network):
        raise NobodyThere(NobodyThere.__doc__)
    return float(largest_after(network, attack_order(network))[1:].sum()) / len(network) ** 2


def attack_order(network: Network) -> Ints:
    """Everybody, in the order in which the best tied leave, (n,).

    >>> from maven.method.ties.network import network_of
    >>> attack_order(network_of([("ana", "luc"), ("luc", "zoe"), ("zoe", "bob")])).tolist()
    [2, 1, 0, 3]
    """
    people, starts = len(network), network.starts.tolist()
    left = degrees(network).astype(np.int32)
    order = np.empty(people, np.int64)
    gone = -people - 1  # below whatever the leaving of others could still take away
    for step in range(people):
        best = int(left.argmax())
        if left[best] <= 0:
            order[step:] = np.flatnonzero(left == 0)
            break
        order[step] = best
        left[network.neighbour[starts[best] : starts[best + 1]]] -= 1
        left[best] = gone
    return order


def largest_after(network: Network, order: Ints) -> Ints:
    """Size of the largest piece after the first 0, 1, … n of `order` have left, (n + 1,).

    >>> from maven.method.ties.network import network_of
    >>> import numpy as np
    >>> largest_after(network_of([("ana", "luc"), ("luc", "zoe")]), np.array([1, 0, 2])).tolist()
    [3, 1, 1, 0]

    Raises
    ------
    NotAnOrder : somebody is missing, or leaves twice.

    Cost: O(m log m), of which O(n) in plain Python.
    """
    from scipy.sparse.csgraph import minimum_spanning_tree

    people = len(network)
    if not np.array_equal(np.sort(order), np.arange(people)):
        raise NotAnOrder(NotAnOrder.__doc__)
    leaves = np.empty(people, np.int64)
    leaves[order] = np.arange(people)
    row = owners(network)
    lasts = np.minimum(leaves[row], leaves[network.neighbour])
    # The sooner a tie is back when people come back, the lighter.
    tree = minimum_spanning_tree(matrix_of(network, (people - lasts).astype(np.float64))).tocoo()
    by_return = np.argsort(tree.data, kind="stable")
    steps = (people - tree.data[by_return]).astype(np.int64).tolist()
    ends = zip(tree.row[by_return].tolist(), tree.col[by_return].tolist(), strict=True)
    largest = np.ones(people + 1, np.int64)
    largest[people] = 0
    parent, size = list(range(people)), [1] * people
    for step, (one, two) in zip(steps, ends, strict=True):
        joined = _root(parent, one), _root(parent, two)
        small, big = sorted(joined, key=size.__getitem__)
        parent[small] = big
        size[big] += size[small]
        largest[step] = max(largest[step], size[big])
    # Once that large, at least that large for all who are still there before.
    return np.maximum.accumulate(largest[::-1])[::-1]


def _root(parent: list[int], person: int) -> int:
    while parent[person] != person:
        parent[person] = parent[parent[person]]
        person = parent[person]
    return person
