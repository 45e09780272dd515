"""A session: opened with its agenda, changed, moved to another date, called off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from maven.journal.operations import record
from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models import Activity, AgendaItem, Session, Sprint

DETAILS = frozenset(
    {"title", "words", "kind", "place", "link", "capacity", "registration", "closes_at"}
)


class EndsBeforeItStarts(Exception):
    """A session ends after it starts."""


class SessionCalledOff(Exception):
    """A session that was called off stays as it was: another one is opened instead."""


class SessionAlreadyHeld(Exception):
    """What was held stays when it was held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of an agenda, before it is laid: who leads is a person, or plain words."""

    title: str
    minutes: int
    lead: Person | None = None
    lead_words: str = ""


@transaction.atomic
def open_session(
    *,
    mission: Mission,
    title: str,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    activity: Activity | None = None,
    sprint: Sprint | None = None,
    by: Person | None,
    at: datetime,
    **details: Any,
) -> Session:
    """A moment to meet is set; that of an activity belongs to the sprint of the activity.

    Details: words, place, link, capacity, registration, closes_at.
    """
    if ends_at <= starts_at:
        raise EndsBeforeItStarts
    session = Session.objects.create(
        mission=mission,
        activity=activity,
        sprint=activity.sprint if activity else sprint,
        kind=kind,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        opened_at=at,
        opened_by=by,
        changed_at=at,
        **details,
    )
    record("session.opened", session, chain=mission.chain, by=by, at=at, title=title, kind=kind)
    return session


@transaction.atomic
def set_agenda(*, session: Session, items: Sequence[Item], by: Person, at: datetime) -> Session:
    """The agenda as it is wanted, line by line; nothing is told when it is the one there is."""
    session = locked(session)
    there = [
        Item(title=one.title, minutes=one.minutes, lead=one.lead, lead_words=one.lead_words)
        for one in AgendaItem.objects.of(session).in_order()
    ]
    if there == list(items):
        return session
    AgendaItem.objects.of(session).delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            session=session,
            rank=rank,
            minutes=one.minutes,
            title=one.title,
            lead=one.lead,
            lead_words=one.lead_words,
        )
        for rank, one in enumerate(items, start=1)
    )
    changed(session, at=at)
    record(
        "session.agenda_set",
        session,
        chain=session.mission.chain,
        by=by,
        at=at,
        items=len(items),
        minutes=sum(one.minutes for one in items),
    )
    return session


def locked(session: Session) -> Session:
    """The session as it is now, nobody else's until the end; not one that was called off."""
    found = (
        Session.objects.select_for_update(of=("self",)).select_related("mission").get(pk=session.pk)
    )
    if found.is_called_off:
        raise SessionCalledOff
    return found


def changed(session: Session, *names: str, at: datetime) -> None:
    """Writes the fields of these names; calendars that hold the session will take it again."""
    session.sequence += 1
    session.changed_at = at
    session.save(update_fields=[*names, "sequence", "changed_at"])
