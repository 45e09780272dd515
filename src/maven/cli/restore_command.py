"""`maven restore`"""

import argparse
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from maven.cli.progress import Progress
from maven.cli.refusing import Refused
from maven.cli.showing import how_many
from maven.config.backups import keys
from maven.config.copies import CopyUnsound
from maven.config.parcels import Keys
from maven.config.restoring import StoreInTheWay, restore
from maven.config.server import AlreadyServing, occupy
from maven.config.worker import AlreadyWorking, hold


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="made by maven backup")
    parser.add_argument(
        "--force", action="store_true", help="replace the store there is (it is kept aside)"
    )
    parser.add_argument(
        "--identity", type=Path, metavar="KEYFILE", help="private key of an encrypted backup"
    )


def run(asked: argparse.Namespace) -> int:
    try:
        place, (lock, _) = occupy(settings.VAR), hold(settings.VAR)
    except (AlreadyServing, AlreadyWorking) as busy:
        raise Refused("the server is running on this store: stop it first.") from busy
    with place, lock, Progress() as progress:
        progress(f"Verifying {asked.file} and putting it in place")
        try:
            done = restore(
                asked.file, force=asked.force, at=timezone.now(), opened_with=keys_of(asked)
            )
        except CopyUnsound as unsound:
            raise Refused(f"{asked.file} was not restored: {unsound}") from unsound
        except StoreInTheWay as there:
            raise Refused(f"{there} exists: --force replaces it and keeps it aside.") from there
    if done.aside is not None:
        print(f"The former store is kept as {done.aside}")
    if done.replayed:
        print(f"Done again, as asked for since: {how_many(done.replayed, 'erasure')}.")
    print(
        f"Restored in {done.seconds:.1f} s: {how_many(done.copy.rows, 'row')}. Then: maven check, maven serve."
    )
    return 0


def keys_of(asked: argparse.Namespace) -> Keys:
    found = keys()
    if asked.identity is None:
        return found
    try:
        lines = asked.identity.read_text().splitlines()
    except OSError as trouble:
        raise Refused(f"{asked.identity}: {trouble.strerror}.") from trouble
    identity = next((line for line in lines if line and not line.startswith("#")), "")
    return Keys(found.recipients, "", identity)
