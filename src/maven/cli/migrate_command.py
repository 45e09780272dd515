"""`maven migrate`"""

import argparse

from django.conf import settings
from django.utils import timezone

from maven.cli.progress import Progress
from maven.cli.refusing import Refused
from maven.config.backups import back_up
from maven.config.copies import CopyUnsound
from maven.config.prepare import prepare
from maven.config.upgrading import holds_something, pending


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-backup", action="store_true", help="do not back up first, where something changes"
    )


def run(asked: argparse.Namespace) -> int:
    with Progress() as progress:
        if not asked.no_backup and not settings.DEMO and holds_something() and pending():
            progress("Backing up first")
            try:
                made = back_up(settings.BACKUPS, at=timezone.now(), name="before-upgrade")
            except CopyUnsound as unsound:
                raise Refused(f"nothing was changed: {unsound}") from unsound
            print(f"The way back: maven restore {made.path} --force, with the former version.")
        prepare(progress)
    return 0
