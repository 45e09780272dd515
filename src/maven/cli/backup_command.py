"""`maven backup`"""

import argparse
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from maven.cli.progress import Progress
from maven.cli.refusing import Refused
from maven.config.backups import CopyUnsound, back_up


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help="where to put it (backups, beside the store)"
    )


def run(asked: argparse.Namespace) -> int:
    with Progress() as progress:
        progress("Copying and verifying the store")
        try:
            copy = back_up(
                asked.to or settings.VAR / "backups", at=timezone.now(), progress=progress.part
            )
        except CopyUnsound as unsound:
            raise Refused(f"no copy was kept: {unsound}") from unsound
    facts = sum(copy.chains.values())
    rows = f"{copy.rows} rows, " if copy.rows >= 0 else ""
    print(copy.path)
    print(f"{copy.tables} tables, {rows}{len(copy.chains)} journal chains sound ({facts} facts).")
    return 0
