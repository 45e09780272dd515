"""Was it worth the time? A mark from nobody, as the feelings of the review are."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.sprints.models import Roti, RotiCall, Session
from maven.sprints.operations.attendance import begun
from maven.sprints.operations.nameless import keep_in_no_order, midnight

OPEN_FOR = timedelta(days=7)  # after the end


class MarkGiven(Exception):
    """Each gives one mark, and nobody can tell which it was: not even to change it."""


class MarksClosed(Exception):
    """A mark is given from the moment a session begins to a week after its end."""


def takes_marks(session: Session, *, at: datetime) -> bool:
    """From its beginning to a week after its end."""
    return session.is_held(at=at) and at <= session.ends_at + OPEN_FOR


@transaction.atomic
def give_mark(*, session: Session, mark: int, words: str, by: Person, at: datetime) -> None:
    """The roll says that somebody answered, the box holds one mark more: nothing links the two.

    The fact has no author and no hour, and says neither the mark nor the words.
    """
    session = begun(session, at=at)
    if not takes_marks(session, at=at):
        raise MarksClosed
    closes_at = session.ends_at + OPEN_FOR
    _, is_first = RotiCall.objects.get_or_create(
        session=session, person=by, defaults={"closes_at": closes_at}
    )
    if not is_first:
        raise MarkGiven
    day = at.astimezone(UTC).date()
    new = Roti(session=session, mark=mark, words=words, given_on=day)
    keep_in_no_order(Roti.objects.of(session), new)
    record("roti.given", session, chain=session.mission.chain, by=None, at=midnight(day))
