"""Who should meet whom, once? (one slot: the matching of largest weight, exact)

With `everyone`, nobody is left out who can be helped: as many pairs as possible first, then the most
hoped for among these. Whoever stays without a partner is told why.

References: Edmonds 1965 (maximum matching and weight); Berge 1957 (how many can be paired).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from maven.method.matchmaking.blossoms import choose_pairs
from maven.method.matchmaking.choosing import TOLERANCE, Chosen
from maven.method.matchmaking.circle import Circle, Floats, Ints, Pair, Weights, circle_of
from maven.method.matchmaking.introductions import Meeting
from maven.method.matchmaking.reasons import Reason
from maven.method.votes import Key

REFUSED, NO_PAIR, ODD, ELSEWHERE = "refused", "no-pair", "odd", "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Who has no partner and why.

    why : refused, all pairs with them were refused; no-pair, nobody was to be proposed to them;
    odd, the others all have a partner; elsewhere, their possible partners are hoped more from, or
    needed more, in other pairs.
    """

    key: Key
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """The pairs of one slot.

    pairs : in the order of the people. trio : the pair that somebody left out joins, and them; its
    pair is in `pairs` too. left_out : who has nobody. value : the sum of the weights of the pairs.
    bound : what no pairing exceeds (with `everyone`: none of as many pairs). optimal : they agree.
    """

    pairs: tuple[Meeting, ...]
    trio: tuple[Key, Key, Key] | None
    left_out: tuple[LeftOut, ...]
    value: float
    bound: float
    optimal: bool


def pairing(
    people: Iterable[Key],
    weights: Weights,
    *,
    refusals: Iterable[Pair] = (),
    everyone: bool = False,
    trio: bool = False,
    reasons: Callable[[Key, Key], tuple[Reason, ...]] | None = None,
) -> Pairing:
    """Pair people so that the weights have the largest sum.

    Parameters
    ----------
    people, weights, refusals : see `circle_of`. everyone : the largest number of pairs comes first.
    trio : whoever stays because the number is odd joins the pair whose two meetings with them are
        hoped for the most, if there is one in which both may be proposed to them.
    reasons : see `introductions`.

    Raises
    ------
    Those of `circle_of`.

    Example
    -------
    >>> chain = {("ana", "luc"): 2, ("luc", "tom"): 5, ("tom", "zoe"): 2}
    >>> [(one.a, one.b) for one in pairing(["ana", "luc", "tom", "zoe"], chain).pairs]
    [('luc', 'tom')]
    >>> found = pairing(["ana", "luc", "tom", "zoe"], chain, everyone=True)
    >>> [(one.a, one.b) for one in found.pairs], found.value
    ([('ana', 'luc'), ('tom', 'zoe')], 4.0)

    Cost: see `choose`; 0.1 s for 400 people and 8,000 pairs.
    """
    circle = circle_of(people, weights, refusals)
    chosen = _most_pairs(circle) if everyone else _chosen(circle, circle.weight)
    meetings = []
    for pair in chosen.index.tolist():
        a, b = circle.pair(pair)
        why = reasons(a, b) if reasons else ()
        meetings.append(Meeting(slot=1, a=a, b=b, weight=float(circle.weight[pair]), reasons=why))
    left_out = _left_out(circle, chosen.index)
    third = _third(circle, chosen.index, left_out) if trio else None
    if third:
        left_out = tuple(one for one in left_out if one.key != third[2])
    largest = float(circle.weight.max(initial=0.0))
    optimal = chosen.bound - chosen.value <= TOLERANCE * largest
    return Pairing(
        pairs=tuple(meetings),
        trio=third,
        left_out=left_out,
        value=chosen.value,
        bound=chosen.value if optimal else chosen.bound,
        optimal=optimal,
    )


def _chosen(circle: Circle, weight: Floats) -> Chosen:
    return choose_pairs(circle, np.arange(len(weight)), np.ones(len(circle.people)), weight=weight)


def _most_pairs(circle: Circle) -> Chosen:
    """The heaviest of the matchings with the most pairs.

    Each pair is given a bonus. A matching that is the best with it, and has the most pairs there can
    be, is the heaviest of these: another one would get the same bonus. The bonus grows until it is.
    """
    count = len(_chosen(circle, np.ones(len(circle.weight))).index)
    bonus = 0.0
    while True:
        chosen = _chosen(circle, circle.weight + bonus)
        if len(chosen.index) == count:
            break
        bonus = max(2 * bonus, float(circle.weight.max()))
    value = float(circle.weight[chosen.index].sum())
    return Chosen(index=chosen.index, value=value, bound=max(value, chosen.bound - bonus * count))


def _left_out(circle: Circle, taken: Ints) -> tuple[LeftOut, ...]:
    paired = {*circle.first[taken].tolist(), *circle.second[taken].tolist()}
    hoping = {*circle.first.tolist(), *circle.second.tolist()}
    odd = len(hoping - paired) == 1
    found = []
    for person, key in enumerate(circle.people):
        if person in paired:
            continue
        if person in circle.only_refused:
            why = REFUSED
        elif person not in hoping:
            why = NO_PAIR
        else:
            why = ODD if odd else ELSEWHERE
        found.append(LeftOut(key=key, why=why))
    return tuple(found)


def _third(
    circle: Circle, taken: Ints, left_out: tuple[LeftOut, ...]
) -> tuple[Key, Key, Key] | None:
    alone = [circle.number[one.key] for one in left_out if one.why == ODD]
    if not alone:
        return None
    hoped: dict[int, float] = {}
    for side, other in ((circle.first, circle.second), (circle.second, circle.first)):
        mine = side == alone[0]
        hoped |= dict(zip(other[mine].tolist(), circle.weight[mine].tolist(), strict=True))
    open_ = [
        (-hoped[a] - hoped[b], a, b)
        for a, b in zip(circle.first[taken].tolist(), circle.second[taken].tolist(), strict=True)
        if a in hoped and b in hoped
    ]
    if not open_:
        return None
    _, a, b = min(open_)
    return circle.people[a], circle.people[b], circle.people[alone[0]]
