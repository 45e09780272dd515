"""The life of a sprint: drafted, adopted by the plenary, lived, reviewed, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Max

from maven.journal.operations import record
from maven.method.lifecycles import SPRINT
from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models import Activity, Deliverable, Feedback, Sprint, Tension
from maven.toolbox.models import ActivityKind


class SprintStillOpen(Exception):
    """A sprint runs until its review is held: the next one is adopted after it."""


class DraftAlreadyThere(Exception):
    """The plenary is given one draft at a time: change the one there is."""


class NothingDrafted(Exception):
    """A plenary adopts at least one activity."""


class SprintNotRunning(Exception):
    """Only the sprint under way can be worked in; one that is closed keeps what it was."""


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
    sprint = _in_state(sprint, "drafted")
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
    sprint = _in_state(sprint, "drafted")
    if Sprint.objects.of(sprint.mission).running().exists():
        raise SprintStillOpen
    if not Activity.objects.of(sprint).exists():
        raise NothingDrafted
    sprint.adopted_at, sprint.adopted_by = at, by
    sprint.save(update_fields=["adopted_at", "adopted_by"])
    record("sprint.adopted", sprint, chain=sprint.mission.chain, by=by, at=at, number=sprint.number)
    return sprint


@transaction.atomic
def plan_activity(
    *, sprint: Sprint, kind: ActivityKind, title: str, days: float, by: Person, at: datetime
) -> Activity:
    """One more activity in the sprint under way."""
    sprint = _in_state(sprint, "adopted")
    last = Activity.objects.of(sprint).aggregate(last=Max("rank"))["last"] or 0
    activity = Activity.objects.create(
        sprint=sprint, kind=kind, title=title, days_planned=days, rank=last + 1
    )
    record(
        "activity.planned",
        activity,
        chain=sprint.mission.chain,
        by=by,
        at=at,
        title=title,
        days=days,
    )
    return activity


@transaction.atomic
def finish_activity(*, activity: Activity, days_spent: float, by: Person, at: datetime) -> Activity:
    """It is done, in so many days; saying it again corrects the days."""
    activity = (
        Activity.objects.select_for_update().select_related("sprint__mission").get(pk=activity.pk)
    )
    sprint = _in_state(activity.sprint, "adopted")
    if activity.done_at is None:
        activity.done_at, activity.done_by = at, by
    activity.days_spent = days_spent
    activity.save(update_fields=["done_at", "done_by", "days_spent"])
    record(
        "activity.finished",
        activity,
        chain=sprint.mission.chain,
        by=by,
        at=at,
        title=activity.title,
        days=days_spent,
    )
    return activity


@transaction.atomic
def ship(
    *,
    sprint: Sprint,
    title: str,
    link: str = "",
    activity: Activity | None = None,
    by: Person,
    at: datetime,
) -> Deliverable:
    """Shipped! Something made in the sprint is shown; the same thing is shown once."""
    sprint = _in_state(sprint, "adopted")
    deliverable, made = Deliverable.objects.get_or_create(
        sprint=sprint,
        title=title,
        defaults={"link": link, "activity": activity, "shipped_at": at, "shipped_by": by},
    )
    if made:
        record(
            "deliverable.shipped",
            deliverable,
            chain=sprint.mission.chain,
            by=by,
            at=at,
            title=title,
        )
    return deliverable


@transaction.atomic
def like(*, sprint: Sprint, words: str, key: str, by: None = None, at: datetime) -> Feedback:
    """A liking, from nobody: no person can be given, and the hour is not kept."""
    feedback, made = _feel(Feedback.Kind.LIKE, sprint, words, key, at)
    if made:
        chain, day = feedback.sprint.mission.chain, _midnight(feedback.given_on)
        record("feedback.liked", feedback, chain=chain, by=by, at=day)
    return feedback


@transaction.atomic
def dislike(*, sprint: Sprint, words: str, key: str, by: None = None, at: datetime) -> Feedback:
    """A disliking, from nobody: no person can be given, and the hour is not kept."""
    feedback, made = _feel(Feedback.Kind.DISLIKE, sprint, words, key, at)
    if made:
        chain, day = feedback.sprint.mission.chain, _midnight(feedback.given_on)
        record("feedback.disliked", feedback, chain=chain, by=by, at=day)
    return feedback


@transaction.atomic
def raise_tension(
    *, sprint: Sprint, desired: str, observed: str, by: Person, at: datetime
) -> Tension:
    """Somebody says the gap between what we want and what we see."""
    sprint = _in_state(sprint, "adopted")
    tension = Tension.objects.create(
        mission=sprint.mission,
        sprint=sprint,
        desired=desired,
        observed=observed,
        raised_at=at,
        raised_by=by,
    )
    record(
        "tension.raised",
        tension,
        chain=sprint.mission.chain,
        by=by,
        at=at,
        desired=desired,
        observed=observed,
    )
    return tension


@transaction.atomic
def resolve_tension(*, tension: Tension, by: Person, at: datetime) -> Tension:
    """The gap is closed, or no longer matters; saying it again changes nothing."""
    tension = Tension.objects.select_for_update().select_related("mission").get(pk=tension.pk)
    if tension.resolved_at is None:
        tension.resolved_at, tension.resolved_by = at, by
        tension.save(update_fields=["resolved_at", "resolved_by"])
        record("tension.resolved", tension, chain=tension.mission.chain, by=by, at=at)
    return tension


@transaction.atomic
def set_agenda(*, sprint: Sprint, agenda: str, by: Person, at: datetime) -> Sprint:
    """What the next cycle will talk about."""
    sprint = _in_state(sprint, "adopted")
    if sprint.agenda != agenda:
        sprint.agenda = agenda
        sprint.save(update_fields=["agenda"])
        record("agenda.set", sprint, chain=sprint.mission.chain, by=by, at=at, number=sprint.number)
    return sprint


@transaction.atomic
def close_sprint(*, sprint: Sprint, by: Person, at: datetime) -> Sprint:
    """The review is held: the sprint keeps what it was, and its report can be compiled."""
    sprint = _in_state(sprint, "adopted")
    sprint.closed_at, sprint.closed_by = at, by
    sprint.save(update_fields=["closed_at", "closed_by"])
    record("sprint.closed", sprint, chain=sprint.mission.chain, by=by, at=at, number=sprint.number)
    return sprint


def _in_state(sprint: Sprint, state: str) -> Sprint:
    """The sprint as it is now, locked; refused when its life is not there."""
    found = (
        Sprint.objects.select_for_update(of=("self",)).select_related("mission").get(pk=sprint.pk)
    )
    if found.state != state or state not in SPRINT.states:
        raise SprintNotRunning
    return found


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


def _feel(
    kind: Feedback.Kind, sprint: Sprint, words: str, key: str, at: datetime
) -> tuple[Feedback, bool]:
    sprint = _in_state(sprint, "adopted")
    return Feedback.objects.get_or_create(
        sprint=sprint,
        key=key,
        defaults={"kind": kind, "words": words, "given_on": at.astimezone(UTC).date()},
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
