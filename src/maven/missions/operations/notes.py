"""Notes on the context: written, and written again."""

from datetime import datetime

from django.db import IntegrityError, transaction

from maven.journal.operations import record
from maven.missions.models import BriefingNote, Mission
from maven.missions.operations.steps import tick_step
from maven.people.models import Person


class NoteAlreadyThere(Exception):
    """Two notes of a mission have two titles."""


@transaction.atomic
def write_note(
    *, mission: Mission, title: str, words: str, audience: str, by: Person, at: datetime
) -> BriefingNote:
    try:
        with transaction.atomic():
            note = BriefingNote.objects.create(
                mission=mission,
                title=title,
                words=words,
                audience=audience,
                written_at=at,
                written_by=by,
            )
    except IntegrityError as taken:
        raise NoteAlreadyThere from taken
    record("briefing_note.written", note, chain=mission.chain, by=by, at=at, audience=audience)
    tick_step(mission=mission, slug="briefing", by=by, at=at)
    return note


@transaction.atomic
def reword_note(
    *, note: BriefingNote, title: str, words: str, audience: str, by: Person, at: datetime
) -> BriefingNote:
    note.title, note.words, note.audience, note.edited_at = title, words, audience, at
    try:
        with transaction.atomic():
            note.save(update_fields=["title", "words", "audience", "edited_at"])
    except IntegrityError as taken:
        raise NoteAlreadyThere from taken
    chain = note.mission.chain
    record("briefing_note.reworded", note, chain=chain, by=by, at=at, audience=audience)
    return note


@transaction.atomic
def remove_note(*, note: BriefingNote, by: Person, at: datetime) -> None:
    record("briefing_note.removed", note, chain=note.mission.chain, by=by, at=at)
    note.delete()
