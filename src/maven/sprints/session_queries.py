"""What the pages and the calendars read of the sessions, each in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Count, Q

from maven.missions.models import Membership, Mission
from maven.people.models import Person
from maven.sprints.models import Activity, AgendaItem, Registration, Session, Sprint

State = Registration.State
LOOK_BACK = timedelta(days=365)  # a calendar keeps a year of what was


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A session in a list, with who comes in numbers, and what its reader said."""

    session: Session
    coming: int
    waiting: int
    mine: str

    @property
    def free(self) -> int | None:
        capacity = self.session.capacity
        return None if capacity is None else max(0, capacity - self.coming)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the agenda with the hours of the clocks."""

    item: AgendaItem
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The lines, and how their minutes stand to the length of the session."""

    lines: list[Line]
    minutes: int
    lasts: int

    @property
    def left(self) -> int:
        """Minutes that no line takes; below nought: minutes too many."""
        return self.lasts - self.minutes

    @property
    def excess(self) -> int:
        return max(0, -self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Who comes and who waits; those who did not choose to appear by name are only counted."""

    coming: list[Registration]
    waiting: list[Registration]
    sees_all: bool

    @property
    def named(self) -> list[Registration]:
        return [one for one in self.coming if self.sees_all or one.person.is_named]

    @property
    def unnamed(self) -> int:
        return len(self.coming) - len(self.named)


def rows_of(sessions: Iterable[Session], person: Person | None) -> list[Row]:
    listed = list(sessions)
    mine = (
        dict(
            Registration.objects.filter(person=person, session__in=listed).values_list(
                "session", "state"
            )
        )
        if person
        else {}
    )
    return [
        Row(
            session=one,
            coming=one.coming_count,  # type: ignore[attr-defined]
            waiting=one.waiting_count,  # type: ignore[attr-defined]
            mine=mine.get(one.pk, ""),
        )
        for one in listed
    ]


def counted(sessions: "Iterable[Session]") -> "Iterable[Session]":
    return sessions.select_related("sprint", "activity").annotate(  # type: ignore[attr-defined, no-any-return]
        coming_count=Count("registrations", filter=Q(registrations__state=State.COMING)),
        waiting_count=Count("registrations", filter=Q(registrations__state=State.WAITING)),
    )


def coming_in(mission: Mission, person: Person | None, *, at: datetime) -> list[Row]:
    """What is to come, the next first: those of today that are not over are in it."""
    return rows_of(counted(Session.objects.of(mission).coming(at=at)), person)


def past_by_sprint(
    mission: Mission, person: Person | None, *, at: datetime
) -> list[tuple[Sprint | None, list[Row]]]:
    """What was, sprint by sprint, the latest first; at the end what belongs to no sprint."""
    rows = rows_of(counted(Session.objects.of(mission).past(at=at)), person)
    rows.sort(key=lambda row: -(row.session.sprint.number if row.session.sprint else 0))
    return [(key, list(some)) for key, some in groupby(rows, key=lambda row: row.session.sprint)]


def session_of(mission: Mission, pk: int) -> Session | None:
    found = Session.objects.of(mission).filter(pk=pk)
    return found.select_related("mission", "sprint", "activity__kind").first()


def agenda_of(session: Session) -> Agenda:
    lines, now = [], session.starts_at
    for item in AgendaItem.objects.of(session).in_order():
        end = now + timedelta(minutes=item.minutes)
        lines.append(Line(item=item, starts_at=now, ends_at=end))
        now = end
    minutes = sum(line.item.minutes for line in lines)
    return Agenda(lines=lines, minutes=minutes, lasts=session.minutes)


def company_of(session: Session, *, sees_all: bool) -> Company:
    standing = list(Registration.objects.of(session).standing().in_order())
    return Company(
        coming=[one for one in standing if one.state == State.COMING],
        waiting=[one for one in standing if one.state == State.WAITING],
        sees_all=sees_all,
    )


def overlapping(session: Session) -> list[AgendaItem]:
    """What those who lead this session lead elsewhere in the mission at the same time."""
    leads = AgendaItem.objects.of(session).exclude(lead=None).values("lead")
    others = (
        Session.objects.of(session.mission)
        .kept_on()
        .filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at)
        .exclude(pk=session.pk)
    )
    items = AgendaItem.objects.filter(session__in=others, lead__in=leads)
    found = items.select_related("lead", "session__mission").order_by("session", "rank")
    once = {(item.lead_id, item.session_id): item for item in found}
    return list(once.values())


def may_be_registered(session: Session) -> list[Person]:
    """Those of the mission whom the team may still register."""
    there = Registration.objects.of(session).standing().values("person")
    parts = Membership.objects.of(session.mission).exclude(person__in=there).by_name()
    if session.registration == Session.OpenTo.GROUP:
        parts = parts.with_role("facilitator", "sponsor", "member")
    return [part.person for part in parts]


def activities_to_date(mission: Mission) -> list[Activity]:
    """The activities that are still to do, in sprints that are not closed."""
    found = Activity.objects.filter(sprint__mission=mission, sprint__closed_at=None, done_at=None)
    return list(found.select_related("kind", "sprint").order_by("sprint__number", "rank", "pk"))


def sprint_on(mission: Mission, day: date) -> Sprint | None:
    """The adopted sprint that a day falls in."""
    found = Sprint.objects.of(mission).exclude(adopted_at=None)
    return found.filter(starts_on__lte=day, ends_on__gte=day).latest_first().first()


def to_move_to(sprint: Sprint) -> list[Sprint]:
    """The other sprints that still take an activity."""
    open_still = Sprint.objects.of(sprint.mission).filter(closed_at=None)
    return list(open_still.exclude(pk=sprint.pk).in_order())


def feed_of_mission(mission: Mission, *, at: datetime) -> list[Session]:
    found = Session.objects.of(mission).filter(ends_at__gt=at - LOOK_BACK)
    return list(found.select_related("mission").in_order())


def feed_of_person(person: Person, *, at: datetime) -> list[tuple[Session, str]]:
    """The sessions of the missions she takes part in today, and what she said of each."""
    theirs = Membership.objects.held_by(person).values("mission")
    found = Session.objects.filter(mission__in=theirs, ends_at__gt=at - LOOK_BACK)
    sessions = list(found.select_related("mission").in_order())
    said = dict(
        Registration.objects.filter(person=person, session__in=sessions).values_list(
            "session", "state"
        )
    )
    return [(one, said.get(one.pk, "")) for one in sessions]


def to_remind(session: Session) -> list[Registration]:
    """Those who come, have an address, and were not reminded."""
    due = Registration.objects.of(session).coming().filter(reminded_at=None)
    return list(due.exclude(person__email=None).in_order())


def to_be_told(session: Session) -> int:
    """How many letters leave when it is moved, held elsewhere or called off."""
    return Registration.objects.of(session).standing().exclude(person__email=None).count()


def to_tell(session: Session) -> list[Registration]:
    """Those who come or wait, registered before the last change, and were not told of it."""
    due = Registration.objects.of(session).standing().exclude(person__email=None)
    if session.moved_at is None:
        return []
    untold = Q(told_at=None) | Q(told_at__lt=session.moved_at)
    return list(due.filter(untold, registered_at__lt=session.moved_at).in_order())
