"""An activity goes to another sprint, as long as nothing of it is written for ever."""

from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.sprints.models import Activity, Minutes, Session, Sprint
from maven.sprints.queries import next_place


class ActivityStays(Exception):
    """What was done, has its minutes or took days, stays in its sprint, where these days count; a
    closed sprint takes nothing more."""


@transaction.atomic
def move_activity(*, activity: Activity, to_sprint: Sprint, by: Person, at: datetime) -> Activity:
    """Its sessions to come follow it; those that were held stay in the sprint that held them."""
    sessions = Session.objects.of_activity(activity)
    list(
        sessions.select_for_update(of=("self",)).in_order()
    )  # nobody opens their minutes meanwhile
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    both = {activity.sprint_id, to_sprint.pk}
    rows = Sprint.objects.select_for_update(of=("self",)).select_related("mission").order_by("pk")
    sprints = {one.pk: one for one in rows.filter(pk__in=both)}
    if activity.sprint_id == to_sprint.pk:
        return activity
    before, after = sprints[activity.sprint_id], sprints[to_sprint.pk]
    if before.mission_id != after.mission_id:
        raise ValueError("both sprints are of one mission")
    if (
        activity.done_at is not None
        or activity.days_spent
        or "closed" in {before.state, after.state}
        or Minutes.objects.filter(session__in=sessions).exists()
    ):
        raise ActivityStays
    activity.sprint, activity.rank = after, next_place(after)
    activity.save(update_fields=["sprint", "rank"])
    followed = sessions.filter(starts_at__gt=at).update(sprint=after)
    record(
        "activity.moved",
        activity,
        chain=after.mission.chain,
        by=by,
        at=at,
        before=before.number,
        after=after.number,
        sessions=followed,
    )
    return activity
