"""Who has a place in a session: one answer at a time, with the session held."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.missions.models import Membership, Role
from maven.people.models import Person
from maven.sprints.models import Registration, Session

GROUP = (Role.FACILITATOR, Role.SPONSOR, Role.MEMBER)


class SessionCalledOff(Exception):
    """A session that was called off stays as it was: another one is opened instead."""


class SessionAlreadyHeld(Exception):
    """What was held stays what it was."""


class RegistrationClosed(Exception):
    """Nobody registers any more: its time is over."""


class NotForThem(Exception):
    """This session is for those who take part, or for the working group only."""


def locked(session: Session) -> Session:
    """The session as it is now, nobody else's until the end; not one that was called off."""
    found = (
        Session.objects.select_for_update(of=("self",)).select_related("mission").get(pk=session.pk)
    )
    if found.is_called_off:
        raise SessionCalledOff
    return found


def free_places(session: Session) -> int | None:
    """How many more may come; none says that there is no limit. Never below nought."""
    if session.capacity is None:
        return None
    return max(0, session.capacity - Registration.objects.of(session).coming().count())


def is_for(session: Session, person: Person) -> bool:
    part = Membership.objects.between(session.mission, person)
    if part is None:
        return False
    return session.registration == Session.OpenTo.EVERYONE or part.role in GROUP


@transaction.atomic
def register(*, session: Session, person: Person, by: Person, at: datetime) -> Registration:
    """They come, or wait when it is full. Whoever helps may register somebody after the closing.

    Registering again changes nothing; coming back after withdrawing is to queue anew. A place that
    came free by itself goes first to whoever waits.
    """
    session = locked(session)
    open_still = at < session.ends_at if by != person else session.takes_registrations(at=at)
    if not open_still:
        raise RegistrationClosed
    if not is_for(session, person):
        raise NotForThem
    found = Registration.objects.of(session).filter(person=person).first()
    if found and found.state != Registration.State.WITHDRAWN:
        return found
    give_free_places(session, at=at)
    full = free_places(session) == 0
    state = Registration.State.WAITING if full else Registration.State.COMING
    made, _made = Registration.objects.update_or_create(
        session=session,
        person=person,
        defaults={
            "state": state,
            "registered_at": at,
            "registered_by": by,
            "place_due_at": None,
            "reminded_at": None,
        },
    )
    record("session.registered", made, chain=session.mission.chain, by=by, at=at, state=state)
    return made


@transaction.atomic
def withdraw(
    *, session: Session, person: Person, by: Person | None, at: datetime
) -> list[Registration]:
    """They do not come; whoever waited first has the place, and is in the answer, to be told."""
    session = locked(session)
    if at >= session.ends_at:
        raise SessionAlreadyHeld
    found = Registration.objects.of(session).standing().filter(person=person).first()
    if found is None:
        return []
    found.state, found.place_due_at = Registration.State.WITHDRAWN, None
    found.save(update_fields=["state", "place_due_at"])
    record("session.withdrawn", found, chain=session.mission.chain, by=by, at=at)
    return give_free_places(session, at=at)


def sessions_to_come_of(person: Person, *, at: datetime) -> list[int]:
    """Where they have a place, in sessions that are not over."""
    coming = Registration.objects.coming().filter(person=person, session__ends_at__gt=at)
    return list(coming.order_by("session").values_list("session", flat=True))


def pass_places_on(keys: Sequence[int], *, at: datetime) -> None:
    """What somebody who was erased left free in these sessions goes to whoever waited first."""
    held = Session.objects.kept_on().filter(pk__in=keys).select_for_update(of=("self",))
    for session in held.select_related("mission").order_by("pk"):
        give_free_places(session, at=at)


def give_free_places(session: Session, *, at: datetime) -> list[Registration]:
    """In the order of the waiting list, as many as there are places; once it is over, to nobody."""
    if at >= session.ends_at:
        return []
    free = free_places(session)
    waiting = Registration.objects.of(session).waiting().in_order()
    given = list(waiting if free is None else waiting[:free])
    for one in given:
        one.state, one.place_due_at = Registration.State.COMING, at
        one.save(update_fields=["state", "place_due_at"])
        record("session.place_given", one, chain=session.mission.chain, by=None, at=at)
    return given
