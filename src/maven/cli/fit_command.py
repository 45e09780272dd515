"""`maven fit`"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import maven
from maven.cli.files import Tree, read_json
from maven.cli.refusing import Refused
from maven.cli.showing import add_json, how_many, json_text, table_lines
from maven.cli.toolbox_file import kinds_of, read_toolbox
from maven.method.coverage import DIMENSIONS, Kind, Needs, Situation, parts, violations

ANY = 10**9  # what is not looked at
LIMITS = ("people", "trust", "maturity", "group", "sprint_days", "dates")
ELSE = ("needs", "weights", "met", "opened", "turns", "without", "selection", "reach")
SHOWN = 12


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("needs", type=Path, metavar="NEEDS", help="JSON file of what is asked for")
    parser.add_argument("--days", type=float, required=True, help="person-days there are")
    parser.add_argument(
        "--catalogue",
        type=Path,
        metavar="CSV",
        help="kinds of activities; else those of the product",
    )
    parser.add_argument("--most", type=int, default=5, help="different activities at most (5)")
    add_json(parser)


def run(asked: argparse.Namespace) -> int:
    if not 0 <= asked.days < ANY or not 0 <= asked.most <= 20:
        raise Refused("--days is a number of at least 0, --most is from 0 to 20.", code=2)
    table = read_toolbox(asked.catalogue)
    tree = read_json(asked.needs)
    parts = tree.table(optional=(*DIMENSIONS, *LIMITS, *ELSE))
    needs = needs_of(parts, tree)
    situation = situation_of(parts, asked.days)
    kinds = changed(kinds_of(table, reach=truth(parts, "reach")), parts)
    selection = picked(parts.get("selection"), kinds)
    result = numbers(kinds, needs, situation, selection, asked.most)
    print(json_text(result) if asked.json else "\n".join(lines_of(result)))
    return 0


def needs_of(parts: dict[str, Tree], tree: Tree) -> Needs:
    """The four needs, under `needs` or at the top of the file, and their weights."""
    told = parts["needs"].table(optional=DIMENSIONS) if "needs" in parts else parts
    if not any(name in told for name in DIMENSIONS):
        raise tree.wrong(f"no need is there; the needs are {', '.join(DIMENSIONS)}.")
    amounts = {
        name: told[name].number(least=None if name == "direction" else 0, most=1000)
        for name in DIMENSIONS
        if name in told
    }
    weighed = parts["weights"].table(optional=DIMENSIONS) if "weights" in parts else {}
    weights = [
        weighed[name].number(least=1e-6, most=1e6) if name in weighed else 1.0
        for name in DIMENSIONS
    ]
    return Needs(weights=(weights[0], weights[1], weights[2], weights[3]), **amounts)


def situation_of(parts: dict[str, Tree], days: float) -> Situation:
    """What limits the choice; what is not there is not looked at."""
    found = {name: parts[name].number(least=0, most=ANY) for name in LIMITS if name in parts}
    met = parts.get("met")
    return Situation(
        days=days,
        people=int(found.get("people", ANY)),
        trust=found.get("trust", ANY),
        maturity=found.get("maturity", ANY),
        met=None if met is None else frozenset(one.text() for one in met.list()),
        group=int(found["group"]) if "group" in found else None,
        sprint_days=found.get("sprint_days"),
        dates=int(found["dates"]) if "dates" in found else None,
        opened=truth(parts, "opened"),
    )


def truth(parts: dict[str, Tree], name: str) -> bool:
    tree = parts.get(name)
    if tree is None:
        return False
    if not isinstance(tree.value, bool):
        raise tree.wrong("true or false is expected.")
    return tree.value


def changed(kinds: Sequence[Kind], parts: dict[str, Tree]) -> list[Kind]:
    """Without what is left out, each with the turns that are allowed to it."""
    out = {kind.slug for kind in picked(parts.get("without"), kinds)}
    known = {kind.slug for kind in kinds}
    turns = {}
    for slug, tree in (parts["turns"].table() if "turns" in parts else {}).items():
        if slug not in known:
            raise tree.wrong("the catalogue has no such kind.")
        turns[slug] = int(tree.number(least=1, most=100))
    return [
        replace(kind, turns_max=turns.get(kind.slug, kind.turns_max))
        for kind in kinds
        if kind.slug not in out
    ]


def picked(tree: Tree | None, kinds: Sequence[Kind]) -> list[Kind]:
    by_slug = {kind.slug: kind for kind in kinds}
    found = []
    for one in [] if tree is None else tree.list():
        slug = one.text()
        if slug not in by_slug:
            raise one.wrong(f"the catalogue has no kind « {slug} ».")
        found.append(by_slug[slug])
    return found


def numbers(
    kinds: Sequence[Kind], needs: Needs, situation: Situation, selection: Sequence[Kind], most: int
) -> dict[str, Any]:
    # NumPy: loaded only by the command that computes.
    from maven.method.fit import Combination, fit, pareto  # noqa: PLC0415
    from maven.method.fit.sensitivity import sensitivity  # noqa: PLC0415
    from maven.method.plain import plain  # noqa: PLC0415

    def told(one: Combination) -> dict[str, Any]:
        days, value = one.coverage.days, one.coverage.total
        return {"choice": list(one.slugs), "value": value, "days": days, "balance": one.balance}

    started = time.perf_counter()
    found = fit(kinds, needs, situation, most=most)
    compromises = pareto(kinds, needs, situation, most=most)
    margins = (
        sensitivity(kinds, needs, situation, found.best.slugs, most=most) if found.proved else ()
    )
    seconds = time.perf_counter() - started
    edge = {one.slugs for one in found.front}
    return {
        **told(found.best),
        "answers": plain(found.best.coverage.answers),
        "reasons": plain(found.reasons),
        "parts": shared_out(found.best.slugs, kinds, needs),
        "runner_up": told(found.runner_up) if found.runner_up else None,
        "gap": found.gap,
        "front": [told(one) | {"efficient": one.slugs in edge} for one in compromises],
        "proved": found.proved,
        "bound": found.bound,
        "sensitivity": plain(margins),
        "violations": plain(violations(selection, situation)),
        "refused": plain(found.refused),
        "combinations": found.combinations,
        "examined": found.examined,
        "pruned": found.pruned,
        "seconds": seconds,
        "version": maven.__version__,
    }


def shared_out(slugs: Sequence[str], kinds: Sequence[Kind], needs: Needs) -> list[dict[str, Any]]:
    """What each turn of the choice answers, need by need: all together they make its value."""
    by_slug = {kind.slug: kind for kind in kinds}
    told = parts([by_slug[slug] for slug in slugs], needs)
    return [
        {"slug": slug, "value": sum(four), **dict(zip(DIMENSIONS, four, strict=True))}
        for slug, four in zip(slugs, told, strict=True)
    ]


def lines_of(result: dict[str, Any]) -> list[str]:
    """The same for people."""
    lines = [
        f"{percent(result['value'])} of what is asked for is answered in {result['days']:.2f} days"
        + (" (proved: nothing answers more)." if result["proved"] else f", {bound(result)}."),
        "",
        *table_lines(
            ("activity", "turns", "answers most", "lost without it", "makes possible"),
            [
                (
                    one["slug"],
                    one["turns"],
                    one["dimension"] or "–",
                    percent(one["lost"]),
                    ", ".join(one["enables"]) or "–",
                )
                for one in result["reasons"]
            ],
        ),
        "",
        runner_up(result),
    ]
    front = [one for one in result["front"] if one["efficient"]]
    lines += ["", f"What the days buy ({how_many(len(front), 'effort')} worth spending)"]
    lines += table_lines(
        ("days", "answered", "balance", "activities"),
        [
            (one["days"], percent(one["value"]), float(one["balance"]), ", ".join(one["choice"]))
            for one in front[-SHOWN:]
        ],
    )
    lines += ["", "What would change the choice", *margins(result)]
    if result["violations"]:
        lines += ["", "What the selection does not respect"]
        lines += [
            f"  {one['reason']}: {', '.join(one['slugs'])} (needed {one['needed']:g}, "
            f"found {one['found']:g}{''.join(f', {term}' for term in one['missing'])})"
            for one in result["violations"]
        ]
    return [*lines, "", refusals(result)]


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def bound(result: dict[str, Any]) -> str:
    return f"at most {percent(result['bound'])} could be (the search was cut short)"


def runner_up(result: dict[str, Any]) -> str:
    second = result["runner_up"]
    if second is None:
        return "No other combination comes close: nothing is chosen."
    names = ", ".join(second["choice"]) or "nothing at all"
    return f"Runner-up: {names}; it answers {percent(result['gap'])} less, in {second['days']:.2f} days."


def margins(result: dict[str, Any]) -> list[str]:
    rows = [
        (f"{one['of']} {one['name']}", one["at"], one["least"], one["most"])
        for one in result["sensitivity"]
    ]
    return table_lines(("of", "now", "holds from", "to"), rows)


def refusals(result: dict[str, Any]) -> str:
    reasons = [one["reason"] for one in result["refused"]]
    told = ", ".join(f"{reasons.count(name)} by {name}" for name in dict.fromkeys(reasons))
    return f"Ruled out now: {len(reasons)} ({told})." if reasons else "No kind is ruled out."
