"""Points gathered into clusters, and clusterings compared. (the tools of `grouping`)

References: Lloyd 1982 and Arthur & Vassilvitskii 2007 (k-means, k-means++); Hubert & Arabie 1985
(adjusted Rand); Rousseeuw 1987 (silhouette).
"""

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from maven.method.landscape.cells import Floats

type Labels = NDArray[np.int64]
type Small = NDArray[np.int8]
type Real = NDArray[np.floating[Any]]  # in single or double precision
type Point = tuple[float, float]

BASE_CLUSTERS = 100
SMALLEST_GROUP = 5
SMALLEST_SHARE = 0.05
BASE_STEPS = 5
GRID = 12
STEPS = 50  # of one k-means at most
CORNERS = 8  # directions in which a hull is first looked for
FEW_POINTS = 200  # below which the hull is quicker drawn at once


def smallest_group(people: int) -> int:
    """The fewest people that make a group: five, or one in twenty when that is more.

    >>> smallest_group(40), smallest_group(600)
    (5, 30)
    """
    return max(SMALLEST_GROUP, int(np.ceil(SMALLEST_SHARE * people)))


def base_clusters(points: Floats, chance: Generator) -> tuple[Floats, Labels]:
    """At most 100 centres (b, 2), the distinct points when few, and each point's centre (c,).

    Cost: O(100·c) a step, five steps.
    """
    distinct, where = np.unique(as_complex(points), return_inverse=True)
    centres = np.stack([distinct.real, distinct.imag], axis=1)
    if len(distinct) <= BASE_CLUSTERS:
        return centres, where.reshape(-1).astype(np.int64)
    centres = centres[np.sort(chance.choice(len(centres), BASE_CLUSTERS, replace=False))]
    for _ in range(BASE_STEPS):
        labels = np.argmax(points @ centres.T - (centres**2).sum(axis=1) / 2, axis=1)
        sizes = np.bincount(labels, minlength=len(centres))
        sums = [np.bincount(labels, weights=axis, minlength=len(centres)) for axis in points.T]
        used = sizes > 0
        labels = (np.cumsum(used) - 1)[labels]
        centres = np.stack(sums, axis=1)[used] / sizes[used, None]
    return centres, labels


def as_complex(points: Floats) -> NDArray[np.complex128]:
    """Points (c, 2) as single numbers, which sort by x, then by y."""
    return points[:, 0] + 1j * points[:, 1]


def k_means(
    points: Floats, weights: Floats, k: int, chance: Generator, *, starts: int, smallest: float
) -> Labels | None:
    """The tightest of `starts` splits in which each group weighs `smallest` or more, or None."""
    labels, _, found = many_k_means(
        points[None], weights[None], k, chance, starts=starts, smallest=smallest
    )
    return labels[0] if found[0] else None


def many_k_means(
    maps: Real,
    weights: Real,
    k: int,
    chance: Generator,
    *,
    starts: int,
    smallest: float,
    steps: int = STEPS,
) -> tuple[Labels, Real, NDArray[np.bool_]]:
    """The same on several maps (r, c, 2) with weights (r, c).

    Labels (r, c), middles (r, k, 2) and whether any split will do (r,). All starts on all maps
    advance together, those that have settled stand aside. Cost: O(r·starts·c·k) a step.
    """
    clouds = np.repeat(clouds_of(maps), starts, axis=0)
    heavy = np.repeat(weights, starts, axis=0)
    centres = _seeds(clouds, heavy, k, chance)
    labels = np.full(heavy.shape, -1, np.int8)
    spread = np.empty(len(clouds))
    own = (clouds[:, :2] ** 2).sum(axis=1)
    moving = np.arange(len(clouds))
    for _ in range(steps):
        found, near = closest_to(clouds[moving], centres[moving])
        spread[moving] = ((own[moving] - 2 * near) * heavy[moving]).sum(axis=1)
        unsettled = (found != labels[moving]).any(axis=1)
        labels[moving] = found
        moving, found = moving[unsettled], found[unsettled]
        if not len(moving):
            break
        centres[moving] = moved(clouds[moving], heavy[moving], found, centres[moving])
    sizes = _members(labels, k, heavy).sum(axis=2)
    spread[sizes.min(axis=1) < smallest] = np.inf
    shaped = spread.reshape(len(maps), starts)
    best = shaped.argmin(axis=1) + starts * np.arange(len(maps))
    return labels[best].astype(np.int64), centres[best], np.isfinite(shaped.min(axis=1))


def grid_cells(maps: Real) -> tuple[Real, Real]:
    """People on several maps (r, c, 2) gathered in 144 cells: middles (r, 144, 2), sizes (r, 144).

    Twelve by twelve within two and a half standard deviations; those further out are in the last.
    """
    deviation = maps.std(axis=1, keepdims=True)
    units = (maps - maps.mean(axis=1, keepdims=True)) / np.where(deviation > 0, deviation, 1)
    steps = np.clip(np.floor(units * (GRID / 5) + GRID / 2), 0, GRID - 1).astype(np.int64)
    size = GRID * GRID
    cell = steps[:, :, 0] * GRID + steps[:, :, 1] + size * np.arange(len(maps))[:, None]
    flat, length = cell.ravel(), size * len(maps)
    counts = np.bincount(flat, minlength=length)
    sums = [np.bincount(flat, maps[:, :, axis].ravel(), length) for axis in (0, 1)]
    middles = np.stack(sums, axis=1) / np.maximum(counts, 1)[:, None]
    shaped = middles.astype(maps.dtype).reshape(len(maps), size, 2)
    return shaped, counts.astype(maps.dtype).reshape(len(maps), size)


