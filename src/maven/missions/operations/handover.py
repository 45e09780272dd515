"""Saying on which day a mission is handed over to those who go on with it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from maven.journal.models import Fact
from maven.journal.operations import record
from maven.missions.models import AFTER_HANDOVER, Mission
from maven.people.models import Person


class HandoverIsOver(Exception):
    """A year after the handover what tied people to the mission has gone: its day stays."""


class HandoverTooEarly(Exception):
    """A mission is not handed over before it was launched."""


@transaction.atomic
def hand_over(*, mission: Mission, on: date, by: Person, at: datetime) -> Mission:
    """The day from which the year runs; said again, it moves."""
    found = _still_to_say(mission, at=at)
    if on < timezone.localdate(found.launched_at):
        raise HandoverTooEarly
    if found.handed_over_on != on:
        former = found.handed_over_on
        found.handed_over_on = on
        found.save(update_fields=["handed_over_on"])
        told = {"on": on.isoformat(), "former": former.isoformat() if former else None}
        record("mission.handed_over", found, chain=found.chain, by=by, at=at, **told)
    return found


@transaction.atomic
def take_handover_back(*, mission: Mission, by: Person, at: datetime) -> Mission:
    """The mission goes on, without a day of handover; done twice, it is told once."""
    found = _still_to_say(mission, at=at)
    if found.handed_over_on is not None:
        former = found.handed_over_on.isoformat()
        found.handed_over_on = None
        found.save(update_fields=["handed_over_on"])
        record("mission.handover_taken_back", found, chain=found.chain, by=by, at=at, former=former)
    return found


def is_past_changing(mission: Mission, *, at: datetime) -> bool:
    """The day is a year ago, and nothing happened for a year: the ties have gone, or go now."""
    day = mission.handed_over_on
    if day is None or day >= (at - AFTER_HANDOVER).date():
        return False
    return not Fact.objects.of(mission.chain).filter(at__gte=at - AFTER_HANDOVER).exists()


def _still_to_say(mission: Mission, *, at: datetime) -> Mission:
    found = Mission.objects.select_for_update(of=("self",)).get(pk=mission.pk)
    if is_past_changing(found, at=at):
        raise HandoverIsOver
    return found
