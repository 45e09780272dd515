"""The parts of a home, and the order in which each role needs them."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Sum

from maven.causes.models import Cause, Champion
from maven.front.situation import Situation
from maven.missions.models import Mission, Role
from maven.sprints.models import Activity, Deliverable, Sprint
from maven.voices.models import Statement

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
    kept = Statement.objects.accepted().filter(cause__mission=situation.mission)
    ideas = dict(kept.values("cause").annotate(number=Count("pk")).values_list("cause", "number"))
    return [
        CauseTold(cause=one, champions=standing[one.pk], ideas=ideas.get(one.pk, 0))
        for one in situation.causes
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Person-days of one sprint: planned by the plenary, available, spent so far."""

    sprint: Sprint
    planned: float
    spent: float

    @property
    def share(self) -> float:
        return self.spent / self.planned if self.planned else 0.0


def days_of(situation: Situation) -> Days | None:
    """Of the running sprint, or of the last one; None before the first."""
    adopted = [sprint for sprint in situation.sprints if sprint.adopted_at]
    if not adopted:
        return None
    sprint = situation.running or adopted[-1]
    told = Activity.objects.of(sprint).aggregate(
        planned=Sum("days_planned"), spent=Sum("days_spent")
    )
    return Days(sprint=sprint, planned=told["planned"] or 0.0, spent=told["spent"] or 0.0)


def shipped_by_sprint(mission: Mission) -> dict[int, int]:
    """How many deliverables each sprint has, by its key."""
    shipped = Deliverable.objects.filter(sprint__mission=mission).values("sprint")
    return dict(shipped.annotate(number=Count("pk")).values_list("sprint", "number"))
