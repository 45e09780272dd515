"""`maven erase-mission`"""

import argparse

from django.utils import timezone

from maven.cli.refusing import Refused
from maven.cli.showing import how_many
from maven.config.mission_erasing import erase_mission
from maven.missions.models import Mission


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mission", metavar="SLUG", help="as in its address: /m/SLUG/")
    parser.add_argument("--yes", action="store_true", help="do not ask to type the slug again")
    parser.add_argument("--force", action="store_true", help="even before the day of its handover")


def run(asked: argparse.Namespace) -> int:
    now = timezone.now()
    mission = Mission.objects.filter(slug=asked.mission).first()
    if mission is None:
        there = ", ".join(Mission.objects.order_by("slug").values_list("slug", flat=True)) or "none"
        print(f"There is no mission {asked.mission!r}: nothing to erase. There are: {there}.")
        return 0
    if not mission.is_handed_over(on=timezone.localdate(now)) and not asked.force:
        raise Refused(
            f"{mission.name} is not handed over: its team says the day on the page Handover;"
            " --force erases it all the same."
        )
    if not asked.yes:
        print(
            f"{mission.name} goes whole. First: maven backup, or maven export {mission.slug}"
            f" --to {mission.slug}.zip."
        )
        if typed("Type its slug again to erase it: ") != mission.slug:
            raise Refused("that is not its slug: nothing was erased.")
    gone = erase_mission(mission=mission, at=now)
    print(
        f"Erased: {how_many(gone.rows, 'row')}, {how_many(gone.facts, 'fact')},"
        f" {how_many(gone.files, 'file')}. The head of its journal was {gone.head}."
    )
    print("The bytes leave the store with the next job of the worker.")
    return 0


def typed(words: str) -> str:
    try:
        return input(words).strip()
    except EOFError:
        return ""
