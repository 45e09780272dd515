"""`maven introduce`"""

import argparse
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import maven
from maven.cli.files import Columns, key, number, read_columns, refuse, words
from maven.cli.refusing import Refused
from maven.cli.showing import add_json, add_seed, how_many, json_text, table_lines

type Key = int | str
type Pair = tuple[Key, Key]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("people", type=Path, metavar="PEOPLE", help="CSV file of who is there")
    parser.add_argument("weights", type=Path, metavar="WEIGHTS", help="CSV file of what is hoped")
    parser.add_argument("--slots", type=int, required=True, metavar="N", help="how many in a row")
    parser.add_argument("--fixed", type=Path, metavar="FILE", help="meetings promised: slot, a, b")
    parser.add_argument("--refusals", type=Path, metavar="FILE", help="who never meets whom: a, b")
    parser.add_argument(
        "--from-slot",
        type=int,
        default=1,
        metavar="K",
        help="plan nothing new before this slot, when some come late (1)",
    )
    add_seed(parser)
    add_json(parser)


def run(asked: argparse.Namespace) -> int:
    if asked.slots < 1:
        raise Refused(f"--slots {asked.slots}: an evening has at least one slot.", code=2)
    if not 1 <= asked.from_slot <= asked.slots:
        raise Refused(f"--from-slot {asked.from_slot}: there is no such slot.", code=2)
    evening = read(asked)
    result = numbers(evening, slots=asked.slots, first=asked.from_slot, seed=asked.seed)
    print(json_text(result) if asked.json else "\n".join(lines_of(result)))
    return 0


def read(asked: argparse.Namespace) -> dict[str, Any]:
    """What `introductions` is asked, or every trouble of the files at once."""
    slot = number(least=1, most=asked.slots, whole=True)
    people = read_columns(
        asked.people,
        {"id": key},
        {
            "most": or_empty(number(least=0, whole=True)),
            "slots": lambda text: [int(slot(one)) for one in words(text)],
            "refuses": keys,
        },
    )
    weights = read_columns(
        asked.weights, {"a": key, "b": key, "weight": number(least=0, most=1e15)}
    )
    known = set(people["id"])
    troubles = twice(people, "id", [(one,) for one in people["id"]], "is listed twice")
    troubles += pairs_troubles(weights, known)
    refusals = [
        (one, other)
        for one, others in zip(people["id"], people.get("refuses", ()), strict=True)
        for other in others
    ]
    fixed: list[tuple[int, Key, Key]] = []
    if asked.refusals:
        listed = read_columns(asked.refusals, {"a": key, "b": key})
        refusals += pairs_of(listed)
    if asked.fixed:
        promised = read_columns(asked.fixed, {"slot": slot, "a": key, "b": key})
        troubles += pairs_troubles(promised, known) + promise_troubles(promised, refusals)
        fixed = list(zip(promised["slot"], promised["a"], promised["b"], strict=True))
    refuse(troubles)
    return {
        "people": people["id"],
        "weights": dict(zip(pairs_of(weights), weights["weight"], strict=True)),
        "refusals": refusals,
        "fixed": fixed,
        "available": of_each(people, "slots"),
        "most": of_each(people, "most"),
    }


def or_empty(cell: Any) -> Any:
    return lambda text: cell(text) if text else None


def keys(text: str) -> list[Key]:
    return [key(one) for one in words(text)]


def of_each(people: Columns, name: str) -> dict[Key, Any]:
    """A cell left empty says nothing: the person is there all the time, has no maximum."""
    cells = zip(people["id"], people.get(name, None), strict=True)
    return {one: cell for one, cell in cells if cell not in (None, [])}


def pairs_of(table: Columns) -> list[Pair]:
    return list(zip(table["a"], table["b"], strict=True))


def pairs_troubles(table: Columns, known: set[Key]) -> list[str]:
    troubles = []
    for row, pair in enumerate(pairs_of(table)):
        troubles += [
            table.trouble(row, name, "nobody of this id is among the people")
            for name, one in zip("ab", pair, strict=True)
            if one not in known
        ]
        if pair[0] == pair[1]:
            troubles.append(table.trouble(row, "b", "nobody meets themselves"))
    either = [tuple(sorted(pair, key=str)) for pair in pairs_of(table)]
    return troubles + twice(table, "b", either, "the pair is listed twice")


def promise_troubles(promised: Columns, refusals: Iterable[Pair]) -> list[str]:
    refused = {frozenset(pair) for pair in refusals}
    troubles = [
        promised.trouble(row, "b", "a refusal is absolute: this pair never meets")
        for row, pair in enumerate(pairs_of(promised))
        if frozenset(pair) in refused
    ]
    busy: set[tuple[int, Key]] = set()
    for row, (slot, pair) in enumerate(zip(promised["slot"], pairs_of(promised), strict=True)):
        for name, one in zip("ab", pair, strict=True):
            if (slot, one) in busy:
                troubles.append(promised.trouble(row, name, f"has two meetings in slot {slot}"))
        busy |= {(slot, one) for one in pair}
    return troubles


def twice(table: Columns, name: str, rows: Sequence[Any], says: str) -> list[str]:
    seen: dict[Any, int] = {}
    troubles = []
    for row, one in enumerate(rows):
        if one in seen:
            troubles.append(
                table.trouble(row, name, f"{says}, as on line {table.lines[seen[one]]}")
            )
        seen.setdefault(one, row)
    return troubles


def numbers(evening: dict[str, Any], *, slots: int, first: int, seed: int) -> dict[str, Any]:
    # NumPy and SciPy: loaded only by the command that computes, and before its clock starts.
    import scipy.optimize  # noqa: PLC0415, F401

    from maven.method.matchmaking import introductions  # noqa: PLC0415

    began = time.perf_counter()
    found = introductions(**evening, slots=slots, closed=range(1, first), seed=seed)
    return {
        "rounds": [[[one.a, one.b] for one in pairs] for pairs in found.rounds],
        "value": found.value,
        "bound": found.bound,
        "gap": found.gap,
        "optimal": found.optimal,
        "meetings": sum(map(len, found.rounds)),
        "per_person": [{"id": one, "meetings": n} for one, n in found.meetings_of.items()],
        "left_out": list(found.left_out),
        "seconds": time.perf_counter() - began,
        "version": maven.__version__,
    }


def lines_of(result: dict[str, Any]) -> list[str]:
    """The same for people."""
    rows = [
        (slot, one, other) for slot, pairs in enumerate(result["rounds"], 1) for one, other in pairs
    ]
    proof = (
        "no plan is worth more"
        if result["optimal"]
        else f"no plan is worth more than {result['bound']:g}: at most {result['gap']:g} is missing"
    )
    lines = [f"{how_many(result['meetings'], 'meeting')}, worth {result['value']:g}; {proof}."]
    if result["left_out"]:
        lines.append(f"Without a meeting: {', '.join(map(str, result['left_out']))}.")
    return [*lines, "", *table_lines(("slot", "a", "b"), rows)]
