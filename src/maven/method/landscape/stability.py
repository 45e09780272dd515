"""How many groups are really there? (the tool of `grouping` that judges the splits)

The map is drawn again from fewer votes (`replicas`), each time from other people; a split is as
stable as its groups are found again, by the adjusted Rand index. The most stable number of groups
wins, the silhouette deciding between those that the replicas cannot tell apart.

References: Ben-Hur et al. 2002 and Hennig 2007 (stability); Rousseeuw 1987 (silhouette).
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from maven.method.landscape.axes import Axes
from maven.method.landscape.cells import Flags, Floats
from maven.method.landscape.clusters import (
    Labels,
    Real,
    adjusted_rands,
    closest_to,
    clouds_of,
    grid_cells,
    many_k_means,
    smallest_group,
)
from maven.method.landscape.replicas import redrawn_places
from maven.method.votes import Votes

FIRST_REPLICAS = 6  # after which no more are drawn when the answer is clear
CLEAR = 4  # standard errors that make it so
ALIKE = 2  # standard errors within which two numbers of groups are as stable
REDRAWING = (300, 1000)  # people at least, at most, who draw each replica
REDRAWING_VOTES = 20_000  # beyond which no more people are asked to
REPLICA_STARTS = 6
REPLICA_STEPS = 8  # with fifty, the same numbers of groups win
STABLE = 0.6  # mean adjusted Rand index below which a split is held to be chance


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """Of whom the replicas are drawn: rows of those who count, and a sample of these (indices)."""

    votes: Votes
    drawing: Flags
    axes: Axes
    people: Labels
    sample: Labels


def marks_of(
    asked: Asked,
    members: dict[int, Labels],
    silhouettes: dict[int, float],
    chance: Generator,
    replicas: int,
) -> dict[int, Floats]:
    """How well each split of the people (c,) survives in each replica, adjusted Rand, for each k.

    No more replicas are drawn once the answer is clear.

    Cost: O(replicas · (votes of those who draw it + 900·k)).
    """
    marks: dict[int, Floats] = {}
    for few in (min(replicas, FIRST_REPLICAS), max(0, replicas - FIRST_REPLICAS)):
        if not few or _clear(marks, silhouettes):
            break
        drawers = _drawers(asked, few, chance)
        rows, components = asked.people[drawers], asked.axes.components
        maps = redrawn_places(asked.votes, asked.drawing, rows, components, chance)
        drawn = {k: labels[drawers] for k, labels in members.items()}
        for k, more in _survival(maps, drawn, chance).items():
            marks[k] = np.append(marks.get(k, []), more)
    return marks


def _clear(marks: dict[int, Floats], silhouettes: dict[int, float]) -> bool:
    """Whether more replicas would change nothing.

    The best is far from what is held to be chance, and no other number comes near it that the
    silhouette would prefer.
    """
    if not marks:
        return False
    best = _most_stable(marks)
    mean, error = marks[best].mean(), np.sqrt(marks[best].var() / len(marks[best]))
    if abs(mean - STABLE) <= CLEAR * error:
        return False
    return bool(mean < STABLE) or _set_apart(marks, silhouettes, best, CLEAR) == best


def _drawers(asked: Asked, replicas: int, chance: Generator) -> Labels:
    """Who draws each replica (r, c): the fewer their answers, the more people."""
    sample = asked.sample
    enough = int(REDRAWING_VOTES / asked.votes.answered[asked.people[sample]].mean())
    few = min(len(sample), int(np.clip(enough, *REDRAWING)))
    rows = np.tile(sample, (replicas, 1))
    return np.sort(chance.permuted(rows, axis=1)[:, :few]) if few < len(sample) else rows


def _survival(maps: Real, members: dict[int, Labels], chance: Generator) -> dict[int, Floats]:
    """How like the split (adjusted Rand) each redrawn map splits its people, (r,) for each k."""
    middles, sizes = grid_cells(maps)
    clouds, smallest = clouds_of(maps), smallest_group(maps.shape[1])
    marks = {}
    for k, labels in members.items():
        _, centres, found = many_k_means(
            middles,
            sizes,
            k,
            chance,
            starts=REPLICA_STARTS,
            smallest=smallest,
            steps=REPLICA_STEPS,
        )
        again = closest_to(clouds, centres)[0].astype(np.int64)
        marks[k] = np.where(found, adjusted_rands(labels, again), 0.0)
    return marks


def winner_of(marks: dict[int, Floats], silhouettes: dict[int, float]) -> int:
    """The most stable number of groups; among those as stable, the one best set apart."""
    if not marks:
        return max(silhouettes, key=lambda k: (silhouettes[k], -k))
    best = _most_stable(marks)
    return 1 if marks[best].mean() < STABLE else _set_apart(marks, silhouettes, best, ALIKE)


def _most_stable(marks: dict[int, Floats]) -> int:
    return max(marks, key=lambda k: (marks[k].mean(), -k))


def _set_apart(
    marks: dict[int, Floats], silhouettes: dict[int, float], best: int, errors: int
) -> int:
    """Of those whose mean is within so many standard errors of the best, that best set apart."""

    def as_stable(k: int) -> bool:
        error = np.sqrt((marks[k].var() + marks[best].var()) / len(marks[k]))
        return bool(marks[k].mean() >= marks[best].mean() - errors * error)

    return max(filter(as_stable, marks), key=lambda k: (silhouettes[k], -k))
