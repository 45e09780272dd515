"""`maven landscape`"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maven.cli.refusing import Refused
from maven.cli.showing import add_json, add_seed, how_many, json_text

if TYPE_CHECKING:
    from maven.cli.ballots import Ballots

SHOWN = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH", help="folder or CSV file of votes")
    parser.add_argument(
        "--mode",
        choices=("maven", "polis"),
        default="maven",
        help="polis: as the production server of Polis would reckon (maven)",
    )
    parser.add_argument(
        "--clustered",
        type=Path,
        metavar="FILE",
        help="exactly whom to put in groups, one participant a line",
    )
    parser.add_argument(
        "--left-out",
        type=Path,
        metavar="FILE",
        help="statements to leave out, one a line",
    )
    add_seed(parser)
    add_json(parser)


def run(asked: argparse.Namespace) -> int:
    if not asked.path.exists():
        raise Refused(f"{asked.path}: there is no such file or folder.", code=2)
    # NumPy, and what reads votes with it: loaded only by the command that computes.
    from maven.cli.ballots import listed  # noqa: PLC0415
    from maven.cli.landscape_figures import figures  # noqa: PLC0415
    from maven.cli.votes_file import Broken, ballots_of  # noqa: PLC0415

    try:
        ballots = ballots_of(asked.path)
    except Broken as broken:
        return tell(broken)
    statements = {*ballots.statements, *ballots.accepted, *ballots.refused}
    clustered = listed(asked.clustered, ballots.participants, "gave no vote")
    left_out = listed(asked.left_out, statements, "is not a statement of the votes")
    result = figures(
        ballots,
        mode=asked.mode,
        seed=asked.seed,
        clustered=clustered,
        left_out=frozenset(left_out or ()),
    )
    print(json_text(result) if asked.json else "\n".join(lines_of(result, ballots)))
    return 0


def tell(broken: Any) -> int:
    import django  # noqa: PLC0415 (for the words of the troubles)

    from maven.cli.telling import told  # noqa: PLC0415

    django.setup()
    print(told(broken.troubles), file=sys.stderr)
    return 2


def lines_of(result: dict[str, Any], ballots: "Ballots") -> list[str]:
    """The same for people."""

    def said(one: dict[str, Any], more: str) -> str:
        return f"{one['statement']!s:>6}  {short(ballots.words.get(one['statement'], ''))}{more}"

    lines = [
        f"{how_many(result['participants'], 'participant')}, "
        f"{how_many(result['statements'], 'statement')}, {how_many(result['votes'], 'vote')}; "
        f"{how_many(result['counted'], 'person', 'people')} answered enough to count.",
        alignment_line(result["alignment"]),
    ]
    if not result["enough"]:
        return [*lines, waiting_line(result["missing"])]
    lines += ["", "Families of opinion"]
    for group in result["groups"]:
        lines.append(f"  {group['letter']}  {group['size']:>6} people")
        lines += [
            f"     {one['side']:<9}{said(one, figures_of(one))}"
            for one in result["representative"]
            if one["group"] == group["id"]
        ]
    for title, rows in titled(result):
        if rows:
            lines += ["", title, *(f"  {said(one, figure)}" for one, figure in rows[:SHOWN])]
    return lines


def titled(result: dict[str, Any]) -> list[tuple[str, list[tuple[dict[str, Any], str]]]]:
    """The lists by the names under which they are read, each statement with its figure."""
    several = len(result["groups"]) > 1
    shared = [
        (
            f"Nearly everybody {side}s",
            [
                (one, f" ({100 * one['share']:.0f} %)")
                for one in result["consensus"]
                if one["side"] == side
            ],
        )
        for side in ("agree", "disagree")
    ]
    united = [one for one in result["group_aware_consensus"] if one["selected"] and several]
    divisive = [one for one in result["divisive"] if one["sure"]]
    return [
        *shared,
        (
            "What every family agrees with (product of their shares)",
            [(one, f" ({one['value']:.2f})") for one in united],
        ),
        (
            "What divides most",
            [(one, f" ({100 * one['value']:.0f} points apart)") for one in divisive],
        ),
    ]


def figures_of(trait: dict[str, Any]) -> str:
    return f" ({100 * trait['share']:.0f} %, {trait['ratio']:.1f} × the others)"


def waiting_line(missing: dict[str, Any] | None) -> str:
    if missing is None:
        return "No landscape: all those who count stand in one place."
    difference = ", and a difference of opinion" if missing["difference"] else ""
    return (
        f"No landscape yet, for want of"
        f" {how_many(missing['people'], 'more person', 'more people')} and "
        f"{how_many(missing['statements'], 'more statement')}{difference}."
    )


def alignment_line(measured: dict[str, Any]) -> str:
    if measured["value"] is None:
        return "Alignment: not enough data yet (20 answers on one statement would give it)."
    return (
        f"Alignment: {measured['value']:.2f} (between {measured['low']:.2f} and "
        f"{measured['high']:.2f}, 95 %), on {how_many(measured['statements'], 'statement')}."
    )


def short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 72 else line[:71] + "…"
