"""`maven exploration`"""

import argparse
from pathlib import Path
from time import perf_counter
from typing import Any

from maven.cli.files import UNREADABLE, Columns, key, number, read_columns, refuse, word
from maven.cli.refusing import Refused
from maven.cli.showing import add_json, add_seed, how_many, json_text, table_lines

TARGET = 0.95
MOST = 10**12  # contributions of a theme


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="THEMES", help="CSV of themes")
    parser.add_argument(
        "--target",
        type=float,
        default=TARGET,
        help=f"the coverage at which everything has been said ({TARGET})",
    )
    add_seed(parser)
    add_json(parser)


def run(asked: argparse.Namespace) -> int:
    if not 0 < asked.target < 1:
        raise Refused("--target is a share between 0 and 1.", code=UNREADABLE)
    table = read_columns(
        asked.path,
        {"theme": word},
        {"count": number(least=0, most=MOST, whole=True), "contribution": word, "sprint": key},
    )
    refuse(doubles(table))
    result = explored(asked, table)
    print(json_text(result) if asked.json else "\n".join(lines_of(result)))
    return 0


def doubles(table: Columns) -> list[str]:
    """A contribution has one theme; a theme has one count in each sprint."""
    by = "contribution" if "contribution" in table else "theme" if "count" in table else None
    if by is None:
        return []
    known: set[Any] = set()
    wrong = []
    sprints = table.get("sprint", None) if by == "theme" else [None] * len(table)
    for row, one in enumerate(zip(table[by], sprints, strict=True)):
        if one in known:
            wrong.append(table.trouble(row, by, f"this {by} is listed twice"))
        known.add(one)
    return wrong


def counted(table: Columns) -> tuple[list[Any], list[list[int]]]:
    """The sprints in their order, and how many contributions each theme has in each."""
    sprints = table.get("sprint", None)
    order = sorted(set(sprints), key=lambda one: (isinstance(one, str), one))
    themes = {theme: place for place, theme in enumerate(sorted(set(table["theme"])))}
    counts = [[0] * len(themes) for _ in order]
    place_of = {sprint: place for place, sprint in enumerate(order)}
    for sprint, theme, count in zip(sprints, table["theme"], table.get("count", 1), strict=True):
        counts[place_of[sprint]][themes[theme]] += count
    return order, counts


def explored(asked: argparse.Namespace, table: Columns) -> dict[str, Any]:
    # NumPy and SciPy: loaded only by the command that computes.
    from maven import __version__  # noqa: PLC0415
    from maven.method.exploration import (  # noqa: PLC0415
        TooFewContributions,
        discovery,
        exploration,
    )
    from maven.method.plain import plain  # noqa: PLC0415

    sprints, counts = counted(table)
    started = perf_counter()
    try:
        whole = [sum(column) for column in zip(*counts, strict=True)]
        found = exploration(whole, target=asked.target, seed=asked.seed)
        steps = discovery(counts) if "sprint" in table else ()
    except TooFewContributions as reason:
        raise Refused(f"{asked.path.name}: {reason}", code=UNREADABLE) from None
    return {
        **plain(found),
        "sprints": [
            {"sprint": sprint, **plain(step)} for sprint, step in zip(sprints, steps, strict=False)
        ],
        "seed": asked.seed,
        "seconds": perf_counter() - started,
        "version": __version__,
    }


def lines_of(result: dict[str, Any]) -> list[str]:
    """The same for people."""
    wide, target = result["richness"], percent(result["target"])
    says = {
        "exploring": "still exploring: new themes are coming",
        "saturating": "saturating: nearly everything has been said",
        "unsure": f"not sure on which side of {target}",
    }[result["verdict"]]
    more = (
        f"About {how_many(result['more'], 'more contribution')} would cover {target}."
        if result["more"]
        else f"{target} is covered."
    )
    lines = [
        f"{how_many(result['contributions'], 'contribution')}, {how_many(result['themes'], 'theme')}"
        f" ({result['once']} came once, {result['twice']} twice).",
        f"Coverage: {percent(result['coverage'])} (between {percent(result['low'])} and"
        f" {percent(result['high'])}, 95 %), {says}.",
        f"The next contribution brings a new theme with probability"
        f" {percent(1 - result['coverage'])}. {more}",
        f"Themes in all, at least about: {wide['value']:.1f} (between {wide['low']:.1f} and"
        f" {wide['high']:.1f}, 95 %).",
    ]
    rows = [
        (one["sprint"], one["contributions"], one["new"], one["themes"], one["expected"])
        for one in result["sprints"]
    ]
    heads = ("sprint", "contributions", "new themes", "themes", "expected")
    return [*lines, "", *table_lines(heads, rows)] if rows else lines


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"
