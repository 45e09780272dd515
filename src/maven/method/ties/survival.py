"""How long do people stay, pairs wait? (survival, with those who are still there counted rightly)

Somebody who was there yesterday has not left: what comes after is not known yet, and is left open
("censored") instead of being counted as an end.

References: Kaplan & Meier 1958; Greenwood 1926; Kalbfleisch & Prentice 1980 (the interval on the
log-log scale, which stays within 0 and 1).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

import numpy as np

from maven.method.ties.network import Flags, Floats, Ints

LEVEL = 0.95
STILL_THERE = 120  # days after somebody's last act during which she may well come back


class ATimeBeforeTheStart(ValueError):
    """A time is a finite number, 0 or more; one per person, with whether it ended."""


class ALifeBackwards(ValueError):
    """The first act comes before the last, and the last before the end of the observation."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Survival:
    """The share still there after each time.

    Attributes
    ----------
    times : (t,) the different times at which somebody left, rising.
    at_risk, left : (t,) who was still observed just before, and who left then.
    value, low, high : (t,) the share still there after it, and its interval at 95 %.
    people, ended : how many were observed, and how many left.
    """

    times: Floats
    at_risk: Ints
    left: Ints
    value: Floats
    low: Floats
    high: Floats
    people: int
    ended: int

    def at(self, time: float) -> tuple[float, float, float]:
        """The share still there after `time`, with its interval; 1 before anybody left."""
        index = int(np.searchsorted(self.times, time, side="right")) - 1
        if index < 0:
            return 1.0, 1.0, 1.0
        return float(self.value[index]), float(self.low[index]), float(self.high[index])

    @property
    def median(self) -> float | None:
        """The first time by which half have left; None while fewer have."""
        gone = np.flatnonzero(self.value <= 0.5)
        return float(self.times[gone[0]]) if len(gone) else None


def survival(times: Floats, ended: Flags) -> Survival:
    """The product-limit estimate of Kaplan & Meier.

    Parameters
    ----------
    times : (n,) how long each was observed. ended : (n,) whether she left then, rather than being
        observed no longer. Who leaves at a time leaves before those observed no longer at it.

    Notes
    -----
    S(t) = Π (1 - d/r); Greenwood's variance of ln S is Σ d/(r(r - d)). Once nobody is left, the
    upper bound stays where it was before.

    Raises
    ------
    ATimeBeforeTheStart : a time below 0 or not finite, columns of two lengths.

    Example
    -------
    >>> import numpy as np
    >>> found = survival(np.array([1.0, 2.0, 2.0, 3.0]), np.array([True, True, False, False]))
    >>> found.times.tolist(), found.value.tolist(), found.median
    ([1.0, 2.0], [0.75, 0.5], 2.0)

    Cost: O(n log n).
    """
    observed, over = np.asarray(times, np.float64), np.asarray(ended, bool)
    if observed.shape != over.shape or not np.all((observed >= 0) & np.isfinite(observed)):
        raise ATimeBeforeTheStart(ATimeBeforeTheStart.__doc__)
    moments, left = np.unique(observed[over], return_counts=True)
    at_risk = len(observed) - np.searchsorted(np.sort(observed), moments, side="left")
    value = np.cumprod(1 - left / at_risk)
    low, high = _interval(value, left, at_risk)
    return Survival(
        times=moments,
        at_risk=at_risk,
        left=left,
        value=value,
        low=low,
        high=high,
        people=len(observed),
        ended=int(over.sum()),
    )


def _interval(value: Floats, left: Ints, at_risk: Ints) -> tuple[Floats, Floats]:
    some = at_risk > left  # false at the last moment only, when nobody is left
    spread = np.sqrt(np.cumsum(left[some] / (at_risk[some] * (at_risk[some] - left[some]))))
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    log = np.log(value[some])
    reach = z * spread / -log
    low, high = np.zeros(len(value)), np.ones(len(value))
    low[some], high[some] = np.exp(log * np.exp(reach)), np.exp(log * np.exp(-reach))
    if not some.all():
        high[-1] = high[-2] if len(high) > 1 else 1.0
    return low, high


def staying(
    lives: Iterable[tuple[date, date]], *, until: date, still_there: int = STILL_THERE
) -> Survival:
    """How long people stay active, from their first to their last act, in days.

    Somebody whose last act is less than `still_there` days before `until` may come back: she is
    observed until that act, and has not left.

    Parameters
    ----------
    lives : the day of the first and of the last act of each.

    Raises
    ------
    ALifeBackwards : last before first, or after `until`.

    Example
    -------
    >>> from datetime import date
    >>> found = staying(
    ...     [(date(2014, 1, 1), date(2014, 1, 31)), (date(2014, 1, 1), date(2014, 12, 1))],
    ...     until=date(2014, 12, 31),
    ... )
    >>> found.times.tolist(), found.value.tolist()
    ([30.0], [0.5])
    """
    known = list(lives)
    if any(not first <= last <= until for first, last in known):
        raise ALifeBackwards(ALifeBackwards.__doc__)
    days = np.array([(last - first).days for first, last in known], np.float64)
    left = np.array([(until - last).days >= still_there for _, last in known], bool)
    return survival(days, left)
