"""Weights that make those who answered look like the population, one variable at a time, again.

Raking (iterative proportional fitting): the weights of each category are scaled to its known total,
variable after variable, until all hold. Among all weightings that reach the totals it is the one that
strays least from equal weights (in relative entropy), and it never makes a weight negative.

References: Deming & Stephan 1940; Deville & Särndal 1992; Kish 1965 (design effect); Csiszár 1975.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from maven.method.polls.margins import (
    Floats,
    NotAPoll,
    OutOfReach,
    Poll,
    checked,
    refuse_strange,
)

LEAST_WEIGHT, MOST_WEIGHT = 1 / 5, 5.0
TOLERANCE = 1e-10  # largest gap, as a share of the population
ROUNDS = 1000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weighting:
    """Weights per cell and what they cost.

    Attributes
    ----------
    weights : (c,) of each person of a cell, their mean over people being 1; 0 in an empty cell.
    fitted : (c,) what the cell stands for, in the units of the margins.
    design_effect : Kish's, n·Σw²/(Σw)² over people, 1 at least: the variance it multiplies.
    effective_n : n / design_effect, the people it leaves.
    largest_gap : the largest distance of a margin to its target, as a share of the population.
    bounded : how many people hold a weight at a bound; 0 before trimming.
    """

    weights: Floats
    fitted: Floats
    design_effect: float
    effective_n: float
    largest_gap: float
    bounded: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Raking:
    """What raking gives: `raked`, and `trimmed` with its weights between two bounds.

    people : who answered and are in the population: a category with a total of 0 has none.
    population : what the margins add up to.
    rounds : passes over all variables. converged : whether the largest gap is within tolerance;
    when it is not, some weights are still on their way to 0.
    """

    raked: Weighting
    trimmed: Weighting
    people: float
    population: float
    rounds: int
    converged: bool


def rake(
    codes: ArrayLike,
    counts: ArrayLike,
    margins: Sequence[ArrayLike],
    *,
    bounds: tuple[float, float] = (LEAST_WEIGHT, MOST_WEIGHT),
    rounds: int = ROUNDS,
) -> Raking:
    """Weigh a poll.

    Parameters
    ----------
    codes : (c, v) category of each cell in each of v variables, from 0; one row per cell (or person).
    counts : (c,) how many people answered in each cell, finite, not negative.
    margins : v arrays, the total of each category in the population, in people or in shares. They
        add up to the same population (to one part in a million; the first is then kept).
    bounds : of the trimmed weights, around 1. rounds : passes after which it stops.

    Raises
    ------
    NotAPoll : shapes that do not fit, a category without margin, counts or margins that are negative
        or not finite, nobody in either, bounds that do not hold 1.
    TotalsDiffer : margins that do not add up to the same population.
    NobodyRepresents : a category with a total, and without anybody.
    OutOfReach : no weighting at all reaches the margins (proved by linear programming).

    Example
    -------
    Two variables, three and two categories:

    >>> cells = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]
    >>> found = rake(cells, [40, 30, 35, 50, 100, 45], [[150, 100, 50], [140, 160]])
    >>> found.raked.fitted.round(2).tolist()
    [74.65, 75.35, 34.21, 65.79, 31.14, 18.86]
    >>> round(found.raked.design_effect, 4), round(found.raked.effective_n, 2)
    (1.5539, 193.06)

    Cost: O(v · c) to gather equal cells (a sort for each variable beyond a million combinations), then
    O(cells · v) a round; most polls need fewer than 20 rounds.
    """
    poll = checked(codes, counts, margins)
    low, high = bounds
    if not 0 <= low < 1 < high:
        raise NotAPoll("The bounds of the weights hold 1, and none is negative.")
    fitted, done, gap = _fitted(poll, rounds)
    if gap > TOLERANCE and not _within_reach(poll):
        raise OutOfReach(
            "Because of the combinations that nobody represents, no weights reach these margins."
        )
    people = float(poll.counts.sum())
    weights = np.divide(
        fitted * (people / poll.population), poll.counts, out=np.zeros_like(fitted), where=poll.some
    )
    return Raking(
        raked=_weighting(poll, weights, 0),
        trimmed=_trimmed(poll, weights, low, high),
        people=people,
        population=poll.population,
        rounds=done,
        converged=gap <= TOLERANCE,
    )


def design_effect(weights: ArrayLike, counts: ArrayLike = 1.0) -> float:
    """Kish's design effect n·Σw²/(Σw)² of weights (n,), or of cells of `counts` people (n,).

    Raises
    ------
    NotAPoll : negative or not finite weights or counts, or none above 0.

    >>> design_effect([1, 1, 1]), design_effect([1, 3])
    (1.0, 1.25)

    Source: Kish 1965. Cost: O(n).
    """
    weight, count = np.broadcast_arrays(np.asarray(weights, float), np.asarray(counts, float))
    refuse_strange(weight, "weights")
    refuse_strange(count, "counts")
    total = float((count * weight).sum())
    if total <= 0:
        raise NotAPoll("Somebody has a weight above 0.")
    return max(1.0, float(count.sum() * (count * weight**2).sum()) / total**2)


def _fitted(poll: Poll, rounds: int) -> tuple[Floats, int, float]:
    """The cells scaled to each margin in turn until the gap is closed; rounds done, gap left."""
    fitted = poll.counts * (poll.population / poll.counts.sum())
    gap, done = poll.gap(fitted), 0
    while gap > TOLERANCE / 10 and done < rounds:
        for variable, target in enumerate(poll.margins):
            sums = poll.sums(variable, fitted)
            # A category whose people are all on their way to 0 is left as it is.
            scale = np.divide(target, sums, out=np.zeros_like(target), where=sums > 0)
            fitted *= scale[poll.codes[:, variable]]
        gap, done = poll.gap(fitted), done + 1
    return fitted, done, gap


def _within_reach(poll: Poll) -> bool:
    """Whether any weights, 0 being one, reach the margins on the cells that have people."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    codes = poll.codes[poll.some]
    starts = np.cumsum([0, *(len(target) for target in poll.margins)])
    row = (codes + starts[:-1]).ravel()
    column = np.repeat(np.arange(len(codes)), codes.shape[1])
    sides = csr_array((np.ones(len(row)), (row, column)), shape=(starts[-1], len(codes)))
    target = np.concatenate(poll.margins) / poll.population
    # The stubs do not know that a sparse table is taken.
    found = linprog(np.zeros(len(codes)), A_eq=sides, b_eq=target)  # type: ignore[call-overload]
    return bool(found.status != 2)


