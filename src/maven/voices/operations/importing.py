"""Taking in a conversation held elsewhere, whole or not at all, once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction

from maven.intake.exports import Export, Vote
from maven.intake.registry import Added
from maven.journal.operations import record
from maven.missions.models import Mission
from maven.missions.operations.file_imports import note_whole
from maven.people.models import Person
from maven.voices.models import Consultation, ImportedFile, Opinion, Participant, Statement
from maven.voices.queries import former_import

Progress = Callable[[int, int], None]
AT_ONCE = 2_000
KIND, WHOLE = "polis", "voices.consultation"


class ExportUnsound(Exception):
    """An export with a single broken cell is not imported, not even in part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did: `made` is False when the same content was there already."""

    consultation: Consultation
    made: bool
    imported_at: datetime
    counts: dict[str, int]


@transaction.atomic
def import_polis(
    *,
    mission: Mission,
    question: str,
    export: Export,
    source: str = "",
    attribution: str = "",
    progress: Progress | None = None,
    by: Person,
    at: datetime,
) -> ImportReport:
    """A closed consultation with all ideas and opinions of the export; or the one made before."""
    if not export.is_sound:
        raise ExportUnsound
    mission = Mission.objects.select_for_update().get(pk=mission.pk)
    former = former_import(mission, export.fingerprint)
    if former is not None:
        return ImportReport(
            consultation=former.consultation,
            made=False,
            imported_at=former.imported_at,
            counts=former.counts,
        )
    begun = min((vote.given_at for vote in export.votes), default=at)
    consultation = Consultation.objects.create(
        mission=mission,
        question=question,
        opened_at=min(begun, at),
        opened_by=by,
        closed_at=at,
        closed_by=by,
        source=source,
        attribution=attribution,
    )
    participants = _participants(consultation, export)
    statements = _statements(consultation, export, participants, by, at)
    _opinions(export.votes, participants, statements, progress)
    name = ", ".join(file.name for file in export.files)[:200]
    ImportedFile.objects.create(
        consultation=consultation,
        fingerprint=export.fingerprint,
        name=name,
        counts=export.counts,
        imported_at=at,
        imported_by=by,
    )
    note_whole(
        kind=KIND,
        name=name,
        fingerprint=export.fingerprint,
        mission=mission,
        counts={"new": len(export.ideas) + len(export.votes)},
        thing=Added(line=0, kind=WHOLE, pk=consultation.pk),
        by=by,
        at=at,
    )
    record(
        "consultation.imported",
        consultation,
        chain=mission.chain,
        by=by,
        at=at,
        question=question,
        **export.counts,
    )
    return ImportReport(consultation=consultation, made=True, imported_at=at, counts=export.counts)


def _participants(consultation: Consultation, export: Export) -> dict[str, Participant]:
    came: dict[str, datetime] = {}
    for vote in export.votes:
        came[vote.voter_id] = min(came.get(vote.voter_id, vote.given_at), vote.given_at)
    made = Participant.objects.bulk_create(
        [
            Participant(consultation=consultation, source_id=voter, came_at=moment)
            for voter, moment in came.items()
        ],
        batch_size=AT_ONCE,
    )
    return {one.source_id or "": one for one in made}


def _statements(
    consultation: Consultation,
    export: Export,
    participants: dict[str, Participant],
    by: Person,
    at: datetime,
) -> dict[str, Statement]:
    """What the conversation refused stays refused; what it never read was shown, and is accepted."""
    made = Statement.objects.bulk_create(
        [
            Statement(
                consultation=consultation,
                number=number,
                words=idea.words,
                source_id=idea.source_id,
                author=participants.get(idea.author_id),
                submitted_at=idea.said_at or at,
                accepted_at=at if idea.moderated >= 0 else None,
                refused_at=at if idea.moderated < 0 else None,
                moderated_by=by,
            )
            for number, idea in enumerate(export.ideas, 1)
        ],
        batch_size=AT_ONCE,
    )
    return {one.source_id or "": one for one in made}


def _opinions(
    votes: Sequence[Vote],
    participants: dict[str, Participant],
    statements: dict[str, Statement],
    progress: Progress | None,
) -> None:
    done = 0
    for some in _by_thousands(votes):
        Opinion.objects.bulk_create(
            Opinion(
                participant=participants[vote.voter_id],
                statement=statements[vote.idea_id],
                choice=vote.choice,
                given_at=vote.given_at,
            )
            for vote in some
        )
        done += len(some)
        if progress is not None:
            progress(done, len(votes))


def _by_thousands(votes: Iterable[Vote]) -> Iterator[list[Vote]]:
    remaining = iter(votes)
    while some := list(islice(remaining, AT_ONCE)):
        yield some
