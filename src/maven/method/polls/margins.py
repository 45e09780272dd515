"""The answers of a poll beside what is known of the population, checked before anything is weighed."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

MOST = 1e15  # whatever is larger is no number of people, and its square would be infinite
MOST_PLACES = 1_000_000  # combinations of categories that have each a place
SAME_TOTAL = 1e-6  # relative: totals told with a rounded decimal are the same


class NotAPoll(ValueError):
    """The counts and the margins do not describe one poll; the words say why."""


class NobodyRepresents(ValueError):
    """A category of the population has nobody among those who answered: no weight can replace them.

    variable, category : their places.
    """

    def __init__(self, variable: int, category: int) -> None:
        super().__init__(
            f"Category {category} of variable {variable} is in the population, and nobody of it "
            "answered: no weight can replace them."
        )
        self.variable, self.category = variable, category


class TotalsDiffer(ValueError):
    """The margins of two variables do not add up to the same population."""

    def __init__(self, totals: Sequence[float]) -> None:
        told = ", ".join(f"{total:g}" for total in totals)
        super().__init__(f"The margins do not add up to the same population: {told}.")
        self.totals = tuple(totals)


class OutOfReach(ValueError):
    """Because of the combinations that nobody represents, no weights reach these margins."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Poll:
    """Different cells (k), each with its categories and its people.

    codes : (k, v). counts : (k,). margins : totals by variable, all adding up to `population`.
    cell, given : (c,) the cell and the people of each row that was given.
    """

    codes: Ints
    counts: Floats
    margins: tuple[Floats, ...]
    population: float
    cell: Ints
    given: Floats

    @property
    def some(self) -> NDArray[np.bool_]:
        return self.counts > 0

    def sums(self, variable: int, of: Floats) -> Floats:
        size = len(self.margins[variable])
        return np.bincount(self.codes[:, variable], weights=of, minlength=size)

    def gap(self, fitted: Floats) -> float:
        """The largest distance of a margin to its target, as a share."""
        return max(
            float(np.abs(self.sums(variable, fitted) - target).max()) / self.population
            for variable, target in enumerate(self.margins)
        )


def refuse_strange(values: Floats, name: str) -> None:
    if not ((values >= 0) & (values <= MOST)).all():
        raise NotAPoll(f"The {name} are finite numbers from 0 to {MOST:g}.")


def checked(codes: ArrayLike, counts: ArrayLike, margins: Sequence[ArrayLike]) -> Poll:
    cells, number = np.asarray(codes), np.asarray(counts, np.float64)
    targets = tuple(np.asarray(margin, np.float64) for margin in margins)
    if cells.ndim != 2 or cells.dtype.kind not in "iu" or cells.shape[1] != len(targets):
        raise NotAPoll("Each cell has one category, a whole number, for each variable.")
    if number.shape != (len(cells),):
        raise NotAPoll("There is one count for each cell.")
    refuse_strange(number, "counts")
    for variable, target in enumerate(targets):
        if target.ndim != 1 or cells[:, variable].min(initial=0) < 0:
            raise NotAPoll("Margins are lists of totals, and categories begin at 0.")
        if cells[:, variable].max(initial=0) >= len(target):
            raise NotAPoll(f"A category of variable {variable} has no margin.")
        refuse_strange(target, "margins")
    totals = [float(target.sum()) for target in targets]
    if not totals or not min(totals):
        raise NotAPoll("There is somebody in the population.")
    if max(totals) - min(totals) > SAME_TOTAL * max(totals):
        raise TotalsDiffer(totals)
    scaled = tuple(
        target * (totals[0] / total) for target, total in zip(targets, totals, strict=True)
    )
    return _gathered(cells, number, scaled, totals[0])


def _gathered(
    cells: NDArray[np.integer], number: Floats, margins: tuple[Floats, ...], population: float
) -> Poll:
    """Equal cells as one; those of a category that has nobody in the population count for nobody."""
    inside = np.ones(len(cells), bool)
    for variable, target in enumerate(margins):
        inside &= (target > 0)[cells[:, variable]]
    given = np.where(inside, number, 0.0)
    first, cell = _different(cells, tuple(len(target) for target in margins))
    poll = Poll(
        codes=cells[first].astype(np.int64),
        counts=np.bincount(cell, weights=given),
        margins=margins,
        population=population,
        cell=cell,
        given=given,
    )
    for variable, target in enumerate(margins):
        missing = np.flatnonzero((target > 0) & (poll.sums(variable, poll.counts) == 0))
        if len(missing):
            raise NobodyRepresents(variable, int(missing[0]))
    return poll


def _different(cells: NDArray[np.integer], sizes: tuple[int, ...]) -> tuple[Ints, Ints]:
    """A row of each different cell, in the order of the categories, and the cell of each row."""
    if prod(sizes) <= MOST_PLACES:
        # One place for each combination there may be: counted, not sorted.
        key = cells.astype(np.int64) @ np.cumprod((1, *sizes[:0:-1]))[::-1]
        row_of = np.full(prod(sizes), -1)
        row_of[key[::-1]] = np.arange(len(key))[::-1]
        there = row_of >= 0
        return row_of[there], (np.cumsum(there) - 1)[key]
    key = np.zeros(len(cells), np.int64)
    for variable, size in enumerate(sizes):
        key = np.unique(key * size + cells[:, variable], return_inverse=True)[1]
    _, first, cell = np.unique(key, return_index=True, return_inverse=True)
    return first, cell
