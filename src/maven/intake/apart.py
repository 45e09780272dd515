"""Asking a process of its own to read a file, so that no file can stop the server.

A file that breaks the reader, eats its memory or never ends is told as one that is too heavy.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

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
    order = {
        "file": file,
        "sheet": sheet,
        "known": sorted(known),
        "most_rows": most_rows,
        "memory": MEMORY,
        "seconds": SECONDS,
    }
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
        except subprocess.TimeoutExpired as late:
            raise Unreadable(Trouble(file=file, code="heavy")) from late
    if done.returncode or len(done.stdout) > MOST_ANSWERED:
        raise Unreadable(Trouble(file=file, code="heavy"))
    answer = json.loads(done.stdout)
    if "trouble" in answer:
        raise Unreadable(Trouble(**answer["trouble"]))
    return sheet_from(answer["sheet"])


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
