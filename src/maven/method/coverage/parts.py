"""Which part of the answer comes from which activity? (what a card on the table is worth) Plain Python.

What a dimension answers is shared among those who bring something to it, in proportion to what they
bring: nothing is left over, nothing counts twice.
"""

from collections import Counter
from collections.abc import Sequence
from math import floor, sqrt

from maven.method.coverage.kinds import Kind, Needs, effects

type Four = tuple[float, float, float, float]
type Points = tuple[int, int, int, int]


def parts(kinds: Sequence[Kind], needs: Needs) -> tuple[Four, ...]:
    """For each activity, in its order, the share of all that is asked which it answers in each
    dimension; all of them together make `coverage(kinds, needs).total`, when something is asked.

    >>> pair = [Kind(slug="a", days=1, measure=4), Kind(slug="b", days=1, measure=4, engage=4)]
    >>> parts(pair, Needs(measure=1, engage=1))
    ((0.0, 0.25, 0.0, 0.0), (0.0, 0.25, 0.5, 0.0))
    """
    turns = Counter(kinds)
    # The turns of one activity bring the same each: q of them √q in all.
    brought = [[one / sqrt(turns[kind]) for one in effects(kind, needs)] for kind in kinds]
    whole = sum(w * d for w, d in zip(needs.weights, needs.asked, strict=True))
    rates = []
    for place, (weight, asked) in enumerate(zip(needs.weights, needs.asked, strict=True)):
        there = sum(one[place] for one in brought)
        rates.append(weight * min(asked, there) / (there * whole) if there and whole else 0.0)
    return tuple(
        (one[0] * rates[0], one[1] * rates[1], one[2] * rates[2], one[3] * rates[3])
        for one in brought
    )


def points(shares: Sequence[Four]) -> tuple[Points, ...]:
    """The same in whole points out of 100, so that every row and every column adds up exactly.

    The whole is rounded first, then each dimension within it, then each activity within its
    dimension: what is left over goes to those that were cut most.

    >>> points([(0.0, 0.125, 0.0, 0.0), (0.0, 0.125, 0.5, 0.0)])
    ((0, 13, 0, 0), (0, 12, 50, 0))
    """
    columns = list(zip(*shares, strict=True)) or [()] * 4
    whole = [100 * sum(column) for column in columns]
    totals = apportioned(whole, round(sum(whole)))
    told = [
        apportioned([100 * one for one in column], total)
        for column, total in zip(columns, totals, strict=True)
    ]
    return tuple((one[0], one[1], one[2], one[3]) for one in zip(*told, strict=True))


def apportioned(amounts: Sequence[float], total: int) -> list[int]:
    """Whole numbers near the amounts that add up to the total; equals are served in their order."""
    found = [floor(one + 1e-9) for one in amounts]
    cut = sorted(range(len(amounts)), key=lambda place: found[place] - amounts[place])
    for place in cut[: max(0, total - sum(found))]:
        found[place] += 1
    return found
