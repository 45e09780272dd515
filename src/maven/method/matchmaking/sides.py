"""Who offers what to whom? (two sides, each with what they can take on; exact)

People who offer and people who seek, each able to take part in so many meetings. On two sides the
linear program has whole solutions, and as many slots as anybody has meetings always suffice: the
plan is always the best there is.

References: Birkhoff 1946 and Hoffman and Kruskal 1956 (whole solutions); Kuhn 1955 (assignment);
König 1916 (edge colouring of two sides).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import numpy as np

from maven.method.matchmaking.blossoms import choose_pairs
from maven.method.matchmaking.circle import Circle, Ints, Pair, circle_of
from maven.method.matchmaking.colouring import place
from maven.method.matchmaking.evening import AMaximumBelowZero, Evening, NoSlot
from maven.method.matchmaking.introductions import Introductions, Meeting, told
from maven.method.matchmaking.planning import best_first
from maven.method.matchmaking.reasons import Reason
from maven.method.votes import Key


class OnBothSides(ValueError):
    """Somebody who offers and seeks cannot be in two meetings at once: use `introductions`."""


class OnOneSide(ValueError):
    """A pair joins one who offers and one who seeks, the one who offers first."""


def two_sides(
    offers: Mapping[Key, int],
    needs: Mapping[Key, int],
    weights: Mapping[Pair, float],
    *,
    slots: int | None = None,
    refusals: Iterable[Pair] = (),
    reasons: Callable[[Key, Key], tuple[Reason, ...]] | None = None,
) -> Introductions:
    """Join offers and needs so that the weights have the largest sum.

    Parameters
    ----------
    offers, needs : of each person how many meetings they can take on, at least 0.
    weights : by (who offers, who seeks); a pair not listed, or of weight 0, is never proposed.
    slots : how many, nobody being in two meetings in one; None when the time of the meetings is
        theirs to choose, and all are told in one round.
    refusals, reasons : see `introductions`.

    Raises
    ------
    OnBothSides, OnOneSide, AMaximumBelowZero, NoSlot and those of `circle_of`.

    Example
    -------
    >>> hopes = {("ana", "luc"): 3, ("ana", "zoe"): 2, ("tom", "luc"): 2}
    >>> found = two_sides({"ana": 2, "tom": 1}, {"luc": 2, "zoe": 1}, hopes, slots=2)
    >>> [[(one.a, one.b) for one in pairs] for pairs in found.rounds], found.optimal
    ([[('ana', 'zoe'), ('tom', 'luc')], [('ana', 'luc')]], True)

    Cost: a linear program, see `choose`; 0.1 s for 150 of each side and all 22,500 pairs.
    """
    both = [key for key in offers if key in needs]
    if both:
        raise OnBothSides(f"{OnBothSides.__doc__} [{both[0]}]")
    for key, most in (*offers.items(), *needs.items()):
        if most < 0 or most != int(most):
            raise AMaximumBelowZero(f"{AMaximumBelowZero.__doc__} [{key}: {most}]")
    if slots is not None and slots < 1:
        raise NoSlot(NoSlot.__doc__)
    circle = circle_of([*offers, *needs], weights, refusals)
    for one, other in weights:
        if one not in offers or other not in needs:
            raise OnOneSide(f"{OnOneSide.__doc__} [{one}, {other}]")
    capacity = np.array([{**offers, **needs}[key] for key in circle.people], np.float64)
    if slots is not None:
        capacity = np.minimum(capacity, slots)
    chosen = choose_pairs(circle, np.arange(len(circle.weight)), capacity)
    evening = Evening(
        circle=circle,
        slots=slots or 1,
        free=((1 << (slots or 1)) - 1,) * len(circle.people),
        quota=capacity.astype(np.int64),
        fixed=(),
        fixed_weight=(),
    )
    found = told(evening, _dealt(circle, chosen.index, slots, evening.free), chosen.bound, reasons)
    rounds = [tuple(_offer_first(one, needs) for one in pairs) for pairs in found.rounds]
    return replace(found, rounds=tuple(rounds))


def _dealt(
    circle: Circle, chosen: Ints, slots: int | None, free: tuple[int, ...]
) -> dict[int, int]:
    """The slot of each pair, all of them the first without slots."""
    pairs = chosen.tolist()
    if slots is None:
        return dict.fromkeys(pairs, 0)
    ends = [(int(circle.first[pair]), int(circle.second[pair])) for pair in pairs]
    placed = place(ends, circle.weight[chosen].tolist(), free)
    slot_of = dict(zip(pairs, placed.slot_of, strict=True))
    return best_first(circle, slot_of, list(range(slots)))


def _offer_first(meeting: Meeting, needs: Mapping[Key, int]) -> Meeting:
    return replace(meeting, a=meeting.b, b=meeting.a) if meeting.a in needs else meeting
