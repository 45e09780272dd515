"""`maven tables`"""

import argparse
import time
from pathlib import Path
from typing import Any

import maven
from maven.cli.files import Columns, NotThat, key, read_columns, refuse, words
from maven.cli.refusing import Refused
from maven.cli.showing import add_json, add_seed, how_many, json_text, table_lines

type Key = int | str

SHOWN_WIDTH = 96


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("people", type=Path, metavar="PEOPLE", help="CSV file of who comes")
    parser.add_argument("--size", type=int, required=True, metavar="S", help="people at a table")
    parser.add_argument("--rounds", type=int, required=True, metavar="R", help="how many in a row")
    parser.add_argument("--group", metavar="COLUMN", help="the column whose groups should mix")
    parser.add_argument(
        "--seconds",
        type=float,
        metavar="T",
        help="search at most so long; without it, a fixed number of steps",
    )
    add_seed(parser)
    add_json(parser)


def run(asked: argparse.Namespace) -> int:
    # NumPy: loaded only by the command that reckons.
    from maven.method.matchmaking.parties import TooManySeats  # noqa: PLC0415
    from maven.method.matchmaking.searching import RefusalsLeaveNoSeat  # noqa: PLC0415
    from maven.method.matchmaking.tables import MoreHostsThanTables, tables  # noqa: PLC0415

    for name in ("size", "rounds"):
        if getattr(asked, name) < 1:
            raise Refused(f"--{name} {getattr(asked, name)}: it is at least 1.", code=2)
    if asked.seconds is not None and not 0 < asked.seconds < float("inf"):
        raise Refused(f"--seconds {asked.seconds}: a number above 0 is expected.", code=2)
    if asked.seed < 0:
        raise Refused(f"--seed {asked.seed}: it is at least 0.", code=2)
    party = read(asked.people, asked.group)
    started = time.perf_counter()
    try:
        plan = tables(
            **party, size=asked.size, rounds=asked.rounds, seed=asked.seed, seconds=asked.seconds
        )
    except (RefusalsLeaveNoSeat, MoreHostsThanTables, TooManySeats) as refused:
        raise Refused(f"{asked.people}: {refused}", code=2) from refused
    result = numbers(plan, time.perf_counter() - started, asked.seed)
    print(json_text(result) if asked.json else "\n".join(lines_of(result)))
    return 0


def read(path: Path, column: str | None) -> dict[str, Any]:
    """What `tables` is asked, or every trouble of the file at once."""
    from maven.intake.tables import normal  # noqa: PLC0415 (brings Django's words)

    group = None if column is None else normal(column)
    optional = {"wishes": keys, "refuses": keys, "host": yes}
    if group in ("id", *optional):
        raise Refused(f"--group {column}: the groups are in a column of their own.", code=2)
    wanted = {"id": key} | ({group: str} if group else {})
    table = read_columns(path, wanted, optional)
    refuse(troubles_of(table))
    people = table["id"]
    if not people:
        raise Refused(f"the input is wrong.\n{path.name}: there is nobody in it.", code=2)
    return {
        "people": people,
        "group_of": [cell or None for cell in table[group]] if group else None,
        "wishes": pairs_of(table, "wishes"),
        "refusals": pairs_of(table, "refuses"),
        "hosts": [
            one for one, is_host in zip(people, table.get("host", False), strict=True) if is_host
        ],
    }


def keys(text: str) -> list[Key]:
    return [key(one) for one in words(text)]


def yes(text: str) -> bool:
    if text.casefold() in ("", "0", "no", "non"):
        return False
    if text.casefold() in ("1", "yes", "oui", "x"):
        return True
    raise NotThat("yes or no is expected")


def pairs_of(table: Columns, name: str) -> list[tuple[Key, Key]]:
    return [
        (one, other)
        for one, others in zip(table["id"], table.get(name, ()), strict=True)
        for other in others
    ]


def troubles_of(table: Columns) -> list[str]:
    """Somebody listed twice, and those who are named but do not come, line by line."""
    troubles, known, seen = [], set(table["id"]), set()
    for row, one in enumerate(table["id"]):
        if one in seen:
            troubles.append(table.trouble(row, "id", "is listed twice"))
        seen.add(one)
        for name in ("wishes", "refuses"):
            for other in table[name][row] if name in table else ():
                if other not in known:
                    troubles.append(
                        table.trouble(row, name, f"nobody of the id {other} is among the people")
                    )
                if other == one:
                    troubles.append(table.trouble(row, name, "nobody is named with themselves"))
    return troubles


def numbers(plan: Any, seconds: float, seed: int) -> dict[str, Any]:
    return {
        "people": len(plan.party),
        "size": plan.size,
        "rounds": [[list(table) for table in one] for one in plan.rounds],
        "repeats": plan.repeats,
        "mix": plan.mix,
        "unseated": list(plan.unseated),
        "wishes_kept": [list(pair) for pair in plan.wishes_kept],
        "wishes_missed": [list(pair) for pair in plan.wishes_missed],
        "best_possible": {
            "repeats": plan.least_repeats,
            "mix": plan.best_mix,
            "rounds_without_repeats": plan.most_rounds,
        },
        "method": plan.method,
        "seed": seed,
        "seconds": seconds,
        "version": maven.__version__,
    }


def lines_of(result: dict[str, Any]) -> list[str]:
    """The same for people: what was reached, then a table for each round."""
    best = result["best_possible"]
    lines = [
        f"{how_many(result['people'], 'person', 'people')}, {how_many(len(result['rounds']), 'round')}"
        f" at tables of {result['size']}: {how_many(result['repeats'], 'meeting')} repeated (no plan has fewer than {best['repeats']})."
    ]
    if result["mix"] is not None:
        lines.append(
            f"{result['mix']:.1%} of the pairs at a table come from different groups "
            f"(at best {best['mix']:.1%})."
        )
    kept, missed = result["wishes_kept"], result["wishes_missed"]
    if kept or missed:
        lines.append(
            f"{len(kept)} of {how_many(len(kept) + len(missed), 'wish', 'wishes')} granted."
        )
    lines += [f"Not kept: {a} with {b}." for a, b in missed]
    lines.append("Everybody is seated in every round.")
    for number, tables in enumerate(result["rounds"], 1):
        rows = [(place, short(table)) for place, table in enumerate(tables, 1)]
        lines += ["", f"Round {number}", *table_lines(("table", "people"), rows)]
    return lines


def short(table: list[Key]) -> str:
    line = ", ".join(map(str, table))
    return line if len(line) <= SHOWN_WIDTH else f"{line[: SHOWN_WIDTH - 1]}…"
