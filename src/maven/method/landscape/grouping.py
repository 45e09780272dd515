"""Who thinks alike, and are these groups really there? (the groups of the landscape)

Points of the map are first gathered in at most 100 small clusters; these, weighted by their size,
are then split into k groups by k-means with twenty seeded k-means++ starts, the best split in which
no group is too small. How many groups is decided by stability: a fifth of the votes is taken away
many times, the map drawn again, and the number of groups is kept whose membership survives best
(mean adjusted Rand index); among those that the replicas cannot tell apart the silhouette decides.
When no split survives, the community is one group.

References: Ben-Hur et al. 2002 and Hennig 2007 (stability).
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from maven.method.landscape.axes import Axes, Flags, Floats, axes_of
from maven.method.landscape.clusters import (
    Labels,
    adjusted_rand,
    base_clusters,
    by_size,
    closest_to,
    k_means,
    moved,
    silhouette,
)
from maven.method.votes import Votes

STARTS = 20
REFINING = 8  # steps over all the people once the small clusters are split
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
    members = {k: _refined(points, split[base], smallest) for k, split in splits.items()}
    marks = _survival(votes, drawing, counted, members, chance, replicas)
    best = max(marks, key=lambda k: (marks[k].mean(), -k))
    if marks[best].mean() < STABLE:
        return one
    silhouettes = {
        k: silhouette(centres, splits[k]) for k in splits if _as_stable(marks[k], marks[best])
    }
    k = max(silhouettes, key=lambda k: (silhouettes[k], -k))
    return Grouping(
        labels=by_size(members[k]),
        stability=float(marks[k].mean()),
        silhouette=silhouettes[k],
    )


def _as_stable(marks: Floats, best: Floats) -> bool:
    """Whether so many replicas cannot tell the two apart: two standard errors of the difference."""
    error = np.sqrt((marks.var() + best.var()) / len(best))
    return bool(marks.mean() >= best.mean() - 2 * error)


def _refined(points: Floats, labels: Labels, smallest: int) -> Labels:
    """The split drawn on the small clusters, its borders set right person by person."""
    ones = np.ones(len(points))
    middle = np.zeros((1, int(labels.max()) + 1, 2))
    for _ in range(REFINING):
        middle = moved(points, ones, labels[None], middle)
        closest = closest_to(points, middle)[0][0]
        if np.bincount(closest, minlength=middle.shape[1]).min() < smallest:
            break
        labels = closest
    return labels


def smallest_group(people: int) -> int:
    """The fewest people that make a group: five, or one in twenty when that is more.

    >>> smallest_group(40), smallest_group(600)
    (5, 30)
    """
    return max(SMALLEST_GROUP, int(np.ceil(SMALLEST_SHARE * people)))


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
