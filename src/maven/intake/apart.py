"""Asking a process of its own to read a file, so that no file can stop the server.

A file that breaks the reader, eats its memory or never ends is told as one that is too heavy.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Any

from maven.intake.exports import Export, broken, export_from
from maven.intake.sheets import Sheet, sheet_from
from maven.intake.troubles import Trouble, Unreadable

MB = 1024 * 1024
MEMORY = 512 * MB
SECONDS = 20  # of the processor
PATIENCE = 30  # of the clock
MOST_ANSWERED = 200 * MB


class AnotherIsRead(Exception):
    """One file at a time is read for a mission."""


def read_apart(
    file: str,
    data: bytes,
    *,
    sheet: str = "",
    known: frozenset[str] = frozenset(),
    most_rows: int,
    patience: float = PATIENCE,
) -> Sheet:
    """The sheet, or `Unreadable`; whatever the bytes are, the caller goes on."""
    order = {"file": file, "sheet": sheet, "known": sorted(known), "most_rows": most_rows}
    answer = _asked(order, data, patience)
    if answer is None:
        raise Unreadable(Trouble(file=file, code="heavy"))
    if "trouble" in answer:
        raise Unreadable(Trouble(**answer["trouble"]))
    return sheet_from(answer["sheet"])


def read_export_apart(files: Mapping[str, bytes], *, patience: float = PATIENCE) -> Export:
    """The Polis export that these files are; its troubles say where it is none."""
    order = {"export": [[name, len(data)] for name, data in files.items()]}
    answer = _asked(order, b"".join(files.values()), patience)
    if answer is None:
        return broken(Trouble(file=", ".join(files), code="heavy"))
    return export_from(answer["export"])


def _asked(order: dict[str, Any], data: bytes, patience: float) -> dict[str, Any] | None:
    """What the reader answers; nothing if it broke, was stopped, or never ended."""
    order = {**order, "memory": MEMORY, "seconds": SECONDS}
    with tempfile.TemporaryDirectory(prefix="maven-intake-") as nowhere:
        try:
            done = subprocess.run(  # noqa: S603 (our own program, nothing of the file in its words)
                [sys.executable, "-I", "-B", "-m", "maven.intake.child"],
                input=json.dumps(order).encode() + b"\n" + data,
                capture_output=True,
                timeout=patience,
                cwd=nowhere,
                env={"LANG": "C.UTF-8"},
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
    if done.returncode or len(done.stdout) > MOST_ANSWERED:
        return None
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@contextmanager
def one_at_a_time(folder: Path, name: str) -> Iterator[None]:
    """Holds the place of a mission while its file is read; frees it however that ends."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as held:
        try:
            flock(held, LOCK_EX | LOCK_NB)
        except OSError as taken:
            raise AnotherIsRead from taken
        yield
