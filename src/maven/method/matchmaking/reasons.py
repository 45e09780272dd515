"""Why should these two people meet? (what makes a meeting qualified)

A weight is the sum of a few reasons, each with its share, so that whoever reads a proposal can say
which of them convinced. What each reason is worth is a belief: it is written in `Beliefs`, can be
changed, and is to be corrected by what became of earlier introductions.

Opinions stay private: of two views only whether they are near but different is used, all or
nothing, and the reason carries no figure of it.

References: Granovetter 1973 (weak ties); Burt 2004 (ideas come from other worlds); Bishop and
Macy 2004 (nobody is moved by the opposite pole nor by the same).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields

import numpy as np

from maven.method.matchmaking.circle import APersonTwice, Floats, Pair, numbers_of
from maven.method.votes import Key, canonical

EXCHANGE, CAUSE, UNTIED, SECTOR, VIEW, TIME = (
    "exchange",
    "cause",
    "untied",
    "sector",
    "view",
    "time",
)


class ABeliefBelowZero(ValueError):
    """What a reason is worth is a finite number, at least 0."""


class ATieBeyondOne(ValueError):
    """The strength of a tie is between 0, none, and 1, as strong as can be."""


class ViewsDoNotFit(ValueError):
    """Views are finite and have the same number of axes for everybody who has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """What is known of a person, as far as they want it used.

    offers, seeks, causes : words in common use, compared as they are. sector : None when unknown.
    view : the place on the opinion landscape, None when they have none.
    slots : when they are there, None for all the time.
    """

    key: Key
    offers: frozenset[str] = frozenset()
    seeks: frozenset[str] = frozenset()
    causes: frozenset[str] = frozenset()
    sector: str | None = None
    view: tuple[float, ...] | None = None
    slots: frozenset[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beliefs:
    """What each reason adds to a weight, at most.

    exchange : each offers what the other seeks; half when one of them does.
    cause : at least one cause in common. untied : times one less the strength of their tie.
    sector : of different sectors. view : near but different views.
    time : times the share of the slots both are there.
    near, far : shares of all distances between views; in between they are near but different.
    """

    exchange: float = 3.0
    cause: float = 2.0
    untied: float = 1.0
    sector: float = 1.0
    view: float = 1.0
    time: float = 0.5
    near: float = 0.2
    far: float = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason of a weight: its code, its share of the weight and what it is about.

    figure : what was counted (directions of exchange, causes in common, what the tie leaves, slots
    in common); None where it would tell an opinion. about : the words both have in common.
    """

    code: str
    share: float
    figure: float | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hopes:
    """What is hoped from each meeting.

    people : in the canonical order. weight : (n, n) symmetric, 0 where nothing is to be proposed.
    shares : of each reason its (n, n) part of the weight.
    """

    people: tuple[Key, ...]
    weight: Floats
    shares: dict[str, Floats]
    portraits: dict[Key, Portrait] = field(repr=False)
    tie: Floats = field(repr=False)

    def reasons_of(self, a: Key, b: Key) -> tuple[Reason, ...]:
        """The reasons of the weight of a pair, the largest share first.

        >>> ana = Portrait(key="ana", offers=frozenset({"soil"}), sector="farm")
        >>> luc = Portrait(key="luc", seeks=frozenset({"soil"}), sector="bank")
        >>> [(one.code, one.share, one.about) for one in weigh([luc, ana]).reasons_of("ana", "luc")]
        [('exchange', 1.5, ('soil',)), ('sector', 1.0, ()), ('untied', 1.0, ())]
        """
        number = {key: place for place, key in enumerate(self.people)}
        one, other = numbers_of((a, b), number)
        found = [
            self._reason(code, float(share[one, other]), self.people[one], self.people[other])
            for code, share in self.shares.items()
            if share[one, other] > 0 and self.weight[one, other] > 0
        ]
        return tuple(sorted(found, key=lambda reason: (-reason.share, reason.code)))

    def _reason(self, code: str, share: float, a: Key, b: Key) -> Reason:
        one, other = self.portraits[a], self.portraits[b]
        if code == EXCHANGE:
            given, taken = one.offers & other.seeks, other.offers & one.seeks
            about = tuple(sorted(given | taken))
            return Reason(code=code, share=share, figure=bool(given) + bool(taken), about=about)
        if code == CAUSE:
            about = tuple(sorted(one.causes & other.causes))
            return Reason(code=code, share=share, figure=len(about), about=about)
        if code == UNTIED:
            tie = self.tie[self.people.index(a), self.people.index(b)]
            return Reason(code=code, share=share, figure=float(1 - tie))
        if code == TIME:
            known = [who.slots for who in (one, other) if who.slots is not None]
            common = frozenset.intersection(*known) if known else None
            return Reason(code=code, share=share, figure=None if common is None else len(common))
        return Reason(code=code, share=share)


def weigh(
    portraits: Sequence[Portrait],
    *,
    ties: Mapping[Pair, float] | None = None,
    beliefs: Beliefs | None = None,
    least: float = 0.0,
) -> Hopes:
    """Weigh every pair of people.

    Parameters
    ----------
    portraits : one for each person. ties : strength in [0, 1] of the ties there are, by pair; ties
        with people who are not there are ignored.
    beliefs : what each reason is worth. least : a pair of a smaller weight is not proposed, nor one
        with a tie of 1 (they have met) or without a slot in common.

    Raises
    ------
    APersonTwice, ABeliefBelowZero, ATieBeyondOne, ViewsDoNotFit.

    Example
    -------
    >>> people = [Portrait(key=name, causes=frozenset({"water"})) for name in ("ana", "luc")]
    >>> weigh(people).weight.tolist(), weigh(people, ties={("luc", "ana"): 1}).weight.tolist()
    ([[0.0, 3.0], [3.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]])

    Cost: O(n² · words).
    """
    beliefs = beliefs or Beliefs()
    worth = [getattr(beliefs, one.name) for one in fields(Beliefs)]
    if not all(np.isfinite(value) and value >= 0 for value in [*worth, least]):
        raise ABeliefBelowZero(ABeliefBelowZero.__doc__)
    by_key = {one.key: one for one in portraits}
    if len(by_key) < len(portraits):
        raise APersonTwice(APersonTwice.__doc__)
    people = canonical(by_key)
    known = [by_key[key] for key in people]
    tie = _ties(people, ties or {})
    gives = _meeting([one.offers for one in known], [one.seeks for one in known]) > 0
    causes = [one.causes for one in known]
    together, said = _together(known)
    shares: dict[str, Floats] = {
        EXCHANGE: beliefs.exchange / 2 * np.add(gives, gives.T, dtype=np.float64),
        CAUSE: beliefs.cause * np.asarray(_meeting(causes, causes) > 0, np.float64),
        UNTIED: beliefs.untied * (1 - tie),
        SECTOR: beliefs.sector * _apart([one.sector for one in known]),
        VIEW: beliefs.view * _near_but_different(known, beliefs),
        TIME: beliefs.time * together * said,
    }
    weight: Floats = np.sum(list(shares.values()), axis=0)
    weight[(weight < least) | (tie >= 1) | (together == 0)] = 0
    np.fill_diagonal(weight, 0)
    return Hopes(people=people, weight=weight, shares=shares, portraits=by_key, tie=tie)


def _meeting(these: Sequence[frozenset[str]], those: Sequence[frozenset[str]]) -> Floats:
    """(n, n) how many words of the row's first set are in the column's second."""
    words = sorted(frozenset().union(*these) | frozenset().union(*those))
    shape = (len(these), len(words))
    left = np.array([[word in one for word in words] for one in these], np.float64)
    right = np.array([[word in one for word in words] for one in those], np.float64)
    count: Floats = left.reshape(shape) @ right.reshape(shape).T
    return count


def _apart(sectors: Sequence[str | None]) -> Floats:
    known = sorted({sector for sector in sectors if sector is not None})
    number = np.array([-1 if one is None else known.index(one) for one in sectors], np.int64)
    both = (number[:, None] >= 0) & (number[None, :] >= 0)
    return np.asarray(both & (number[:, None] != number[None, :]), np.float64)


def _ties(people: Collection[Key], ties: Mapping[Pair, float]) -> Floats:
    number = {key: place for place, key in enumerate(people)}
    table = np.zeros((len(number), len(number)))
    for pair, strength in ties.items():
        if not 0 <= strength <= 1:
            raise ATieBeyondOne(f"{ATieBeyondOne.__doc__} [{strength}]")
        if pair[0] in number and pair[1] in number:
            one, other = numbers_of(pair, number)
            table[one, other] = table[other, one] = max(table[one, other], strength)
    return table


def _near_but_different(known: Sequence[Portrait], beliefs: Beliefs) -> Floats:
    """1 for the pairs whose distance is between two quantiles of all distances."""
    table = np.zeros((len(known), len(known)))
    seen = [place for place, one in enumerate(known) if one.view is not None]
    views = [one.view for one in known if one.view is not None]
    figures = np.array([figure for view in views for figure in view], np.float64)
    if len({len(view) for view in views}) > 1 or not np.isfinite(figures).all():
        raise ViewsDoNotFit(ViewsDoNotFit.__doc__)
    if len(seen) < 2:
        return table
    place = np.array(views, np.float64)
    distance = np.sqrt(((place[:, None, :] - place[None, :, :]) ** 2).sum(axis=2))
    all_of_them = distance[np.triu_indices(len(seen), 1)]
    near, far = np.quantile(all_of_them, [min(beliefs.near, 1), min(beliefs.far, 1)])
    table[np.ix_(seen, seen)] = (distance > near) & (distance <= far)
    return table


def _together(known: Sequence[Portrait]) -> tuple[Floats, bool]:
    """(n, n) share of the named slots in which both are there, and whether any slot is named."""
    every = sorted(frozenset().union(*(one.slots for one in known if one.slots is not None)))
    there = [[one.slots is None or slot in one.slots for slot in every] for one in known]
    if not every:
        there = [[one.slots is None] for one in known]
    count = np.array(there, np.float64).reshape(len(known), max(1, len(every)))
    return count @ count.T / max(1, len(every)), bool(every)
