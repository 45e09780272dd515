"""Who thinks alike, and are these groups really there? (the groups of the landscape)

Places on the map are first gathered in at most 100 small clusters; these, weighted by their size,
are then split into k groups by k-means with twenty seeded k-means++ starts, the best split in which
no group is too small. How many groups is decided by stability: a fifth of the votes is taken away
many times, the map drawn again (`replicas`), and the number of groups is kept whose membership
survives best (mean adjusted Rand index); among those that the replicas cannot tell apart the
silhouette decides. When no split survives, the community is one group. From one reading to the
next a new number must win four times in a row before it is shown.

References: Ben-Hur et al. 2002 and Hennig 2007 (stability).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from maven.method.landscape.axes import Axes
from maven.method.landscape.cells import Flags, Floats
from maven.method.landscape.clusters import (
    Labels,
    Real,
    base_clusters,
    by_size,
    closest_to,
    clouds_of,
    k_means,
    moved,
    silhouette,
    smallest_group,
)
from maven.method.landscape.stability import Asked, marks_of, winner_of
from maven.method.votes import Votes

STARTS = 20
REFINING = 8  # steps over the people themselves once the small clusters are split
MOST_GROUPS = 5
SAMPLE = 2000  # people from whom the borders of the groups are learnt
IN_A_ROW = 4  # readings a new number of groups must win before it is shown


class FewerThanNoReplica(ValueError):
    """Replicas are 0 (the silhouette alone decides) or more."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class NoReadingYet(ValueError):
    """There is no reading yet, and so no number of groups to show."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grouping:
    """One split of the people who count.

    Attributes
    ----------
    labels : (c,) group of each of the c people, 0 the largest.
    winner : the number of groups that won, were it held back or not.
    stability : mean adjusted Rand index over the thinned replicas, None for a single group.
    silhouette : mean silhouette of the base clusters, None for a single group.
    """

    labels: Labels
    winner: int
    stability: float | None
    silhouette: float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Split:
    base: Labels  # of the base clusters
    labels: Labels  # of everybody


def grouping_of(
    votes: Votes,
    drawing: Flags,
    counted: Flags,
    axes: Axes,
    *,
    chance: Generator,
    replicas: int,
    earlier: Sequence[int] = (),
) -> Grouping:
    """Split the people marked in `counted` (n,) by their place on the axes.

    `earlier` are the numbers of groups that won the readings before this one, the oldest first.
    Without replicas the silhouette alone decides, and a crowd without sides is split all the same.

    Raises
    ------
    FewerThanNoReplica : `replicas` is negative.

    Cost: O(c) for everybody's group, the rest on 2,000 people, and `replicas` maps of 400.
    """
    if replicas < 0:
        raise FewerThanNoReplica
    people = np.flatnonzero(counted)
    points = axes.positions[people]
    sample = _some(np.arange(len(points)), SAMPLE, chance)
    centres, base = base_clusters(points[sample], chance)
    splits = _splits(points, sample, centres, base, chance)
    one = Grouping(
        labels=np.zeros(len(points), np.int64), winner=1, stability=None, silhouette=None
    )
    if not splits:
        return one
    silhouettes = {k: silhouette(centres, split.base) for k, split in splits.items()}
    members = {k: split.labels for k, split in splits.items()}
    asked = Asked(votes=votes, drawing=drawing, axes=axes, people=people, sample=sample)
    marks = marks_of(asked, members, silhouettes, chance, replicas)
    winner = winner_of(marks, silhouettes)
    k = damped((*earlier, winner))
    if k not in {1, *splits}:  # held back, but it cannot be drawn any more
        k = winner
    if k == 1:
        return Grouping(labels=one.labels, winner=winner, stability=None, silhouette=None)
    return Grouping(
        labels=by_size(splits[k].labels),
        winner=winner,
        stability=float(marks[k].mean()) if marks else None,
        silhouette=silhouettes[k],
    )


def damped(history: Sequence[int]) -> int:
    """The number of groups to show after these winners, the oldest first (`IN_A_ROW` = 4).

    The first winner is shown; another is shown once it has won four readings in a row.

    >>> damped([2, 3, 3, 3]), damped([2, 3, 3, 3, 3]), damped([2, 3, 3, 2, 3, 3])
    (2, 3, 2)

    Raises
    ------
    NoReadingYet : there is no winner.

    Cost: O(readings).
    """
    if not history:
        raise NoReadingYet
    shown, streak = history[0], 0
    for before, winner in zip(history, history[1:], strict=False):
        streak = 0 if winner == shown else streak + 1 if winner == before else 1
        if streak == IN_A_ROW:
            shown, streak = winner, 0
    return shown


def _some(people: Labels, few: int, chance: Generator) -> Labels:
    """A fair sample, in order, or all when they are few."""
    if len(people) <= few:
        return people
    return np.sort(chance.choice(people, few, replace=False, shuffle=False))


def _splits(
    points: Floats, sample: Labels, centres: Floats, base: Labels, chance: Generator
) -> dict[int, _Split]:
    """For each number of groups the tightest split, when none of its groups is too small."""
    weights = np.bincount(base, minlength=len(centres)).astype(np.float64)
    learning = smallest_group(len(sample))
    everybody = clouds_of(points[None])
    splits = {}
    for k in range(2, min(MOST_GROUPS, len(sample) // learning, len(centres)) + 1):
        split = k_means(centres, weights, k, chance, starts=STARTS, smallest=learning)
        if split is None:
            continue
        labels, middle = _refined(points[sample], split[base], learning)
        if len(sample) < len(points):
            labels = closest_to(everybody, middle)[0][0].astype(np.int64)
        if np.bincount(labels, minlength=k).min() >= smallest_group(len(points)):
            splits[k] = _Split(base=split, labels=labels)
    return splits


def _refined(points: Floats, labels: Labels, smallest: int) -> tuple[Labels, Real]:
    """The split drawn on the small clusters, its borders set right person by person; its middles.

    A step that would make a group too small is not taken.
    """
    cloud, ones = clouds_of(points[None]), np.ones(len(points))
    middle: Real = np.zeros((1, int(labels.max()) + 1, 2))
    for _ in range(REFINING):
        middle = moved(cloud, ones[None], labels[None].astype(np.int8), middle)
        closest = closest_to(cloud, middle)[0][0].astype(np.int64)
        sizes = np.bincount(closest, minlength=middle.shape[1])
        if sizes.min() < smallest or (closest == labels).all():
            break
        labels = closest
    return labels, middle
