"""`maven backup`"""

import argparse
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from maven.cli.progress import Progress
from maven.cli.refusing import Refused
from maven.cli.showing import how_many
from maven.config.backups import back_up, keys
from maven.config.copies import CopyUnsound
from maven.config.keeping import prune
from maven.config.parcels import Keys


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help="where to put it (MAVEN_BACKUPS, beside the store)"
    )
    parser.add_argument(
        "--recipient",
        action="append",
        default=[],
        metavar="age1…",
        help="encrypt it for this public key; once for each",
    )
    parser.add_argument(
        "--prune",
        action="store_true",
        help="then keep one a day for a week, one a week for five, one a month for twelve",
    )


def run(asked: argparse.Namespace) -> int:
    folder = asked.to or settings.BACKUPS
    with Progress() as progress:
        progress("Copying and verifying the store")
        try:
            found = keys()
            with_keys = (
                Keys(tuple(asked.recipient), "", found.identity) if asked.recipient else found
            )
            made = back_up(folder, at=timezone.now(), sealed_with=with_keys, progress=progress.part)
        except CopyUnsound as unsound:
            raise Refused(f"no copy was kept: {unsound}") from unsound
    facts = sum(length for length, _ in made.copy.chains.values())
    rows = how_many(made.copy.rows, "row") if made.copy.read_whole else "listed, not read whole"
    print(made.path)
    print(
        f"{how_many(len(made.copy.tables), 'table')}, {rows},"
        f" {how_many(len(made.copy.chains), 'journal chain')} sound ({how_many(facts, 'fact')}),"
        f" {made.path.stat().st_size / 2**20:.1f} MiB in {made.seconds:.1f} s."
    )
    if made.encrypted:
        proved = "decrypted again to prove it" if made.proved else "only its key opens it"
        print(f"Encrypted; {proved}.")
    if asked.prune:
        gone = prune(folder, at=timezone.now())
        print(f"{how_many(len(gone), 'older backup')} removed.")
    return 0
