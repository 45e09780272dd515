"""What would change the choice? How far a need or a mark can be wrong before something else is better.

As one need t grows, what a combination answers grows with it, at the rate of its weight, up to what
the combination brings, and no further. The difference between two combinations therefore changes
sign once at most, and the needs for which a choice stays best form one interval. Each bound is found
exactly: ask who is best far away, go to where that one overtakes, ask again, until nobody new does.

Reference: Dinkelbach 1967 (the same steps, for ratios).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from maven.method.coverage import DIMENSIONS, Kind, Needs, Situation, coverage
from maven.method.fit.rules import able_of
from maven.method.fit.search import Search

SAME = 1e-9
FAR = 4  # times what is asked, at least as many activities' worth: beyond, it is another situation


class NotTheBestChoice(ValueError):
    """The margins are those of a choice than which nothing answers more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """How far one quantity may go before another combination answers more.

    of : "need" of a dimension, or "mark" of a kind. name : the dimension or the slug. at : what it
        is now, 1 for marks. least, most : the choice is the best between them; None where nothing
        looked at changes it (needs are looked at up to four times what is asked, at least 4).
    below, above : the combinations that are better just beyond, None with their bound.
    """

    of: str
    name: str
    at: float
    least: float | None
    most: float | None
    below: tuple[str, ...] | None
    above: tuple[str, ...] | None


def sensitivity(
    kinds: Sequence[Kind],
    needs: Needs,
    situation: Situation,
    choice: Sequence[str],
    *,
    most: int = 5,
    limit: int | None = 2_000_000,
) -> tuple[Margin, ...]:
    """The margins of `choice` (slugs, one for each turn), the best combination found by `fit`.

    First each need that is asked for; then, for each activity, the share of its marks below which
    the best combination without it answers more than the choice (all four fall together).

    Raises
    ------
    NotTheBestChoice : another combination answers more already.

    Example
    -------
    >>> kinds = [Kind(slug="poll", days=2, measure=4), Kind(slug="walk", days=2, connect_qty=4)]
    >>> told = sensitivity(kinds, Needs(measure=1, connect=0.2), Situation(days=2, people=9), ["poll"])
    >>> for one in told:
    ...     print(one.of, one.name, one.at, one.least, one.most, one.below, one.above)
    need measure 1 0.2 None ('walk',) None
    need connect 0.2 None None None None
    mark poll 1.0 0.2 None ('walk',) None

    Cost: two to four searches for each bound.
    """
    by_slug = {kind.slug: kind for kind in kinds}
    chosen = [by_slug[slug] for slug in choice]
    able, _ = able_of(kinds, situation)

    def best(asked: Needs, among: Sequence[Kind]) -> tuple[Kind, ...]:
        return Search(among, asked, situation, most, aim="best", limit=limit).run()[-1]

    if _benefit(best(needs, able), needs) > _benefit(chosen, needs) + SAME:
        raise NotTheBestChoice(NotTheBestChoice.__doc__)
    margins = [
        _of_need(index, chosen, needs, lambda asked: best(asked, able))
        for index, asked in enumerate(needs.asked)
        if asked
    ]
    for kind in dict.fromkeys(chosen):
        rest = [other for other in able if other is not kind]
        margins.append(_of_mark(kind, chosen, best(needs, rest), needs))
    return tuple(margins)


def _of_need(
    index: int, chosen: Sequence[Kind], needs: Needs, best: Callable[[Needs], tuple[Kind, ...]]
) -> Margin:
    at = needs.asked[index]
    far = max(FAR, FAR * at)
    low, below = _bound(index, chosen, needs, best, 0.0)
    high, above = _bound(index, chosen, needs, best, far)
    name = DIMENSIONS[index]
    return Margin(of="need", name=name, at=at, least=low, most=high, below=below, above=above)


def _bound(
    index: int,
    chosen: Sequence[Kind],
    needs: Needs,
    best: Callable[[Needs], tuple[Kind, ...]],
    far: float,
) -> tuple[float | None, tuple[str, ...] | None]:
    """From what is asked towards `far`: where another overtakes, and which."""
    found: tuple[float | None, tuple[str, ...] | None] = (None, None)
    while True:
        asked = asking(needs, index, far)
        rival = best(asked)
        if _benefit(rival, asked) <= _benefit(chosen, asked) + SAME:
            return found
        far = _crossing(index, chosen, rival, needs, far)
        found = (round(far, 9), tuple(kind.slug for kind in rival))


def _crossing(
    index: int, chosen: Sequence[Kind], rival: Sequence[Kind], needs: Needs, far: float
) -> float:
    """Where the rival, better at `far`, is no longer: between two of the four corners, a line."""
    at = needs.asked[index]

    def ahead(t: float) -> float:
        asked = asking(needs, index, t)
        return _benefit(rival, asked) - _benefit(chosen, asked)

    brought = [coverage(kinds, needs).answers[index].brought for kinds in (chosen, rival)]
    turning = {t for t in brought if min(at, far) < t < max(at, far)}
    corners = sorted({at, far} | turning, reverse=far < at)
    over = next(place for place, t in enumerate(corners) if ahead(t) > 0)
    before, after = corners[over - 1], corners[over]
    behind = -ahead(before)
    return before + (after - before) * behind / (ahead(after) + behind)


def _of_mark(kind: Kind, chosen: Sequence[Kind], without: Sequence[Kind], needs: Needs) -> Margin:
    """The share of its marks below which doing without it answers more; found by halving."""
    least = _benefit(without, needs)

    def answered(share: float) -> float:
        weaker = replace(
            kind,
            convergence=kind.convergence * share,
            measure=kind.measure * share,
            engage=kind.engage * share,
            connect_qty=kind.connect_qty * share,
            connect_quality=kind.connect_quality * share,
        )
        return _benefit([weaker if one == kind else one for one in chosen], needs)

    low, high = 0.0, 1.0
    never = answered(0.0) >= least - SAME
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if answered(middle) >= least - SAME else (middle, high)
    slugs = tuple(other.slug for other in without)
    return Margin(
        of="mark",
        name=kind.slug,
        at=1.0,
        least=None if never else round(high, 6),
        most=None,
        below=None if never else slugs,
        above=None,
    )


def asking(needs: Needs, index: int, amount: float) -> Needs:
    """The same needs with so much of one; the direction keeps its side."""
    amounts = [needs.direction, needs.measure, needs.engage, needs.connect]
    amounts[index] = -amount if index == 0 and needs.direction < 0 else amount
    direction, measure, engage, connect = amounts
    return Needs(
        direction=direction, measure=measure, engage=engage, connect=connect, weights=needs.weights
    )


def _benefit(kinds: Sequence[Kind], needs: Needs) -> float:
    found = coverage(kinds, needs)
    return sum(
        weight * min(one.asked, one.brought)
        for weight, one in zip(needs.weights, found.answers, strict=True)
    )
