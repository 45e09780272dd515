"""What forbids this selection, now? (the gate, for a choice changed by hand) Plain Python."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from maven.method.coverage.arc import builds_on, can_host, makers_of, opens, stage, waits
from maven.method.coverage.kinds import Kind

SAME = 1e-9  # days closer than this are equal


class ASituationOutOfBounds(ValueError):
    """Days, dates, people, trust and maturity are finite and at least 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What limits the choice: person-days, people to reach, trust and maturity.

    met : prerequisites that exist already; None when they are not looked at.
    group : how many must live each activity together; None when not looked at.
    sprint_days : length of the sprint in the calendar; None when not looked at.
    dates : on how many days people can meet, one session a day; None when not looked at.
    opened : something is open already, so that an activity that converges has matter to work on.
    """

    days: float
    people: int
    trust: float = 0.0
    maturity: float = 0.0
    met: frozenset[str] | None = None
    group: int | None = None
    sprint_days: float | None = None
    dates: int | None = None
    opened: bool = True

    def __post_init__(self) -> None:
        amounts = (self.days, self.people, self.trust, self.maturity)
        limits = (self.group, self.sprint_days, self.dates)
        if not all(
            0 <= one < inf for one in (*amounts, *(one for one in limits if one is not None))
        ):
            raise ASituationOutOfBounds(ASituationOutOfBounds.__doc__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a kind cannot be chosen now: the `reason`, what it needs and what there is.

    reason : "days", "people", "group", "trust", "maturity", "span", "dates" or "prerequisites" (then
    `needed` counts those missing and `found` is 0); `fit` adds "session" (nothing can host it) and
    "arc" (nothing can open before it).
    """

    slug: str
    reason: str
    needed: float
    found: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One limit that a selection does not respect.

    reason : for the whole, "days", "dates"; for a kind, "people", "group", "trust", "maturity",
        "span" (longer than the sprint), "turns" (held too often), "prerequisites", "session" (no
        session hosts it), "arc" (nothing is open), "chain" (over after the sprint, because of what
        it waits for).
    slugs : who does not respect it. needed, found : what it takes, what there is ("group": the
        group, and how many it can hold). missing : the prerequisites that nobody makes in time.
    """

    reason: str
    slugs: tuple[str, ...]
    needed: float
    found: float
    missing: tuple[str, ...] = ()


def limits(kind: Kind, situation: Situation) -> Iterator[tuple[str, float, float]]:
    """Each limit a kind meets by itself: its name, what is needed, what there is."""
    yield "people", kind.people_min, situation.people
    if kind.people_max is not None and situation.group is not None:
        yield "group", situation.group, kind.people_max
    yield "trust", kind.trust_min, situation.trust
    yield "maturity", kind.maturity_min, situation.maturity
    if situation.sprint_days is not None:
        yield "span", kind.span_days, situation.sprint_days


def refusal(kind: Kind, situation: Situation) -> Refusal | None:
    """The first gate that `kind` does not pass by itself, in the order of `Refusal.reason`, or None.

    >>> refusal(Kind(slug="forum", days=9), Situation(days=5, people=40)).reason
    'days'
    """
    lacking = set() if situation.met is None else set(kind.prerequisites) - situation.met
    dates = situation.dates
    gates = (
        ("days", kind.days, situation.days),
        *limits(kind, situation),
        ("dates", kind.dates, kind.dates if dates is None else dates),
        ("prerequisites", len(lacking), 0),
    )
    for reason, needed, found in gates:
        if needed > found:
            return Refusal(slug=kind.slug, reason=reason, needed=needed, found=found)
    return None


def violations(selection: Iterable[Kind], situation: Situation) -> tuple[Violation, ...]:
    """Everything that a selection does not respect, not only the first; empty when it may be held.

    A kind listed twice is held twice. Those of the whole come first, then kind after kind in the
    order of the arc, then of the selection, in the order of `Violation.reason`. Cost: O(n³).

    >>> pair = [Kind(slug="forum", days=4, trust_min=2), Kind(slug="vote", days=2, people_min=60)]
    >>> for one in violations(pair, Situation(days=5, people=40, trust=1)):
    ...     print(one.reason, one.slugs, one.needed, one.found)
    days ('forum', 'vote') 6 5
    trust ('forum',) 2 1
    people ('vote',) 60 40
    """
    turns = Counter(selection)
    kinds = sorted(turns, key=stage)
    found = list(_of_the_whole(kinds, turns, situation))
    ends = [end for _, end in waits(kinds, situation.met)]
    for kind, end in zip(kinds, ends, strict=True):
        found += [
            Violation(reason=reason, slugs=(kind.slug,), needed=needed, found=there)
            for reason, needed, there in limits(kind, situation)
            if needed > there
        ]
        if turns[kind] > kind.turns_max:
            found.append(_one("turns", kind, turns[kind], kind.turns_max))
        found += _among_others(kind, kinds, situation, end)
    return tuple(found)


def _of_the_whole(
    kinds: Sequence[Kind], turns: Counter[Kind], situation: Situation
) -> Iterator[Violation]:
    slugs = tuple(kind.slug for kind in kinds)
    days = sum(kind.days * turns[kind] for kind in kinds)
    if days > situation.days + SAME:
        yield Violation(reason="days", slugs=slugs, needed=days, found=situation.days)
    dates = sum(kind.dates * turns[kind] for kind in kinds)
    if situation.dates is not None and dates > situation.dates:
        meeting = tuple(kind.slug for kind in kinds if kind.dates)
        yield Violation(reason="dates", slugs=meeting, needed=dates, found=situation.dates)


def _among_others(
    kind: Kind, kinds: Sequence[Kind], situation: Situation, end: float
) -> Iterator[Violation]:
    """What it lacks among the others: what it needs made, a host, an opening, the time to wait."""
    sprint = situation.sprint_days
    if end == inf:
        needed = [one for one in kind.prerequisites if one not in (situation.met or ())]
        makers = makers_of(kind, kinds, situation.met)
        ready = {other for other, (_, day) in enumerate(waits(kinds, situation.met)) if day < inf}
        missing = tuple(one for one, by in zip(needed, makers, strict=True) if not ready & set(by))
        yield _one("prerequisites", kind, len(missing), 0, missing)
    if kind.inside and not any(can_host(other, kind) for other in kinds):
        yield _one("session", kind, 1, 0)
    if builds_on(kind) and not situation.opened and not any(map(opens, kinds)):
        yield _one("arc", kind, 1, 0)
    if sprint is not None and end > sprint + SAME and kind.span_days <= sprint and end < inf:
        yield _one("chain", kind, end, sprint)


def _one(
    reason: str, kind: Kind, needed: float, found: float, missing: tuple[str, ...] = ()
) -> Violation:
    return Violation(reason=reason, slugs=(kind.slug,), needed=needed, found=found, missing=missing)
