"""`maven import`"""

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from maven.cli.progress import Progress
from maven.cli.refusing import Refused
from maven.cli.telling import told
from maven.missions.models import Mission
from maven.people.models import Person
from maven.voices.folder import FolderUnreadable, import_folder


def arguments(parser: argparse.ArgumentParser) -> None:
    formats = parser.add_subparsers(dest="format", required=True, metavar="FORMAT")
    polis = formats.add_parser(
        "polis", help="a folder exported from Polis: comments.csv, votes.csv"
    )
    polis.add_argument("folder", type=Path, metavar="DIR")
    polis.add_argument(
        "--mission", required=True, metavar="SLUG", help="as in its address: /m/SLUG/"
    )
    polis.add_argument("--question", default="", help="the question asked (else summary.csv's)")
    polis.add_argument("--source", default="", help="where it comes from (else summary.csv's)")
    polis.add_argument("--by", default="", metavar="E-MAIL", help="who imports (the facilitator)")


def run(asked: argparse.Namespace) -> int:
    if not asked.folder.is_dir():
        raise Refused(f"{asked.folder}: there is no such folder.", code=2)
    mission = mission_named(asked.mission)
    with Progress() as progress:
        progress(f"Importing {asked.folder}")
        try:
            report = import_folder(
                asked.folder,
                mission=mission,
                by=person_named(asked.by) if asked.by else mission.launched_by,
                at=timezone.now(),
                question=asked.question,
                source=asked.source,
                progress=progress.part,
            )
        except FolderUnreadable as unreadable:
            progress.done()
            print(told(unreadable.troubles), file=sys.stderr)
            print("Nothing was imported.", file=sys.stderr)
            return 2
    counts = ", ".join(f"{number} {name}" for name, number in report.counts.items())
    if report.made:
        print(f"Imported: {counts}.")
    else:
        print(f"Already imported on {report.imported_at:%Y-%m-%d}: 0 change.")
    print(report.consultation.get_absolute_url())
    return 0


def mission_named(slug: str) -> Mission:
    found = Mission.objects.filter(slug=slug).first()
    if found is None:
        there = ", ".join(Mission.objects.order_by("slug").values_list("slug", flat=True)) or "none"
        raise Refused(f"there is no mission {slug!r}; there are: {there}.", code=2)
    return found


def person_named(address: str) -> Person:
    found = Person.objects.by_address(address)
    if found is None:
        raise Refused(f"nobody here has the address {address!r}.", code=2)
    return found
