"""Do those who met move towards one another more than those who did not? (is rung 3 above chance?)

People change their minds anyway, and extreme views grow milder by themselves. So the movement of
pairs that met is compared with that of pairs that did not meet over the same time (difference in
differences), among those who came to some meeting, and the meetings are dealt anew among them to
see what chance gives.

References: Ashenfelter & Card 1985 (difference in differences); Hubert & Schultz 1976 (permuting
the people of a matrix of pairs); Efron 1979 (the interval, over meetings).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from maven.method.ties.mixing import LEAST_PERMUTATIONS, PERMUTATIONS, NoPermutation
from maven.method.ties.network import Flags, Floats, Ints

LEAST_MEETINGS = 6
LEAST_PAIRS = 10  # that met, and that did not
CELLS = 2**20  # pairs looked at together
LEVEL = 0.95


class StancesOutOfRange(ValueError):
    """Stances before and after are two tables of one shape, of values from -1 to 1."""


class MovementsThatDisagree(ValueError):
    """The movement of two people is one finite number, the same from both sides."""


class AMeetingOfStrangers(ValueError):
    """Meetings are attended by people of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """What meeting does to stances.

    Attributes
    ----------
    meetings : those in which some pair's movement is known. met, apart : different pairs that met,
        and that did not though both came to some meeting.
    enough : 6 meetings and 10 pairs on each side; below, the rest is None.
    moved_met, moved_apart : mean movement towards one another; a pair counts once a meeting.
    difference, low, high : moved_met less moved_apart, with its interval at 95 % over meetings.
    p : how often meetings dealt anew give as much or more, this deal included.
    """

    meetings: int
    met: int
    apart: int
    enough: bool
    moved_met: float | None
    moved_apart: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None


def closer(before: Floats, after: Floats, answered: Flags) -> tuple[Floats, Flags]:
    """How much each pair came closer, (n, n), and whether that is known.

    The mean, over the statements both answered at both times, of the fall of the distance between
    their stances: 2 from opposite to same, -2 the other way.

    Parameters
    ----------
    before, after : (n, s) stances in [-1, 1]. answered : (n, s) at both times; the rest is not read.

    Raises
    ------
    StancesOutOfRange : shapes that differ, a value that was answered out of [-1, 1].

    Example
    -------
    >>> import numpy as np
    >>> before, after = np.array([[1.0], [-1.0]]), np.array([[1.0], [0.0]])
    >>> closer(before, after, np.ones((2, 1), bool))[0].tolist()
    [[0.0, 1.0], [1.0, 0.0]]

    Cost: O(n² s).
    """
    if not before.shape == after.shape == answered.shape or before.ndim != 2:
        raise StancesOutOfRange(StancesOutOfRange.__doc__)
    then, now = np.where(answered, before, 0.0), np.where(answered, after, 0.0)
    if not (np.all(np.abs(then) <= 1) and np.all(np.abs(now) <= 1)):
        raise StancesOutOfRange(StancesOutOfRange.__doc__)
    size = len(before)
    moved, count = np.zeros((size, size)), np.zeros((size, size))
    for column in range(before.shape[1]):
        both = np.logical_and.outer(answered[:, column], answered[:, column])
        was = np.abs(np.subtract.outer(then[:, column], then[:, column]))
        moved += np.where(
            both, was - np.abs(np.subtract.outer(now[:, column], now[:, column])), 0.0
        )
        count += both
    known = count > 0
    np.fill_diagonal(known, val=False)
    return moved / np.maximum(count, 1), known


