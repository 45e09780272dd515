"""`maven export`"""

import argparse
from pathlib import Path

from django.utils import timezone

from maven.archives.files import make
from maven.archives.open_data import write_open_data
from maven.archives.operations import note_archive
from maven.cli.import_command import mission_named
from maven.cli.progress import Progress
from maven.cli.refusing import Refused
from maven.missions.models import Mission


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mission", metavar="SLUG", help="as in its address: /m/SLUG/")
    parser.add_argument("--to", type=Path, metavar="FILE", required=True, help="a new file")
    parser.add_argument(
        "--addresses", action="store_true", help="with the e-mail addresses of the members"
    )
    parser.add_argument(
        "--open-data", action="store_true", help="only what may be published: counts of ten or more"
    )


def run(asked: argparse.Namespace) -> int:
    mission = mission_named(asked.mission)
    if asked.to.exists():
        raise Refused(f"{asked.to} is there already: name another file.", code=2)
    if asked.open_data:
        return publish(mission, asked.to)
    with Progress() as progress:
        progress(f"Writing {mission.name}")
        made = make(mission, asked.to, addresses=asked.addresses)
    note_archive(
        mission=mission,
        digest=made.digest,
        head=made.head,
        addresses=asked.addresses,
        by=None,
        at=timezone.now(),
    )
    print(f"{asked.to}  {made.size} bytes  sha256 {made.digest}")
    print(f"{made.tables} tables, {made.rows} rows; journal: {made.facts} facts, head {made.head}")
    return 0


def publish(mission: Mission, path: Path) -> int:
    if not mission.is_open:
        raise Refused("a closed mission publishes nothing.", code=2)
    with path.open("xb") as out:
        told = write_open_data(mission, out, on=timezone.localdate())
    print(f"{path}  {told['rows']} ideas; counts below {told['fewest']} are not in it.")
    return 0
