"""Who thinks alike, and are these groups really there? (the groups of the landscape)

Points of the map are first gathered in at most 100 small clusters; these, weighted by their size,
are then split into k groups by k-means with twenty seeded k-means++ starts, the best split in which
no group is too small. How many groups is decided by stability: a fifth of the votes is taken away
many times, the map drawn again, and the number of groups is kept whose membership survives best
(mean adjusted Rand index); within one standard error of the best the silhouette decides. When no
split survives, the community is one group.

References: Arthur & Vassilvitskii 2007 (k-means++); Hubert & Arabie 1985 (adjusted Rand); Ben-Hur
et al. 2002 and Hennig 2007 (stability); Rousseeuw 1987 (silhouette).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.spatial import ConvexHull, QhullError, cKDTree

from maven.method.axes import Axes, Flags, Floats, axes_of
from maven.method.votes import Votes

type Labels = NDArray[np.int64]
type Point = tuple[float, float]

BASE_CLUSTERS = 100
BASE_SAMPLE = 5000  # people from whom the base clusters are learnt
STARTS = 20
STEPS = 50  # of one k-means
MOST_GROUPS = 5
SMALLEST_GROUP = 5
SMALLEST_SHARE = 0.05
REPLICA_SAMPLE = 1000  # people followed through the thinned replicas
REPLICA_STARTS = 4
KEPT_VOTES = 0.8
STABLE = 0.6  # mean adjusted Rand index below which a split is held to be chance


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grouping:
    """One split of the people who count.

    Attributes
    ----------
    labels : (c,) group of each of the c people, 0 the largest.
    stability : mean adjusted Rand index over the thinned replicas, None for a single group.
    silhouette : mean silhouette of the base clusters, None for a single group.
    """

    labels: Labels
    stability: float | None
    silhouette: float | None


def grouping_of(
    votes: Votes, drawing: Flags, counted: Flags, axes: Axes, *, chance: Generator, replicas: int
) -> Grouping:
    """Split the people marked in `counted` (n,) by their place on the axes.

    Cost: O(100·c) per step for the base clusters, `replicas` maps of at most 1,000 people for the
    stability.
    """
    points = axes.positions[counted]
    centres, base = base_clusters(points, chance)
    weights = np.bincount(base, minlength=len(centres)).astype(np.float64)
    smallest = smallest_group(len(points))
    splits: dict[int, Labels] = {}
    for k in range(2, min(MOST_GROUPS, len(points) // smallest, len(centres)) + 1):
        split = k_means(centres, weights, k, chance, starts=STARTS, smallest=smallest)
        if split is not None:
            splits[k] = split
    one = Grouping(labels=np.zeros(len(points), np.int64), stability=None, silhouette=None)
    if not splits:
        return one
    members = {k: split[base] for k, split in splits.items()}
    marks = _survival(votes, drawing, counted, members, chance, replicas)
    best = max(marks, key=lambda k: (marks[k].mean(), -k))
    if marks[best].mean() < STABLE:
        return one
    near = marks[best].mean() - marks[best].std() / np.sqrt(len(marks[best]))
    silhouettes = {k: silhouette(centres, splits[k]) for k in splits if marks[k].mean() >= near}
    k = max(silhouettes, key=lambda k: (silhouettes[k], -k))
    return Grouping(
        labels=by_size(members[k]),
        stability=float(marks[k].mean()),
        silhouette=silhouettes[k],
    )


def smallest_group(people: int) -> int:
    """The fewest people that make a group: five, or one in twenty when that is more.

    >>> smallest_group(40), smallest_group(600)
    (5, 30)
    """
    return max(SMALLEST_GROUP, int(np.ceil(SMALLEST_SHARE * people)))


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
    nearest: Any = cKDTree(centres).query(points)[1]
    return np.asarray(nearest, np.int64)


def k_means(
    points: Floats, weights: Floats, k: int, chance: Generator, *, starts: int, smallest: float
) -> Labels | None:
    """The tightest of `starts` splits in which each group weighs `smallest` or more, or None.

    All starts advance together: an array of shape (starts, points, k) of squared distances a step.
    """
    centres = _seeds(points, weights, k, chance, starts)
    labels = np.full((starts, len(points)), -1)
    for _ in range(STEPS):
        distances = _squares(points, centres)
        found = distances.argmin(axis=2)
        if np.array_equal(found, labels):
            break
        labels = found
        member = (labels[:, :, None] == np.arange(k)) * weights[None, :, None]
        sizes = member.sum(axis=1)
        moved = np.einsum("spk,pd->skd", member, points) / np.maximum(sizes, 1e-300)[:, :, None]
        centres = np.where(sizes[:, :, None] > 0, moved, centres)
    spread = np.take_along_axis(distances, labels[:, :, None], axis=2)[:, :, 0] @ weights
    member = (labels[:, :, None] == np.arange(k)) * weights[None, :, None]
    spread[member.sum(axis=1).min(axis=1) < smallest] = np.inf
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


def _squares(points: Floats, centres: Floats) -> Floats:
    across = points[None, :, None, 0] - centres[:, None, :, 0]
    along = points[None, :, None, 1] - centres[:, None, :, 1]
    squares: Floats = across * across + along * along
    return squares


def _centres(points: Floats, labels: NDArray[Any], k: int) -> Floats:
    sizes = np.maximum(np.bincount(labels, minlength=k), 1)
    sums = [np.bincount(labels, weights=points[:, axis], minlength=k) for axis in (0, 1)]
    return np.stack(sums, axis=1) / sizes[:, None]


def _survival(
    votes: Votes,
    drawing: Flags,
    counted: Flags,
    members: dict[int, Labels],
    chance: Generator,
    replicas: int,
) -> dict[int, Floats]:
    """For each k, how like the split (adjusted Rand) each replica drawn from fewer votes is."""
    people = np.flatnonzero(counted)
    followed = np.arange(len(people))
    if len(people) > REPLICA_SAMPLE:
        followed = np.sort(chance.choice(len(people), REPLICA_SAMPLE, replace=False))
    part = _rows(votes, people[followed])
    ones = np.ones(len(followed))
    smallest = smallest_group(len(followed))
    marks: dict[int, list[float]] = {k: [] for k in members}
    for _ in range(replicas):
        points = axes_of(_thinned(part, chance), drawing).positions
        for k, labels in members.items():
            split = k_means(points, ones, k, chance, starts=REPLICA_STARTS, smallest=smallest)
            mark = 0.0 if split is None else adjusted_rand(labels[followed], split)
            marks[k].append(mark)
    return {k: np.array(values) for k, values in marks.items()}


def _rows(votes: Votes, rows: Labels) -> Votes:
    place = np.full(len(votes.participants), -1, np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)
    kept = place[votes.row] >= 0
    return Votes(
        participants=tuple(votes.participants[row] for row in rows),
        statements=votes.statements,
        row=place[votes.row[kept]],
        column=votes.column[kept],
        value=votes.value[kept],
    )


def _thinned(votes: Votes, chance: Generator) -> Votes:
    kept = chance.random(len(votes)) < KEPT_VOTES
    return Votes(
        participants=votes.participants,
        statements=votes.statements,
        row=votes.row[kept],
        column=votes.column[kept],
        value=votes.value[kept],
    )


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
    distances = np.sqrt(_squares(points, points[None])[0])
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
    distinct = np.unique(places, axis=0)
    try:
        corners = distinct[ConvexHull(distinct).vertices]
    except (QhullError, ValueError):  # in line, or fewer than three
        corners = distinct[[0, -1]] if len(distinct) > 1 else distinct
    return tuple((float(x), float(y)) for x, y in corners)
