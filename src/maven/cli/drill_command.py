"""`maven drill`"""

import argparse
import json
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from maven.cli.progress import Progress
from maven.cli.refusing import Refused
from maven.cli.showing import how_many
from maven.config import logbook
from maven.config.backups import back_up
from maven.config.copies import CopyUnsound
from maven.config.operations import record_drill
from maven.config.rehearsal import DidNotHold, Rehearsal, rehearse, visit


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="a backup made before (else a fresh one)"
    )
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)


def run(asked: argparse.Namespace) -> int:
    if asked.inside:
        return inside()
    at = timezone.now()
    with Progress() as progress:
        try:
            path = asked.file
            if path is None:
                progress("Making a backup")
                path = back_up(settings.BACKUPS, at=at, progress=progress.part).path
            progress("Coming back from it, in a place of its own")
            held = rehearse(path)
        except (CopyUnsound, DidNotHold) as why:
            raise Refused(f"the rehearsal failed: {why}") from why
    note(held, path)
    told = (
        "a vote was cast" if held.voted else "no consultation is open to guests: no vote was cast"
    )
    print(f"It holds, in {held.seconds:.1f} s: {path}")
    print(
        f"{how_many(len(held.copy.tables), 'table')}, {how_many(held.copy.rows, 'row')},"
        f" {how_many(len(held.copy.chains), 'journal chain')} sound; a page was served, {told}."
    )
    return 0


def note(held: Rehearsal, path: Path) -> None:
    """In the logbook, and as a fact."""
    at, seconds = timezone.now(), round(held.seconds, 1)
    logbook.write("drill", at=at.isoformat(), file=str(path), seconds=seconds, rows=held.copy.rows)
    record_drill(seconds=seconds, rows=held.copy.rows, chains=len(held.copy.chains), by=None, at=at)


def inside() -> int:
    """In the place that came back: said on one line for the one who rehearses."""
    try:
        print(json.dumps(visit()))
    except (DidNotHold, DatabaseError) as why:
        raise Refused(str(why)) from why
    return 0
