"""The trace that the job worker leaves of being alive: the date of its lock file."""

import time
from pathlib import Path

LOCK = "worker.lock"
SILENT = 60.0


def last_beat(var: Path) -> float | None:
    """How many seconds ago the worker was alive, or None if it never was."""
    try:
        return max(0.0, time.time() - (var / LOCK).stat().st_mtime)
    except FileNotFoundError:
        return None
