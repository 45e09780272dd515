"""What share of the community gives this answer, and how sure is that, the people being weighed?

References: Wilson 1927; Kish 1965 (design effect); Cochran 1977 (finite population).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from maven.method.intervals import LEVEL, adjusted
from maven.method.polls.margins import NotAPoll, refuse_strange
from maven.method.polls.raking import design_effect


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedShare:
    """A share in [0, 1] with its interval; `people` answered, who count for `effective_n`."""

    value: float
    low: float
    high: float
    people: int
    effective_n: float


def weighted_share(
    chosen: ArrayLike,
    weights: ArrayLike,
    *,
    population: int | None = None,
    level: float = LEVEL,
) -> WeightedShare:
    """The weighted share of those who chose an answer.

    Parameters
    ----------
    chosen : (n,) whether each person did. weights : (n,) of each person, not negative, finite.
    population : the size of the whole community when it is known, n at least.

    Raises
    ------
    NotAPoll : unequal lengths, nobody, weights that are negative, not finite or all 0.
    OutsideAPoll : a population smaller than n.

    Example
    -------
    >>> found = weighted_share([True] * 30 + [False] * 20, [1.0] * 50, population=200)
    >>> found.value, round(found.low, 3), round(found.high, 3)
    (0.6, 0.48, 0.709)

    Cost: O(n).
    """
    picked, weight = np.asarray(chosen, bool), np.asarray(weights, np.float64)
    if picked.ndim != 1 or picked.shape != weight.shape:
        raise NotAPoll("Each person has one answer and one weight.")
    refuse_strange(weight, "weights")
    people = len(weight)
    effect = design_effect(weight)
    value = min(1.0, float(weight[picked].sum() / weight.sum()))
    low, high = adjusted(value, people, design_effect=effect, population=population, level=level)
    return WeightedShare(
        value=value, low=low, high=high, people=people, effective_n=people / effect
    )
