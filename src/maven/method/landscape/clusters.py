"""Points gathered into clusters, and clusterings compared. (the tools of `grouping`)

References: Lloyd 1982 and Arthur & Vassilvitskii 2007 (k-means, k-means++); Hubert & Arabie 1985
(adjusted Rand); Rousseeuw 1987 (silhouette).
"""

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from maven.method.landscape.axes import Floats

type Labels = NDArray[np.int64]
type Point = tuple[float, float]

BASE_CLUSTERS = 100
BASE_SAMPLE = 5000  # people from whom the base clusters are learnt
STEPS = 50  # of one k-means


def base_clusters(points: Floats, chance: Generator) -> tuple[Floats, Labels]:
    """At most 100 centres (b, 2), the distinct points when few, and each point's centre (c,)."""
    distinct, where = np.unique(points, axis=0, return_inverse=True)
    if len(distinct) <= BASE_CLUSTERS:
        return distinct, where.reshape(-1).astype(np.int64)
    sample = points
    if len(points) > BASE_SAMPLE:
        sample = points[np.sort(chance.choice(len(points), BASE_SAMPLE, replace=False))]
    centres = np.unique(sample, axis=0)
    few = min(BASE_CLUSTERS, len(centres))
    centres = centres[np.sort(chance.choice(len(centres), few, replace=False))]
    for _ in range(10):
        centres = _centres(sample, _nearest(sample, centres), len(centres))
    nearest = _nearest(points, centres)
    used, labels = np.unique(nearest, return_inverse=True)
    return _centres(points, labels, len(used)), labels.astype(np.int64)


def _nearest(points: Floats, centres: Floats) -> Labels:
    from scipy.spatial import cKDTree

    nearest: Any = cKDTree(centres).query(points)[1]
    return np.asarray(nearest, np.int64)


def _centres(points: Floats, labels: NDArray[Any], k: int) -> Floats:
    sizes = np.maximum(np.bincount(labels, minlength=k), 1)
    sums = [np.bincount(labels, weights=points[:, axis], minlength=k) for axis in (0, 1)]
    return np.stack(sums, axis=1) / sizes[:, None]


def k_means(
    points: Floats, weights: Floats, k: int, chance: Generator, *, starts: int, smallest: float
) -> Labels | None:
    """The tightest of `starts` splits in which each group weighs `smallest` or more, or None.

    All starts advance together, those that have settled stand aside. Cost: O(starts·c·k) a step.
    """
    centres = _seeds(points, weights, k, chance, starts)
    labels = np.full((starts, len(points)), -1)
    spread = np.empty(starts)
    moving = np.arange(starts)
    for _ in range(STEPS):
        found, squares = closest_to(points, centres[moving])
        spread[moving] = squares @ weights
        unsettled = (found != labels[moving]).any(axis=1)
        moving, found = moving[unsettled], found[unsettled]
        if not len(moving):
            break
        labels[moving] = found
        centres[moving] = moved(points, weights, found, centres[moving])
    sizes = _sums(labels, k, weights)
    spread[sizes.min(axis=1) < smallest] = np.inf
    best = int(spread.argmin())
    return labels[best] if np.isfinite(spread[best]) else None


def _seeds(points: Floats, weights: Floats, k: int, chance: Generator, starts: int) -> Floats:
    """k-means++: each seed drawn by weight × squared distance to the nearest one before."""
    chosen = np.empty((starts, k, points.shape[1]))
    near = np.ones((starts, len(points)))
    for step in range(k):
        mass = np.cumsum(near * weights, axis=1)
        draw = chance.random(starts) * mass[:, -1]
        pick = np.minimum((mass <= draw[:, None]).sum(axis=1), len(points) - 1)
        chosen[:, step] = points[pick]
        away = ((points[None] - chosen[:, step, None]) ** 2).sum(axis=2)
        near = away if step == 0 else np.minimum(near, away)
    return chosen


