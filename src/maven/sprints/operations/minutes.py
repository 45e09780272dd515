"""The minutes of a session: opened, written live by several hands, published, amended."""

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from maven.journal.operations import record
from maven.people.models import Person
from maven.sprints.models import Minutes, MinutesLine, Session
from maven.sprints.operations.attendance import begun
from maven.sprints.operations.places import SessionCalledOff

MOST_LINES = 300
Kind, Word = MinutesLine.Kind, MinutesLine.Word


class MinutesPublished(Exception):
    """Published minutes stay as they are; what is to be corrected is added beside them."""


class NothingWritten(Exception):
    """Minutes are published once they say something."""


class TooManyLines(Exception):
    """Minutes hold three hundred lines: longer ones are read by nobody."""


@transaction.atomic
def open_minutes(*, session: Session, by: Person, at: datetime) -> Minutes:
    """The minutes that all write in; two who open them at once open the same."""
    session = begun(session, at=at)
    minutes, made = Minutes.objects.get_or_create(
        session=session, defaults={"opened_at": at, "opened_by": by}
    )
    if made:
        record("minutes.opened", minutes, chain=session.mission.chain, by=by, at=at)
    return minutes


@transaction.atomic
def summarise(*, minutes: Minutes, summary: str, by: Person, at: datetime) -> Minutes:
    """What the session came to, in a few lines; the same said again changes nothing."""
    minutes = in_draft(minutes)
    if minutes.summary != summary:
        minutes.summary = summary
        minutes.save(update_fields=["summary"])
        record("minutes.summarised", minutes, chain=chain_of(minutes), by=by, at=at)
    return minutes


@transaction.atomic
def write_line(
    *,
    minutes: Minutes,
    kind: str,
    words: str,
    person: Person | None = None,
    due_on: date | None = None,
    in_the_room: bool = False,
    by: Person,
    at: datetime,
) -> MinutesLine:
    """One line more, after all others. Once the minutes are published, it amends them.

    A commitment in somebody's name awaits her own yes, unless she writes it herself or the room
    heard her say it.
    """
    minutes = held_minutes(minutes)
    there = MinutesLine.objects.of(minutes)
    if there.count() >= MOST_LINES:
        raise TooManyLines
    amends = minutes.published_at is not None
    commits = kind == Kind.COMMITMENT
    line = MinutesLine.objects.create(
        minutes=minutes,
        rank=(there.aggregate(last=Max("rank"))["last"] or 0) + 1,
        kind=Kind(kind),
        words=words,
        person=person,
        due_on=due_on if commits else None,
        word=word_of(person, by, in_the_room=in_the_room) if commits else Word.NONE,
        written_at=at,
        written_by=by,
        amends=amends,
    )
    if amends:
        record("minutes.amended", line, chain=chain_of(minutes), by=by, at=at, kind=kind)
    else:
        record("minutes.line_written", line, chain=chain_of(minutes), by=by, at=at, kind=kind)
    return line


@transaction.atomic
def reword_line(
    *,
    line: MinutesLine,
    kind: str,
    words: str,
    person: Person | None = None,
    due_on: date | None = None,
    in_the_room: bool = False,
    by: Person,
    at: datetime,
) -> MinutesLine:
    """The line says something else, while the minutes are a draft. What somebody had said yes to is
    hers to say yes to again; what is no commitment any more is not one that was kept."""
    line = drafted_line(line)
    commits = kind == Kind.COMMITMENT
    due_on = due_on if commits else None
    word = word_of(person, by, in_the_room=in_the_room) if commits else Word.NONE
    stands = (line.kind, line.words, line.person_id, line.due_on)
    is_same = stands == (kind, words, person and person.pk, due_on)
    if is_same and line.word in {word, Word.CONFIRMED}:
        return line
    line.kind, line.words, line.person, line.due_on = kind, words, person, due_on
    line.word, line.kept_at = word, line.kept_at if commits else None
    line.save(update_fields=["kind", "words", "person", "due_on", "word", "kept_at"])
    record("minutes.line_reworded", line, chain=chain_of(line.minutes), by=by, at=at, kind=kind)
    return line


@transaction.atomic
def remove_line(*, line: MinutesLine, by: Person, at: datetime) -> None:
    """The line goes, while the minutes are a draft."""
    line = drafted_line(line)
    record("minutes.line_removed", line, chain=chain_of(line.minutes), by=by, at=at, kind=line.kind)
    line.delete()


@transaction.atomic
def publish_minutes(*, minutes: Minutes, by: Person, at: datetime) -> Minutes:
    """All who may see the session read them; from here on nothing in them changes."""
    minutes = in_draft(minutes)
    if minutes.session.is_called_off:
        raise SessionCalledOff
    kinds = Counter(MinutesLine.objects.of(minutes).values_list("kind", flat=True))
    if not kinds and not minutes.summary:
        raise NothingWritten
    minutes.published_at, minutes.published_by = at, by
    minutes.save(update_fields=["published_at", "published_by"])
    record(
        "minutes.published",
        minutes,
        chain=chain_of(minutes),
        by=by,
        at=at,
        title=minutes.session.title,
        lines=dict(sorted(kinds.items())),
    )
    return minutes


def word_of(person: Person | None, by: Person, *, in_the_room: bool) -> MinutesLine.Word:
    """Whose word a commitment is when it is written."""
    if person is None:
        return Word.IN_THE_ROOM
    if person.pk == by.pk:
        return Word.CONFIRMED
    return Word.IN_THE_ROOM if in_the_room else Word.PROPOSED


def held_minutes(minutes: Minutes) -> Minutes:
    """The minutes as they are now, nobody else's until the end."""
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("session__mission")
    return rows.get(pk=minutes.pk)


def in_draft(minutes: Minutes) -> Minutes:
    minutes = held_minutes(minutes)
    if minutes.published_at is not None:
        raise MinutesPublished
    return minutes


def drafted_line(line: MinutesLine) -> MinutesLine:
    """The line as it is now, of minutes that are still a draft; gone when somebody removed it."""
    minutes = in_draft(line.minutes)
    found = MinutesLine.objects.of(minutes).get(pk=line.pk)
    found.minutes = minutes
    return found


def chain_of(minutes: Minutes) -> str:
    return minutes.session.mission.chain
