"""`maven groups`"""

import argparse
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import maven
from maven.cli.files import Columns, NotThat, key, number, read_columns, refuse
from maven.cli.mdgplib_file import read_mdgplib
from maven.cli.progress import Progress
from maven.cli.refusing import Refused
from maven.cli.showing import add_json, add_seed, how_many, json_text, table_lines

MOST_PEOPLE = 5_000  # a table of 25 million distances
TOGETHER = ("", "never", "wished")

type Key = int | str


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("distances", type=Path, metavar="DISTANCES", help="file of distances")
    parser.add_argument("--mdgplib", action="store_true", help="the file is one of MDGPLIB")
    parser.add_argument("--size", type=int, metavar="S", help="at most so many people a group")
    parser.add_argument("--groups", type=int, metavar="G", help="so many groups, as even as can be")
    parser.add_argument("--seconds", type=float, metavar="T", help="time to search")
    add_seed(parser)
    add_json(parser)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """People, their distances, the groups wanted."""

    people: tuple[Key, ...]
    distance: Any
    bounds: tuple[tuple[int, int], ...]
    refused: list[tuple[int, int]]
    wished: list[tuple[int, int]]


def run(asked: argparse.Namespace) -> int:
    if asked.seconds is not None and not 0 < asked.seconds < float("inf"):
        raise Refused("--seconds is a positive number.", code=2)
    if asked.mdgplib and (asked.size or asked.groups):
        raise Refused("with --mdgplib the file says the sizes of the groups.", code=2)
    if not asked.mdgplib and (asked.size is None) == (asked.groups is None):
        raise Refused("say either --size or --groups.", code=2)
    wanted = of_mdgplib(asked.distances) if asked.mdgplib else of_table(asked)
    result = numbers(wanted, asked)
    print(json_text(result) if asked.json else "\n".join(lines_of(result)))
    return 0


def of_mdgplib(path: Path) -> Asked:
    import numpy as np  # noqa: PLC0415 (only the command that computes)

    instance = read_mdgplib(path)
    few_enough(path.name, instance.people)
    distance = np.zeros((instance.people, instance.people))
    for (a, b), value in instance.pairs.items():
        distance[a, b] = distance[b, a] = value
    return Asked(
        people=tuple(range(instance.people)),
        distance=distance,
        bounds=instance.bounds,
        refused=[],
        wished=[],
    )


def of_table(asked: argparse.Namespace) -> Asked:
    from maven.method.matchmaking import groups  # noqa: PLC0415 (brings NumPy)
    from maven.method.matchmaking.distances import table_of  # noqa: PLC0415

    path = asked.distances
    columns = read_columns(
        path, {"a": key, "b": key, "distance": number(least=0)}, {"together": together}
    )
    refuse(doubles(columns))
    few_enough(path.name, len({*columns["a"], *columns["b"]}))
    people, distance = table_of(zip(columns["a"], columns["b"], columns["distance"], strict=True))
    row = {person: index for index, person in enumerate(people)}
    said: dict[str, list[tuple[int, int]]] = {name: [] for name in TOGETHER}
    asked_for = columns.get("together", "")
    for a, b, how in zip(columns["a"], columns["b"], asked_for, strict=True):
        said[how].append((row[a], row[b]))
    try:
        bounds = groups.even_sizes(len(people), size=asked.size, groups=asked.groups)
    except groups.SizesDoNotAddUp as wrong:
        raise Refused(f"{path.name}: {wrong}", code=2) from wrong
    return Asked(
        people=people,
        distance=distance,
        bounds=bounds,
        refused=said["never"],
        wished=said["wished"],
    )


def together(text: str) -> str:
    if text.casefold() not in TOGETHER:
        raise NotThat("never, wished or nothing is expected")
    return text.casefold()


def doubles(columns: Columns) -> list[str]:
    """What only the whole table shows: somebody with himself, a pair listed twice."""
    troubles = []
    lines: dict[frozenset[Key], int] = {}
    for index, (a, b) in enumerate(zip(columns["a"], columns["b"], strict=True)):
        first = lines.setdefault(frozenset((a, b)), columns.lines[index])
        if a == b:
            troubles.append(columns.trouble(index, "b", "two different people are expected"))
        elif first != columns.lines[index]:
            says = f"this pair is on line {first} already"
            troubles.append(columns.trouble(index, "b", says))
    return troubles


def few_enough(file: str, people: int) -> None:
    if people > MOST_PEOPLE:
        raise Refused(f"{file}: {people} people; at most {MOST_PEOPLE} are grouped.", code=2)


def numbers(wanted: Asked, asked: argparse.Namespace) -> dict[str, Any]:
    from maven.method.matchmaking import groups  # noqa: PLC0415 (brings NumPy)

    started = time.perf_counter()
    try:
        with Progress() as progress:
            if asked.seconds:
                progress(f"Searching for {asked.seconds:g} s at most")
            found = groups.diverse_groups(
                wanted.distance,
                bounds=wanted.bounds,
                refused=wanted.refused,
                wished=wanted.wished,
                seconds=asked.seconds,
                seed=asked.seed,
            )
    except ValueError as wrong:
        raise Refused(f"{asked.distances.name}: {wrong}", code=2) from wrong
    members = [[wanted.people[row] for row in group] for group in found.groups]
    return {
        "value": found.value,
        "bound": found.bound,
        "proved": found.proved,
        "groups": members,
        "sizes": [len(group) for group in members],
        "people": len(wanted.people),
        "refusals": len(wanted.refused),
        "wishes": len(wanted.wished),
        "wishes_granted": found.granted,
        "seed": asked.seed,
        "seconds": time.perf_counter() - started,
        "version": maven.__version__,
    }


def lines_of(result: dict[str, Any]) -> list[str]:
    """The same for people."""
    proof = "no groups are better: proved" if result["proved"] else "the best found"
    lines = [f"Diversity {result['value']:.10g} (at most {result['bound']:.10g}; {proof})."]
    if result["wishes"]:
        lines.append(
            f"{result['wishes_granted']} of {how_many(result['wishes'], 'wish', 'wishes')} granted."
        )
    if result["refusals"]:
        lines.append(f"{how_many(result['refusals'], 'refusal')}: none is broken.")
    rows = [
        (number, len(group), " ".join(str(one) for one in group))
        for number, group in enumerate(result["groups"], 1)
    ]
    return [*lines, "", *table_lines(("group", "people", "who"), rows)]
