"""`maven ties`"""

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maven import __version__
from maven.cli import files
from maven.cli.refusing import Refused
from maven.cli.showing import add_json, add_seed, how_many, json_text, table_lines

if TYPE_CHECKING:
    from maven.method.resilience import Carrier, Fall, Resilience
    from maven.method.ties import Mixing, Ties
    from maven.method.votes import Key

PERMUTATIONS = 999
SHOWN = 10
WEIGHT = files.number(least=1e-9, most=1e9)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ties", type=Path, metavar="TIES", help="CSV: a, b, weight, a_group, b_group"
    )
    parser.add_argument(
        "--team",
        type=Path,
        metavar="FILE",
        help="those who will leave, one a line: what falls then",
    )
    parser.add_argument(
        "--carriers", type=Path, metavar="FILE", help="CSV: thing, kind, person: who carries what"
    )
    parser.add_argument(
        "--critical", type=int, default=2, metavar="K", help="how many critical people to find (2)"
    )
    add_json(parser)
    add_seed(parser)


def run(asked: argparse.Namespace) -> int:
    columns = read_ties(asked.ties)
    group_of = groups_of(columns)
    carriers = carriers_of(asked.carriers) if asked.carriers else []
    known = {*columns["a"], *columns["b"]}
    team = team_of(asked.team, known | {one.person for one in carriers}) if asked.team else []
    if asked.critical < 1:
        raise Refused("--critical: at least 1 is expected.", code=files.UNREADABLE)
    result = numbers(columns, group_of, team, carriers, asked)
    print(json_text(result) if asked.json else "\n".join(lines_of(result)))
    return 0


def read_ties(path: Path) -> files.Columns:
    """The table of ties: every pair once, nobody with oneself, weights above 0."""
    columns = files.read_columns(
        path,
        {"a": files.key, "b": files.key},
        {"weight": WEIGHT, "a-group": files.word, "b-group": files.word},
    )
    seen: dict[tuple[Any, Any], int] = {}
    troubles = []
    for row, (one, two) in enumerate(zip(columns["a"], columns["b"], strict=True)):
        pair = (one, two) if (str(one), one) < (str(two), two) else (two, one)
        if one == two:
            troubles.append(columns.trouble(row, "b", "a tie joins two different people"))
        elif pair in seen:
            before = columns.lines[seen[pair]]
            troubles.append(columns.trouble(row, "b", f"this tie is already on line {before}"))
        seen.setdefault(pair, row)
    files.refuse(troubles)
    if not len(columns):
        raise Refused(f"{columns.file}: there is no tie.", code=files.UNREADABLE)
    return columns


def groups_of(columns: files.Columns) -> "dict[Key, str] | None":
    """Each one's group; None when the file tells no groups."""
    told = [name for name in ("a-group", "b-group") if name in columns]
    if len(told) == 1:
        missing = "b-group" if told == ["a-group"] else "a-group"
        raise Refused(
            f"the input is wrong.\n{columns.file}: column {told[0]} goes with {missing}, "
            "which is missing.",
            code=files.UNREADABLE,
        )
    if not told:
        return None
    group_of: dict[Key, str] = {}
    line_of: dict[Key, int] = {}
    troubles = []
    for row in range(len(columns)):
        for end in ("a", "b"):
            person, group = columns[end][row], columns[f"{end}-group"][row]
            if group_of.setdefault(person, group) != group:
                says = f"{person} is of {group_of[person]} on line {line_of[person]}"
                troubles.append(columns.trouble(row, f"{end}-group", says))
            line_of.setdefault(person, columns.lines[row])
    files.refuse(troubles)
    return group_of


def team_of(path: Path, known: "set[Key]") -> "list[Key]":
    """One identifier a line; the empty lines and a head `id` are passed over."""
    try:
        text = files.bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            f"{path.name}: byte {error.start} is not UTF-8.", code=files.UNREADABLE
        ) from None
    team, troubles = [], []
    for line, words in enumerate(text.splitlines(), start=1):
        if not words.strip() or (line == 1 and words.strip().casefold() == "id"):
            continue
        person = files.key(words.strip())
        if person not in known:
            troubles.append(f"{path.name}:{line}: nobody of that name has a tie [{person}]")
        team.append(person)
    if not team:
        troubles.append(f"{path.name}: nobody is listed.")
    files.refuse(troubles)
    return team


def carriers_of(path: Path) -> "list[Carrier]":
    from maven.method.resilience import Carrier  # noqa: PLC0415 (NumPy)

    columns = files.read_columns(
        path, {"thing": files.key, "kind": files.word, "person": files.key}
    )
    rows = zip(columns["thing"], columns["kind"], columns["person"], strict=True)
    return [Carrier(thing=thing, kind=kind, person=person) for thing, kind, person in rows]


