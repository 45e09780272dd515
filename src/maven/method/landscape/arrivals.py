"""Groups found from the first to arrive, without any chance. (the clusters of the `polis` mode)

The first distinct points are the seeds, so that the split depends on who came first: this is why
Maven's own landscape draws its seeds with 20 restarts instead, and why this one exists only for
parity with the production server of Polis.

References: Lloyd 1982; MacQueen 1967 (the first points as seeds); Rousseeuw 1987 (silhouette).
"""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from maven.method.landscape.cells import Floats
from maven.method.landscape.clusters import Labels, silhouette

SMALL_CLUSTERS = 100
SMALL_STEPS = 100
GROUP_STEPS = 20
STILL = 0.01  # centres that all move less than this have settled
MOST_GROUPS = 5
PER_GROUP = 12  # small clusters needed to try one more group than two
ORDERS = 101  # orders of arrival that are asked when nobody knows the true one
ASKED = 100_000  # people asked in all of them together: fewer orders for a crowd


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FirstCome:
    """A split of the c people who count, in the order in which they arrived.

    Attributes
    ----------
    small : (c,) small cluster of each person. centres : (b, 2) their middles.
    labels : (c,) group of each person, numbered by the arrival of their seeds.
    silhouettes : for each number of groups tried, the mean silhouette of the small clusters.
    """

    small: Labels
    centres: Floats
    labels: Labels
    silhouettes: dict[int, float]


def first_come(points: Floats) -> FirstCome:
    """Split points (c, 2), given in order of arrival, in two to five groups.

    Small clusters first (at most 100), then for each k weighted k-means on their centres; the best
    mean silhouette wins, the larger k when equal. Fewer than two distinct points: one group.

    >>> import numpy as np
    >>> found = first_come(np.array([[0.0, 0], [9, 0], [0, 1], [9, 1]]))
    >>> found.labels.tolist(), round(found.silhouettes[2], 2)
    ([0, 1, 0, 1], 0.89)

    Cost: O(100·c) a step, then only the small clusters.
    """
    small, centres = settled(points, np.ones(len(points)), SMALL_CLUSTERS, SMALL_STEPS)
    sizes = np.bincount(small, minlength=len(centres)).astype(np.float64)
    splits: dict[int, Labels] = {}
    silhouettes: dict[int, float] = {}
    for k in range(2, min(MOST_GROUPS, 2 + len(centres) // PER_GROUP, len(centres)) + 1):
        splits[k] = settled(centres, sizes, k, GROUP_STEPS)[0]
        silhouettes[k] = silhouette(centres, splits[k])
    labels = np.zeros(len(points), np.int64)
    if splits:
        labels = splits[max(silhouettes, key=lambda k: (silhouettes[k], k))][small]
    return FirstCome(small=small, centres=centres, labels=labels, silhouettes=silhouettes)


def whoever_came(points: Floats, *, seed: int = 0) -> FirstCome:
    """Split points (c, 2) of which nobody knows who came first: what most orders of arrival say.

    Up to 101 orders are drawn. The number of groups found most often is kept (the larger when
    equal) and, of the splits with so many, the one with the best silhouette (the first drawn when
    equal). The points are to be in a stated order, so that the same people give the same split.

    >>> import numpy as np
    >>> left, right, *others = whoever_came(np.array([[0.0, 0], [9, 0], [0, 1], [9, 1]])).labels
    >>> bool(left != right), bool(others[0] == left), bool(others[1] == right)
    (True, True, True)

    Cost: that of `first_come`, 101 times for up to 1,000 people, then ever fewer.
    """
    chance = np.random.default_rng(seed)
    orders = max(1, min(ORDERS, ASKED // max(len(points), 1)))
    splits = []
    for _ in range(orders):
        order = chance.permutation(len(points))
        found = first_come(points[order])
        back = np.argsort(order)
        splits.append(replace(found, small=found.small[back], labels=found.labels[back]))
    counts = Counter(_groups_of(split) for split in splits)
    most = max(counts, key=lambda k: (counts[k], k))
    return max(
        (split for split in splits if _groups_of(split) == most),
        key=lambda split: split.silhouettes.get(most, 0.0),
    )


def _groups_of(split: FirstCome) -> int:
    return int(split.labels.max(initial=0)) + 1


def settled(points: Floats, weights: Floats, k: int, steps: int) -> tuple[Labels, Floats]:
    """k-means from the first k distinct points: labels (c,) and centres, empty clusters dropped.

    Stops after `steps`, or when no centre, both times in their order, moved 0.01 or more. A point
    as near to two centres goes to the first.
    """
    centres = first_distinct(points, k)
    labels = np.zeros(len(points), np.int64)
    for _ in range(steps):
        used, labels = np.unique(nearest(points, centres), return_inverse=True)
        mass = np.bincount(labels, weights=weights, minlength=len(used))
        middles = [np.bincount(labels, weights=weights * axis) / mass for axis in points.T]
        before, centres = centres, np.column_stack(middles)
        if len(before) == len(centres) and _furthest(before, centres) < STILL:
            break
    return labels.astype(np.int64), centres


def first_distinct(points: Floats, k: int) -> Floats:
    """The first k rows that differ from all before them."""
    _, first = np.unique(points, axis=0, return_index=True)
    return points[np.sort(first)[:k]]


def nearest(points: Floats, centres: Floats) -> Labels:
    """Index of the nearest centre of each point, the first when equal."""
    labels = np.zeros(len(points), np.int64)
    least = np.full(len(points), np.inf)
    for number, (x, y) in enumerate(centres):
        square = (points[:, 0] - x) ** 2 + (points[:, 1] - y) ** 2
        labels[square < least] = number
        np.minimum(least, square, out=least)
    return labels


def _furthest(before: Floats, after: Floats) -> float:
    first, second = (centres[np.lexsort(centres.T[::-1])] for centres in (before, after))
    return float(np.hypot(*(first - second).T).max(initial=0.0))