def clouds_of(maps: Real) -> Real:
    """Maps (r, c, 2) as rows of x, of y and of 1: (r, 3, c)."""
    clouds = np.ones((len(maps), 3, maps.shape[1]), maps.dtype)
    clouds[:, :2] = maps.transpose(0, 2, 1)
    return clouds


def _seeds(clouds: Real, weights: Real, k: int, chance: Generator) -> Real:
    """k-means++: each seed drawn by weight × squared distance to the nearest one before."""
    runs, _, people = clouds.shape
    chosen = np.empty((runs, k, 2), clouds.dtype)
    near = np.ones((runs, people), clouds.dtype)
    every = np.arange(runs)
    for step in range(k):
        mass = np.cumsum(near * weights, axis=1)
        draw = chance.random(runs) * mass[:, -1]
        pick = np.minimum((mass <= draw[:, None]).sum(axis=1), people - 1)
        chosen[:, step] = clouds[every, :2, pick]
        away = ((clouds[:, :2] - chosen[:, step, :, None]) ** 2).sum(axis=1)
        near = away if step == 0 else np.minimum(near, away)
    return chosen


def closest_to(clouds: Real, centres: Real) -> tuple[Small, Real]:
    """For each run the closest of its centres (r, k, 2) to each point, (r, c), and how near it is.

    Nearness is p·c - |c|²/2: the larger, the nearer; |p|² less twice that is the square distance.
    """
    halves = (centres**2).sum(axis=2, keepdims=True) / 2
    near = np.concatenate([centres, -halves], axis=2) @ clouds
    labels = np.zeros((len(near), near.shape[2]), np.int8)
    most = near[:, 0]
    for group in range(1, near.shape[1]):
        # Groups come in rising order, so the last that is nearer has the largest number.
        closer = (near[:, group] > most).view(np.int8)
        np.maximum(labels, closer * np.int8(group), out=labels)
        most = np.maximum(most, near[:, group])
    return labels, most


def moved(clouds: Real, weights: Real, labels: Small, centres: Real) -> Real:
    """The middle of each group of each run; the old centre when the group is empty."""
    sums = _members(labels, centres.shape[1], weights) @ clouds.transpose(0, 2, 1)
    sizes = sums[:, :, 2:]
    means = sums[:, :, :2] / np.where(sizes > 0, sizes, 1)
    found: Real = np.where(sizes > 0, means, centres)
    return found


def _members(labels: Small, k: int, weights: Real) -> Real:
    """What each point weighs in each group: nothing but in its own, (r, k, c)."""
    members: Real = (labels[:, None, :] == np.arange(k, dtype=np.int8)[:, None]) * weights[:, None]
    return members


def adjusted_rand(first: Labels, second: Labels) -> float:
    """How far two splits of the same people agree: 1 the same, 0 what chance would give.

    >>> import numpy as np
    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    return float(adjusted_rands(first[None], second[None])[0])


def adjusted_rands(first: Labels, second: Labels) -> Floats:
    """The same for several pairs of splits (r, c). Cost: O(r·c)."""
    runs, people = first.shape
    tall, wide = int(first.max()) + 1, int(second.max()) + 1
    cell = (np.arange(runs)[:, None] * tall + first) * wide + second
    table = np.bincount(cell.ravel(), minlength=runs * tall * wide).reshape(runs, tall, wide)
    both = _pairs(table).sum(axis=(1, 2))
    rows, columns = (_pairs(table.sum(axis=axis)).sum(axis=1) for axis in (2, 1))
    expected = rows * columns / max(people * (people - 1) / 2, 1)
    room = (rows + columns) / 2 - expected
    found: Floats = np.where(room == 0, 1.0, (both - expected) / np.where(room == 0, 1.0, room))
    return found


def _pairs(counts: NDArray[Any]) -> Floats:
    pairs: Floats = counts * (counts - 1) / 2
    return pairs


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

    Cost: O(8·c), then O(c log c) for the few near the edge.
    """
    from scipy.spatial import ConvexHull, QhullError

    edge = _near_the_edge(places) if len(places) > FEW_POINTS else places
    sorted_once = np.unique(as_complex(edge))
    distinct = np.stack([sorted_once.real, sorted_once.imag], axis=1)
    try:
        corners = distinct[ConvexHull(distinct).vertices]
    except (QhullError, ValueError):  # in line, or fewer than three
        corners = distinct[[0, -1]] if len(distinct) > 1 else distinct
    return tuple((float(x), float(y)) for x, y in corners)


def _near_the_edge(places: Floats) -> Floats:
    """Without those strictly inside the polygon of the furthest in 8 directions (Akl-Toussaint)."""
    turns = np.arange(CORNERS) * (2 * np.pi / CORNERS)
    ways = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    furthest = [int(np.argmax(places @ way)) for way in ways]
    corners = places[furthest]
    sides = np.roll(corners, -1, axis=0) - corners
    inside = np.ones(len(places), bool)
    inside[furthest] = False
    for (x, y), (across, up) in zip(corners, sides, strict=True):
        if across or up:
            inside &= across * (places[:, 1] - y) - up * (places[:, 0] - x) > 0
    return places[~inside]
