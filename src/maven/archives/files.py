"""The archives that wait for whoever asked: private files, for a day at most."""

import hashlib
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from maven.archives.container import PIECE
from maven.archives.leaving import write_archive
from maven.archives.models.mission_archive import FILE_LASTS
from maven.missions.models import Mission


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An archive on a disk: its digest and size, and the head of the journal that it ends with."""

    digest: str
    size: int
    head: str
    tables: int
    rows: int
    facts: int


def folder() -> Path:
    return Path(settings.VAR) / "archives"


def make(mission: Mission, path: Path, *, addresses: bool) -> Made:
    """Writes the file beside its place, private; it gets its name once it is whole on the disk."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        with part.open("wb") as out:
            manifest = write_archive(mission, out, addresses=addresses)
            out.flush()
            os.fsync(out.fileno())
        with part.open("rb") as written:
            digest = _digest(written.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    return Made(
        digest=digest,
        size=path.stat().st_size,
        head=manifest["chain"]["head"],
        tables=len(manifest["tables"]),
        rows=sum(table["rows"] for table in manifest["tables"]),
        facts=manifest["chain"]["length"],
    )


def _digest(handle: int) -> str:
    digest = hashlib.sha256()
    with os.fdopen(os.dup(handle), "rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def sweep() -> None:
    """What nobody took within a day goes."""
    for old in folder().glob("*.zip*"):
        with suppress(FileNotFoundError):
            if time.time() - old.stat().st_mtime > FILE_LASTS.total_seconds():
                old.unlink()
