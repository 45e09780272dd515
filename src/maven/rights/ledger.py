"""The erasures, kept apart from the store: what a restored backup brings back is erased again.

One line for each: when, a salt of its own, and two digests, of the person's row and of the address.
Nobody is read in it; only somebody who is already in a store can be recognised.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from maven.missions.models import Mission
from maven.people.models import Person

NAME = "erasures.ledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """One line of the ledger."""

    at: datetime
    salt: str
    row: str
    address: str

    def is_person(self, person: Person) -> bool:
        return self.row == _digest(self.salt, _row_of(person))

    def is_mission(self, mission: Mission) -> bool:
        return self.row == _digest(self.salt, _row_of_mission(mission))

    def is_address(self, address: str) -> bool:
        return self.address == _digest(self.salt, address.strip().lower())

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.salt} {self.row} {self.address}"


def place() -> Path:
    return Path(settings.VAR) / NAME


def line_for(person: Person, *, at: datetime) -> Erased:
    salt = secrets.token_hex(16)
    return Erased(
        at=at,
        salt=salt,
        row=_digest(salt, _row_of(person)),
        address=_digest(salt, (person.email or secrets.token_hex(16)).lower()),
    )


def line_for_mission(mission: Mission, *, at: datetime) -> Erased:
    """Of the same shape as that of a person: nobody reads in the ledger which is which."""
    salt = secrets.token_hex(16)
    nowhere = _digest(salt, secrets.token_hex(16))
    return Erased(at=at, salt=salt, row=_digest(salt, _row_of_mission(mission)), address=nowhere)


def write(lines: Iterable[Erased], *, path: Path | None = None) -> None:
    """Adds lines, and waits until the disk has them."""
    path = path or place()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, "".join(f"{line}\n" for line in lines).encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def read(path: Path | None = None) -> list[Erased]:
    path = path or place()
    if not path.is_file():
        return []
    return [_line(text) for text in path.read_text().splitlines() if text.count(" ") == 3]


def absorb(path: Path) -> int:
    """Takes in the lines of another ledger, such as the copy that lies beside a backup."""
    known = {line.salt for line in read()}
    new = [line for line in read(path) if line.salt not in known]
    if new:
        write(new)
    return len(new)


def _line(text: str) -> Erased:
    at, salt, row, address = text.split(" ")
    return Erased(at=datetime.fromisoformat(at), salt=salt, row=row, address=address)


def _row_of(person: Person) -> str:
    return f"person {person.pk} {person.joined_at.timestamp():.6f}"


def _row_of_mission(mission: Mission) -> str:
    return f"mission {mission.pk} {mission.launched_at.timestamp():.6f}"


def _digest(salt: str, words: str) -> str:
    return hashlib.sha256(f"{salt} {words}".encode()).hexdigest()
