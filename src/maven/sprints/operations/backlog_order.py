"""The one order of the reserve: places with room between them, changed under the mission's lock."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from maven.journal.operations import record
from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models import BacklogItem

ROOM = 1 << 20  # between two that were never moved: twenty moves into the same gap


class ItemNotInOrder(Exception):
    """Only what is accepted has a place in the order."""


def held_mission(mission: Mission) -> Mission:
    """The mission, nobody else's until the end of the transaction."""
    return Mission.objects.select_for_update(no_key=True).get(pk=mission.pk)


def last_rank(mission: Mission) -> int:
    """After all others."""
    last = BacklogItem.objects.of(mission).aggregate(last=Max("rank"))["last"]
    return ROOM if last is None else int(last) + ROOM


@transaction.atomic
def move_item(*, item: BacklogItem, place: int, by: Person, at: datetime) -> int:
    """The item takes this place in the order, counted from one; beyond the end, the last.

    Gives the place it has now. Where it stands already, nothing happened.
    """
    return _move(item, lambda here: place - 1, by=by, at=at)


@transaction.atomic
def shift_item(*, item: BacklogItem, steps: int, by: Person, at: datetime) -> int:
    """So many places further, or nearer when `steps` is below zero; gives the place it has now."""
    return _move(item, lambda here: here + steps, by=by, at=at)


def _move(item: BacklogItem, wanted: Callable[[int], int], *, by: Person, at: datetime) -> int:
    mission = held_mission(item.mission)
    order = list(BacklogItem.objects.of(mission).accepted().in_order().values_list("pk", "rank"))
    keys = [pk for pk, _rank in order]
    if item.pk not in keys:
        raise ItemNotInOrder
    here = keys.index(item.pk)
    there = min(max(wanted(here), 0), len(keys) - 1)
    if here == there:
        return there + 1
    rank = _between([rank for pk, rank in order if pk != item.pk], there)
    if rank is None:
        keys.insert(there, keys.pop(here))
        _spread(mission, keys)
    else:
        BacklogItem.objects.filter(pk=item.pk).update(rank=rank)
    record(
        "item.moved",
        item,
        chain=mission.chain,
        by=by,
        at=at,
        place=there + 1,
        former=here + 1,
        title=item.title,
    )
    return there + 1


def _between(ranks: list[int], there: int) -> int | None:
    """A place before the one that stands there now, or None where there is no room left."""
    if there == len(ranks):
        return ranks[-1] + ROOM
    if there == 0:
        return ranks[0] - ROOM
    before, after = ranks[there - 1], ranks[there]
    return (before + after) // 2 if after - before > 1 else None


def _spread(mission: Mission, keys: list[int]) -> None:
    """All places again, with room between them; what has no place comes after."""
    others = BacklogItem.objects.of(mission).exclude(pk__in=keys).in_order()
    every = [*keys, *others.values_list("pk", flat=True)]
    rows = BacklogItem.objects.in_bulk(every)
    for number, key in enumerate(every, start=1):
        rows[key].rank = number * ROOM
    BacklogItem.objects.bulk_update(rows.values(), ["rank"], batch_size=200)
