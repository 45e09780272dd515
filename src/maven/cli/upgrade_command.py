"""`maven upgrade`"""

import argparse
import os

from django.conf import settings
from django.utils import timezone

from maven.cli.check_command import speaking
from maven.cli.progress import Progress
from maven.cli.refusing import Refused
from maven.cli.showing import how_many
from maven.config.checks import language_of
from maven.config.copies import CopyUnsound
from maven.config.server import AlreadyServing, occupy
from maven.config.upgrading import DidNotUpgrade, plan, upgrade
from maven.config.worker import AlreadyWorking, hold


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="say what it would do, and do nothing")
    speaking(parser)


def run(asked: argparse.Namespace) -> int:
    found = plan(asked.language or language_of(os.environ))
    if asked.check or found.hindrances:
        for step in found.steps:
            print(f"to do    {step}")
        for hindrance in found.hindrances:
            print(f"HINDERED {hindrance}")
        print(
            f"Maven Toolkit {found.version}: {how_many(len(found.steps), 'migration')} to do, "
            f"{found.bytes / 2**20:.1f} MiB to back up first."
        )
        return int(bool(found.hindrances))
    try:
        place, (lock, _) = occupy(settings.VAR), hold(settings.VAR)
    except (AlreadyServing, AlreadyWorking) as busy:
        raise Refused("the server is running on this store: stop it first.") from busy
    with place, lock, Progress() as progress:
        try:
            backup = upgrade(at=timezone.now(), progress=progress)
        except (DidNotUpgrade, CopyUnsound) as why:
            raise Refused(f"not upgraded: {why}") from why
    if backup is not None:
        print(f"The way back: maven restore {backup.path} --force, with the former version.")
    print(f"This store is at Maven Toolkit {found.version}. Then: maven serve.")
    return 0
