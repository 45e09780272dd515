"""Who was at a session: on the team's list, by the code on the wall, or said from afar."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.sprints.models import Activity, Attendance, Session, SessionRole, SessionTally
from maven.sprints.operations.places import locked
from maven.sprints.wall_code import BEFORE, is_on


class SessionNotBegun(Exception):
    """Nobody is at a session more than half an hour before it starts, nor tells what it came to."""


class NotTheTime(Exception):
    """One says that one is there while the session lasts; later, the team puts one on its list."""


@transaction.atomic
def arrive(*, session: Session, by: Person, way: str, at: datetime) -> Attendance:
    """« I am here », said by herself: twice counts once. The journal tells no name, only that
    somebody came."""
    session = locked(session)
    known = Attendance.objects.of_person(session, by).first()
    if known is not None:
        return known
    if not is_on(session, at=at):
        raise NotTheTime
    there = Attendance.objects.create(session=session, person=by, arrived_at=at, way=way)
    record("session.attended", session, chain=session.mission.chain, by=None, at=at, way=way)
    return there


@transaction.atomic
def take_attendance(
    *,
    session: Session,
    came: Iterable[Person],
    not_there: Iterable[Person] = (),
    by: Person,
    at: datetime,
) -> int:
    """What the team ticks and unticks; those whom nobody touched stay as they are.

    Answers how many are there now, of those with an account.
    """
    session = begun(session, at=at)
    there = Attendance.objects.of(session)
    known = set(there.values_list("person", flat=True))
    new = {one.pk: one for one in came if one.pk not in known}
    gone = {one.pk for one in not_there} & known - new.keys()
    if new or gone:
        there.filter(person__in=gone).delete()
        Attendance.objects.bulk_create(
            Attendance(session=session, person=one, arrived_at=at, way=Attendance.Way.LIST)
            for one in new.values()
        )
        record(
            "session.attendance_taken",
            session,
            chain=session.mission.chain,
            by=by,
            at=at,
            added=len(new),
            removed=len(gone),
        )
    return there.count()


@transaction.atomic
def tally_session(
    *, session: Session, without_account: int, days: float | None, by: Person, at: datetime
) -> SessionTally:
    """Who came without an account, and the days it really took.

    Those of a session of an activity count in the days of the activity: they move by what changes
    here, so that what was said on the board stays said.
    """
    session = begun(session, at=at)
    tally = SessionTally.objects.of(session).first() or SessionTally(session=session)
    before = (tally.without_account, tally.days) if tally.pk else (0, None)
    if before == (without_account, days):
        return tally
    change = (days or 0) - (tally.days or 0)
    tally.without_account, tally.days = without_account, days
    tally.noted_at, tally.noted_by = at, by
    tally.save()
    if session.activity_id is not None and change:
        activity = Activity.objects.select_for_update(of=("self",)).get(pk=session.activity_id)
        activity.days_spent = max(0.0, (activity.days_spent or 0) + change)
        activity.save(update_fields=["days_spent"])
    record(
        "session.tallied",
        session,
        chain=session.mission.chain,
        by=by,
        at=at,
        without_account=without_account,
        days=days,
    )
    return tally


@transaction.atomic
def give_role(
    *, session: Session, person: Person, role: str, by: Person, at: datetime
) -> SessionRole:
    """Who does what at the session; said twice, it is said once."""
    session = locked(session)
    held, made = SessionRole.objects.get_or_create(session=session, person=person, role=role)
    if made:
        record("session.role_given", session, chain=session.mission.chain, by=by, at=at, role=role)
    return held


@transaction.atomic
def take_back_role(*, role: SessionRole, by: Person, at: datetime) -> None:
    """Somebody else will do it; said twice, it is said once."""
    session = locked(role.session)
    gone, _ = SessionRole.objects.filter(pk=role.pk).delete()
    if gone:
        record(
            "session.role_taken_back",
            session,
            chain=session.mission.chain,
            by=by,
            at=at,
            role=role.role,
        )


def begun(session: Session, *, at: datetime) -> Session:
    """The session, held; refused when it was called off, or is still to come."""
    session = locked(session)
    if at < session.starts_at - BEFORE:
        raise SessionNotBegun
    return session
