"""`maven effort`"""

import argparse
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import maven
from maven.cli.files import Cell, Columns, number, read_columns, refuse, word
from maven.cli.refusing import Refused
from maven.cli.showing import add_json, add_seed, json_text, table_lines
from maven.cli.toolbox_file import perhaps, read_toolbox

type Figures = tuple[float, float, float]

AMOUNT = perhaps(number(least=0, most=1e6), None)
TURNS = perhaps(number(least=0, most=10_000, whole=True), None)
OPTIONAL: dict[str, Cell] = {
    **dict.fromkeys(("low", "likely", "high", "rate", "logged"), AMOUNT),
    **dict.fromkeys(("turns-low", "turns-high", "done"), TURNS),
    "profile": str,
}
MOST_DRAWS = 10_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "quantities", type=Path, nargs="?", metavar="QUANTITIES", help="CSV file of the work"
    )
    parser.add_argument(
        "--mission", metavar="SLUG", help="the quotation of this mission, instead of a file"
    )
    parser.add_argument(
        "--catalogue", type=Path, metavar="CSV", help="days of the kinds; else those of the product"
    )
    parser.add_argument(
        "--unlisted",
        action="store_true",
        help="add what the table of a mission forgets (reading, writing, synthesis, tooling, online)",
    )
    parser.add_argument(
        "--rate", type=float, default=0.0, help="cost of a day where no rate is given"
    )
    parser.add_argument("--draws", type=int, default=100_000, help="of the chance (100000)")
    parser.add_argument(
        "--together", type=float, default=0.4, help="how much all slips together, 0 to 1 (0.4)"
    )
    add_seed(parser)
    add_json(parser)


def run(asked: argparse.Namespace) -> int:
    if not (
        100 <= asked.draws <= MOST_DRAWS and 0 <= asked.together <= 1 and 0 <= asked.rate < 1e6
    ):
        raise Refused(
            f"--draws is from 100 to {MOST_DRAWS}, --together from 0 to 1, --rate from 0.", code=2
        )
    if (asked.mission is None) == (asked.quantities is None):
        raise Refused("name a file of quantities, or a mission with --mission.", code=2)
    if asked.mission is not None:
        result = numbers_of_mission(asked)
        print(json_text(result) if asked.json else "\n".join(lines_of(result)))
        return 0
    table = read_columns(asked.quantities, {"kind": word}, OPTIONAL)
    works = works_of(table, days_known(asked.catalogue), rate=asked.rate)
    result = numbers(works, asked)
    print(json_text(result) if asked.json else "\n".join(lines_of(result)))
    return 0


def days_known(path: Path | None) -> dict[str, Figures]:
    """The days of one turn of the kinds of the catalogue: one time in ten, in two, nine in ten."""
    table = read_toolbox(path)
    half = table.get("effort-p50-pd", None) if "effort-p50-pd" in table else table["days"]
    low = table.values.get("effort-p10-pd", half)
    high = table.values.get("effort-p90-pd", half)
    return dict(zip(table["slug"], zip(low, half, high, strict=True), strict=True))


def works_of(table: Columns, known: dict[str, Figures], *, rate: float) -> list[Any]:
    """The work of each row; `Refused` names every row that is none."""
    from maven.method.effort import AWorkOutOfBounds  # noqa: PLC0415 (brings NumPy)

    works, troubles = [], []
    for row in range(len(table)):
        cells = {name: column[row] for name, column in table.values.items()}
        try:
            works.append(work_of(cells, known, rate))
        except AWorkOutOfBounds as wrong:
            troubles.append(table.trouble(row, "kind", str(wrong)))
    refuse(troubles)
    return works


def work_of(cells: dict[str, Any], known: dict[str, Figures], rate: float) -> Any:
    from maven.method.effort import UNLISTED, AWorkOutOfBounds, Work  # noqa: PLC0415

    slug = cells["kind"]
    figures, curve = days_of(cells, known)
    # One bound alone stands for both: so many turns, neither more nor less.
    bounds = [cells[name] for name in ("turns-low", "turns-high") if cells.get(name) is not None]
    bounds = bounds or list(UNLISTED[slug][1] if slug in UNLISTED else (1, 1))
    logged, done = cells.get("logged"), cells.get("done")
    if done is not None and logged is None:
        raise AWorkOutOfBounds("turns are done but no days are logged")
    return Work(
        slug=slug,
        low=figures[0],
        likely=figures[1],
        high=figures[2],
        turns_low=bounds[0],
        turns_high=bounds[-1],
        curve=curve,
        rate=rate if cells.get("rate") is None else cells["rate"],
        profile=cells.get("profile") or "",
        logged=logged,
        done=done,
    )


