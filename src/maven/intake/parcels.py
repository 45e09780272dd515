"""Files waiting for a yes: one private file for each upload, named by the digest of its content.

A file that no longer gives its own name was changed since it was looked at, and is refused.
"""

import hashlib
import json
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

KEPT_FOR = 24 * 3600
HEAD_ENDS = b"\n"


class ParcelChanged(Exception):
    """What was looked at is not what is there now, or is there no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Files by name, the kind of import they are for, and what was said beside them."""

    kind: str
    said: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes]

    def packed(self) -> bytes:
        sizes = [[name, len(data)] for name, data in self.files.items()]
        head = {"kind": self.kind, "said": dict(self.said), "files": sizes}
        return json.dumps(head).encode() + HEAD_ENDS + b"".join(self.files.values())


def keep(parcel: Parcel, *, folder: Path, mission: int) -> str:
    """Writes the parcel where only the server reads, and tells its name; sweeps the old ones."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep(folder)
    packed = parcel.packed()
    key = hashlib.sha256(packed).hexdigest()
    path = _place(folder, mission, key)
    path.touch(mode=0o600)
    path.write_bytes(packed)
    return key


def sweep(folder: Path) -> None:
    """Files that nobody said yes to go after a day, each hour and at each upload."""
    for old in folder.glob("*.parcel"):
        with suppress(FileNotFoundError):  # another upload sweeps too
            if time.time() - old.stat().st_mtime > KEPT_FOR:
                old.unlink()


def opened(key: str, *, kind: str = "", folder: Path, mission: int) -> Parcel:
    """The parcel of this name, if it is one of this kind and of this mission."""
    if not (key.isascii() and key.isalnum()):
        raise ParcelChanged
    try:
        packed = _place(folder, mission, key).read_bytes()
    except OSError as missing:
        raise ParcelChanged from missing
    if hashlib.sha256(packed).hexdigest() != key:
        raise ParcelChanged
    head, _, rest = packed.partition(HEAD_ENDS)
    told = json.loads(head)
    if kind and told["kind"] != kind:
        raise ParcelChanged
    files, at = {}, 0
    for name, size in told["files"]:
        files[name], at = rest[at : at + size], at + size
    return Parcel(kind=told["kind"], said=told["said"], files=files)


def thrown_away(key: str, *, folder: Path, mission: int) -> None:
    """Once imported, or not wanted: the file, and what was read of it, hold addresses, and go."""
    _place(folder, mission, key).unlink(missing_ok=True)
    for read in folder.glob(f"{mission}-{key[:32]}-*.parcel"):
        read.unlink(missing_ok=True)


def _place(folder: Path, mission: int, key: str) -> Path:
    return folder / f"{mission}-{key}.parcel"
