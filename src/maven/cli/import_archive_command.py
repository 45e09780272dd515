"""`maven import-archive`"""

import argparse
from pathlib import Path

from django.utils import timezone, translation

from maven.archives.opening import ArchiveUnsound, opened
from maven.archives.operations import AddressTaken, TakenIn, take_in
from maven.cli.import_command import person_named
from maven.cli.progress import Progress
from maven.cli.refusing import Refused
from maven.cli.showing import how_many
from maven.missions.models import Mission, Role
from maven.missions.operations import join
from maven.people.models import Person


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--slug", default="", help="another address for the mission: /m/SLUG/")
    parser.add_argument(
        "--facilitator",
        default="",
        metavar="E-MAIL",
        help="who facilitates it here, when the archive holds no addresses",
    )


def run(asked: argparse.Namespace) -> int:
    with translation.override("en"), Progress() as progress:
        progress(f"Reading {asked.file}")
        try:
            with opened(asked.file) as archive:
                found = take_in(opened=archive, slug=asked.slug, at=timezone.now())
        except ArchiveUnsound as unsound:
            raise Refused(f"nothing was taken in. {unsound}", code=2) from unsound
        except AddressTaken as taken:
            raise Refused(
                f"there is a mission {taken} here: give this one another address with --slug.",
                code=2,
            ) from taken
    tell(found)
    if asked.facilitator:
        entrust(found.mission, asked.facilitator)
    return 0


def tell(found: TakenIn) -> None:
    rows = sum(found.rows.values())
    print(
        f"Taken in: {found.mission.name}, {how_many(rows, 'row')}, {how_many(found.facts, 'fact')}."
    )
    sealed = "the same head as there" if found.unchanged else "sealed again under the keys of here"
    print(f"Journal sound: {sealed}, {found.head}")
    print(found.mission.get_absolute_url())


def entrust(mission: Mission, address: str) -> None:
    """Somebody who can sign in: the accounts of an archive without addresses cannot."""
    person = Person.objects.by_address(address)
    if person is None:
        Person.objects.create_user(address)
        person = person_named(address)
    join(mission=mission, role=Role.FACILITATOR, invited_by=None, by=person, at=timezone.now())
    print(f"{person.email} facilitates it.")
