"""The reserve of actions: what comes in, and what the team answers to it.

Whatever adds to it, answers or moves holds the mission first: one order, without two in one place.
"""

from datetime import datetime

from django.db import transaction

from maven.causes.models import Cause
from maven.journal.operations import record
from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models import BacklogItem, Tension
from maven.sprints.operations.backlog_order import held_mission, last_rank
from maven.toolbox.models import ActivityKind

State = BacklogItem.State


class ItemSettledMeanwhile(Exception):
    """Somebody else answered since the page was shown: their answer stands."""


class ReasonMissing(Exception):
    """Whoever proposed it is told why it is not kept."""


class DuplicateOfNothing(Exception):
    """It says the same as another one of this mission, never as itself."""


@transaction.atomic
def add_item(
    *,
    mission: Mission,
    kind: str,
    title: str,
    words: str = "",
    source: str = "",
    cause: Cause | None = None,
    tension: Tension | None = None,
    kind_of_activity: ActivityKind | None = None,
    by: Person | None,
    at: datetime,
) -> BacklogItem:
    """Something that could be done comes in, to be sorted; a tension comes in once.

    `by` is whoever proposes it, None where nobody in particular does. `source` says in words where
    it was said: minutes, an earlier deliverable.
    """
    held_mission(mission)
    if tension is not None:
        known = BacklogItem.objects.of(mission).filter(tension=tension).first()
        if known is not None:
            return known
    item = BacklogItem.objects.create(
        mission=mission,
        kind=BacklogItem.Kind(kind),
        title=title,
        words=words,
        source=source,
        cause=cause,
        tension=tension,
        kind_of_activity=kind_of_activity,
        rank=last_rank(mission),
        proposed_at=at,
        proposed_by=by,
    )
    record("item.proposed", item, chain=mission.chain, by=by, at=at, kind=item.kind, title=title)
    return item


@transaction.atomic
def accept_item(
    *, item: BacklogItem, seen: str, reason: str = "", by: Person, at: datetime
) -> BacklogItem:
    """It could well be done: it takes the last place of the order."""
    return _settle(item, State.ACCEPTED, seen=seen, reason=reason, by=by, at=at)


@transaction.atomic
def put_off_item(
    *, item: BacklogItem, seen: str, reason: str = "", by: Person, at: datetime
) -> BacklogItem:
    """Not now; it is kept for another day."""
    return _settle(item, State.LATER, seen=seen, reason=reason, by=by, at=at)


@transaction.atomic
def decline_item(
    *, item: BacklogItem, seen: str, reason: str, by: Person, at: datetime
) -> BacklogItem:
    """It will not be done, and whoever proposed it reads why."""
    if not reason:
        raise ReasonMissing
    return _settle(item, State.DECLINED, seen=seen, reason=reason, by=by, at=at)


@transaction.atomic
def join_item(
    *,
    item: BacklogItem,
    to: BacklogItem,
    seen: str,
    reason: str = "",
    by: Person,
    at: datetime,
) -> BacklogItem:
    """It says what another one says already: that one stands for both."""
    held_mission(item.mission)
    to = BacklogItem.objects.select_related("duplicate_of").get(pk=to.pk)
    to = to.duplicate_of or to
    if to.pk == item.pk or to.mission_id != item.mission_id:
        raise DuplicateOfNothing
    return _settle(item, State.DUPLICATE, seen=seen, reason=reason, to=to, by=by, at=at)


@transaction.atomic
def sort_item_again(*, item: BacklogItem, seen: str, by: Person, at: datetime) -> BacklogItem:
    """What was answered is taken back: it is to be sorted again."""
    return _settle(item, State.NEW, seen=seen, reason="", by=by, at=at)


def _settle(
    item: BacklogItem,
    state: BacklogItem.State,
    *,
    seen: str,
    reason: str,
    to: BacklogItem | None = None,
    by: Person,
    at: datetime,
) -> BacklogItem:
    mission = held_mission(item.mission)
    item = BacklogItem.objects.select_related("mission").get(pk=item.pk)
    if item.state == state and item.reason == reason and item.duplicate_of_id == (to and to.pk):
        return item
    if item.state != seen:
        raise ItemSettledMeanwhile
    if state == State.ACCEPTED and item.state != State.ACCEPTED:
        item.rank = last_rank(mission)
    if state == State.DUPLICATE:  # what said the same as this one says the same as the other
        BacklogItem.objects.filter(duplicate_of=item).update(duplicate_of=to)
    item.state, item.reason, item.duplicate_of = state, reason, to
    item.sprint, item.told_at = None, None
    item.settled_at, item.settled_by = at, by
    item.save(
        update_fields=[
            "rank",
            "state",
            "reason",
            "duplicate_of",
            "sprint",
            "told_at",
            "settled_at",
            "settled_by",
        ]
    )
    record("item.settled", item, chain=mission.chain, by=by, at=at, state=state, title=item.title)
    return item
