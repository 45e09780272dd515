"""What of a mission may be published: its ideas and how many agree, where enough people answered.

No row is a person. A count of fewer than ten is not there, nor any that would give it away by
subtraction. A consultation is counted once it is closed: two files made around one answer would
tell it. The file is the same for everybody.
"""

import csv
import io
import json
from datetime import date
from typing import IO, Any

from maven.archives.cells import cell
from maven.archives.container import Container
from maven.archives.leaving import one_moment
from maven.missions.models import Mission
from maven.voices.models import Consultation
from maven.voices.queries import tallies

FORMAT = "maven-open-data"
COLUMNS = ["consultation", "question", "idea", "words", "agree", "disagree", "pass", "answers"]


def write_open_data(mission: Mission, out: IO[bytes], *, on: date) -> dict[str, Any]:
    """Writes one table of counts, and a manifest; gives back the manifest."""
    container, rows = Container(out), 0
    with one_moment(), container.file("ideas.csv") as leaf:
        leaf.write(b"\xef\xbb\xbf" + _line(COLUMNS))
        for consultation in Consultation.objects.of(mission).order_by("pk"):
            for row in _counted(consultation, on):
                leaf.write(_line([cell(value) for value in row]))
                rows += 1
    manifest = {
        "format": FORMAT,
        "version": 1,
        "mission": {"name": mission.name, "territory": mission.territory},
        "fewest": fewest(),
        "rows": rows,
        "files": container.files,
    }
    with container.file("manifest.json") as leaf:
        leaf.write(json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False).encode())
    container.close()
    return manifest


def fewest() -> int:
    from maven.method.polls import K_EXPORT  # noqa: PLC0415 (brings NumPy: commands only)

    return K_EXPORT


def _counted(consultation: Consultation, on: date) -> list[list[Any]]:
    from maven.method.polls import withheld  # noqa: PLC0415 (brings NumPy: commands only)

    told = []
    for one in tallies(consultation):
        counts: list[int | None] = [None] * 4
        if not consultation.is_open_on(on):
            shown = withheld([one.agree, one.disagree, one.passed])
            counts = [*shown.cells[0], shown.total]
        told.append([consultation.pk, consultation.question, one.number, one.words, *counts])
    return told


def _line(cells: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()
