"""`maven rake`"""

import argparse
from pathlib import Path
from time import perf_counter
from typing import Any

from maven.cli.files import Columns, Tree, number, read_columns, read_json, refuse, word
from maven.cli.showing import add_json, how_many, json_text, table_lines

type Margins = dict[str, dict[str, float]]

SHARES = 1e-6  # margins that add up to 1 this closely are shares
COUNT = "count"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "counts",
        type=Path,
        metavar="COUNTS",
        help="CSV, a row for each cell with its count, or for each person without",
    )
    parser.add_argument("margins", type=Path, metavar="MARGINS", help="JSON of the population")
    add_json(parser)


def run(asked: argparse.Namespace) -> int:
    tree = read_json(asked.margins)
    margins = margins_of(tree)
    table = read_columns(
        asked.counts, dict.fromkeys(margins, word), {COUNT: number(least=0)} if margins else {}
    )
    result = weighed(tree, margins, cells_of(table, margins))
    print(json_text(result) if asked.json else "\n".join(lines_of(result, tuple(margins))))
    return 0


def margins_of(tree: Tree) -> Margins:
    """The totals by variable and category; shares are brought to the totals when there are any."""
    from maven.intake.tables import normal  # noqa: PLC0415 (brings Django's words)

    margins: Margins = {}
    for name, part in tree.table().items():
        known = normal(name)
        if known in margins or known in {"", COUNT}:
            raise part.wrong("each variable has a name of its own, which is not count.")
        margins[known] = {
            category.strip(): one.number(least=0) for category, one in part.table().items()
        }
        if not sum(margins[known].values()):
            raise part.wrong("somebody is in the population: a total above 0 is expected.")
    if not margins:
        raise tree.wrong("at least one variable is expected.")
    sums = {name: sum(one.values()) for name, one in margins.items()}
    population = next((one for one in sums.values() if abs(one - 1) > SHARES), 1.0)
    for name, total in sums.items():
        if abs(total - 1) <= SHARES:
            margins[name] = {key: one * population for key, one in margins[name].items()}
    return margins


def cells_of(table: Columns, margins: Margins) -> dict[tuple[str, ...], float]:
    """The people of each combination, in the order of the margins."""
    strangers = [
        table.trouble(row, name, "this category has no margin")
        for name, known in margins.items()
        for row, category in enumerate(table[name])
        if category not in known
    ]
    refuse(strangers)
    rank = {
        name: {key: place for place, key in enumerate(known)} for name, known in margins.items()
    }
    cells: dict[tuple[str, ...], float] = {}
    for *cell, count in zip(*(table[name] for name in margins), table.get(COUNT, 1), strict=True):
        cells[tuple(cell)] = cells.get(tuple(cell), 0) + count
    ordered = sorted(
        cells, key=lambda cell: [rank[name][key] for name, key in zip(margins, cell, strict=True)]
    )
    return {cell: cells[cell] for cell in ordered}


def weighed(tree: Tree, margins: Margins, cells: dict[tuple[str, ...], float]) -> dict[str, Any]:
    # NumPy: loaded only by the command that computes.
    import numpy as np  # noqa: PLC0415

    from maven import __version__  # noqa: PLC0415
    from maven.method.polls import NobodyRepresents, NotAPoll, OutOfReach, TotalsDiffer, rake  # noqa: PLC0415

    names = tuple(margins)
    places = [{key: place for place, key in enumerate(margins[name])} for name in names]
    codes = np.array(
        [[place[key] for place, key in zip(places, cell, strict=True)] for cell in cells], np.int64
    ).reshape(len(cells), len(names))
    totals = [list(margins[name].values()) for name in names]
    started = perf_counter()
    try:
        found = rake(codes, list(cells.values()), totals)
    except NobodyRepresents as reason:
        name = names[reason.variable]
        category = list(margins[name])[reason.category]
        raise tree.wrong(
            f"{name} « {category} » is in the population and nobody of it answered: no weight can"
            " replace them. Merge it with another category."
        ) from None
    except TotalsDiffer as reason:
        told = ", ".join(
            f"{name} {total:g}" for name, total in zip(names, reason.totals, strict=True)
        )
        raise tree.wrong(f"the margins do not add up to the same population: {told}.") from None
    except (NotAPoll, OutOfReach) as reason:
        raise tree.wrong(str(reason)) from None
    seconds = perf_counter() - started
    raked, trimmed = (
        {
            "weights": one.weights.tolist(),
            "fitted": one.fitted.tolist(),
            "design_effect": one.design_effect,
            "effective_n": one.effective_n,
            "largest_gap": one.largest_gap,
        }
        for one in (found.raked, found.trimmed)
    )
    return {
        "cells": [
            {**dict(zip(names, cell, strict=True)), COUNT: count} for cell, count in cells.items()
        ],
        **raked,
        "trimmed": {**trimmed, "bounded": found.trimmed.bounded},
        "people": found.people,
        "population": found.population,
        "iterations": found.rounds,
        "converged": found.converged,
        "seconds": seconds,
        "version": __version__,
    }


def lines_of(result: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    """The same for people."""
    trimmed = result["trimmed"]
    rows = [
        (*(cell[name] for name in names), cell[COUNT], weight, fitted, kept)
        for cell, weight, fitted, kept in zip(
            result["cells"], result["weights"], result["fitted"], trimmed["weights"], strict=True
        )
    ]
    reached = (
        f"reached in {how_many(result['iterations'], 'round')}"
        if result["converged"]
        else f"not reached after {how_many(result['iterations'], 'round')}, some weights going to 0"
    )
    return [
        *table_lines((*names, COUNT, "weight", "stands for", "trimmed"), rows),
        "",
        f"{result['people']:g} people for a population of {result['population']:g}; margins {reached}"
        f" (largest gap {100 * result['largest_gap']:.2g} %).",
        f"Raked: design effect {result['design_effect']:.2f}, as sure as"
        f" {result['effective_n']:.1f} people drawn by chance.",
        f"Trimmed to [1/5, 5]: design effect {trimmed['design_effect']:.2f}, as sure as"
        f" {trimmed['effective_n']:.1f}; {how_many(trimmed['bounded'], 'person', 'people')} at a bound, largest gap"
        f" {100 * trimmed['largest_gap']:.2g} %.",
    ]
