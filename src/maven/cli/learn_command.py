"""`maven learn`"""

import argparse
import time
from pathlib import Path
from typing import Any

import maven
from maven.cli.files import Columns, NotThat, number, one_of, read_columns, refuse, word
from maven.cli.refusing import Refused
from maven.cli.showing import add_json, how_many, json_text, table_lines
from maven.cli.toolbox_file import kinds_of, read_toolbox
from maven.method.coverage import DIMENSIONS, Kind, Needs

SHOWN = 5
EVERYTHING = Needs(direction=1, measure=1, engage=1, connect=1)


def mix(text: str) -> tuple[tuple[str, float], ...]:
    """`poll walk:2` or `poll;walk:2` is one poll and two walks."""
    found = []
    for one in text.replace(";", " ").replace("|", " ").split():
        slug, _, turns = one.partition(":")
        found.append((slug, number(least=0.01, most=1000)(turns) if turns else 1.0))
    if not found:
        raise NotThat("the kinds lived are expected, slug or slug:turns")
    return tuple(found)


WANTED = {
    "sprint": word,
    "dimension": one_of({name: name for name in DIMENSIONS}),
    "change": number(least=-1000, most=1000),
    "se": number(least=1e-6, most=1000),
    "kinds": mix,
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "observed", type=Path, metavar="OBSERVED", help="CSV file of what sprints showed"
    )
    parser.add_argument(
        "--catalogue",
        type=Path,
        metavar="CSV",
        help="marks of the kinds; else those of the product",
    )
    parser.add_argument(
        "--tau",
        type=float,
        help="how far marks are wrong, in effects; else found from what is seen",
    )
    add_json(parser)


def run(asked: argparse.Namespace) -> int:
    if asked.tau is not None and not 0 < asked.tau < 100:
        raise Refused("--tau is above 0.", code=2)
    kinds = kinds_of(read_toolbox(asked.catalogue))
    table = read_columns(asked.observed, WANTED)
    result = numbers(table, kinds, asked.tau)
    print(json_text(result) if asked.json else "\n".join(lines_of(result)))
    return 0


def numbers(table: Columns, kinds: list[Kind], tau: float | None) -> dict[str, Any]:
    # NumPy: loaded only by the command that computes.
    from maven.method.learning import (  # noqa: PLC0415
        Observation,
        corrected,
        discoveries,
        learn,
        marks_of,
    )
    from maven.method.plain import plain  # noqa: PLC0415

    known = {kind.slug for kind in kinds}
    refuse(
        [
            table.trouble(row, "kinds", f"the catalogue has no kind « {slug} »")
            for row, mixed in enumerate(table["kinds"])
            for slug, _ in mixed
            if slug not in known
        ]
    )
    columns = (table[name] for name in ("sprint", "dimension", "change", "se", "kinds"))
    observations = [
        Observation(sprint=sprint, dimension=name, change=change, se=se, mix=mixed)
        for sprint, name, change, se, mixed in zip(*columns, strict=True)
    ]
    started = time.perf_counter()
    found = learn(observations, {kind.slug: marks_of(kind) for kind in kinds}, tau=tau)
    tries = discoveries(found, EVERYTHING)
    seconds = time.perf_counter() - started
    seen = {one.slug for one in found.beliefs if one.seen}
    return {
        "beliefs": plain(found.beliefs),
        "tau": dict(zip(DIMENSIONS, found.tau, strict=True)),
        "marks": [
            {
                "slug": kind.slug,
                "convergence": kind.convergence,
                "measure": kind.measure,
                "engage": kind.engage,
                "connect_qty": kind.connect_qty,
                "connect_quality": kind.connect_quality,
            }
            for kind in (corrected(one, found) for one in kinds if one.slug in seen)
        ],
        "discoveries": plain(tries[:SHOWN]),
        "observations": found.observations,
        "sprints": found.sprints,
        "seconds": seconds,
        "version": maven.__version__,
    }


def lines_of(result: dict[str, Any]) -> list[str]:
    """The same for people."""
    moved = [one for one in result["beliefs"] if one["evidence"] > 0]
    rows = [
        (
            one["slug"],
            one["dimension"],
            one["seen"],
            one["prior"] * 1.0,
            one["mean"],
            one["sd"],
            f"{100 * one['evidence']:.0f} %",
        )
        for one in moved
    ]
    heads = (
        "kind",
        "dimension",
        "sprints",
        "mark",
        "believed now",
        "give or take",
        "seen, not supposed",
    )
    wrong = ", ".join(f"{name} {tau:.2f}" for name, tau in result["tau"].items())
    tries = ", ".join(one["slug"] for one in result["discoveries"])
    return [
        f"{how_many(result['observations'], 'observation')} of {how_many(result['sprints'], 'sprint')}.",
        f"Marks are wrong by about: {wrong}.",
        "",
        *table_lines(heads, rows),
        "",
        f"Worth a try, for what is not known of them: {tries}.",
    ]
