"""A session: opened with its agenda, changed, moved to another date, called off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from maven.journal.operations import record
from maven.method.clocks import a_week_later, days_later
from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models import Activity, AgendaItem, Registration, Session, Sprint
from maven.sprints.operations.places import (
    SessionAlreadyHeld,
    SessionCalledOff,
    give_free_places,
    locked,
)
from maven.sprints.session_queries import sprint_on

__all__ = ["SessionAlreadyHeld", "SessionCalledOff"]

DETAILS = frozenset(
    {"title", "words", "kind", "place", "link", "capacity", "registration", "closes_at"}
)


class EndsBeforeItStarts(Exception):
    """A session ends after it starts."""


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
    if ends_at.astimezone(UTC) <= starts_at.astimezone(UTC):
        raise EndsBeforeItStarts
    session = Session.objects.create(
        mission=mission,
        activity=activity,
        sprint=activity.sprint if activity else sprint,
        kind=kind,
        title=title,
        starts_at=starts_at.astimezone(UTC),
        ends_at=ends_at.astimezone(UTC),
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


def changed(session: Session, *names: str, at: datetime) -> None:
    """Writes the fields of these names; calendars that hold the session will take it again."""
    session.sequence += 1
    session.changed_at = at
    session.save(update_fields=[*names, "sequence", "changed_at"])


@transaction.atomic
def change_session(
    *, session: Session, changes: Mapping[str, Any], by: Person, at: datetime
) -> Session:
    """What is told of it changes, but not its date. Fewer places throw nobody out; more let in
    those who wait. Another place or link is told to those who come."""
    session = locked(session)
    fresh = {name: value for name, value in changes.items() if getattr(session, name) != value}
    if fresh.keys() - DETAILS:
        raise ValueError(sorted(fresh.keys() - DETAILS))
    if not fresh:
        return session
    for name, value in fresh.items():
        setattr(session, name, value)
    if fresh.keys() & {"place", "link"}:
        session.moved_at = at
    changed(session, "moved_at", *fresh, at=at)
    record(
        "session.changed", session, chain=session.mission.chain, by=by, at=at, fields=sorted(fresh)
    )
    give_free_places(session, at=at)
    return session


@transaction.atomic
def move_session(
    *,
    session: Session,
    starts_at: datetime,
    ends_at: datetime,
    zone: ZoneInfo,
    by: Person,
    at: datetime,
) -> Session:
    """Another date; those who come are told, and registration closes as many days before as it did,
    at the same hour of the clocks."""
    session = locked(session)
    starts_at, ends_at = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    if session.is_held(at=at):
        raise SessionAlreadyHeld
    if ends_at <= starts_at:
        raise EndsBeforeItStarts
    if (session.starts_at, session.ends_at) == (starts_at, ends_at):
        return session
    before = session.starts_at
    session.closes_at = _closing(session, starts_at, zone)
    session.starts_at, session.ends_at, session.moved_at = starts_at, ends_at, at
    changed(session, "starts_at", "ends_at", "closes_at", "moved_at", at=at)
    Registration.objects.of(session).update(reminded_at=None)
    record(
        "session.moved",
        session,
        chain=session.mission.chain,
        by=by,
        at=at,
        before=before.isoformat(),
        after=starts_at.isoformat(),
    )
    return session


def _closing(session: Session, starts_at: datetime, zone: ZoneInfo) -> datetime | None:
    """When registration closes once the session starts at another time."""
    if session.closes_at is None:
        return None
    days = starts_at.astimezone(zone).date() - session.starts_at.astimezone(zone).date()
    return days_later(session.closes_at, days.days, zone)


@transaction.atomic
def call_off(*, session: Session, reason: str, by: Person, at: datetime) -> Session:
    """It will not be held, and why: those who come are told, and calendars strike it out."""
    session = locked(session)
    if at >= session.ends_at:
        raise SessionAlreadyHeld
    session.called_off_at, session.called_off_by, session.called_off_reason = at, by, reason
    session.moved_at = at
    changed(session, "called_off_at", "called_off_by", "called_off_reason", "moved_at", at=at)
    record("session.called_off", session, chain=session.mission.chain, by=by, at=at)
    return session


@transaction.atomic
def repeat_session(*, session: Session, zone: ZoneInfo, by: Person, at: datetime) -> Session:
    """The same again a week later, at the same hour of the clocks, with the same agenda; in the
    sprint of that day, for a closed one takes nothing more."""
    session = (
        Session.objects.select_for_update(of=("self",)).select_related(
            "mission", "activity__sprint"
        )
    ).get(pk=session.pk)
    starts_at, ends_at = a_week_later(session.starts_at, zone), a_week_later(session.ends_at, zone)
    goes_on = session.activity is not None and session.activity.sprint.closed_at is None
    again = open_session(
        mission=session.mission,
        title=session.title,
        kind=session.kind,
        starts_at=starts_at,
        ends_at=ends_at,
        activity=session.activity if goes_on else None,
        sprint=sprint_on(session.mission, starts_at.astimezone(zone).date()),
        words=session.words,
        place=session.place,
        link=session.link,
        capacity=session.capacity,
        registration=session.registration,
        closes_at=_closing(session, starts_at, zone),
        by=by,
        at=at,
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(
            session=again,
            rank=one.rank,
            minutes=one.minutes,
            title=one.title,
            lead=one.lead,
            lead_words=one.lead_words,
        )
        for one in AgendaItem.objects.of(session).in_order()
    )
    return again
