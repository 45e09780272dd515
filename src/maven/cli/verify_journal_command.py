"""`maven verify-journal`"""

import argparse

from maven.cli.refusing import Refused
from maven.cli.showing import how_many
from maven.journal.models import Chain
from maven.journal.operations import JournalTampered, verify
from maven.reports.sealing import Sealed, changed_reports

TOLD = {
    Sealed.CHANGED: "CHANGED",
    Sealed.PERHAPS: "no longer, and somebody was erased since, whose name may be what is missing:",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--chain", default="", metavar="NAME", help="only this one: mission-1")
    parser.add_argument(
        "--since", metavar="HEAD", help="a head kept earlier: it must still be in the chain"
    )


def run(asked: argparse.Namespace) -> int:
    if asked.since and not asked.chain:
        raise Refused("--since speaks of one chain: name it with --chain.", code=2)
    there = list(Chain.objects.order_by("pk").values_list("name", flat=True))
    if asked.chain and asked.chain not in there:
        raise Refused(f"there is no chain {asked.chain!r}.", code=2)
    broken = 0
    for name in [asked.chain] if asked.chain else there:
        try:
            found = verify(name, since=asked.since)
        except JournalTampered as tampered:
            broken += 1
            print(f"CHANGED {tampered}")
        else:
            for report, seal in changed_reports(name):
                broken += seal is Sealed.CHANGED
                print(f"{TOLD[seal]} {name}: stage report {report.sprint.number}, as it was issued")
            print(f"sound   {found.chain}  {how_many(found.length, 'fact')}  head {found.head}")
    return int(broken > 0)
