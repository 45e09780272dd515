"""Writing paused, reading going on: for the hour in which one does not know yet what happened.

A file beside the store says so, for every process, even when the store itself is in doubt.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from maven.config.errors import response_of
from maven.live import refusals

NAME = "writing-paused.json"
READING = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, slots=True)
class Pause:
    """Since when, and the operator's words to the visitors, if any."""

    since: datetime
    words: str


def pause() -> Pause | None:
    """The pause in force; a file that cannot be read is one."""
    try:
        told = (settings.VAR / NAME).read_text()
    except FileNotFoundError:
        return None
    try:
        entry = json.loads(told)
        return Pause(datetime.fromisoformat(entry["since"]), str(entry["words"]))
    except (ValueError, KeyError, TypeError):
        return Pause(datetime.fromtimestamp(0).astimezone(), "")


def begin(*, at: datetime, words: str = "") -> None:
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR / NAME).open("w") as out:
        json.dump({"since": at.isoformat(), "words": words}, out)
        out.flush()
        os.fsync(out.fileno())


def end() -> None:
    (settings.VAR / NAME).unlink(missing_ok=True)


class Paused:
    """Refuses what would write, before anything of it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in READING and pause() is not None:
            return response_of(refusals.PAUSED)
        return self.get_response(request)