def influence(
    moved: Floats,
    meetings: Sequence[Collection[int]],
    *,
    known: Flags | None = None,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> Influence:
    """Whether those who met came closer than those who did not, beyond chance.

    Parameters
    ----------
    moved : (n, n) symmetric, how much each pair came closer. known : (n, n) for which pairs.
    meetings : the indices of those who attended each.

    Raises
    ------
    MovementsThatDisagree, AMeetingOfStrangers, NoPermutation : a table that is not one of pairs, an
        index that is nobody's, fewer than 19 permutations.

    Example
    -------
    >>> import numpy as np
    >>> moved = np.zeros((16, 16))
    >>> tables = [range(first, first + 2) for first in range(0, 16, 2)] + [range(0, 16, 8)] * 2
    >>> found = influence(moved, tables)
    >>> found.met, found.apart, found.enough
    (9, 111, False)

    Cost: O(n² + permutations · pairs that met).
    """
    there = _checked(moved, known)
    if permutations < LEAST_PERMUTATIONS:
        raise NoPermutation(NoPermutation.__doc__)
    meeting, one, two, came = _seated(meetings, len(moved))
    fine = there[one, two]
    met = len(np.unique(one[fine].astype(np.int64) * len(moved) + two[fine]))
    everybody = np.ix_(came, came)
    pairs = int(np.triu(there[everybody], 1).sum())
    counted = len(np.unique(meeting[fine]))
    enough = counted >= LEAST_MEETINGS and min(met, pairs - met) >= LEAST_PAIRS
    told: list[float | None] = [None] * 6
    if enough:
        table = np.where(there, moved, 0.0)[everybody]
        place = np.searchsorted(came, np.stack([one, two]))
        told = [*_compared(table, there[everybody], meeting, place, permutations, seed)]
    names = ("moved_met", "moved_apart", "difference", "low", "high", "p")
    return Influence(
        meetings=counted,
        met=met,
        apart=pairs - met,
        enough=enough,
        **dict(zip(names, told, strict=True)),
    )


def _checked(moved: Floats, known: Flags | None) -> Flags:
    there = np.ones(np.shape(moved), bool) if known is None else known.copy()
    square = moved.ndim == 2 and moved.shape[0] == moved.shape[1] and there.shape == moved.shape
    if not square or not np.array_equal(there, there.T):
        raise MovementsThatDisagree(MovementsThatDisagree.__doc__)
    values = np.where(there, moved, 0.0)
    if not np.all(np.isfinite(values)) or not np.array_equal(values, values.T):
        raise MovementsThatDisagree(MovementsThatDisagree.__doc__)
    np.fill_diagonal(there, val=False)
    return there


def _seated(meetings: Sequence[Collection[int]], size: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Every pair of every meeting: its meeting and its two people; and all who came."""
    seated = [sorted(set(people)) for people in meetings]
    came = sorted({person for people in seated for person in people})
    if came and not 0 <= came[0] <= came[-1] < size:
        raise AMeetingOfStrangers(AMeetingOfStrangers.__doc__)
    pairs = [
        (number, one, two)
        for number, people in enumerate(seated)
        for one, two in combinations(people, 2)
    ]
    columns = np.array(pairs, np.int64).reshape(-1, 3).T
    return columns[0], columns[1], columns[2], np.array(came, np.int64)


def _compared(
    table: Floats, there: Flags, meeting: Ints, place: Ints, permutations: int, seed: int
) -> tuple[float, ...]:
    """Means, their difference, its interval and p; people are numbered among those who came."""
    chance = np.random.default_rng(seed)
    pair, weight = np.unique(place[0] * len(table) + place[1], return_counts=True)
    ends = np.stack(np.divmod(pair, len(table)))
    same = np.arange(len(table))[None, :]
    near, apart = (float(one[0]) for one in _means(table, there, ends, weight, same))
    drawn = []
    width = max(1, CELLS // len(pair))
    for begin in range(0, permutations, width):
        count = min(width, permutations - begin)
        deals = chance.permuted(np.tile(same, (count, 1)), axis=1)
        dealt = _means(table, there, ends, weight, deals)
        drawn.append(dealt[0] - dealt[1])
    difference = near - apart
    as_much = int((np.concatenate(drawn) >= difference - 1e-12).sum())
    low, high = _interval(table, there, meeting, place, chance, permutations)
    return near, apart, difference, low - apart, high - apart, (1 + as_much) / (1 + permutations)


def _means(
    table: Floats, there: Flags, ends: Ints, weight: Ints, deals: Ints
) -> tuple[Floats, Floats]:
    """Mean movement of the pairs that meet in each deal, and of those that do not."""
    one, two = deals[:, ends[0]], deals[:, ends[1]]
    known, moved = there[one, two], table[one, two]
    near = (moved @ weight) / np.maximum(known @ weight, 1)
    total, pairs = table.sum() / 2, there.sum() / 2
    apart = (total - moved.sum(axis=1)) / np.maximum(pairs - known.sum(axis=1), 1)
    return near, apart


def _interval(
    table: Floats,
    there: Flags,
    meeting: Ints,
    place: Ints,
    chance: np.random.Generator,
    resamples: int,
) -> tuple[float, float]:
    """Bounds of the mean of those who met, over meetings drawn again."""
    total = np.bincount(meeting, weights=table[place[0], place[1]])
    count = np.bincount(meeting, weights=there[place[0], place[1]])
    total, count = total[count > 0], count[count > 0]
    share = np.full(len(total), 1 / len(total))
    drawn = chance.multinomial(len(total), share, size=resamples)
    low, high = np.quantile((drawn @ total) / (drawn @ count), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
