"""What was done to keep the place in order, and when: beside the store, not in it.

It tells of backups, of rehearsals and of the heads that the journal's chains had, and so must not
come back from the past with the store.
"""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

NAME = "logbook.json"
type Page = dict[str, Any]


def read() -> Page:
    """Every entry by its name; nothing where nothing was written or can be read."""
    try:
        found = json.loads((settings.VAR / NAME).read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(name: str, /, **entry: Any) -> None:
    """Replaces one entry, whole or not at all."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with alone():
        page = read() | {name: entry}
        part = settings.VAR / f"{NAME}.part"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            json.dump(page, out, indent=1, sort_keys=True)
            out.flush()
            os.fsync(out.fileno())
        part.replace(settings.VAR / NAME)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One writer at a time: the worker and a command may both have something to note."""
    with (settings.VAR / f"{NAME}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def age(name: str, *, at: datetime) -> float | None:
    """How many seconds ago an entry was made, or None."""
    try:
        made = datetime.fromisoformat(read()[name]["at"])
        return max(0.0, (at - made.astimezone(UTC)).total_seconds())
    except (KeyError, TypeError, ValueError):
        return None
