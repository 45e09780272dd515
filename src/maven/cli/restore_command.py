"""`maven restore`"""

import argparse
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from maven.cli.progress import Progress
from maven.cli.refusing import Refused
from maven.config.backups import CopyUnsound, StoreInTheWay, restore
from maven.config.worker import AlreadyWorking, hold


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="made by maven backup")
    parser.add_argument(
        "--force", action="store_true", help="replace the store there is (it is kept aside)"
    )


def run(asked: argparse.Namespace) -> int:
    try:
        lock, _ = hold(settings.VAR)
    except AlreadyWorking as working:
        raise Refused("the server is running on this store: stop it first.") from working
    with lock, Progress() as progress:
        progress(f"Verifying {asked.file} and putting it in place")
        try:
            aside = restore(asked.file, force=asked.force, at=timezone.now())
        except CopyUnsound as unsound:
            raise Refused(f"{asked.file} was not restored: {unsound}") from unsound
        except StoreInTheWay as there:
            raise Refused(f"{there} exists: --force replaces it and keeps it aside.") from there
    if aside is not None:
        print(f"The former store is kept as {aside}")
    print("Restored. Then: maven migrate, maven serve.")
    return 0
