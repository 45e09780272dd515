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
from maven.sprints.models import Activity, BacklogItem, Sprint
from maven.sprints.operations.backlog_table import take_items
from maven.sprints.operations.states import (
    DatesTaken,
    DraftAlreadyThere,
    NothingDrafted,
    SprintStillOpen,
    in_state,
)
from maven.sprints.operations.wishes import forget_who
from maven.sprints.plans import plan_of
from maven.sprints.queries import overlapped_by
from maven.toolbox.models import ActivityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One activity laid on the table, with the reason for it."""

    kind: ActivityKind
    title: str
    days: float
    reason: str = ""
    item: BacklogItem | None = None  # what of the reserve it answers


@transaction.atomic
def draft_sprint(
    *,
    mission: Mission,
    starts_on: date,
    ends_on: date,
    capacity_days: float,
    proposals: Sequence[Proposal] = (),
    needs: dict[str, Any] | None = None,
    aside: Sequence[str] = (),
    by: Person,
    at: datetime,
) -> Sprint:
    """A combination of activities is laid on the table for the plenary."""
    Mission.objects.select_for_update().get(pk=mission.pk)
    sprints = Sprint.objects.of(mission)
    if sprints.drafted().exists():
        raise DraftAlreadyThere
    _refuse_dates_taken(mission, starts_on, ends_on)
    number = (sprints.aggregate(last=Max("number"))["last"] or 0) + 1
    sprint = Sprint.objects.create(
        mission=mission,
        number=number,
        starts_on=starts_on,
        ends_on=ends_on,
        capacity_days=capacity_days,
        needs=needs or {},
        aside=list(aside),
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
    aside: Sequence[str] = (),
    by: Person,
    at: datetime,
) -> Sprint:
    """The draft changes: other activities, other days, another capacity."""
    sprint = in_state(sprint, "drafted")
    sprint.capacity_days = capacity_days
    sprint.needs = sprint.needs if needs is None else needs
    _remember_aside(sprint, aside)
    sprint.save(update_fields=["capacity_days", "needs", "aside"])
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
def set_calendar(
    *,
    sprint: Sprint,
    starts_on: date,
    ends_on: date,
    closed_days: Sequence[date] = (),
    by: Person,
    at: datetime,
) -> Sprint:
    """When the sprint being prepared runs, and on which of its days nobody can meet."""
    sprint = in_state(sprint, "drafted")
    _refuse_dates_taken(sprint.mission, starts_on, ends_on)
    closed = sorted({day.isoformat() for day in closed_days})
    if (sprint.starts_on, sprint.ends_on, sprint.closed_days) == (starts_on, ends_on, closed):
        return sprint
    sprint.starts_on, sprint.ends_on, sprint.closed_days = starts_on, ends_on, closed
    sprint.save(update_fields=["starts_on", "ends_on", "closed_days"])
    record(
        "sprint.dated",
        sprint,
        chain=sprint.mission.chain,
        by=by,
        at=at,
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat(),
        closed_days=closed,
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
    sprint.adopted_plan = plan_of(sprint, at=at)
    sprint.save(update_fields=["adopted_at", "adopted_by", "adopted_plan"])
    forget_who(sprint)
    take_items(sprint, by=by, at=at)
    record("sprint.adopted", sprint, chain=sprint.mission.chain, by=by, at=at, number=sprint.number)
    return sprint


def _refuse_dates_taken(mission: Mission, starts_on: date, ends_on: date) -> None:
    other = overlapped_by(mission, starts_on, ends_on)
    if other is not None:
        raise DatesTaken(other)


def _remember_aside(sprint: Sprint, more: Sequence[str] = ()) -> None:
    """What was on the table stays in sight beside it, so that people may want it back."""
    laid = Activity.objects.of(sprint).by_rank().values_list("kind__slug", flat=True)
    sprint.aside = list(dict.fromkeys([*more, *sprint.aside, *laid]))


def _lay(sprint: Sprint, proposals: Sequence[Proposal]) -> None:
    Activity.objects.bulk_create(
        Activity(
            sprint=sprint,
            kind=one.kind,
            item=one.item,
            title=one.title,
            reason=one.reason,
            days_planned=one.days,
            rank=rank,
        )
        for rank, one in enumerate(proposals, start=1)
    )
