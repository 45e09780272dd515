"""`maven retention`"""

import argparse

from django.utils import timezone

from maven.rights.keeping import keep_to_terms
from maven.rights.retention import terms


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only say what would go")


def run(asked: argparse.Namespace) -> int:
    now = timezone.now()
    if asked.dry_run:
        told = [(one.name, one.count) for one in terms(at=now)]
    else:
        told = sorted(keep_to_terms(at=now).items())
    for name, count in told:
        print(f"{count:>8}  {name}")
    if not told:
        print("Nothing has been kept too long.")
    return 0
