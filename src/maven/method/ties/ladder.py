"""On which rung does each pair of people stand, and since when? (the connection ladder)

A quality connection is an exchange of ideas which, through a change in the intention of the parties,
ends in commitment to concrete actions. Each rung rests on a dated record; no rung is skipped.

The rungs are 0 strangers, 1 met, 2 exchanged, 3 intention changed, 4 committed, 5 acted. (Where the
states of a pair are numbered 0 none, 1 exchange, 2 change of intention, 3 commitment, 4 action, the
same are meant: a meeting without an exchange is state 0 there and rung 1 here.)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from maven.method.intervals import Share, wilson
from maven.method.votes import Key, canonical

STRANGERS, MET, EXCHANGED, CHANGED, COMMITTED, ACTED = range(6)
RUNGS = (MET, EXCHANGED, CHANGED, COMMITTED, ACTED)
BOTH_SIDES = frozenset({MET, EXCHANGED})
WITHIN = 42  # days from an exchange to the commitment it led to: two sprints
WEIGHTS = (0, 1, 2, 3, 4, 5)  # what a rung counts in a person's score

CONTRADICTED = "contradicted"
ONE_SIDED = "one side"
SKIPPED = "skipped rung"
TOO_LATE = "too late"


class APairOfOne(ValueError):
    """A connection joins two different people."""


class ARungThatIsNot(ValueError):
    """Evidence is of a rung from 1 to 5."""


class AWitnessFromOutside(ValueError):
    """One-sided evidence comes from one of the two people."""


class WeightsThatFall(ValueError):
    """Six weights, one a rung from 0 to 5, none negative, none below the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A dated record that a pair reached a rung.

    a, b : the two people, in any order. rung : from 1 to 5. on : the day. activity : the kind of
    activity, or the meeting, it happened in; None when not told. by : the only one of the two who
    says so; None when both do, or when it is on record. contradicted : one of them says it is not
    so; it then counts for nothing.
    """

    a: Key
    b: Key
    rung: int
    on: date
    activity: Key | None = None
    by: Key | None = None
    contradicted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """Evidence that counts for nothing so far, and why."""

    evidence: Evidence
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two people.

    reached : the day each rung was reached, from rung 1. activity : in which they first exchanged.
    """

    a: Key
    b: Key
    reached: tuple[date, ...]
    activity: Key | None

    @property
    def rung(self) -> int:
        return len(self.reached)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Where all pairs stand.

    Attributes
    ----------
    pairs : those on rung 1 or more, in the canonical order of their people.
    set_aside : the evidence that does not count.
    distribution : pairs on each rung from 0 to 5; rung 0 is None when the people are not known.
    quantity : pairs on rung 1 or more. quality : pairs on rung 4 or more.
    gone_through : pairs that reached each rung from 1 to 5, whatever they reached after.
    """

    pairs: tuple[Pair, ...]
    set_aside: tuple[SetAside, ...]
    distribution: tuple[int | None, ...]
    quantity: int
    quality: int
    gone_through: tuple[int, ...]

    @property
    def result(self) -> Share:
        """The yield: pairs that reached commitment among those that exchanged."""
        return wilson(self.gone_through[COMMITTED - 1], self.gone_through[EXCHANGED - 1])


def ladder(
    evidence: Iterable[Evidence], *, people: int | None = None, within: int | None = WITHIN
) -> Ladder:
    """Put pairs on their rungs.

    What counts:

    - a meeting (1) and an exchange (2) need both sides: a record of both, or of each one in the same
      activity (the later day counts). From rung 3 on, one side is enough: one who changed, one who
      commits in public, one who acts.
    - an exchange is a meeting too, if of minds only. Any other rung needs the one below on the same
      day or before: a commitment without a known change of intention waits for it.
    - a commitment follows an exchange by at most `within` days.
    - what is contradicted counts for nothing, nor does what rested on it.

    Parameters
    ----------
    people : how many people there are, to count the pairs of strangers; not needed otherwise.
    within : days; None for no limit.

    Raises
    ------
    APairOfOne, ARungThatIsNot, AWitnessFromOutside : evidence that cannot be. TooFewPeople : fewer
        people than evidence names.

    Example
    -------
    >>> from datetime import date
    >>> told = [Evidence(a="ana", b="luc", rung=rung, on=date(2014, 1, rung)) for rung in (1, 2, 4)]
    >>> found = ladder(told, people=3)
    >>> found.pairs[0].rung, found.distribution, found.set_aside[0].why
    (2, (2, 0, 1, 0, 0, 0), 'skipped rung')

    Cost: O(e log e) for e records.
    """
    told = sorted((_checked(one) for one in evidence), key=_order)
    pairs, aside, names = [], [], set[Key]()
    for (a, b), records in groupby(told, key=_ends):
        names |= {a, b}
        pair, unused = _climbed(a, b, list(records), within)
        aside += unused
        if pair.reached:
            pairs.append(pair)
    if people is not None and people < len(names):
        raise TooFewPeople(TooFewPeople.__doc__)
    standing = [sum(pair.rung == rung for pair in pairs) for rung in RUNGS]
    strangers = None if people is None else people * (people - 1) // 2 - len(pairs)
    return Ladder(
        pairs=tuple(pairs),
        set_aside=tuple(aside),
        distribution=(strangers, *standing),
        quantity=len(pairs),
        quality=sum(standing[COMMITTED - 1 :]),
        gone_through=tuple(sum(standing[rung - 1 :]) for rung in RUNGS),
    )


class TooFewPeople(ValueError):
    """There are at least as many people as the evidence names."""


def yields(found: Ladder, kind_of: Mapping[Key, Key] | None = None) -> dict[Key | None, Share]:
    """The yield by activity in which pairs exchanged, or by its kind; None for those not told.

    >>> from datetime import date
    >>> told = [Evidence(a=1, b=2, rung=2, on=date(2014, 1, 9), activity="meetup")]
    >>> yields(ladder(told))["meetup"].total
    1
    """
    counts: dict[Key | None, list[int]] = {}
    for pair in found.pairs:
        if pair.rung >= EXCHANGED:
            where = pair.activity
            if kind_of is not None and where is not None:
                where = kind_of.get(where)
            count = counts.setdefault(where, [0, 0])
            count[0] += pair.rung >= COMMITTED
            count[1] += 1
    told = canonical(kind for kind in counts if kind is not None)
    order: list[Key | None] = [*told, *([None] if None in counts else [])]
    return {kind: wilson(counts[kind][0], counts[kind][1]) for kind in order}


def scores(found: Ladder, weights: tuple[float, ...] = WEIGHTS) -> dict[Key, float]:
    """Each one's score: over her pairs, the sum of what their rungs count.

    Raises
    ------
    WeightsThatFall : not six weights from rung 0 to 5, from 0 up.

    >>> from datetime import date
    >>> scores(ladder([Evidence(a=1, b=2, rung=2, on=date(2014, 1, 9))]))
    {1: 2, 2: 2}
    """
    rising = all(low <= high for low, high in zip((0, *weights), weights, strict=False))
    if len(weights) != len(RUNGS) + 1 or not rising:
        raise WeightsThatFall(WeightsThatFall.__doc__)
    score: dict[Key, float] = {}
    for pair in found.pairs:
        for person in (pair.a, pair.b):
            score[person] = score.get(person, 0) + weights[pair.rung]
    return {person: score[person] for person in canonical(score)}


def _checked(one: Evidence) -> Evidence:
    if one.a == one.b:
        raise APairOfOne(f"{APairOfOne.__doc__} [{one.a}]")
    if one.rung not in RUNGS:
        raise ARungThatIsNot(f"{ARungThatIsNot.__doc__} [{one.rung}]")
    if one.by not in (None, one.a, one.b):
        raise AWitnessFromOutside(f"{AWitnessFromOutside.__doc__} [{one.by}]")
    return one


def _ends(one: Evidence) -> tuple[Key, Key]:
    a, b = canonical((one.a, one.b))
    return a, b


def _order(one: Evidence) -> tuple[object, ...]:
    """By people, day, rung; then by words, so that the order of arrival is never seen."""
    ends = tuple((isinstance(end, str), end) for end in _ends(one))
    return ends, one.on, one.rung, str(one.activity), str(one.by), one.contradicted


def _climbed(
    a: Key, b: Key, records: list[Evidence], within: int | None
) -> tuple[Pair, list[SetAside]]:
    reached: list[date] = []
    exchanges: list[Evidence] = []
    aside: list[SetAside] = []
    heard: dict[tuple[int, Key | None], set[Key]] = {}
    waiting: dict[tuple[int, Key | None], list[Evidence]] = {}
    for one in records:
        why = _refused(one, len(reached), exchanges, within)
        if why:
            aside.append(SetAside(evidence=one, why=why))
            continue
        topic = (one.rung, one.activity)
        if one.rung in BOTH_SIDES and one.by is not None:
            sides = heard.setdefault(topic, set())
            sides.add(one.by)
            waiting.setdefault(topic, []).append(one)
            if len(sides) < 2:
                continue
        waiting.pop(topic, None)
        if one.rung == EXCHANGED:
            exchanges.append(one)
        reached += [one.on] * (one.rung - len(reached))
    aside += [SetAside(evidence=one, why=ONE_SIDED) for alone in waiting.values() for one in alone]
    activity = exchanges[0].activity if exchanges else None
    return Pair(a=a, b=b, reached=tuple(reached), activity=activity), aside


def _refused(one: Evidence, rung: int, exchanges: list[Evidence], within: int | None) -> str | None:
    if one.contradicted:
        return CONTRADICTED
    if one.rung > max(rung + 1, EXCHANGED):
        return SKIPPED
    if one.rung == COMMITTED and within is not None:
        return TOO_LATE if (one.on - exchanges[-1].on).days > within else None
    return None