def _trimmed(poll: Poll, weights: Floats, low: float, high: float) -> Weighting:
    """Weights s·w brought between the bounds, s being such that their mean over people is still 1."""
    some, count = weights[poll.some], poll.counts[poll.some]
    if some.min() >= low and some.max() <= high:
        return _weighting(poll, weights, 0)
    total = float(count.sum())

    def excess(log_scale: float) -> float:
        return float((count * np.clip(some * np.exp(log_scale), low, high)).sum()) - total

    below, above = -60.0, 60.0
    for _ in range(100):
        middle = (below + above) / 2
        below, above = (middle, above) if excess(middle) < 0 else (below, middle)
    kept = np.where(poll.some, np.clip(weights * np.exp(above), low, high), 0.0)
    bounded = poll.some & ((kept <= low) | (kept >= high))
    return _weighting(poll, kept, int(poll.counts[bounded].sum()))


def _weighting(poll: Poll, weights: Floats, bounded: int) -> Weighting:
    people = float(poll.counts.sum())
    fitted, counts = poll.counts * weights * (poll.population / people), poll.counts[poll.cell]
    effect = design_effect(weights, poll.counts)
    return Weighting(
        weights=weights[poll.cell],
        fitted=np.divide(
            poll.given * fitted[poll.cell], counts, out=np.zeros(len(poll.cell)), where=counts > 0
        ),
        design_effect=effect,
        effective_n=people / effect,
        largest_gap=poll.gap(fitted),
        bounded=bounded,
    )
