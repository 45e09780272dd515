"""Does the community grow, and does its growth go on accelerating?

References: Leskovec, Kleinberg & Faloutsos 2005 (densification); least squares on logarithms.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from maven.method.ties.network import Floats, Ints
from maven.method.votes import Key

LEVEL = 0.95
LEAST_SNAPSHOTS = 4
LEAST_SPRINTS = 5


class NotEnoughSprints(ValueError):
    """A trend needs four different sizes for densification, five sprints for acceleration."""


class ACountThatShrinks(ValueError):
    """Cumulated counts are above 0, finite, as many of each, and never fall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A slope with its interval at 95 %."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How a cumulated count grows.

    rate : its mean growth a sprint, as a logarithm (0.05 is 5 %). acceleration : the quadratic term
    of the logarithm: above 0 growth goes on accelerating, below it slows down.
    """

    rate: Trend
    acceleration: Trend


def densification(people: Sequence[float], ties: Sequence[float]) -> Trend:
    """The exponent a of ties ~ people^a, over snapshots of a growing network.

    1: everyone keeps as many ties; above 1: ties grow faster than people.

    Parameters
    ----------
    people, ties : (t,) cumulated counts at each snapshot.

    Raises
    ------
    ACountThatShrinks, NotEnoughSprints : counts that cannot be; fewer than four different sizes.

    Example
    -------
    >>> found = densification([10, 20, 40, 80], [20, 80, 320, 1280])
    >>> round(found.value, 6)
    2.0
    """
    sizes, edges = _cumulated(people, ties)
    if len(np.unique(sizes)) < LEAST_SNAPSHOTS:
        raise NotEnoughSprints(NotEnoughSprints.__doc__)
    size = np.log(sizes) - np.log(sizes).mean()
    return _fitted(np.stack([size, np.ones(len(size))], axis=1), np.log(edges))[0]


def growth(count: Sequence[float]) -> Growth:
    """The rate and the acceleration of a count cumulated sprint after sprint.

    Raises
    ------
    ACountThatShrinks, NotEnoughSprints : counts that cannot be; fewer than five.

    Example
    -------
    >>> found = growth([10, 20, 40, 80, 160, 320])
    >>> round(found.rate.value, 4), abs(round(found.acceleration.value, 4))
    (0.6931, 0.0)
    """
    (total,) = _cumulated(count)
    if len(total) < LEAST_SPRINTS:
        raise NotEnoughSprints(NotEnoughSprints.__doc__)
    # Centred, so that the rate is that of the middle, the mean over the mission.
    sprint = np.arange(len(total)) - (len(total) - 1) / 2
    whole = np.stack([sprint, sprint**2, np.ones(len(total))], axis=1)
    rate, acceleration, _ = _fitted(whole, np.log(total))
    return Growth(rate=rate, acceleration=acceleration)


def snapshots(
    ties: Iterable[tuple[Key, Key, date]], ends: Sequence[date]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """People with a tie and ties, cumulated before each of the days `ends` (excluded).

    A tie told several times counts from its first day; so does a person.

    >>> from datetime import date
    >>> told = [("ana", "luc", date(2014, 1, 5)), ("luc", "ana", date(2014, 1, 9))]
    >>> snapshots(told, [date(2014, 1, 5), date(2014, 2, 1)])
    ((0, 2), (0, 1))
    """
    came: dict[Key, date] = {}
    tied: dict[frozenset[Key], date] = {}
    for a, b, day in ties:
        pair = frozenset((a, b))
        tied[pair] = min(day, tied.get(pair, day))
        for person in (a, b):
            came[person] = min(day, came.get(person, day))
    return _before(came.values(), ends), _before(tied.values(), ends)


def _before(days: Iterable[date], ends: Sequence[date]) -> tuple[int, ...]:
    known: NDArray[np.int64] = np.sort(np.array([day.toordinal() for day in days], np.int64))
    asked: Ints = np.array([day.toordinal() for day in ends], np.int64)
    return tuple(np.searchsorted(known, asked, side="left").tolist())


def _cumulated(*columns: Sequence[float]) -> list[Floats]:
    counts = [np.asarray(column, np.float64) for column in columns]
    same = len({count.shape for count in counts}) == 1
    for count in counts:
        if not (same and np.all(np.isfinite(count) & (count > 0)) and np.all(np.diff(count) >= 0)):
            raise ACountThatShrinks(ACountThatShrinks.__doc__)
    return counts


def _fitted(known: Floats, wanted: Floats) -> list[Trend]:
    """Least squares, each slope with Student's interval."""
    from scipy.special import stdtrit

    free = len(wanted) - known.shape[1]
    spread = np.linalg.inv(known.T @ known)
    slope = spread @ known.T @ wanted
    rest = wanted - known @ slope
    reach = stdtrit(free, (1 + LEVEL) / 2) * np.sqrt(np.diag(spread) * (rest @ rest) / free)
    return [
        Trend(value=float(value), low=float(value - by), high=float(value + by))
        for value, by in zip(slope, reach, strict=True)
    ]
