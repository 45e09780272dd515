"""What is kept about a person, as one file to take away: JSON, CSV, and a page to read."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from maven.intake.neutral import neutral
from maven.people.models import Person
from maven.rights.portrait import Part, portrait_of
from maven.rights.registry import processing_of

BOM = "\ufeff"


def parcel_of(person: Person, *, at: datetime) -> bytes:
    """A zip made at once from the store: nothing of it is kept."""
    parts = portrait_of(person)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, text in pages_of(parts, person, at):
            moment = zipfile.ZipInfo(name, at.timetuple()[:6])
            parcel.writestr(moment, text, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def pages_of(parts: list[Part], person: Person, at: datetime) -> Iterator[tuple[str, str]]:
    everything = {
        "made_at": at.isoformat(),
        "tables": {
            part.told.label: {"why": _(part.told.purpose), "rows": part.lines} for part in parts
        },
    }
    yield "donnees.json", json.dumps(everything, ensure_ascii=False, indent=1)
    for part in parts:
        yield f"csv/{part.told.label}.csv", BOM + table_of(part)
    told = [
        {"processing": processing_of(part.told), "heads": heads_of(part), "rows": cells_of(part)}
        for part in parts
    ]
    yield "index.html", render_to_string("rights/parcel.html", {"parts": told, "at": at})


def heads_of(part: Part) -> list[str]:
    return list(dict.fromkeys(name for line in part.lines for name in line))


def cells_of(part: Part) -> list[list[str]]:
    heads = heads_of(part)
    return [[in_words(line.get(name)) for name in heads] for line in part.lines]


def table_of(part: Part) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(heads_of(part))
    writer.writerows([neutral(cell) for cell in cells] for cells in cells_of(part))
    return out.getvalue()


def in_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict) and set(value) == {"key", "words"}:
        return str(value["words"] or value["key"])
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
