"""Who should meet whom over the slots of an evening, so that the most is hoped for?

Each person meets at most one other in a slot, and nobody twice. First which pairs meet, each person
in no more pairs than free slots (a b-matching, exact): what that is worth bounds every plan. Then
in which slot, by colouring the edges of this graph. When all of them find a slot the plan is the
best there is, and the bound proves it.

References: Edmonds 1965 (matching); Vizing 1964 (edge colouring); Pulleyblank 1973 (b-matchings).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from maven.method.matchmaking.circle import Pair, Weights, circle_of
from maven.method.matchmaking.evening import Evening, evening_of
from maven.method.matchmaking.planning import plan
from maven.method.matchmaking.reasons import Reason
from maven.method.votes import Key

TOLERANCE = 1e-6  # of the largest weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Two people in a slot (slots are numbered from 1), what is hoped from it and why."""

    slot: int
    a: Key
    b: Key
    weight: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Introductions:
    """The meetings of an evening and the proof of how good they are.

    Attributes
    ----------
    rounds : for each slot its meetings, in the order of the people.
    value : the sum of their weights. bound : what no plan exceeds. gap : bound - value.
    optimal : no plan is worth more, by a millionth of the largest weight.
    meetings_of : how many meetings each person has, in the order of the people.
    left_out : who has none.
    """

    rounds: tuple[tuple[Meeting, ...], ...]
    value: float
    bound: float
    gap: float
    optimal: bool
    meetings_of: dict[Key, int]
    left_out: tuple[Key, ...]


def introductions(
    people: Iterable[Key],
    weights: Weights,
    *,
    slots: int,
    refusals: Iterable[Pair] = (),
    fixed: Iterable[tuple[int, Key, Key]] = (),
    closed: Collection[int] = (),
    available: Mapping[Key, Collection[int]] | None = None,
    most: Mapping[Key, int] | None = None,
    reasons: Callable[[Key, Key], tuple[Reason, ...]] | None = None,
    seed: int = 0,
) -> Introductions:
    """Plan the meetings whose weights have the largest sum.

    Parameters
    ----------
    people, weights, refusals : see `circle_of`; only pairs of a weight above 0 are proposed.
    slots : how many, at least 1; they are numbered from 1.
    fixed : (slot, a, b) meetings already promised: they stay, and count.
    closed : slots in which nothing new is planned, as those that are over when somebody comes late.
    available : the slots of those who are not there all the time.
    most : how many meetings at most, of those who do not wish to have one in each slot.
    reasons : why two people should meet, as `Hopes.reasons_of`; each meeting carries its own.
    seed : of the search for slots, when one is needed.

    Raises
    ------
    NoSlot, ASlotThatIsNone, APersonTwiceInASlot, APairFixedTwice, ARefusedPairIsFixed and those of
    `circle_of`.

    Example
    -------
    >>> hopes = {("ana", "luc"): 3, ("luc", "zoe"): 4, ("zoe", "tom"): 3, ("ana", "zoe"): 1}
    >>> found = introductions(["ana", "luc", "tom", "zoe"], hopes, slots=2)
    >>> [[(one.a, one.b) for one in pairs] for pairs in found.rounds]
    [[('ana', 'luc'), ('tom', 'zoe')], [('luc', 'zoe')]]
    >>> found.value, found.bound, found.optimal
    (10.0, 10.0, True)

    Cost: see `choose` and `place`; 0.2 s for 400 people, 8 slots and 8,000 pairs, 0.5 s for all
    79,800.
    """
    circle = circle_of(people, weights, refusals)
    evening = evening_of(
        circle,
        slots=slots,
        fixed=fixed,
        closed=closed,
        available=available or {},
        most=most or {},
    )
    planned = plan(evening, seed=seed)
    return told(evening, planned.slot_of, planned.bound, reasons)


def told(
    evening: Evening,
    slot_of: Mapping[int, int],
    bound: float,
    reasons: Callable[[Key, Key], tuple[Reason, ...]] | None,
) -> Introductions:
    """The meetings of a plan, by name, with what was promised before."""
    circle = evening.circle
    placed = [
        (slot, *circle.pair(pair), float(circle.weight[pair])) for pair, slot in slot_of.items()
    ]
    placed += [
        (slot, circle.people[a], circle.people[b], weight)
        for (slot, a, b), weight in zip(evening.fixed, evening.fixed_weight, strict=True)
    ]
    placed.sort(key=lambda one: (one[0], circle.number[one[1]]))
    rounds: list[list[Meeting]] = [[] for _ in range(evening.slots)]
    counts = dict.fromkeys(circle.people, 0)
    for slot, a, b, weight in placed:
        why = reasons(a, b) if reasons else ()
        rounds[slot].append(Meeting(slot=slot + 1, a=a, b=b, weight=weight, reasons=why))
        counts[a] += 1
        counts[b] += 1
    value = sum(one[3] for one in placed)
    bound = max(value, bound + sum(evening.fixed_weight))
    largest = float(circle.weight.max(initial=0.0))
    optimal = bound - value <= TOLERANCE * largest
    return Introductions(
        rounds=tuple(map(tuple, rounds)),
        value=value,
        bound=value if optimal else bound,
        gap=0.0 if optimal else bound - value,
        optimal=optimal,
        meetings_of=counts,
        left_out=tuple(key for key, count in counts.items() if not count),
    )
