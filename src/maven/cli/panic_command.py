"""`maven panic`"""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from maven.cli.refusing import Refused
from maven.cli.showing import how_many
from maven.config import pause
from maven.config.backups import back_up
from maven.config.checks import report, whole
from maven.config.copies import CopyUnsound
from maven.config.operations import record_end_of_sessions, record_pause
from maven.config.secret import new_key


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--read-only", action="store_true", help="pause writing; reading goes on")
    what.add_argument("--lift", action="store_true", help="writing goes on")
    parser.add_argument("--words", default="", metavar="TEXT", help="shown on every page meanwhile")
    parser.add_argument("--end-sessions", action="store_true", help="sign everybody out")
    parser.add_argument(
        "--new-key", action="store_true", help="sign with another key; former links no longer open"
    )
    parser.add_argument(
        "--evidence", type=Path, metavar="DIR", help="put a copy and the checks away for later"
    )


def run(asked: argparse.Namespace) -> int:
    if not (asked.read_only or asked.lift or asked.end_sessions or asked.new_key or asked.evidence):
        raise Refused("say what to do: --read-only, --lift, --end-sessions, --new-key…", code=2)
    if asked.read_only or asked.lift:
        switch(paused=asked.read_only, words=asked.words)
    if asked.end_sessions:
        end_sessions()
    if asked.new_key:
        change_key()
    if asked.evidence:
        keep_evidence(asked.evidence)
    return 0


def switch(*, paused: bool, words: str) -> None:
    """First the file, which every process obeys at once; then the fact, if the store still takes it."""
    at = timezone.now()
    if paused:
        pause.begin(at=at, words=words)
        print("Writing is paused. Reading goes on. To lift: maven panic --lift")
    else:
        pause.end()
        print("Writing goes on.")
    try:
        record_pause(paused=paused, words=words, by=None, at=at)
    except DatabaseError as trouble:
        print(f"The journal did not take it: {trouble}", file=sys.stderr)


def end_sessions() -> None:
    sessions = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class().objects.all()
    count = sessions.count()
    sessions.delete()
    record_end_of_sessions(count=count, by=None, at=timezone.now())
    print(f"{how_many(count, 'session')} ended: everybody signs in again.")


def change_key() -> None:
    if os.environ.get("MAVEN_SECRET_KEY"):
        raise Refused("the key is given by MAVEN_SECRET_KEY: give another there, and restart.")
    new_key(settings.VAR, forget=True)
    print("Another key signs from the next start on: restart the server.")


def keep_evidence(folder: Path) -> None:
    """A copy of the store as it is, and what the checks say, for whoever will look into it."""
    at = timezone.now()
    try:
        made = back_up(folder, at=at, name="evidence")
    except CopyUnsound as unsound:
        raise Refused(f"no copy could be made: {unsound}") from unsound
    with (folder / f"evidence-{at:%Y%m%d-%H%M%S}.txt").open("w") as out:
        report(whole(), out=out)
        for name, (length, head) in sorted(made.copy.chains.items()):
            out.write(f"{name} {how_many(length, 'fact')}, head {head}\n")
    print(f"{made.path}, and what the checks say beside it.")
