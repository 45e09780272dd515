"""The sign-ins that are open: begun, seen, ended from anywhere. A session ended is gone at once."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person, SignIn
from maven.people.operations.profiles import CHAIN


@transaction.atomic
def open_sign_in(
    *,
    session_key: str,
    means: str,
    browser: str,
    system: str,
    network: str,
    lasts: timedelta,
    by: Person,
    at: datetime,
) -> SignIn:
    """A person came in by a browser; the fact says by what means, never from where."""
    opened = SignIn.objects.create(
        person=by,
        session_key=session_key,
        means=means,
        browser=browser,
        system=system,
        network=network,
        signed_in_at=at,
        seen_on=at.date(),
        ends_at=at + lasts,
    )
    record("person.signed_in", by, chain=CHAIN, by=by, at=at, means=means)
    return opened


def close_sign_in(session_key: str | None) -> None:
    """The person signs out herself: the session goes by the library's own way."""
    SignIn.objects.filter(session_key=session_key or "").delete()


@transaction.atomic
def end_sign_ins(
    *, but: str | None = None, only: int | None = None, by: Person, at: datetime
) -> int:
    """Ends one sign-in of a person, or all of them but one, wherever they are open."""
    ended = SignIn.objects.of(by)
    ended = ended.exclude(session_key=but) if but is not None else ended
    ended = ended.filter(pk=only) if only is not None else ended
    keys = list(ended.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    SignIn.objects.filter(session_key__in=keys).delete()
    if keys:
        record("session.ended", by, chain=CHAIN, by=by, at=at, sessions=len(keys))
    return len(keys)


def forget_ended(*, at: datetime) -> int:
    """What is kept of a sign-in goes with its session."""
    there = Session.objects.filter(expire_date__gt=at).values("session_key")
    gone = SignIn.objects.exclude(session_key__in=there) | SignIn.objects.over(at=at)
    return gone.delete()[0]
