"""What of a mission is published: its ideas and how many agree, where enough people answered.

No row is a person. The counts are those of the publication, made once when the consultation was closed;
the words are those that may be read today. What is not published yet gives its ideas only.
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import IO, Any

from maven.archives.cells import cell
from maven.archives.container import Container
from maven.archives.leaving import one_moment
from maven.archives.models import Publication
from maven.missions.models import Mission
from maven.voices.models import Consultation, Statement

FORMAT, VERSION = "maven-open-data", 2
COLUMNS = {
    "consultation": "number of the consultation in this mission",
    "question": "what was asked",
    "idea": "number of the idea in the consultation",
    "words": "the idea, as it was written",
    "group": "empty: everybody; a letter: a family of opinions; none: in no family",
    "agree": "people; empty: withheld, or not published yet",
    "disagree": "the same",
    "pass": "the same",
    "answers": "the same",
}
NOT_COUNTED = [["", None, None, None, None]]

type Row = list[Any]


def publications_of(mission: Mission) -> dict[int, Publication]:
    """By consultation."""
    return {one.consultation_id: one for one in Publication.objects.of(mission)}


def rows_of(consultation: Consultation, publication: Publication | None) -> Iterator[Row]:
    counts = publication.by_idea if publication else {}
    ideas = Statement.objects.of(consultation).accepted().in_order()
    for number, words in ideas.values_list("number", "words"):
        for row in counts.get(number, NOT_COUNTED):
            yield [consultation.pk, consultation.question, number, words, *row]


def table_of(rows: Iterator[Row]) -> Iterator[bytes]:
    """As CSV, for a spreadsheet: it says how it is written, and no cell is a formula."""
    yield b"\xef\xbb\xbf" + _line(list(COLUMNS))
    for row in rows:
        yield _line([cell(value) for value in row])


def described(publication: Publication) -> dict[str, Any]:
    """What one must know of a publication to use it."""
    consultation = publication.consultation
    return {
        "consultation": consultation.pk,
        "question": consultation.question,
        "published_on": publication.published_at.date().isoformat(),
        "licence": publication.licence,
        "licence_text": publication.text_of_licence,
        "attribution": consultation.attribution or consultation.mission.name,
        "source": consultation.source,
        "fewest": publication.counts["fewest"],
        "groups": publication.counts["groups"],
    }


def told_of(mission: Mission) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "mission": {"name": mission.name, "territory": mission.territory},
        "columns": COLUMNS,
    }


def write_open_data(mission: Mission, out: IO[bytes]) -> dict[str, Any]:
    """Writes one table of counts, and a manifest; gives back the manifest."""
    container, rows = Container(out), 0
    with one_moment(), container.file("ideas.csv") as leaf:
        published = publications_of(mission)
        every = Consultation.objects.of(mission).order_by("pk")
        for line in table_of(row for one in every for row in rows_of(one, published.get(one.pk))):
            leaf.write(line)
            rows += 1
    manifest = {
        **told_of(mission),
        "publications": [described(one) for one in published.values()],
        "rows": rows - 1,
        "files": container.files,
    }
    with container.file("manifest.json") as leaf:
        leaf.write(json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False).encode())
    container.close()
    return manifest


def _line(cells: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()
