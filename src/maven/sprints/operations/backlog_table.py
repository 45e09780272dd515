"""From the reserve to the plenary's table, and into the sprint once it is adopted."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Min

from maven.journal.operations import record
from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models import Activity, BacklogItem, Sprint
from maven.sprints.operations.backlog_order import ROOM, ItemNotInOrder, held_mission
from maven.sprints.operations.states import in_state
from maven.toolbox.models import ActivityKind

State = BacklogItem.State


@transaction.atomic
def put_on_table(
    *,
    item: BacklogItem,
    sprint: Sprint,
    kind: ActivityKind,
    by: Person,
    at: datetime,
) -> Activity:
    """An accepted item becomes an activity of the draft; putting it there again changes nothing."""
    held_mission(item.mission)
    sprint = in_state(sprint, "drafted")
    item = BacklogItem.objects.select_related("mission").get(pk=item.pk)
    if item.state != State.ACCEPTED or item.mission_id != sprint.mission_id:
        raise ItemNotInOrder
    there = Activity.objects.of(sprint).filter(item=item).first()
    if there is not None:
        return there
    last = Activity.objects.of(sprint).aggregate(last=Max("rank"))["last"] or 0
    activity = Activity.objects.create(
        sprint=sprint,
        kind=kind,
        item=item,
        title=item.title,
        reason=item.reason,
        days_planned=kind.effort_likely,
        rank=last + 1,
    )
    item.kind_of_activity = kind
    item.save(update_fields=["kind_of_activity"])
    record(
        "item.tabled",
        item,
        chain=sprint.mission.chain,
        by=by,
        at=at,
        title=item.title,
        number=sprint.number,
    )
    return activity


def take_items(sprint: Sprint, *, by: Person, at: datetime) -> None:
    """What the adopted plan holds of the reserve leaves the order: the plenary took it.

    For `adopt_sprint` only, which holds the mission.
    """
    taken = BacklogItem.objects.accepted().filter(activities__sprint=sprint).distinct()
    for item in taken.in_order():
        item.state, item.sprint = State.TAKEN, sprint
        item.settled_at, item.settled_by, item.told_at = at, by, None
        item.save(update_fields=["state", "sprint", "settled_at", "settled_by", "told_at"])
        record(
            "item.taken",
            item,
            chain=sprint.mission.chain,
            by=by,
            at=at,
            title=item.title,
            number=sprint.number,
        )


@transaction.atomic
def put_first(
    *, mission: Mission, items: Sequence[BacklogItem], by: Person, at: datetime
) -> list[BacklogItem]:
    """The first actions are chosen: accepted if they were not, and first, in the order given."""
    mission = held_mission(mission)
    rows = BacklogItem.objects.of(mission).in_bulk([item.pk for item in items])
    chosen = [rows[item.pk] for item in items if item.pk in rows]
    if any(one.state not in {State.NEW, State.LATER, State.ACCEPTED} for one in chosen):
        raise ItemNotInOrder
    order = BacklogItem.objects.of(mission).accepted().in_order()
    if not chosen or list(order.values_list("pk", flat=True)[: len(chosen)]) == [
        one.pk for one in chosen
    ]:
        return chosen
    first = BacklogItem.objects.of(mission).aggregate(first=Min("rank"))["first"]
    for number, one in enumerate(chosen):
        one.rank = first - (len(chosen) - number) * ROOM
        if one.state != State.ACCEPTED:
            one.state, one.settled_at, one.settled_by = State.ACCEPTED, at, by
            one.reason, one.told_at = "", None
    BacklogItem.objects.bulk_update(
        chosen, ["rank", "state", "settled_at", "settled_by", "reason", "told_at"]
    )
    record(
        "items.put_first",
        mission,
        chain=mission.chain,
        by=by,
        at=at,
        titles=[one.title for one in chosen],
    )
    return chosen
