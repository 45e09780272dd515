"""Sessions as a calendar file (RFC 5545), one or many, the same to the last sign for the same facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from maven.method.clocks import Change, ahead, changes_between
from maven.sprints.models import Registration, Session

PROGRAM = "-//Maven Toolkit//Sessions//EN"
AGAIN = timedelta(hours=1)  # how often a calendar program is asked to look
# Signs that no line of a calendar may hold; its lines end by themselves.
MUTE = {code: None for code in (*range(32), 127) if chr(code) not in "\t\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A session as one reader may read it."""

    session: Session
    shows_link: bool = False
    takes_time: bool = True  # of whoever reads it: those who ask when she is free are told so
    said: str = ""


def calendar_of(told: Iterable[Told], *, name: str, origin: str) -> bytes:
    """The whole file: the time zone with its changes of clocks, then each session."""
    zone = ZoneInfo(settings.TIME_ZONE)
    listed = list(told)
    calendar = Calendar()
    calendar.add("prodid", PROGRAM)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", said(name))
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    if listed:
        calendar.add_component(clocks_over([one.session for one in listed], zone))
    for one in listed:
        calendar.add_component(event_of(one, zone=zone, origin=origin))
    return bytes(calendar.to_ical())


def clocks_over(sessions: list[Session], zone: ZoneInfo) -> Timezone:
    """The changes of the clocks over whole years, so that none is missing around a session."""
    first = min(one.starts_at for one in sessions).astimezone(zone).year
    last = max(one.ends_at for one in sessions).astimezone(zone).year
    start = datetime(first, 1, 1, tzinfo=zone).astimezone(UTC)
    now = ahead(start, zone)
    changes = changes_between(start, datetime(last + 2, 1, 1, tzinfo=UTC), zone)
    found = Timezone()
    found.add("tzid", settings.TIME_ZONE)
    for one in (Change(at=start, before=now, after=now), *changes):
        here = one.at.astimezone(zone)
        part = TimezoneDaylight() if here.dst() else TimezoneStandard()
        part.add("dtstart", (one.at + one.before).replace(tzinfo=None))  # by the clocks before it
        part.add("tzoffsetfrom", one.before)
        part.add("tzoffsetto", one.after)
        part.add("tzname", here.tzname())
        found.add_component(part)
    return found


def event_of(told: Told, *, zone: ZoneInfo, origin: str) -> Event:
    session, house = told.session, urlsplit(origin).hostname or "maven"
    event = Event()
    event.add("uid", f"session-{session.pk}@{house}")
    event.add("dtstamp", session.changed_at.astimezone(UTC))
    event.add("last-modified", session.changed_at.astimezone(UTC))
    event.add("sequence", session.sequence)
    event.add("summary", said(session.title))
    event.add("dtstart", on_the_clock(session.starts_at, zone))
    event.add("dtend", on_the_clock(session.ends_at, zone))
    event.add("status", "CANCELLED" if session.is_called_off else "CONFIRMED")
    event.add("transp", "OPAQUE" if told.takes_time else "TRANSPARENT")
    if session.place:
        event.add("location", said(session.place))
    event.add("url", origin.rstrip("/") + session.get_absolute_url())
    event.add("description", said("\n\n".join(words_of(told))))
    return event


def words_of(told: Told) -> list[str]:
    """What the event says besides its date."""
    session = told.session
    registered = {
        Registration.State.COMING: _("You come."),
        Registration.State.WAITING: _("You are on the waiting list."),
    }
    found = [
        _("Called off: %(reason)s") % {"reason": session.called_off_reason}
        if session.is_called_off
        else "",
        registered.get(Registration.State(told.said), "") if told.said else "",
        session.words,
        session.link if told.shows_link else "",
        _("Mission: %(name)s") % {"name": session.mission.name},
    ]
    return [words for words in found if words]


def on_the_clock(at: datetime, zone: ZoneInfo) -> datetime:
    """The hour of the clocks; the second of two equal hours can only be told in universal time."""
    here = at.astimezone(zone)
    return at.astimezone(UTC) if here.fold else here


def said(words: str) -> str:
    """Words as a calendar may hold them: ends of lines in one way, no sign that is not read."""
    return words.replace("\r\n", "\n").replace("\r", "\n").translate(MUTE)
