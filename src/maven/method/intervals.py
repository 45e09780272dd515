"""How sure is a share? (the interval printed beside each percentage)

Wilson's interval: unlike the usual ± it stays within 0 and 100 %, never shrinks to nothing when
everybody says the same, and keeps its promise with few people. Plain Python.

References: Wilson 1927; Kish 1965; Cochran 1977.
"""

from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist

LEVEL = 0.95


class OutsideAPoll(ValueError):
    """A share, a count, a level or a population that no poll can have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`count` among `total`: a `value` in [0, 1] between `low` and `high`, None with no total."""

    count: int
    total: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def margin(self) -> float | None:
        """Half the width of the interval; None with no total."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2


def wilson(count: int, total: int, *, level: float = LEVEL) -> Share:
    """The share of `count` in `total` with its interval at `level`, in (0, 1).

    Raises
    ------
    ValueError : not 0 <= count <= total.

    >>> share = wilson(30, 50)
    >>> share.value, round(share.low, 3), round(share.high, 3)
    (0.6, 0.462, 0.724)
    """
    if not 0 <= count <= total:
        raise ValueError("A count is between 0 and its total.")
    if not total:
        return Share(count=0, total=0, value=None, low=None, high=None)
    low, high = _bounds(count / total, total, level)
    return Share(count=count, total=total, value=count / total, low=low, high=high)


def adjusted(
    value: float,
    total: int,
    *,
    design_effect: float = 1.0,
    population: int | None = None,
    level: float = LEVEL,
) -> tuple[float, float]:
    """Wilson's interval for a share that was weighed, or drawn from a community of known size.

    Parameters
    ----------
    value : the share, weighted if need be, in [0, 1]. total : how many people answered, 1 at least.
    design_effect : Kish's, 1 at least; the share is as sure as one of total / design_effect people.
    population : the size N of the whole community, total at least; each of n people counts for
        (N - 1)/(N - n) then, and when everybody has answered nothing is left to chance.

    Raises
    ------
    OutsideAPoll : outside these bounds.

    >>> [round(bound, 3) for bound in adjusted(0.6, 50)]
    [0.462, 0.724]
    >>> [round(bound, 3) for bound in adjusted(0.6, 50, population=200)]
    [0.48, 0.709]

    Sources: Wilson 1927; Kish 1965; Cochran 1977 (finite population). Cost: O(1).
    """
    if not (0 <= value <= 1 and total >= 1 and 1 <= design_effect < inf):
        raise OutsideAPoll(
            "A share is in [0, 1], somebody answered, a design effect is 1 at least."
        )
    if population is None:
        return _bounds(value, total / design_effect, level)
    if population < total:
        raise OutsideAPoll("A population holds those who answered.")
    if population == total:
        return value, value
    return _bounds(value, total / design_effect * (population - 1) / (population - total), level)


def margin(
    total: int,
    *,
    value: float = 0.5,
    population: int | None = None,
    design_effect: float = 1.0,
    level: float = LEVEL,
) -> float:
    """The usual ± of a poll: z·√(p(1 - p)/n · (N - n)/(N - 1)), without the last factor if N is unknown.

    The parameters are those of `adjusted`; `value` is 0.5 for the widest.

    Raises
    ------
    OutsideAPoll : outside the bounds of `adjusted`.

    >>> round(margin(50), 4), round(margin(50, population=200), 4)
    (0.1386, 0.1203)

    Source: Cochran 1977. Cost: O(1).
    """
    adjusted(value, total, design_effect=design_effect, population=population)
    left = 1.0
    if population is not None:
        left = (population - total) / max(1, population - 1)
    return _z(level) * sqrt(value * (1 - value) / total * design_effect * left)


def _z(level: float) -> float:
    if not 0 < level < 1:
        raise OutsideAPoll("A level is between 0 and 1.")
    return NormalDist().inv_cdf((1 + level) / 2)


def _bounds(p: float, total: float, level: float) -> tuple[float, float]:
    """Wilson's bounds; `total` need not be whole."""
    z = _z(level)
    shrink = 1 + z * z / total
    middle = (p + z * z / (2 * total)) / shrink
    reach = z * sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / shrink
    low = 0.0 if p == 0 else max(0.0, min(p, middle - reach))
    high = 1.0 if p == 1 else min(1.0, max(p, middle + reach))
    return low, high


def percent(value: float) -> int:
    """A share in [0, 1] as a whole percentage that says 0 and 100 only when it is so.

    >>> percent(0.004), percent(0.615), percent(0.999), percent(1)
    (1, 62, 99, 100)
    """
    if value <= 0 or value >= 1:
        return 100 if value >= 1 else 0
    return min(99, max(1, int(value * 100 + 0.5)))


def percents(counts: tuple[int, ...]) -> tuple[int, ...]:
    """Whole percentages of the parts of a whole, which add up to 100 (or to 0 when all is empty).

    The points left after rounding down go to the largest remainders, the first when equal.

    >>> percents((1, 1, 1)), percents((0, 0))
    ((34, 33, 33), (0, 0))
    """
    total = sum(counts)
    if not total:
        return tuple(0 for _ in counts)
    floors = [count * 100 // total for count in counts]
    by_rest = sorted(range(len(counts)), key=lambda index: -(counts[index] * 100 % total))
    for index in by_rest[: 100 - sum(floors)]:
        floors[index] += 1
    return tuple(floors)
