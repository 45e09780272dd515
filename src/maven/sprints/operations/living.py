"""What is done while a sprint runs."""

from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.sprints.models import Activity, Deliverable, Sprint
from maven.sprints.operations.states import in_state
from maven.sprints.queries import next_place
from maven.toolbox.models import ActivityKind


@transaction.atomic
def plan_activity(
    *, sprint: Sprint, kind: ActivityKind, title: str, days: float, by: Person, at: datetime
) -> Activity:
    """One more activity in the sprint under way."""
    sprint = in_state(sprint, "adopted")
    activity = Activity.objects.create(
        sprint=sprint, kind=kind, title=title, days_planned=days, rank=next_place(sprint)
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
    sprint = in_state(activity.sprint, "adopted")
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
    sprint = in_state(sprint, "adopted")
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
