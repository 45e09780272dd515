"""The parts of a home, and the order in which each role needs them."""

from collections import defaultdict
from dataclasses import dataclass

from maven.causes.models import Cause, Champion
from maven.front.situation import Situation
from maven.missions.models import Role
from maven.sprints.models import Sprint

ORDER: dict[str | None, tuple[str, ...]] = {
    Role.FACILITATOR: (
        "progress",
        "state_and_acts",
        "sessions",
        "days",
        "causes",
        "voices",
        "news",
        "chain",
        "quotas",
    ),
    Role.SPONSOR: (
        "progress",
        "acts",
        "days",
        "state",
        "report",
        "sessions",
        "causes",
        "news",
        "quotas",
    ),
    Role.MEMBER: ("acts", "promises", "sessions", "progress", "causes", "voices", "state", "news"),
    Role.PARTICIPANT: ("acts", "promises", "sessions", "voices", "progress", "causes", "news"),
    None: ("acts", "progress", "voices", "sessions", "causes", "news"),
}


def sections_for(role: str | None) -> tuple[str, ...]:
    return ORDER[role]


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseTold:
    """A cause with who carries it, and how many ideas it came from."""

    cause: Cause
    champions: list[Champion]
    ideas: int


def causes_told(situation: Situation) -> list[CauseTold]:
    standing: dict[int, list[Champion]] = defaultdict(list)
    for seat in situation.champions:
        if seat.accepted_at:
            standing[seat.cause_id].append(seat)
    return [
        CauseTold(cause=one, champions=standing[one.pk], ideas=one.ideas)  # type: ignore[attr-defined]
        for one in situation.causes
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Person-days of one sprint: planned by the plenary, available, spent so far."""

    sprint: Sprint
    planned: float
    spent: float


def days_of(situation: Situation) -> Days | None:
    """Of the running sprint, or of the last one; None before the first."""
    adopted = [sprint for sprint in situation.sprints if sprint.adopted_at]
    if not adopted:
        return None
    sprint = situation.running or adopted[-1]
    mine = [done for done in situation.activities if done.sprint_pk == sprint.pk]
    return Days(
        sprint=sprint,
        planned=sum(done.planned for done in mine),
        spent=sum(done.spent for done in mine),
    )
