"""The people of an evening and the pairs that may be proposed.

People come in the canonical order, pairs in the order of their people, so that the same wishes
received in another order give the same meetings.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maven.method.votes import Key, canonical

type Pair = tuple[Key, Key]
type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Weights = Mapping[Pair, float] | Floats


MOST = 1e15  # beyond, sums lose their units


class APersonTwice(ValueError):
    """Each person is listed once."""


class AStranger(ValueError):
    """A pair joins two people of the list."""


class AMeetingWithOneself(ValueError):
    """A pair joins two different people."""


class APairTwice(ValueError):
    """Each pair has one weight, whichever of the two is named first."""


class AWeightIsNoHope(ValueError):
    """A weight is a number from 0 to 1e15."""


class WeightsDoNotFit(ValueError):
    """A table of weights has a row and a column for each person, and is symmetric."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Circle:
    """The pairs that may meet.

    Attributes
    ----------
    people : the n identifiers, in the canonical order. number : the place of each in it.
    first, second : (m,) numbers of the two people of each pair, first < second, sorted.
    weight : (m,) above 0.
    refused : the numbers of the pairs that never meet, smaller number first.
    only_refused : numbers of the people all of whose pairs were refused.
    """

    people: tuple[Key, ...]
    number: dict[Key, int]
    first: Ints
    second: Ints
    weight: Floats
    refused: frozenset[tuple[int, int]]
    only_refused: frozenset[int]

    def pair(self, index: int) -> Pair:
        return self.people[self.first[index]], self.people[self.second[index]]


def circle_of(people: Iterable[Key], weights: Weights, refusals: Iterable[Pair] = ()) -> Circle:
    """Gather the pairs that may meet: those of a weight above 0 that nobody refused.

    Parameters
    ----------
    people : identifiers, each once.
    weights : what is hoped from the meeting of two people, by pair, or as an (n, n) symmetric table
        in the order of `people` with an empty diagonal. A pair not listed, or of weight 0, is never
        proposed.
    refusals : (who, whom) pairs; one of the two is enough. Refusals of people who are not there are
        allowed: a list of refusals outlives an evening.

    Raises
    ------
    APersonTwice, AStranger, AMeetingWithOneself, APairTwice, AWeightIsNoHope, WeightsDoNotFit.

    Example
    -------
    >>> circle = circle_of(["luc", "ana", "zoe"], {("luc", "ana"): 2, ("zoe", "ana"): 0})
    >>> circle.people, circle.first.tolist(), circle.second.tolist(), circle.weight.tolist()
    (('ana', 'luc', 'zoe'), [0], [1], [2.0])

    Cost: O(n log n + m log m).
    """
    given = list(people)
    number = {key: place for place, key in enumerate(canonical(given))}
    if len(number) < len(given):
        twice = canonical(key for key in number if given.count(key) > 1)
        raise APersonTwice(f"{APersonTwice.__doc__} [{twice[0]}]")
    if isinstance(weights, np.ndarray):
        first, second, weight = _from_table(weights, given, number)
    else:
        first, second, weight = _from_pairs(weights, number)
    wished = weight > 0
    first, second, weight = first[wished], second[wished], weight[wished]
    refused = _refused(refusals, number)
    count = len(number)
    code = first * count + second
    allowed = ~np.isin(code, [a * count + b for a, b in refused])
    hoping = {*first.tolist(), *second.tolist()}
    left = {*first[allowed].tolist(), *second[allowed].tolist()}
    return Circle(
        people=tuple(number),
        number=number,
        first=first[allowed],
        second=second[allowed],
        weight=weight[allowed],
        refused=refused,
        only_refused=frozenset(hoping - left),
    )


def numbers_of(pair: Pair, number: Mapping[Key, int]) -> tuple[int, int]:
    """The numbers of two people of the list, smaller first.

    >>> numbers_of(("luc", "ana"), {"ana": 0, "luc": 1})
    (0, 1)
    """
    for key in pair:
        if key not in number:
            raise AStranger(f"{AStranger.__doc__} [{key}]")
    one, other = number[pair[0]], number[pair[1]]
    if one == other:
        raise AMeetingWithOneself(f"{AMeetingWithOneself.__doc__} [{pair[0]}]")
    return (one, other) if one < other else (other, one)


def _refused(refusals: Iterable[Pair], number: Mapping[Key, int]) -> frozenset[tuple[int, int]]:
    here = ((one, other) for one, other in refusals if one in number and other in number)
    return frozenset(numbers_of(pair, number) for pair in here if pair[0] != pair[1])


def _from_pairs(
    weights: Mapping[Pair, float], number: Mapping[Key, int]
) -> tuple[Ints, Ints, Floats]:
    found: dict[tuple[int, int], float] = {}
    for pair, weight in weights.items():
        both = numbers_of(pair, number)
        if both in found:
            raise APairTwice(f"{APairTwice.__doc__} [{pair[0]}, {pair[1]}]")
        found[both] = float(weight)
    pairs = np.array(sorted(found), np.int64).reshape(-1, 2)
    hopes = np.array([found[a, b] for a, b in pairs.tolist()], np.float64)
    _all_hopes(hopes)
    return pairs[:, 0], pairs[:, 1], hopes


def _from_table(
    table: Floats, given: Collection[Key], number: Mapping[Key, int]
) -> tuple[Ints, Ints, Floats]:
    count = len(given)
    if table.shape != (count, count):
        raise WeightsDoNotFit(WeightsDoNotFit.__doc__)
    _all_hopes(table)
    if np.diagonal(table).any():
        raise AMeetingWithOneself(AMeetingWithOneself.__doc__)
    if not np.array_equal(table, table.T):
        raise WeightsDoNotFit(WeightsDoNotFit.__doc__)
    places = np.empty(count, np.int64)
    places[[number[key] for key in given]] = np.arange(count)
    ordered = np.asarray(table[np.ix_(places, places)], np.float64)
    first, second = (side.astype(np.int64) for side in np.nonzero(np.triu(ordered, 1)))
    return first, second, ordered[first, second]


def _all_hopes(weight: Floats) -> None:
    if not ((weight >= 0) & (weight <= MOST)).all():
        raise AWeightIsNoHope(AWeightIsNoHope.__doc__)
