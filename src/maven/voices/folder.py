"""A Polis export as it lies on a disk: a folder with comments.csv and votes.csv (or .gz)."""

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from maven.intake.apart import read_export_apart
from maven.intake.exports import Export
from maven.intake.troubles import Trouble
from maven.missions.models import Mission
from maven.people.models import Person
from maven.voices.operations import ImportReport, import_polis

CC_BY_4 = (
    "Data was gathered using the Polis software (see: compdemocracy.org/polis and "
    "github.com/compdemocracy/polis) and is sub-licensed under CC BY 4.0 with Attribution to "
    "The Computational Democracy Project"
)
NAMES = ("comments.csv", "comments.csv.gz", "votes.csv", "votes.csv.gz")


class FolderUnreadable(Exception):
    """The folder holds no sound export; `troubles` says where it breaks."""

    def __init__(self, troubles: tuple[Trouble, ...]) -> None:
        super().__init__(f"{len(troubles)} troubles")
        self.troubles = troubles


def read_folder(path: Path) -> Export:
    files = {name: (path / name).read_bytes() for name in NAMES if (path / name).is_file()}
    return read_export_apart(files)


def import_folder(
    path: Path,
    *,
    mission: Mission,
    by: Person,
    at: datetime,
    question: str = "",
    source: str = "",
    attribution: str = CC_BY_4,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Imports a folder; its summary.csv gives the question and the source where none is said."""
    export = read_folder(path)
    if not export.is_sound:
        raise FolderUnreadable(export.troubles)
    summary = summary_of(path)
    return import_polis(
        mission=mission,
        question=(question or summary.get("topic") or path.name)[:200],
        export=export,
        source=(source or summary.get("url") or "")[:200],
        attribution=attribution,
        progress=progress,
        by=by,
        at=at,
    )


def summary_of(path: Path) -> dict[str, str]:
    """The pairs of summary.csv: topic, url, views…; nothing where there is no such file."""
    file = path / "summary.csv"
    if not file.is_file():
        return {}
    with file.open(newline="", encoding="utf-8-sig", errors="replace") as lines:
        return {row[0]: row[1].strip() for row in csv.reader(lines) if len(row) == 2}