def days_of(cells: dict[str, Any], known: dict[str, Figures]) -> tuple[Figures, Any]:
    """The days of one turn, and how they are meant: those given, else those known of the kind."""
    from maven.method.effort import UNLISTED, AWorkOutOfBounds  # noqa: PLC0415

    slug = cells["kind"]
    given = [cells[name] for name in ("low", "likely", "high") if cells.get(name) is not None]
    if len(given) == 3:
        return (given[0], given[1], given[2]), "pert"
    if given:
        raise AWorkOutOfBounds("low, likely and high go together")
    if slug in UNLISTED:
        return UNLISTED[slug][0], "pert"
    if slug in known:
        return known[slug], "quantiles"
    raise AWorkOutOfBounds("the catalogue has no such kind: low, likely and high are needed")


def numbers(works: list[Any], asked: argparse.Namespace) -> dict[str, Any]:
    from maven.method.effort import UNLISTED, unlisted  # noqa: PLC0415

    there = {work.slug for work in works}
    forgotten = [slug for slug in UNLISTED if slug not in there]
    added = [replace(one, rate=asked.rate) for one in unlisted() if one.slug in forgotten]
    listed = [work for work in works if work.slug not in UNLISTED]
    if asked.unlisted:
        works, added, forgotten = [*works, *added], [], []
    return told(works, listed, [*works, *added], asked, forgotten=forgotten)


def numbers_of_mission(asked: argparse.Namespace) -> dict[str, Any]:
    """The same of a mission's quotation: what its page says."""
    import django  # noqa: PLC0415 (what reckons from a file does not need it)

    django.setup()
    from maven.missions.models import Mission  # noqa: PLC0415 (once Django is there)
    from maven.reports.assumptions import from_json  # noqa: PLC0415
    from maven.reports.estimating import works_of  # noqa: PLC0415
    from maven.reports.quotation_queries import standing  # noqa: PLC0415

    mission = Mission.objects.filter(slug=asked.mission).first()
    quotation = standing(mission) if mission else None
    if quotation is None:
        raise Refused(f"no mission {asked.mission!r} has a quotation.", code=2)
    listed, works = works_of(from_json(quotation.assumptions))
    return told(works, listed, works, asked, forgotten=[])


def told(
    works: list[Any],
    listed: list[Any],
    whole: list[Any],
    asked: argparse.Namespace,
    *,
    forgotten: list[str],
) -> dict[str, Any]:
    """The figures of the works; and the days of the kinds listed and of the whole mission."""
    from maven.method.effort import effort, forecast  # noqa: PLC0415
    from maven.method.plain import plain  # noqa: PLC0415

    chance = {"draws": asked.draws, "together": asked.together, "seed": asked.seed}
    started = time.perf_counter()
    found = forecast(works, **chance)
    seconds = time.perf_counter() - started
    return {
        "listed": plain(found.days if listed == works else forecast(listed, **chance).days),
        "whole": plain(found.days if whole == works else forecast(whole, **chance).days),
        "days": plain(found.days),
        "cost": plain(found.cost),
        "left": plain(found.left),
        "profiles": [
            {"profile": name, "days": days, "cost": cost}
            for name, (days, cost) in found.profiles.items()
        ],
        "lines": plain(found.lines),
        "pace": plain(found.pace),
        "foreseen": plain(effort(works, together=asked.together)),
        "unlisted": forgotten,
        "draws": found.draws,
        "together": found.together,
        "seed": asked.seed,
        "seconds": seconds,
        "version": maven.__version__,
    }


def lines_of(result: dict[str, Any]) -> list[str]:
    """The same for people."""
    days, cost = result["days"], result["cost"]
    lines = [
        f"{days['p50']:.1f} days as likely more as less, {days['p80']:.1f} to be prudent"
        f" (one time in ten under {days['p10']:.1f}, one in ten over {days['p90']:.1f})."
    ]
    lines += [
        f"{name}: {result[key]['p50']:.1f} (P50), {result[key]['p80']:.1f} (P80)."
        for name, key in (("The kinds listed", "listed"), ("The whole mission", "whole"))
        if result[key] != days
    ]
    if cost["mean"]:
        lines.append(
            f"Cost: {cost['p50']:,.0f} as likely more as less, {cost['p80']:,.0f} to be prudent."
        )
    if result["pace"]:
        pace = result["pace"]
        lines.append(
            f"Pace: {pace['ratio']:.2f} days spent for each foreseen ({pace['low']:.2f} to"
            f" {pace['high']:.2f}, 80 %); {result['left']['p50']:.1f} days remain"
            f" ({result['left']['p80']:.1f} to be prudent)."
        )
    rows = [
        (
            one["slug"],
            one["profile"] or "–",
            one["turns"],
            one["logged"],
            one["days"]["mean"],
            one["days"]["p80"],
            one["cost"],
            f"{100 * one['share']:.1f} %",
            f"{100 * one['spread']:.1f} %",
        )
        for one in result["lines"]
    ]
    heads = (
        "kind",
        "profile",
        "turns",
        "logged",
        "mean",
        "p80",
        "cost",
        "of the days",
        "of the doubt",
    )
    lines += ["", *table_lines(heads, rows)]
    if result["unlisted"]:
        lines += [
            "",
            f"Not listed, and work all the same: {', '.join(result['unlisted'])} (--unlisted).",
        ]
    return lines
