"""How far does a question with three ordered answers or more bring people together?

Van der Eijk's A: 1 when everybody gives one answer, 0 when all answers are as frequent, -1 when
half stand at one end and half at the other. The distribution is cut into layers in which each answer
is given or not; a layer is worth U · (1 - (S - 1)/(K - 1)), S of K answers being given in it, where U
says whether these stand side by side: over triples of answers in order, 110 and 011 speak for one
peak, 101 for two. A is the mean over layers, weighted by the people in each.

Reference: van der Eijk 2001, "Measuring agreement in ordered rating scales".
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maven.method.alignment.redrawing import RESAMPLES, Floats, NoRedrawing, bounds_of

LEAST_ANSWERS = 3  # with two, the share says it all


class TooFewAnswers(ValueError):
    """A scale has at least three ordered answers."""


class ImpossibleCounts(ValueError):
    """Counts are whole numbers from 0, and somebody answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A of one question, in [-1, 1], with its 95 % interval over redrawn people."""

    value: float
    low: float
    high: float
    people: int
    answers: int


def agreement(counts: Sequence[int], *, seed: int = 0, resamples: int = RESAMPLES) -> Agreement:
    """Measure A.

    counts : (K,) how many people gave each answer, in the order of the scale, 0 included.

    Raises
    ------
    TooFewAnswers : K < 3. ImpossibleCounts : a count is not a whole number from 0, or all are 0.
    NoRedrawing : fewer than 1 resample.

    Example
    -------
    >>> found = agreement([30, 40, 210, 130, 530, 50, 10])
    >>> round(found.value, 7), round(found.low, 2), round(found.high, 2)
    (0.6113333, 0.57, 0.65)

    Cost: O(resamples · K²), whatever the number of people.
    """
    given = np.asarray(counts)
    if given.ndim != 1 or len(given) < LEAST_ANSWERS:
        raise TooFewAnswers("A scale has at least three ordered answers.")
    if given.dtype.kind not in "iu" or (given < 0).any() or not given.any():
        raise ImpossibleCounts("Counts are whole numbers from 0, and somebody answered.")
    if resamples < 1:
        raise NoRedrawing("An interval needs at least one redrawn community.")
    people = int(given.sum())
    chance = np.random.default_rng(seed)
    drawn = chance.multinomial(people, given / people, size=resamples)
    low, high = bounds_of(_values(drawn))
    return Agreement(
        value=float(_values(given[None, :])[0]),
        low=low,
        high=high,
        people=people,
        answers=len(given),
    )


def _values(counts: NDArray[np.integer]) -> Floats:
    """A of each row of counts, layer after layer from the bottom."""
    rows, width = counts.shape
    height = np.sort(counts, axis=1)
    floor = np.zeros(rows, counts.dtype)
    total = np.zeros(rows)
    for step in range(width):
        given = counts > floor[:, None]
        size = given.sum(axis=1)
        total += (height[:, step] - floor) * size * _layer(given, size)
        floor = height[:, step]
    return np.clip(total / counts.sum(axis=1), -1.0, 1.0)


def _layer(given: NDArray[np.bool_], size: NDArray[np.int64]) -> Floats:
    """What a layer is worth; each row of `given` says which answers are in it."""
    width = given.shape[1]
    left = np.cumsum(given, axis=1) - given
    right = size[:, None] - left - given
    gap = ~given
    one_peak = (gap * (left * (left - 1) + right * (right - 1)) // 2).sum(axis=1)
    two_peaks = (gap * left * right).sum(axis=1)
    told = one_peak + two_peaks
    lean = (width - 2) * one_peak - (width - 1) * two_peaks
    shape = np.where(told > 0, lean / ((width - 2) * np.maximum(told, 1)), 1.0)
    worth: Floats = shape * (1 - (size - 1) / (width - 1))
    return worth
