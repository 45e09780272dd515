"""What the pages read of those who were at a session, each in a constant number of queries."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Sum

from maven.missions.models import Membership, Mission, Role
from maven.people.models import Person
from maven.sprints.models import (
    Attendance,
    Registration,
    Roti,
    RotiCall,
    Session,
    SessionRole,
    SessionTally,
    Sprint,
)
from maven.sprints.models.feedback import SHOWN_FROM
from maven.sprints.wall_code import BEFORE

FOUND_AT_MOST = 20
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Somebody on the team's list, and what is known of her."""

    person: Person
    is_there: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The team's list: registered people first, then those who came without, then who was looked for."""

    rows: list[Row]
    found: list[Row]
    there: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """How many were at a session."""

    with_account: int
    without_account: int
    days: float | None

    @property
    def all(self) -> int:
        return self.with_account + self.without_account


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a session was worth to those who said it; `count` is always told, the rest from three."""

    count: int = 0
    mean: float = 0.0
    spread: list[tuple[int, str, int]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def shown(self) -> bool:
        return self.count >= SHOWN_FROM


def sheet_of(session: Session, *, asked: str = "") -> Sheet:
    """Those who registered, those who are there, and members whose name holds what is asked."""
    signed = {one.person_id: one for one in Registration.objects.of(session).standing().in_order()}
    there = {
        one.person_id: one.person
        for one in Attendance.objects.of(session).by_arrival()
        if one.person is not None
    }
    rows = [
        Row(person=one.person, is_there=pk in there, note=str(one.get_state_display()))
        for pk, one in signed.items()
    ]
    rows += [Row(person=one, is_there=True) for pk, one in there.items() if pk not in signed]
    known = [*signed, *there]
    return Sheet(rows=rows, found=_found(session, asked, known), there=len(there))


def _found(session: Session, asked: str, known: list[int | None]) -> list[Row]:
    if not asked:
        return []
    parts = Membership.objects.of(session.mission).by_name().exclude(person__in=known)
    parts = parts.filter(person__name__icontains=asked)
    return [Row(person=one.person, is_there=False) for one in parts[:FOUND_AT_MOST]]


def people_to_tick(session: Session, pks: set[int]) -> dict[int, Person]:
    """Of these numbers, those whom the list of this session may hold: never somebody elsewhere."""
    members = Membership.objects.of(session.mission).filter(person__in=pks).values("person")
    signed = Registration.objects.of(session).filter(person__in=pks).values("person")
    there = Attendance.objects.of(session).filter(person__in=pks).values("person")
    found = Person.objects.filter(pk__in=members.union(signed, there))
    return {one.pk: one for one in found}


def team_and_present(session: Session) -> list[Person]:
    """Who may be given a part, or named in the minutes: the working group, and those who are there."""
    group = Membership.objects.of(session.mission).exclude(role=Role.PARTICIPANT)
    pks = group.values("person").union(Attendance.objects.of(session).values("person"))
    return list(Person.objects.filter(pk__in=pks).exclude(name="").order_by("name", "pk"))


def roles_of(session: Session) -> list[SessionRole]:
    return list(SessionRole.objects.of(session).in_order())


def headcount_of(session: Session) -> Headcount:
    tally = SessionTally.objects.of(session).first()
    return Headcount(
        with_account=Attendance.objects.of(session).count(),
        without_account=tally.without_account if tally else 0,
        days=tally.days if tally else None,
    )


def there_at_plenary(mission: Mission, *, at: datetime) -> int:
    """How many are noted at the plenary that is held, or was since the day before; nought without."""
    plenaries = Session.objects.of(mission).kept_on().filter(kind=Session.Kind.PLENARY)
    near = plenaries.filter(starts_at__lte=at + BEFORE, ends_at__gte=at - A_DAY)
    plenary = near.order_by("-starts_at", "-pk").first()
    return headcount_of(plenary).all if plenary else 0


def names_shown(session: Session) -> list[Person]:
    """Of those who were there, those who chose to appear by name."""
    there = Attendance.objects.of(session).by_arrival().exclude(person=None)
    return [one.person for one in there if one.person is not None and one.person.is_named]


def was_there(session: Session, person: Person) -> bool:
    return Attendance.objects.of_person(session, person).exists()


def marks_of(session: Session) -> Marks:
    """Sorted by their words, for the order of arrival would tell something of who wrote."""
    given = list(Roti.objects.of(session).values_list("mark", "words"))
    if len(given) < SHOWN_FROM:
        return Marks(count=len(given))
    counts = Counter(mark for mark, _ in given)
    return Marks(
        count=len(given),
        mean=sum(mark for mark, _ in given) / len(given),
        spread=[(int(one), str(one.label), counts[one]) for one in reversed(Roti.Mark)],
        words=sorted((words for _, words in given if words), key=str.casefold),
    )


def has_given(session: Session, person: Person | None) -> bool:
    return person is not None and RotiCall.objects.filter(session=session, person=person).exists()


def days_in_meetings(mission: Mission) -> float:
    """The person-days of sessions of no activity: kick-off, plenaries, reviews, meetings. Those of
    the others are in the days of their activity."""
    alone = SessionTally.objects.filter(session__mission=mission, session__activity=None)
    return round(alone.aggregate(days=Sum("days"))["days"] or 0, 2)


def attended(sprint: Sprint) -> list[tuple[Session, int]]:
    """The sessions of a sprint that were held, with how many came: for its stage report."""
    sessions = Session.objects.filter(sprint=sprint).kept_on().in_order()
    counted = sessions.annotate(came=Count("attendances")).select_related("tally", "activity")
    return [(one, one.came + _without_account(one)) for one in counted]  # type: ignore[attr-defined]


def _without_account(session: Session) -> int:
    tally = getattr(session, "tally", None)
    return tally.without_account if tally else 0
