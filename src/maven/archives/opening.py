"""Opening an archive that somebody brings: read where it lies, within limits, and believed in nothing.

No file of it is ever written to a disk. Before anything else every file is read once, whole, and must
have the length and the digest that the manifest tells.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from maven.archives.container import PIECE
from maven.archives.leaving import FACTS, FORMAT, VERSION

MOST_FILES = 200
MOST_BYTES = 4 << 30  # of one archive, unpacked
MOST_LINE = 16 << 20  # of one row: the content of a stage report, the result of a reading
MOST_MANIFEST = 4 << 20
MOST_RATIO = 200  # what deflates better than this was made to fill a disk
FREE = 1 << 20  # below this size no ratio is looked at
NAME = re.compile(r"(data|tables)/[A-Za-z]+\.[A-Za-z_]+\.(jsonl|csv)|index\.html|manifest\.json")
NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # a letter that no store keeps
SEAL = re.compile(r"[0-9a-f]{64}")

type Row = dict[str, Any]


class ArchiveUnsound(Exception):
    """The file is no archive that can be taken in; the words say why. Nothing was written."""


class Opened:
    """A sound archive: what its manifest tells, and its rows, read one by one."""

    def __init__(self, zipped: ZipFile, manifest: Row) -> None:
        self.zip = zipped
        self.manifest = manifest

    def rows(self, label: str) -> Iterator[tuple[int, Row]]:
        """Each row with the number of its line."""
        path = f"data/{label}.jsonl"
        if path not in self.manifest["files"]:
            raise ArchiveUnsound(_("The table %(name)s is missing.") % {"name": label})
        with self.zip.open(path) as source:
            number = 0
            while line := source.readline(MOST_LINE):
                number += 1
                yield number, _row(line, label, number)

    @property
    def chain(self) -> Row:
        return cast("Row", self.manifest["chain"])


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    try:
        with path.open("rb") as file, ZipFile(file) as zipped:
            yield Opened(zipped, _looked_through(zipped))
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, NotImplementedError) as broken:
        raise ArchiveUnsound(_("The file is no zip, or it is cut or damaged.")) from broken
    except OSError as missing:
        raise ArchiveUnsound(_("The file cannot be read.")) from missing


def _looked_through(zipped: ZipFile) -> Row:
    entries = zipped.infolist()
    _look_at_entries(entries)
    manifest = _manifest(zipped)
    told = manifest["files"]
    if {one.filename for one in entries} != {*told, "manifest.json"}:
        raise ArchiveUnsound(_("It does not hold the files that its manifest tells."))
    for name, one in sorted(told.items()):
        with zipped.open(name) as source:
            size, digest = _measured(source, int(one["bytes"]))
        if (size, digest) != (one["bytes"], one["sha256"]):
            raise ArchiveUnsound(_("%(name)s was changed since it was written.") % {"name": name})
    return manifest


def _look_at_entries(entries: list[ZipInfo]) -> None:
    names = [one.filename for one in entries]
    if len(names) > MOST_FILES or len(set(names)) != len(names):
        raise ArchiveUnsound(_("It holds too many files, or one of them twice."))
    if strange := next((name for name in names if not NAME.fullmatch(name)), None):
        raise ArchiveUnsound(
            _("%(name)s is no file of a mission's archive.") % {"name": repr(strange[:80])}
        )
    for one in entries:
        if one.compress_type not in {ZIP_STORED, ZIP_DEFLATED} or one.flag_bits & 1:
            raise ArchiveUnsound(_("It is encrypted, or packed in an unknown way."))
        if one.file_size > FREE and one.file_size > MOST_RATIO * max(1, one.compress_size):
            raise ArchiveUnsound(_("It unpacks into far more than it holds."))
    if sum(one.file_size for one in entries) > MOST_BYTES:
        raise ArchiveUnsound(_("It is too large."))


def _manifest(zipped: ZipFile) -> Row:
    try:
        with zipped.open("manifest.json") as source:
            told = json.loads(source.read(MOST_MANIFEST))
    except KeyError as missing:
        raise ArchiveUnsound(_("It holds no manifest: it is no archive of a mission.")) from missing
    except (ValueError, RecursionError) as broken:
        raise ArchiveUnsound(_("Its manifest cannot be read.")) from broken
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ArchiveUnsound(_("It is no archive of a mission."))
    if not isinstance(told.get("version"), int) or not 1 <= told["version"] <= VERSION:
        raise ArchiveUnsound(
            _("It was made by a newer version of Maven Toolkit: update this one first.")
        )
    if not _well_formed(told):
        raise ArchiveUnsound(_("Its manifest cannot be read."))
    return cast("Row", told)


def _well_formed(told: Row) -> bool:
    files, chain, mission = told.get("files"), told.get("chain"), told.get("mission")
    return (
        isinstance(files, dict)
        and all(
            isinstance(one, dict)
            and isinstance(one.get("bytes"), int)
            and isinstance(one.get("sha256"), str)
            for one in files.values()
        )
        and isinstance(mission, dict)
        and isinstance(told.get("schema"), dict)
        and isinstance(chain, dict)
        and isinstance(chain.get("name"), str)
        and isinstance(chain.get("length"), int)
        and SEAL.fullmatch(str(chain.get("head"))) is not None
        and f"data/{FACTS}.jsonl" in files
    )


def _measured(source: IO[bytes], most: int) -> tuple[int, str]:
    """The length and the digest of a file; one longer than it said is not read to its end."""
    digest, size = hashlib.sha256(), 0
    while size <= most and (piece := source.read(PIECE)):
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest()


def _row(line: bytes, label: str, number: int) -> Row:
    try:
        if NUL.search(line):
            raise ValueError
        row = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as broken:
        raise wrong(label, number, _("it cannot be read")) from broken
    if not isinstance(row, dict):
        raise wrong(label, number, _("it is no object"))
    return row


def _no_number(name: str) -> None:
    raise ValueError(name)  # NaN, Infinity: no number that a store keeps


def wrong(label: str, number: int, why: str) -> ArchiveUnsound:
    return ArchiveUnsound(
        _("Table %(table)s, line %(line)s: %(why)s.") % {"table": label, "line": number, "why": why}
    )
