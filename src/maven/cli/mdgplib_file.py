"""Reading an instance of MDGPLIB: sizes on the first line, then `i j distance`, pair by pair."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from maven.cli.files import UNREADABLE, bytes_of, refuse, told_in_english
from maven.cli.refusing import Refused

SIZES = ("ss", "ds")  # all groups of one size, or each within bounds of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """n people 0 … n - 1, the bounds of each group, the distance of every pair."""

    people: int
    bounds: tuple[tuple[int, int], ...]
    pairs: dict[tuple[int, int], float]


def read_mdgplib(path: Path) -> Instance:
    """The instance, plain or compressed; `Refused` names every wrong cell by line and column."""
    from maven.intake.decoding import LINE_END, decoded, unpacked  # noqa: PLC0415 (Django's words)
    from maven.intake.troubles import Unreadable  # noqa: PLC0415

    try:
        text, _ = decoded(path.name, unpacked(path.name, bytes_of(path)))
    except Unreadable as unreadable:
        raise Refused(told_in_english(unreadable.trouble), code=UNREADABLE) from unreadable
    lines = [(place, line.split()) for place, line in enumerate(LINE_END.split(text), 1)]
    lines = [(place, cells) for place, cells in lines if cells]
    if not lines:
        refuse([f"{path.name}: the file is empty"])
    people, bounds = head_of(path.name, *lines[0])
    pairs: dict[tuple[int, int], float] = {}
    troubles = []
    for place, cells in lines[1:]:
        trouble = add_pair(pairs, cells, people)
        if trouble:
            troubles.append(f"{path.name}:{place}: {trouble}")
    refuse(troubles)
    missing = people * (people - 1) // 2 - len(pairs)
    if missing:
        a, b = first_missing(pairs, people)
        refuse([f"{path.name}: the distances of {missing} pairs are missing, the first {a} {b}"])
    return Instance(people=people, bounds=bounds, pairs=pairs)


def head_of(file: str, place: int, cells: Sequence[str]) -> tuple[int, tuple[tuple[int, int], ...]]:
    """`n groups ss|ds` and the least and the most of each group."""
    says = "expected are the number of people, of groups, ss or ds, then a least and a most a group"
    numbers = [number_of(cell) for cell in (*cells[:2], *cells[3:])]
    for column, number in zip((1, 2, *range(4, len(cells) + 1)), numbers, strict=False):
        if number is None:
            refuse([f"{file}:{place}: column {column}: {says} [{cells[column - 1]}]"])
    known = [number for number in numbers if number is not None]
    if len(cells) < 3 or cells[2] not in SIZES or len(known) != 2 + 2 * known[1]:
        refuse([f"{file}:{place}: {says} [{' '.join(cells)[:60]}]"])
    return known[0], tuple(zip(known[2::2], known[3::2], strict=True))


def add_pair(pairs: dict[tuple[int, int], float], cells: Sequence[str], people: int) -> str | None:
    """Note one line, or the words for what is wrong with it."""
    if len(cells) != 3:
        return f"two people and a distance are expected [{' '.join(cells)[:60]}]"
    ends = [number_of(cell) for cell in cells[:2]]
    for column, end in enumerate(ends, 1):
        if end is None or end >= people:
            return f"column {column}: a number from 0 to {people - 1} is expected [{cells[column - 1]}]"
    a, b = sorted(end for end in ends if end is not None)
    if a == b:
        return f"column 2: a distance is between two different people [{b}]"
    if (a, b) in pairs:
        return f"column 2: the distance between {a} and {b} is given twice [{cells[1]}]"
    try:
        distance = float(cells[2])
    except ValueError:
        distance = math.nan
    if not 0 <= distance < math.inf:
        return f"column 3: a number is expected, at least 0 [{cells[2]}]"
    pairs[a, b] = distance
    return None


def number_of(cell: str) -> int | None:
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 9 else None


def first_missing(pairs: dict[tuple[int, int], float], people: int) -> tuple[int, int]:
    return next((a, b) for a in range(people) for b in range(a + 1, people) if (a, b) not in pairs)
