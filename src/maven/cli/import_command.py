"""`maven import`"""

import argparse
import sys
from pathlib import Path

from django.utils import timezone, translation

from maven.cli.files import bytes_of
from maven.cli.progress import Progress
from maven.cli.refusing import Refused
from maven.cli.telling import told
from maven.intake.apart import read_apart
from maven.intake.looking import Look, looked_at
from maven.intake.parcels import Parcel
from maven.intake.registry import IMPORTERS, Asked, Importer, Plan
from maven.intake.troubles import Trouble, Unreadable
from maven.missions.models import Mission
from maven.missions.operations.file_imports import (
    FileAlreadyImported,
    NothingNew,
    counts_of,
    import_file,
)
from maven.people.models import Person
from maven.voices.folder import FolderUnreadable, import_folder

BROKEN = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    formats = parser.add_subparsers(dest="format", required=True, metavar="KIND")
    polis = formats.add_parser(
        "polis", help="a folder exported from Polis: comments.csv, votes.csv"
    )
    polis.add_argument("folder", type=Path, metavar="DIR")
    polis.add_argument("--question", default="", help="the question asked (else summary.csv's)")
    polis.add_argument("--source", default="", help="where it comes from (else summary.csv's)")
    _shared(polis)
    with translation.override("en"):
        for importer in IMPORTERS.values():
            _of_importer(formats.add_parser(importer.name, help=str(importer.says)), importer)


def _shared(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--mission", required=True, metavar="SLUG", help="as in its address: /m/SLUG/"
    )
    parser.add_argument("--by", default="", metavar="E-MAIL", help="who imports (the facilitator)")


def _of_importer(parser: argparse.ArgumentParser, importer: Importer) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX, ODS or vCard")
    _shared(parser)
    parser.add_argument("--sheet", default="", help="of a workbook (else the first)")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="LETTER=NAME",
        help=f"what a column holds: {', '.join(column.name for column in importer.columns)}",
    )
    parser.add_argument("--look", action="store_true", help="say what would come in, write nothing")
    parser.add_argument(
        "--only-valid", action="store_true", help="leave the lines to correct aside"
    )
    for option in importer.options:
        if option.choices:
            parser.add_argument(f"--{option.name}", default="", help=str(option.label))
        else:
            parser.add_argument(f"--{option.name}", action="store_true", help=str(option.label))


def run(asked: argparse.Namespace) -> int:
    with translation.override("en"):  # as commands speak
        return run_polis(asked) if asked.format == "polis" else run_importer(asked)


def run_importer(asked: argparse.Namespace) -> int:
    importer, mission = IMPORTERS[asked.format], mission_named(asked.mission)
    by = person_named(asked.by) if asked.by else mission.launched_by
    try:
        seen = _look(asked, importer, mission)
    except Unreadable as unreadable:
        return _broken([unreadable.trouble])
    now = timezone.now()
    told_beside = Asked(
        target=mission, options=seen.parcel.said, at=now, on=timezone.localdate(now)
    )
    plan = importer.plan(seen.lines, told_beside)
    troubles = [*seen.lines.troubles, *plan.troubles]
    for notice in [*seen.lines.notices, *plan.notices]:
        print(told([notice]), file=sys.stderr)
    if troubles and not asked.only_valid:
        return _broken(troubles)
    if asked.look:
        print(f"Would come in: {_counted(plan)}. Nothing was imported.")
        return 0
    try:
        import_file(
            importer=importer,
            lines=seen.lines,
            asked=told_beside,
            fingerprint=seen.fingerprint,
            only_valid=asked.only_valid,
            by=by,
            at=now,
        )
    except FileAlreadyImported as known:
        print(f"Already imported on {known.file_import.imported_at:%Y-%m-%d}: 0 change.")
    except NothingNew:
        print("Everything is there already: 0 change.")
    else:
        print(f"Imported: {_counted(plan)}. It can be taken back for 30 days, on the page.")
    return 0


def _look(asked: argparse.Namespace, importer: Importer, mission: Mission) -> Look:
    said = {option.name: _said(asked, option.name) for option in importer.options}
    for option in importer.options:
        offered = option.choices(mission) if option.choices else []
        if offered and not said[option.name]:
            said[option.name] = offered[0][0]
        elif option.choices and said[option.name] not in dict(offered):
            there = ", ".join(f"{value} ({label})" for value, label in offered) or "none"
            raise Refused(f"--{option.name}: there are: {there}.", code=BROKEN)
    data = bytes_of(asked.file)
    sheet = read_apart(
        asked.file.name,
        data,
        sheet=asked.sheet,
        known=importer.known,
        most_rows=importer.most_rows,
    )
    parcel = Parcel(kind=importer.name, said=said, files={asked.file.name: data})
    return looked_at(parcel, importer, sheet, columns=columns_named(asked.column))


def _said(asked: argparse.Namespace, name: str) -> str:
    value = getattr(asked, name.replace("-", "_"))
    return "yes" if value is True else str(value or "")


def columns_named(words: list[str]) -> dict[int, str]:
    """`B=email` says that the second column holds addresses."""
    found = {}
    for word in words:
        letters, _, name = word.partition("=")
        if not (letters.isascii() and letters.isalpha() and len(letters) <= 2 and name):
            raise Refused(f"--column {word}: write LETTER=NAME, such as B=email.", code=BROKEN)
        index = 0
        for letter in letters.upper():
            index = index * 26 + ord(letter) - 64
        found[index - 1] = name
    return found


def _counted(plan: Plan) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts_of(plan).items())


def _broken(troubles: list[Trouble]) -> int:
    print(told(troubles), file=sys.stderr)
    print("Nothing was imported.", file=sys.stderr)
    return BROKEN


def run_polis(asked: argparse.Namespace) -> int:
    if not asked.folder.is_dir():
        raise Refused(f"{asked.folder}: there is no such folder.", code=BROKEN)
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
            return _broken(list(unreadable.troubles))
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
