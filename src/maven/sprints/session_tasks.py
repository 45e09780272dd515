"""The letters of the sessions leave from here: each claimed before it leaves, so that none leaves twice."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.tasks import task
from django.utils import timezone

from maven.sprints.models import Registration, Session
from maven.sprints.session_letters import letter_to
from maven.sprints.session_queries import to_remind, to_tell

BEFORE = timedelta(days=1)
SOON = timedelta(hours=2)  # whoever registers so late needs no reminder


@task
def tell_of_place(pk: int, origin: str) -> None:
    """A place came free: whoever waited first comes."""
    due = Registration.objects.coming().filter(pk=pk, place_due_at__isnull=False)
    due = due.filter(session__called_off_at=None)  # its own letter says so
    for registration in due.select_related("session__mission", "person"):
        claim = Registration.objects.filter(pk=pk, place_due_at=registration.place_due_at)
        hand_over(registration, claim, "place_due_at", None, about="place", origin=origin)


@task
def tell_of_change(pk: int, origin: str) -> None:
    """The session was moved, held elsewhere, or called off: those who come and those who wait."""
    session = Session.objects.filter(pk=pk).first()
    if session is None:
        return
    about = "called_off" if session.is_called_off else "changed"
    for registration in to_tell(session):
        claim = Registration.objects.filter(pk=registration.pk, told_at=registration.told_at)
        hand_over(registration, claim, "told_at", session.moved_at, about=about, origin=origin)


@task
def remind(pk: int, origin: str) -> None:
    """The day before, once; nothing for a session that was moved away, called off, or begun."""
    session = Session.objects.kept_on().filter(pk=pk).first()
    now = timezone.now()  # noqa: TID251 - a job reads the clock
    if session is None or not session.starts_at - BEFORE - SOON <= now < session.starts_at:
        return
    for registration in to_remind(session):
        known_at = registration.told_at or registration.registered_at
        if max(known_at, registration.registered_at) > session.starts_at - BEFORE:
            continue  # they have just said it, or read it in another letter
        claim = Registration.objects.filter(pk=registration.pk, reminded_at=None)
        hand_over(registration, claim, "reminded_at", now, about="reminder", origin=origin)


def hand_over(
    registration: Registration,
    claim: "QuerySet[Registration]",
    name: str,
    value: datetime | None,
    *,
    about: str,
    origin: str,
) -> None:
    """One letter, unless another worker has it in hand; given back when it could not leave."""
    if not registration.person.email or not claim.update(**{name: value}):
        return
    registration.session = Session.objects.select_related("mission").get(pk=registration.session_id)
    try:
        letter_to(registration, about=about, origin=origin).send()
    except OSError:  # what a mail server says no with is one as well
        before = getattr(registration, name)
        Registration.objects.filter(pk=registration.pk, **{name: value}).update(**{name: before})
        raise


def tell_of_places(origin: str, *, at: datetime) -> None:
    """A letter to each of those to whom a place was given at this instant."""
    for one in Registration.objects.coming().filter(place_due_at=at):
        tell_of_place.enqueue(one.pk, origin)


def remind_in_time(session: Session, origin: str) -> None:
    """The reminder waits in the queue for the day before; one asked for twice leaves once."""
    if remind.get_backend().supports_defer:
        remind.using(run_after=session.starts_at - BEFORE).enqueue(session.pk, origin)
