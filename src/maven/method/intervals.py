"""How sure is a share? (the interval printed beside each percentage)

Wilson's interval: unlike the usual ± it stays within 0 and 100 %, never shrinks to nothing when
everybody says the same, and keeps its promise with few people. Plain Python.

Reference: Wilson 1927.
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

LEVEL = 0.95


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
    z = NormalDist().inv_cdf((1 + level) / 2)
    p, shrink = count / total, 1 + z * z / total
    middle = (p + z * z / (2 * total)) / shrink
    reach = z * sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / shrink
    return Share(
        count=count,
        total=total,
        value=p,
        low=0.0 if count == 0 else max(0.0, middle - reach),
        high=1.0 if count == total else min(1.0, middle + reach),
    )


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
