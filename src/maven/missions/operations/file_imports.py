"""Taking a file in, whole or not at all, once; and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from maven.intake.registry import Added, Asked, Importer, Lines, Outcome, Plan, Stays, TakenBack
from maven.journal.operations import record
from maven.missions.models import FileImport, ImportedRow, Mission
from maven.people.models import Person

AT_ONCE = 1_000


class FileAlreadyImported(Exception):
    """The same file was taken in before, and stands."""

    def __init__(self, file_import: FileImport) -> None:
        super().__init__(f"{file_import} stands")
        self.file_import = file_import


class LinesBroken(Exception):
    """A file with a broken line is not taken in, unless only its valid lines are asked for."""

    def __init__(self, troubles: int) -> None:
        super().__init__(f"{troubles} troubles")


class NothingNew(Exception):
    """Everything in the file is there already."""


class TooLateToUndo(Exception):
    """An import is taken back within thirty days, and once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What became of an import taken back: how many rows went, which ones stay and why."""

    file_import: FileImport
    gone: int
    stays: list[Stays]


@transaction.atomic
def import_file(
    *,
    importer: Importer,
    lines: Lines,
    asked: Asked,
    fingerprint: str,
    only_valid: bool = False,
    by: Person,
    at: datetime,
) -> FileImport:
    """Everything that the file's lines say is written, or nothing; the same file again changes
    nothing."""
    mission = Mission.objects.select_for_update().get(pk=asked.target.pk)
    former = standing_import(mission, importer, fingerprint)
    if former is not None:
        raise FileAlreadyImported(former)
    plan = importer.plan(lines, asked)
    troubles = len(lines.troubles) + len(plan.troubles)
    if troubles and not only_valid:
        raise LinesBroken(troubles)
    if not plan.acting:
        raise NothingNew
    added = importer.write(plan.acting, asked, by=by, at=at)
    made = FileImport.objects.create(
        mission=mission,
        kind=importer.name,
        name=lines.file[:200],
        fingerprint=fingerprint,
        counts=counts_of(plan),
        imported_at=at,
        imported_by=by,
    )
    ImportedRow.objects.bulk_create(
        (
            ImportedRow(
                file_import=made,
                line=one.line,
                kind=one.kind,
                thing_pk=one.pk,
                before=dict(one.before),
            )
            for one in added
        ),
        batch_size=AT_ONCE,
    )
    record(
        "file.imported",
        made,
        chain=mission.chain,
        by=by,
        at=at,
        kind=importer.name,
        **made.counts,
    )
    return made


def note_whole(
    *,
    kind: str,
    name: str,
    fingerprint: str,
    mission: Mission,
    counts: dict[str, int],
    thing: Added,
    by: Person,
    at: datetime,
) -> FileImport:
    """What another page took in, as one thing: it is on the same list, and taken back from there."""
    made = FileImport.objects.create(
        mission=mission,
        kind=kind,
        name=name[:200],
        fingerprint=fingerprint,
        counts=counts,
        imported_at=at,
        imported_by=by,
    )
    ImportedRow.objects.create(
        file_import=made, line=thing.line, kind=thing.kind, thing_pk=thing.pk
    )
    return made


def standing_import(mission: Mission, importer: Importer, fingerprint: str) -> FileImport | None:
    found = FileImport.objects.of(mission).standing().select_related("mission")
    return found.filter(kind=importer.name, fingerprint=fingerprint).first()


def counts_of(plan: Plan) -> dict[str, int]:
    return {outcome.value: plan.count(outcome) for outcome in Outcome}


@transaction.atomic
def take_back(*, file_import: FileImport, importer: TakenBack, by: Person, at: datetime) -> Undone:
    """What the import added and nobody has touched since goes; the rest stays, and is named.

    What came in as one stays whole: `StaysWhole` says why, and the import stands.
    """
    Mission.objects.select_for_update().get(pk=file_import.mission_id)
    file_import = FileImport.objects.select_related("mission").get(pk=file_import.pk)
    if not file_import.may_be_undone(at=at):
        raise TooLateToUndo
    rows = added_by(file_import)
    stays = importer.undo(rows, file_import.mission, made_at=file_import.imported_at, by=by, at=at)
    file_import.undone_at, file_import.undone_by = at, by
    file_import.save(update_fields=["undone_at", "undone_by"])
    gone = len(rows) - len(stays)
    record(
        "file.taken_back",
        file_import,
        chain=file_import.mission.chain,
        by=by,
        at=at,
        kind=file_import.kind,
        gone=gone,
        stays=len(stays),
    )
    return Undone(file_import=file_import, gone=gone, stays=stays)


def added_by(file_import: FileImport) -> Sequence[Added]:
    return [
        Added(line=row.line, kind=row.kind, pk=row.thing_pk, before=row.before)
        for row in ImportedRow.objects.of(file_import).in_order()
    ]


def forget_rows_past_undoing(*, at: datetime) -> None:
    """After thirty days nothing is taken back: what it would have needed goes."""
    ImportedRow.objects.past_undoing(at=at).delete()
