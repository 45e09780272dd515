"""What the page of the effort reads, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from maven.journal.models import Fact
from maven.missions.models import Mission
from maven.reports.models import Quotation
from maven.sprints.models import Activity, Sprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """One sprint: days there were, days planned at its adoption, added since, and logged."""

    sprint: Sprint
    capacity: float
    planned: float
    added: float
    logged: float
    done: int
    activities: int

    @property
    def gap(self) -> float:
        return self.logged - self.planned


def draft_of(mission: Mission) -> Quotation | None:
    return Quotation.objects.of(mission).drafts().select_related("made_by").first()


def issued_of(mission: Mission) -> list[Quotation]:
    """The issued versions, the latest first."""
    found = Quotation.objects.of(mission).issued().latest_first()
    return list(found.select_related("issued_by", "mission"))


def version_of(mission: Mission, version: int) -> Quotation | None:
    found = Quotation.objects.of(mission).filter(version=version)
    return found.select_related("mission", "made_by", "issued_by").first()


def standing(mission: Mission) -> Quotation | None:
    """The one that the days logged are held against: the draft, else the last that was issued."""
    return Quotation.objects.of(mission).select_related("mission").latest_first().first()


def read_now(mission: Mission) -> list[Quotation]:
    """What the team reads and what the sponsor reads: the draft, and the last that was issued."""
    last = list(Quotation.objects.of(mission).select_related("mission").latest_first()[:2])
    return last if last and last[0].issued_at is None else last[:1]


def spent_by_sprint(mission: Mission) -> list[Spent]:
    """The sprints that a plenary adopted, in their order."""
    sprints = Sprint.objects.of(mission).exclude(adopted_at=None).in_order()
    rows = list(sprints.prefetch_related("activities"))
    facts = Fact.objects.of(mission.chain).with_verbs("activity.planned")
    added = set(facts.values_list("subject_pk", flat=True)) if rows else set()
    return [_spent(sprint, sprint.activities.all(), added) for sprint in rows]


def _spent(sprint: Sprint, activities: Iterable[Activity], added: set[int]) -> Spent:
    rows = list(activities)
    return Spent(
        sprint=sprint,
        capacity=sprint.capacity_days,
        planned=sum(one.days_planned for one in rows if one.pk not in added),
        added=sum(one.days_planned for one in rows if one.pk in added),
        logged=sum(one.days_spent or 0 for one in rows),
        done=sum(one.done_at is not None for one in rows),
        activities=len(rows),
    )
