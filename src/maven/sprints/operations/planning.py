"""Drafting a sprint, and its adoption by the plenary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from maven.journal.operations import record
from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models import Activity, Sprint
from maven.sprints.operations.states import (
    DraftAlreadyThere,
    NothingDrafted,
    SprintStillOpen,
    in_state,
)
from maven.toolbox.models import ActivityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One activity laid on the table, with the reason for it."""

    kind: ActivityKind
    title: str
    days: float
    reason: str = ""


@transaction.atomic
def draft_sprint(
    *,
    mission: Mission,
    starts_on: date,
    ends_on: date,
    capacity_days: float,
    proposals: Sequence[Proposal] = (),
    needs: dict[str, Any] | None = None,
    by: Person,
    at: datetime,
) -> Sprint:
    """A combination of activities is laid on the table for the plenary."""
    Mission.objects.select_for_update().get(pk=mission.pk)
    sprints = Sprint.objects.of(mission)
    if sprints.drafted().exists():
        raise DraftAlreadyThere
    number = (sprints.aggregate(last=Max("number"))["last"] or 0) + 1
    sprint = Sprint.objects.create(
        mission=mission,
        number=number,
        starts_on=starts_on,
        ends_on=ends_on,
        capacity_days=capacity_days,
        needs=needs or {},
        drafted_at=at,
        drafted_by=by,
    )
    _lay(sprint, proposals)
    record(
        "sprint.drafted",
        sprint,
        chain=sprint.mission.chain,
        by=by,
        at=at,
        activities=[one.title for one in proposals],
    )
    return sprint


@transaction.atomic
def redraft(
    *,
    sprint: Sprint,
    proposals: Sequence[Proposal],
    capacity_days: float,
    needs: dict[str, Any] | None = None,
    by: Person,
    at: datetime,
) -> Sprint:
    """The draft changes: other activities, other days, another capacity."""
    sprint = in_state(sprint, "drafted")
    sprint.capacity_days = capacity_days
    sprint.needs = sprint.needs if needs is None else needs
    sprint.save(update_fields=["capacity_days", "needs"])
    Activity.objects.of(sprint).delete()
    _lay(sprint, proposals)
    record(
        "sprint.redrafted",
        sprint,
        chain=sprint.mission.chain,
        by=by,
        at=at,
        activities=[one.title for one in proposals],
    )
    return sprint


@transaction.atomic
def adopt_sprint(*, sprint: Sprint, by: Person, at: datetime) -> Sprint:
    """The plenary decides: the draft becomes the sprint under way."""
    Mission.objects.select_for_update().get(pk=sprint.mission_id)
    sprint = in_state(sprint, "drafted")
    if Sprint.objects.of(sprint.mission).running().exists():
        raise SprintStillOpen
    if not Activity.objects.of(sprint).exists():
        raise NothingDrafted
    sprint.adopted_at, sprint.adopted_by = at, by
    sprint.save(update_fields=["adopted_at", "adopted_by"])
    record("sprint.adopted", sprint, chain=sprint.mission.chain, by=by, at=at, number=sprint.number)
    return sprint


def _lay(sprint: Sprint, proposals: Sequence[Proposal]) -> None:
    Activity.objects.bulk_create(
        Activity(
            sprint=sprint,
            kind=one.kind,
            title=one.title,
            reason=one.reason,
            days_planned=one.days,
            rank=rank,
        )
        for rank, one in enumerate(proposals, start=1)
    )
