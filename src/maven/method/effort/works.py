"""What there is to do: days of one turn, how many turns, by whom, and what is done already."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, inf, log, sqrt
from statistics import NormalDist
from typing import Literal

from maven.method.founding import UNLISTED

# "pert": the three figures are the least, the most likely and the most. "quantiles": one time in ten
# below, one in two, nine in ten, which is how people answer when they are asked.
type Curve = Literal["pert", "quantiles"]

TENTH = NormalDist().inv_cdf(0.9)  # how far the tenths are from the middle, in standard deviations


class AWorkOutOfBounds(ValueError):
    """Days and turns go from low to high, from 0, all finite; "quantiles" start above 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One kind of activity: days for one turn (low, likely, high), and how many turns.

    curve : how the three figures are meant. rate : cost of a day; profile : of whom.
    logged : days spent so far, None when nothing is recorded. done : turns they were spent on; None
    when the work is over.
    """

    slug: str
    low: float
    likely: float
    high: float
    turns_low: int = 1
    turns_high: int = 1
    curve: Curve = "pert"
    rate: float = 0.0
    profile: str = ""
    logged: float | None = None
    done: int | None = None

    def __post_init__(self) -> None:
        days = 0 <= self.low <= self.likely <= self.high < inf
        if not days or (self.curve == "quantiles" and self.low == 0):
            raise AWorkOutOfBounds(f"{self.slug}: days go from low to likely to high, from 0.")
        if not 0 <= self.turns_low <= self.turns_high < inf or (self.done or 0) < 0:
            raise AWorkOutOfBounds(f"{self.slug}: turns go from low to high, from 0.")
        if not 0 <= self.rate < inf or not 0 <= (self.logged or 0) < inf:
            raise AWorkOutOfBounds(
                f"{self.slug}: rates and days logged go from low to high, from 0."
            )

    @property
    def left(self) -> tuple[int, int]:
        """The turns that remain, fewest and most."""
        if self.logged is None:
            return self.turns_low, self.turns_high
        done = self.turns_high if self.done is None else self.done
        return max(0, self.turns_low - done), max(0, self.turns_high - done)


def unlisted() -> tuple[Work, ...]:
    """What the founding note leaves out of its table, as work of its own.

    >>> [work.slug for work in unlisted()]
    ['bibliography', 'writing', 'synthesis', 'tooling', 'online-animation']
    """
    return tuple(
        Work(slug=slug, low=low, likely=likely, high=high, turns_low=fewest, turns_high=most)
        for slug, ((low, likely, high), (fewest, most)) in UNLISTED.items()
    )


def in_order(works: Iterable[Work]) -> list[Work]:
    """An order that does not depend on the one they come in: by slug, then by every figure."""
    return sorted(
        works,
        key=lambda one: (
            *(one.slug, one.profile, one.curve, one.low, one.likely, one.high, one.rate),
            *(one.turns_low, one.turns_high, one.logged or 0.0, one.done or 0),
        ),
    )


def pert(low: float, likely: float, high: float) -> tuple[float, float]:
    """Mean and exact standard deviation of the PERT curve.

    (low + 4·likely + high) / 6 and √((mean - low)(high - mean) / 7), Malcolm et al. 1959 for the
    curve; the usual (high - low) / 6 is not its standard deviation.

    >>> mean, sd = pert(5, 7, 10)
    >>> round(mean, 4), round(sd, 4)
    (7.1667, 0.9365)
    """
    mean = (low + 4 * likely + high) / 6
    return mean, sqrt(max(0.0, (mean - low) * (high - mean) / 7))


def quantiles(tenth: float, half: float, ninth: float) -> tuple[float, float]:
    """Mean and standard deviation of days given by one time in ten, one in two, nine in ten.

    The curve is two halves of log-normal curves that meet in the middle (Fechner 1897): each side
    has its own spread, ln(half / tenth) and ln(ninth / half) over 1.2816.

    >>> mean, sd = quantiles(9, 16, 35)
    >>> round(mean, 2), round(sd, 2)
    (19.84, 12.53)
    """
    below, above = log(half / tenth) / TENTH, log(ninth / half) / TENTH
    normal = NormalDist()
    first = [exp(s * s / 2) * normal.cdf(sign * s) for s, sign in ((below, -1), (above, 1))]
    second = [exp(2 * s * s) * normal.cdf(sign * 2 * s) for s, sign in ((below, -1), (above, 1))]
    mean = half * sum(first)
    return mean, sqrt(max(0.0, half * half * sum(second) - mean * mean))


def of_one_turn(work: Work) -> tuple[float, float]:
    """Mean and standard deviation of the days of one turn."""
    moments = pert if work.curve == "pert" else quantiles
    return moments(work.low, work.likely, work.high)
