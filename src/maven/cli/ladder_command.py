"""`maven ladder`"""

import argparse
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maven import __version__
from maven.cli import files
from maven.cli.refusing import Refused
from maven.cli.showing import add_json, how_many, json_text, table_lines

if TYPE_CHECKING:
    from maven.method.ties import Evidence, Ladder, Transitions

RUNGS = ("strangers", "met", "exchanged", "intention changed", "committed", "acted")
AFTER = 42  # days: two sprints
SHOWN = 10
YES_NO = files.one_of({"yes": True, "no": False, "1": True, "0": False})


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise files.NotThat("a date such as 2014-01-31 is expected") from None


def witness(text: str) -> int | str | None:
    return files.key(text) if text else None


def contradicted(text: str) -> bool:
    return bool(text and YES_NO(text))


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "evidence", type=Path, metavar="EVIDENCE", help="CSV: a, b, rung, on, activity"
    )
    parser.add_argument(
        "--people", type=int, metavar="N", help="how many people there are, to count strangers"
    )
    parser.add_argument(
        "--until", metavar="DATE", help="the last day observed (that of the last evidence)"
    )
    parser.add_argument(
        "--after", type=int, default=AFTER, metavar="DAYS", help=f"for transitions ({AFTER})"
    )
    add_json(parser)


def run(asked: argparse.Namespace) -> int:
    columns = files.read_columns(
        asked.evidence,
        {
            "a": files.key,
            "b": files.key,
            "rung": files.number(least=1, most=5, whole=True),
            "on": day,
        },
        {"activity": witness, "by": witness, "contradicted": contradicted},
    )
    refuse_pairs(columns)
    if not len(columns):
        raise Refused(f"{columns.file}: there is no evidence.", code=files.UNREADABLE)
    until = until_of(asked.until, max(columns["on"]))
    names = {*columns["a"], *columns["b"]}
    if asked.people is not None and asked.people < len(names):
        raise Refused(
            f"--people: the file names {len(names)} people already.", code=files.UNREADABLE
        )
    if asked.after < 1:
        raise Refused("--after: at least one day is expected.", code=files.UNREADABLE)
    result = numbers(columns, until, asked)
    print(json_text(result) if asked.json else "\n".join(lines_of(result)))
    return 0


def refuse_pairs(columns: files.Columns) -> None:
    troubles = []
    by = columns.get("by", None)
    for row, (one, two) in enumerate(zip(columns["a"], columns["b"], strict=True)):
        if one == two:
            troubles.append(columns.trouble(row, "b", "a connection joins two different people"))
        if by[row] not in (None, one, two):
            troubles.append(columns.trouble(row, "by", "one of the two is expected"))
    files.refuse(troubles)


def until_of(told: str | None, last: date) -> date:
    try:
        until = day(told) if told else last
    except files.NotThat as wrong:
        raise Refused(f"--until: {wrong} [{told}]", code=files.UNREADABLE) from None
    if until < last:
        raise Refused(
            f"--until: the last evidence is of {last.isoformat()}.", code=files.UNREADABLE
        )
    return until


def numbers(columns: files.Columns, until: date, asked: argparse.Namespace) -> dict[str, Any]:
    # NumPy and SciPy: loaded only by the command that computes.
    from maven.method.plain import plain  # noqa: PLC0415
    from maven.method.ties import Evidence, ladder, scores, transitions, yields  # noqa: PLC0415

    optional = (columns.get(name, None) for name in ("activity", "by", "contradicted"))
    rows = zip(*(columns[name] for name in ("a", "b", "rung", "on")), *optional, strict=True)
    told = [
        Evidence(a=a, b=b, rung=rung, on=on, activity=activity, by=by, contradicted=bool(denied))
        for a, b, rung, on, activity, by, denied in rows
    ]
    started = time.perf_counter()
    found = ladder(told, people=asked.people)
    climbed = transitions(found, until=until, after=asked.after)
    shares = yields(found)
    score = scores(found)
    seconds = time.perf_counter() - started
    return {
        "evidence": len(told),
        "until": until.isoformat(),
        "distribution": dict(zip(map(str, range(6)), found.distribution, strict=True)),
        "quantity": found.quantity,
        "quality": found.quality,
        "yield": plain(found.result),
        "yields": [{"activity": activity, **plain(share)} for activity, share in shares.items()],
        "transitions": of_transitions(climbed),
        "pairs": of_pairs(found),
        "persons": [{"id": person, "score": value} for person, value in score.items()],
        "set_aside": [{**of_evidence(one.evidence), "why": one.why} for one in found.set_aside],
        "seconds": seconds,
        "version": __version__,
    }


def of_transitions(climbed: "Transitions") -> dict[str, Any]:
    from maven.method.plain import plain  # noqa: PLC0415 (with the rest of the arithmetic)

    return {
        "after": climbed.after,
        "steps": plain(climbed.steps),
        "standing": None if climbed.standing is None else climbed.standing.tolist(),
        "matrix": climbed.matrix.tolist(),
    }


def of_pairs(found: "Ladder") -> list[dict[str, Any]]:
    return [
        {
            "a": pair.a,
            "b": pair.b,
            "rung": pair.rung,
            "reached": [on.isoformat() for on in pair.reached],
            "activity": pair.activity,
        }
        for pair in found.pairs
    ]


def of_evidence(one: "Evidence") -> dict[str, Any]:
    return {"a": one.a, "b": one.b, "rung": one.rung, "on": one.on.isoformat()}


def lines_of(result: dict[str, Any]) -> list[str]:
    """The same for people."""
    share = result["yield"]
    steps = {step["rung"]: step for step in result["transitions"]["steps"]}
    after = result["transitions"]["after"]
    rows = [
        (
            f"{rung} {name}",
            result["distribution"][str(rung)],
            steps[rung]["stuck"] if rung in steps else None,
            onward_text(steps.get(rung)),
        )
        for rung, name in enumerate(RUNGS)
    ]
    lines = [
        f"{how_many(result['quantity'], 'pair')} met, {result['quality']} came to a commitment "
        f"({how_many(result['evidence'], 'record')} until {result['until']}).",
        f"Yield: {share_text(share)} of the pairs that exchanged.",
        "",
        *table_lines(("rung", "pairs", f"over {after} days", f"further within {after} days"), rows),
    ]
    if any(step["onward"] is None for step in steps.values() if step["rung"] < 5):
        lines.append("–: fewer than ten pairs, or none observed for that long.")
    if len(result["yields"]) > 1:
        rows_by = [
            (one["activity"] or "(not told)", one["total"], share_text(one))
            for one in result["yields"]
        ]
        lines += ["", *table_lines(("exchanged in", "pairs", "yield"), rows_by)]
    if result["set_aside"]:
        lines += ["", f"Left out of the count: {how_many(len(result['set_aside']), 'record')}"]
        lines += [
            f"  {one['a']} – {one['b']}, rung {one['rung']} on {one['on']}: {one['why']}"
            for one in result["set_aside"][:SHOWN]
        ]
    return lines


def onward_text(step: dict[str, Any] | None) -> str:
    if step is None or step["onward"] is None:
        return "–"
    return f"{step['onward']:.0%} ({step['low']:.0%} to {step['high']:.0%})"


def share_text(share: dict[str, Any]) -> str:
    if share["value"] is None:
        return "nothing yet"
    return f"{share['value']:.0%} ({share['low']:.0%} to {share['high']:.0%})"
