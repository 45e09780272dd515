"""What the log says, and what it never says: no address, no letter, no words of anybody.

A line tells which page, what came of it, how long, and a name that only this instance could link
to a person, and only for a day. Errors are told by their kind and their place in the source; what
an exception says may hold what somebody wrote, and so is left out.
"""

import json
import logging
import os
import time
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
# Django's own lines hold the address asked for, and an address may hold an invitation.
REQUESTS = ("django.request", "django.security", "django.server")
FIELDS = ("request", "route", "method", "status", "outcome", "ms", "who", "mission")
DEEPEST = 12


def logging_of(kind: str, level: str) -> dict[str, Any]:
    """The configuration of logging; a word that is none is told by `maven check`, not obeyed."""
    known = level if isinstance(logging.getLevelName(level), int) else "WARNING"
    form = "json" if kind == "json" else "text"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLine}, "text": {"()": TextLine}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["console"], "level": known},
        "loggers": {
            "django": {"handlers": [], "level": "NOTSET"},
            "django.tasks": {"level": "WARNING"},
            "maven.request": {"level": "INFO" if form == "json" else known},
        },
    }


def told(record: logging.LogRecord) -> dict[str, Any]:
    """What a record may say, as fields."""
    line: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "from": record.name,
        "says": words_of(record),
    }
    line |= {name: getattr(record, name) for name in FIELDS if getattr(record, name, None)}
    if record.name.startswith(REQUESTS):
        line |= {"status": getattr(record, "status_code", None)}
        line.pop("request", None)
    if record.exc_info and record.exc_info[1] is not None:
        line |= broken(record.exc_info[1])
    return {name: value for name, value in line.items() if value is not None}


def words_of(record: logging.LogRecord) -> str:
    """The sentence; of Django's own about a request, only its beginning."""
    if record.name.startswith(REQUESTS):
        return str(record.msg).partition(":")[0].partition("%")[0].strip() or "request"
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return str(record.msg)


def broken(trouble: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(trouble.__traceback__)[-DEEPEST:]
    line: dict[str, Any] = {
        "error": type(trouble).__name__,
        "because": because(trouble),
        "in": [f"{place_of(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if trouble.__cause__ is not None:
        line["after"] = type(trouble.__cause__).__name__
    return line


def because(trouble: BaseException) -> str | None:
    """What the machine or the store said; never what a mail server said, which names people."""
    if isinstance(trouble, OSError):
        return os.strerror(trouble.errno) if isinstance(trouble.errno, int) else None
    if type(trouble).__name__ == "OperationalError":
        return str(trouble).partition("\n")[0]
    return None


def place_of(name: str) -> str:
    path = Path(name)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else "/".join(path.parts[-3:])


class JsonLine(logging.Formatter):
    """One object a line, for those who gather logs."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(told(record), ensure_ascii=False, default=str)


class TextLine(logging.Formatter):
    """The same for somebody who reads."""

    def format(self, record: logging.LogRecord) -> str:
        line = told(record)
        first = f"{line.pop('at')} {line.pop('level').upper()} {line.pop('from')} "
        frames = line.pop("in", [])
        return (
            first + str(line.pop("says")) + rest_of(line) + "".join(f"\n  {one}" for one in frames)
        )


def rest_of(line: Mapping[str, Any]) -> str:
    return "".join(f" {name}={value}" for name, value in line.items())


def milliseconds(since: float) -> int:
    return round(1000 * (time.perf_counter() - since))
