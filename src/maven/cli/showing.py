"""Printing what was reckoned: a table for people, JSON for programs."""

import argparse
import json
from collections.abc import Sequence
from typing import Any

SEED = 2014  # as on the pages


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the numbers for a program")


def add_seed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the only chance ({SEED})")


def json_text(result: dict[str, Any]) -> str:
    return json.dumps(result, ensure_ascii=False, indent=2, allow_nan=False)


def how_many(number: int, one: str, many: str = "") -> str:
    """A number and what is counted, one or many of them.

    >>> how_many(1, "person", "people"), how_many(2, "tie"), how_many(0, "tie")
    ('1 person', '2 ties', '0 ties')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def table_lines(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Columns under their heads, numbers to the right, two spaces between.

    >>> print("\\n".join(table_lines(("who", "share"), [("Ana", 0.5), ("Luc", 12.25)])))
    who  share
    Ana   0.50
    Luc  12.25
    """
    shown = [[cell_text(cell) for cell in row] for row in rows]
    numeric = [
        bool(rows) and all(isinstance(row[index], int | float | None) for row in rows)
        for index in range(len(heads))
    ]
    widths = [
        max([len(head), *(len(row[index]) for row in shown)]) for index, head in enumerate(heads)
    ]
    lines = []
    for row in [list(heads), *shown]:
        cells = [
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    return lines


def cell_text(cell: object) -> str:
    if cell is None:
        return "–"
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)
