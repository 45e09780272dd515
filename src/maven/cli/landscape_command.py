"""`maven landscape`"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import django

from maven.cli.refusing import Refused
from maven.cli.telling import told
from maven.cli.votes_file import Ballots, Broken, ballots_of

SEED = 2014  # as on the pages
LETTERS = "ABCDEFGHIJ"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH", help="folder or CSV file of votes")
    parser.add_argument("--json", action="store_true", help="print the numbers for a program")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the only chance ({SEED})")


def run(asked: argparse.Namespace) -> int:
    if not asked.path.exists():
        raise Refused(f"{asked.path}: there is no such file or folder.", code=2)
    try:
        ballots = ballots_of(asked.path)
    except Broken as broken:
        django.setup()  # for the words of the troubles
        print(told(broken.troubles), file=sys.stderr)
        return 2
    result = numbers(ballots, asked.seed)
    if asked.json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines_of(result, ballots)))
    return 0


def numbers(ballots: Ballots, seed: int) -> dict[str, Any]:
    # NumPy and SciPy: loaded only by the command that computes.
    from maven.method.alignment import alignment  # noqa: PLC0415
    from maven.method.landscape import landscape  # noqa: PLC0415
    from maven.method.plain import plain  # noqa: PLC0415
    from maven.method.votes import votes_of  # noqa: PLC0415

    votes = votes_of(ballots.triples, statements=ballots.selected)
    found = landscape(votes, seed=seed, selected=ballots.selected)
    families = found.group_of if found.enough else None
    measured = alignment(votes, group_of=families, selected=ballots.selected, seed=seed)
    return {
        "algorithm": found.algorithm,
        "seed": seed,
        "participants": len(votes.participants),
        "statements": len(votes.statements),
        "votes": len(votes),
        "counted": int(found.counted.sum()),
        "enough": found.enough,
        "missing": plain(found.missing) if found.missing else None,
        "groups": [{"letter": LETTERS[one.number], "size": one.size} for one in found.groups],
        "consensus": [one.statement for one in found.agreed],
        "refused": [one.statement for one in found.refused],
        "dividing": list(found.dividing),
        "explained": list(found.explained),
        "stability": found.stability,
        "alignment": {
            "index": measured.overall,
            "low": measured.low,
            "high": measured.high,
            "between": measured.between,
            "statements": measured.counted,
            "people": measured.people,
        },
    }


def lines_of(result: dict[str, Any], ballots: Ballots) -> list[str]:
    """The same for people."""
    lines = [
        f"{result['participants']} participants, {result['statements']} statements, "
        f"{result['votes']} votes; {result['counted']} people answered enough to count.",
        alignment_line(result["alignment"]),
    ]
    if not result["enough"]:
        missing = result["missing"]
        lines.append(
            f"No landscape yet: {missing['people']} more people and {missing['statements']} more "
            "statements are needed" + (", and a difference of opinion." * missing["difference"])
        )
        return lines
    lines += ["", "Families of opinion"]
    lines += [f"  {one['letter']}  {one['size']:>6} people" for one in result["groups"]]
    for title, name in (
        ("Nearly everybody agrees", "consensus"),
        ("What divides most", "dividing"),
    ):
        lines += ["", title]
        lines += [f"  {one!s:>6}  {short(ballots.words.get(one, ''))}" for one in result[name][:5]]
    return lines


def alignment_line(measured: dict[str, Any]) -> str:
    if measured["index"] is None:
        return "Alignment: not enough data yet (20 answers on one statement would give it)."
    return (
        f"Alignment: {measured['index']:.2f} (between {measured['low']:.2f} and "
        f"{measured['high']:.2f}, 95 %), on {measured['statements']} statements."
    )


def short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 72 else line[:71] + "…"