def closest_to(points: Floats, centres: Floats) -> tuple[Labels, Floats]:
    """For each start and point the closest centre and its squared distance, (s, c) each."""
    x, y = points.T
    labels = np.zeros((len(centres), len(points)), np.int64)
    least = np.full(labels.shape, np.inf)
    for group in range(centres.shape[1]):
        square = (x - centres[:, group, :1]) ** 2 + (y - centres[:, group, 1:]) ** 2
        closer = square < least
        labels[closer] = group
        np.minimum(least, square, out=least)
    return labels, least


def moved(points: Floats, weights: Floats, labels: Labels, centres: Floats) -> Floats:
    """The middle of each group of each start; the old centre when the group is empty."""
    k = centres.shape[1]
    sizes = _sums(labels, k, weights)
    middles = [_sums(labels, k, weights * axis) for axis in points.T]
    means = np.stack(middles, axis=2) / np.maximum(sizes, 1e-300)[:, :, None]
    return np.where(sizes[:, :, None] > 0, means, centres)


def _sums(labels: Labels, k: int, amounts: Floats) -> Floats:
    """The sum of `amounts` (c,) in each group of each start, (s, k)."""
    starts = len(labels)
    cell = labels + k * np.arange(starts)[:, None]
    spread = np.broadcast_to(amounts, labels.shape).ravel()
    return np.bincount(cell.ravel(), weights=spread, minlength=starts * k).reshape(starts, k)


def adjusted_rand(first: Labels, second: Labels) -> float:
    """How far two splits of the same people agree: 1 the same, 0 what chance would give.

    >>> import numpy as np
    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    wide = int(second.max()) + 1
    cells = np.bincount(first * wide + second, minlength=(int(first.max()) + 1) * wide)
    table = cells.reshape(-1, wide)
    both = _pairs(table)
    rows, columns = _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    everybody = _pairs(np.array([len(first)]))
    expected = rows * columns / everybody if everybody else 0.0
    ceiling = (rows + columns) / 2
    return 1.0 if ceiling == expected else float((both - expected) / (ceiling - expected))


def _pairs(counts: NDArray[Any]) -> float:
    return float((counts * (counts - 1)).sum()) / 2


def silhouette(points: Floats, labels: Labels) -> float:
    """Mean over the points of (b - a) / max(a, b); a point alone in its group counts 0."""
    distances = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    member = (labels[:, None] == np.arange(int(labels.max()) + 1)).astype(np.float64)
    sizes = member.sum(axis=0)
    sums = distances @ member
    own = sizes[labels]
    index = np.arange(len(points))
    inside = sums[index, labels] / np.maximum(own - 1, 1)
    outside = sums / np.maximum(sizes, 1)
    outside[index, labels] = np.inf
    nearest = outside.min(axis=1)
    widest = np.maximum(np.maximum(inside, nearest), 1e-300)
    return float(np.where(own > 1, (nearest - inside) / widest, 0.0).mean())


def by_size(labels: Labels) -> Labels:
    """Number the groups from the largest to the smallest, first come first when equal.

    >>> import numpy as np
    >>> by_size(np.array([0, 1, 1, 2])).tolist()
    [1, 0, 0, 2]
    """
    sizes = np.bincount(labels)
    first = np.array([int(np.argmax(labels == group)) for group in range(len(sizes))])
    order = np.lexsort((first, -sizes))
    rank = np.empty(len(sizes), np.int64)
    rank[order] = np.arange(len(sizes))
    return rank[labels]


def hull_of(places: Floats) -> tuple[Point, ...]:
    """The places that go round the others, counter-clockwise.

    Two when all are in line, one when all are in one place.

    >>> import numpy as np
    >>> hull_of(np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]]))
    ((0.0, 0.0), (2.0, 0.0))
    """
    from scipy.spatial import ConvexHull, QhullError

    distinct = np.unique(places, axis=0)
    try:
        corners = distinct[ConvexHull(distinct).vertices]
    except (QhullError, ValueError):  # in line, or fewer than three
        corners = distinct[[0, -1]] if len(distinct) > 1 else distinct
    return tuple((float(x), float(y)) for x, y in corners)