def numbers(
    columns: files.Columns,
    group_of: "dict[Key, str] | None",
    team: "list[Key]",
    carriers: "list[Carrier]",
    asked: argparse.Namespace,
) -> dict[str, Any]:
    # NumPy and SciPy: loaded only by the command that computes, before its time is taken.
    import scipy.sparse.csgraph  # noqa: F401, PLC0415

    from maven.method.resilience import resilience  # noqa: PLC0415
    from maven.method.ties import network_of, ties  # noqa: PLC0415

    started = time.perf_counter()
    network = network_of(zip(columns["a"], columns["b"], columns.get("weight", 1.0), strict=True))
    found = ties(network, group_of=group_of, permutations=PERMUTATIONS, seed=asked.seed)
    held = resilience(
        network,
        team=team,
        carriers=carriers,
        most_critical=asked.critical,
        seed=asked.seed,
    )
    seconds = time.perf_counter() - started
    return {
        **of_network(found),
        **of_resilience(held),
        "persons": persons_of(found, group_of),
        "seed": asked.seed,
        "seconds": seconds,
        "version": __version__,
    }


def of_network(found: "Ties") -> dict[str, Any]:
    return {
        "people": found.people,
        "ties": found.ties,
        "density": found.density,
        "components": found.components,
        "largest": found.largest,
        "core": found.core,
        "ei": of_mixing(found.mixing) if found.mixing else None,
        "assortativity": found.mixing.assortativity if found.mixing else None,
        "participation": found.participation,
    }


def of_mixing(mixing: "Mixing") -> dict[str, Any]:
    names = ("value", "weighted", "expected", "sd", "low", "high", "p", "permutations")
    return {name: getattr(mixing, name) for name in names}


def of_resilience(held: "Resilience") -> dict[str, Any]:
    from maven.method.plain import plain  # noqa: PLC0415 (with the rest of the arithmetic)

    told = held.dependence
    return {
        "robustness": held.robustness,
        "articulation": list(held.articulation),
        "bridges": [list(ends) for ends in held.bridges],
        "critical": plain(held.critical),
        "leaving": of_fall(held.fall) if held.fall else None,
        "dependence": plain(told) if told else None,
    }


def of_fall(fall: "Fall") -> dict[str, Any]:
    from maven.method.plain import plain  # noqa: PLC0415

    return {name: value for name, value in plain(fall).items() if name != "quality"}


def persons_of(found: "Ties", group_of: "dict[Key, str] | None") -> list[dict[str, Any]]:
    return [
        {
            "id": one.person,
            "group": group_of[one.person] if group_of else None,
            "degree": one.degree,
            "strength": one.strength,
            "constraint": one.constraint,
            "effective_size": one.effective_size,
            "core": one.core,
            "participation": one.participation,
            "pagerank": one.pagerank,
            "component": one.component,
        }
        for one in found.persons
    ]


def lines_of(result: dict[str, Any]) -> list[str]:
    """The same for people."""
    lines = [
        f"{how_many(result['people'], 'person', 'people')}, {how_many(result['ties'], 'tie')} ({100 * result['density']:.1f} % of the "
        f"pairs), {how_many(result['components'], 'piece')}, "
        f"{how_many(result['largest'], 'person', 'people')} in the largest."
    ]
    if result["ei"]:
        lines += mixing_lines(result)
    lines.append(
        f"Robustness {result['robustness']:.4f} (0.5 at most); pieces held together by"
        f" {how_many(len(result['articulation']), 'person', 'people')} alone and by"
        f" {how_many(len(result['bridges']), 'tie')} alone."
    )
    critical = result["critical"]
    names = ", ".join(map(str, critical["people"]))
    lines.append(
        f"Most critical: {names}: {how_many(critical['pairs'], 'joined pair')} become "
        f"{critical['pairs_left'][-1]}{'' if critical['exact'] else ' (not proved)'}."
    )
    if result["leaving"]:
        lines += leaving_lines(result)
    best = sorted(result["persons"], key=lambda one: -one["pagerank"])[:SHOWN]
    heads = ("id", "group", "degree", "strength", "constraint", "core", "participation", "pagerank")
    rows = [[*(one[head] for head in heads[:-1]), f"{100 * one['pagerank']:.2f} %"] for one in best]
    return [*lines, "", *table_lines(heads, rows)]


def mixing_lines(result: dict[str, Any]) -> list[str]:
    ei = result["ei"]
    told = [
        f"E-I index {ei['value']:.4f} (by weight {ei['weighted']:.4f}); chance alone gives "
        f"{ei['expected']:.3f}, between {ei['low']:.3f} and {ei['high']:.3f} (p = {ei['p']:.3f})."
    ]
    if result["assortativity"] is not None:
        told.append(
            f"Assortativity {result['assortativity']:.4f}; "
            f"mean participation {result['participation']:.4f}."
        )
    return told


def leaving_lines(result: dict[str, Any]) -> list[str]:
    fall, told = result["leaving"], result["dependence"]
    rows = [
        (name, fall[name]["before"], fall[name]["after"])
        for name in ("people", "ties", "largest", "components", "isolated")
    ]
    lines = ["", *table_lines(("when the team leaves", "before", "after"), rows)]
    for name, title in (("largest", "the largest piece"), ("ties", "ties")) if told else ():
        one = told[name]
        lines.append(
            f"Lost of {title}: {one['lost']}; as many people at random: {one['by_chance']:.1f} "
            f"(difference {one['low']:.1f} to {one['high']:.1f}, p = {one['p']:.3f})."
        )
    lines += [f"Nobody left for {one['kind']} {one['thing']}." for one in fall["orphans"]]
    return lines
