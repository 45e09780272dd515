"""`maven export`"""

import argparse
from contextlib import suppress
from pathlib import Path

from django.utils import timezone

from maven.archives.files import make
from maven.archives.models import Licence
from maven.archives.open_data import write_open_data
from maven.archives.operations import NotPublishable, note_archive, publish_counts
from maven.cli.import_command import mission_named
from maven.cli.progress import Progress
from maven.cli.refusing import Refused
from maven.cli.showing import how_many
from maven.missions.models import Mission
from maven.voices.models import Consultation


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mission", metavar="SLUG", help="as in its address: /m/SLUG/")
    parser.add_argument("--to", type=Path, metavar="FILE", required=True, help="a new file")
    parser.add_argument(
        "--addresses", action="store_true", help="with the e-mail addresses of the members"
    )
    parser.add_argument(
        "--open-data", action="store_true", help="only what is published: counts of ten or more"
    )
    parser.add_argument(
        "--licence",
        default="",
        choices=Licence.values,
        help="with --open-data: publishes first, under it, what is closed and was not yet",
    )


def run(asked: argparse.Namespace) -> int:
    mission = mission_named(asked.mission)
    if asked.to.exists():
        raise Refused(f"{asked.to} is there already: name another file.", code=2)
    if asked.open_data:
        return publish(mission, asked.to, asked.licence)
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
    print(
        f"{how_many(made.tables, 'table')}, {how_many(made.rows, 'row')};"
        f" journal: {how_many(made.facts, 'fact')}, head {made.head}"
    )
    return 0


def publish(mission: Mission, path: Path, licence: str) -> int:
    """Writes what is published; with a licence, publishes first what is closed."""
    if not mission.is_open:
        raise Refused("a closed mission publishes nothing.", code=2)
    now = timezone.now()
    for consultation in Consultation.objects.of(mission) if licence else []:
        with suppress(NotPublishable):
            publish_counts(
                consultation=consultation,
                licence=licence,
                by=None,
                at=now,
                on=timezone.localdate(now),
            )
    with path.open("xb") as out:
        told = write_open_data(mission, out)
    print(
        f"{path}  {how_many(told['rows'], 'row')};"
        f" counts of {how_many(len(told['publications']), 'consultation')}."
    )
    return 0
