"""A file that waits for a yes, as a sheet: read once apart, then found again by its digest.

The yes names the digest of what was looked at, so that nothing else can be taken in by it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from maven.intake.apart import one_at_a_time, read_apart
from maven.intake.mapping import lines_of, mapping_of
from maven.intake.parcels import Parcel, ParcelChanged, opened
from maven.intake.registry import Column, Importer, Lines
from maven.intake.sheets import Sheet, sheet_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is looked at: the parcel, its sheet, which column is which, the lines they make."""

    parcel: Parcel
    read: str
    sheet: Sheet
    mapping: Mapping[int, Column]
    lines: Lines
    fingerprint: str


def look(
    key: str,
    importer: Importer,
    *,
    folder: Path,
    mission: int,
    sheet: str = "",
    columns: Mapping[int, str] | None = None,
    read: str = "",
) -> Look:
    """Reads the parcel's file, or takes what was read of it; `Unreadable`, `ParcelChanged`."""
    parcel = opened(key, kind=importer.name, folder=folder, mission=mission)
    if read:
        found = _kept(folder, mission, key, read)
    else:
        name, data = next(iter(parcel.files.items()))
        with one_at_a_time(folder, f"mission-{mission}"):
            found = read_apart(
                name, data, sheet=sheet, known=importer.known, most_rows=importer.most_rows
            )
        read = _keep(folder, mission, key, found)
    return looked_at(parcel, importer, found, columns=columns, read=read)


def looked_at(
    parcel: Parcel,
    importer: Importer,
    sheet: Sheet,
    *,
    columns: Mapping[int, str] | None = None,
    read: str = "",
) -> Look:
    mapping = mapping_of(sheet, importer, columns)
    return Look(
        parcel=parcel,
        read=read,
        sheet=sheet,
        mapping=mapping,
        lines=lines_of(sheet, importer, mapping),
        fingerprint=fingerprint_of(parcel, sheet.name),
    )


def fingerprint_of(parcel: Parcel, sheet: str) -> str:
    """The same for the same content, sheet and choices, whatever the file is called."""
    digest = hashlib.sha256()
    told = [parcel.kind, sheet, sorted(parcel.said.items())]
    digest.update(json.dumps(told, ensure_ascii=False).encode())
    for data in parcel.files.values():
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()


def _keep(folder: Path, mission: int, key: str, sheet: Sheet) -> str:
    told = json.dumps(sheet.as_dict()).encode()
    read = hashlib.sha256(told).hexdigest()
    path = _place(folder, mission, key, read)
    path.touch(mode=0o600)
    path.write_bytes(told)
    return read


def _kept(folder: Path, mission: int, key: str, read: str) -> Sheet:
    if not read.isalnum():
        raise ParcelChanged
    try:
        told = _place(folder, mission, key, read).read_bytes()
    except OSError as missing:
        raise ParcelChanged from missing
    if hashlib.sha256(told).hexdigest() != read:
        raise ParcelChanged
    return sheet_from(json.loads(told))


def _place(folder: Path, mission: int, key: str, read: str) -> Path:
    return folder / f"{mission}-{key[:32]}-{read}.parcel"
