"""`maven alignment`"""

import argparse
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from maven.cli.files import UNREADABLE, Columns, key, number, read_columns, refuse
from maven.cli.refusing import Refused
from maven.cli.showing import add_json, add_seed, how_many, json_text, table_lines

if TYPE_CHECKING:
    from maven.cli.ballots import Ballots
    from maven.method.votes import Votes

LEAST = 20
MOST = 10**12  # people who gave an answer
LEVELS = 1000  # from either end of a scale to 0


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path",
        type=Path,
        metavar="VOTES",
        help="votes as for `maven landscape`; counts with --scale",
    )
    parser.add_argument(
        "--before",
        type=Path,
        metavar="VOTES",
        help="the same earlier: what changed among those present at both moments",
    )
    parser.add_argument(
        "--groups",
        type=Path,
        metavar="FILE",
        help="CSV with the columns participant, group: what holds within and between them",
    )
    parser.add_argument(
        "--scale",
        action="store_true",
        help="VOTES is a CSV of counts, level,count and perhaps question: van der Eijk's A",
    )
    parser.add_argument(
        "--least",
        type=int,
        default=LEAST,
        help=f"answers a statement needs to count, 2 at least ({LEAST})",
    )
    add_seed(parser)
    add_json(parser)


def run(asked: argparse.Namespace) -> int:
    if asked.scale and (asked.before or asked.groups):
        raise Refused("--scale goes without --before and --groups.", code=UNREADABLE)
    if asked.least < 2:
        raise Refused("--least is at least 2: one answer has nobody to meet.", code=UNREADABLE)
    result, lines = scales(asked) if asked.scale else votes(asked)
    print(json_text(result) if asked.json else "\n".join(lines))
    return 0


def votes(asked: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    # NumPy and SciPy: loaded only by the command that computes.
    from maven import __version__  # noqa: PLC0415
    from maven.method.alignment import alignment  # noqa: PLC0415
    from maven.method.plain import plain  # noqa: PLC0415

    now, selected, words = read_votes(asked.path)
    before = read_votes(asked.before)[0] if asked.before else None
    groups = read_groups(asked.groups) if asked.groups else None
    options = {"selected": selected, "least_votes": asked.least, "seed": asked.seed}
    started = perf_counter()
    found = alignment(now, **options)
    groups_told = parted(now, groups, options) if groups is not None else None
    result = {
        "alignment": {
            "value": found.overall,
            "low": found.low,
            "high": found.high,
            "between": groups_told and groups_told["bridge"],
            "statements": found.counted,
            "people": found.people,
        },
        "statements": plain(found.statements),
        "groups": groups_told,
        "change": changed(before, now, options) if before is not None else None,
        "seed": asked.seed,
    }
    result["seconds"] = perf_counter() - started
    result["version"] = __version__
    return result, lines_of(result, words)


def read_votes(path: Path) -> "tuple[Votes, frozenset[Any], dict[Any, str]]":
    ballots = sound_ballots(path)
    return ballots.votes(), ballots.accepted, ballots.words


def sound_ballots(path: Path) -> "Ballots":
    from maven.cli.votes_file import Broken, ballots_of  # noqa: PLC0415 (brings Django's words)

    if not path.exists():
        raise Refused(f"{path}: there is no such file or folder.", code=UNREADABLE)
    try:
        return ballots_of(path)
    except Broken as broken:
        import django  # noqa: PLC0415 (for the words of the troubles)

        from maven.cli.telling import told  # noqa: PLC0415

        django.setup()
        raise Refused(f"the input is wrong.\n{told(broken.troubles)}", code=UNREADABLE) from None


def read_groups(path: Path) -> dict[Any, str]:
    """The group of each participant; an empty cell is none."""
    table = read_columns(path, {"participant": key, "group": str})
    group_of: dict[Any, str] = {}
    twice = []
    for row, (person, group) in enumerate(zip(table["participant"], table["group"], strict=True)):
        if person in group_of:
            twice.append(table.trouble(row, "participant", "this participant is listed twice"))
        group_of[person] = group
    refuse(twice)
    return group_of


def parted(now: "Votes", group_of: dict[Any, str], options: dict[str, Any]) -> dict[str, Any]:
    import numpy as np  # noqa: PLC0415

    from maven.method.alignment import NothingCounted, TooFewGroups, split  # noqa: PLC0415
    from maven.method.plain import plain  # noqa: PLC0415

    names = sorted({group for group in group_of.values() if group})
    place = {name: index for index, name in enumerate(names)}
    numbers = np.array([place.get(group_of.get(one, ""), -1) for one in now.participants], np.int64)
    try:
        found = split(now, numbers, **options)
    except (NothingCounted, TooFewGroups) as reason:
        raise Refused(f"--groups: {reason}", code=UNREADABLE) from None
    told = dict(plain(found))
    told["own"] = [
        {"group": name, "value": value} for name, value in zip(names, found.own, strict=False)
    ]
    for pair in told["pairs"]:
        pair["first"], pair["second"] = names[pair["first"]], names[pair["second"]]
    return told


def changed(before: "Votes", now: "Votes", options: dict[str, Any]) -> dict[str, Any]:
    from maven.method.alignment import NothingCounted, change  # noqa: PLC0415
    from maven.method.plain import plain  # noqa: PLC0415

    try:
        found = change(before, now, **options)
    except NothingCounted as reason:
        raise Refused(f"--before: {reason}", code=UNREADABLE) from None
    return {**plain(found), "direction": found.direction}


def scales(asked: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    from maven import __version__  # noqa: PLC0415
    from maven.method.alignment import TooFewAnswers, agreement  # noqa: PLC0415
    from maven.method.plain import plain  # noqa: PLC0415

    whole = number(least=0, most=MOST, whole=True)
    table = read_columns(
        asked.path,
        {"level": number(least=-LEVELS, most=LEVELS, whole=True), "count": whole},
        {"question": str},
    )
    questions = counts_of(table)
    started = perf_counter()
    try:
        measured = [
            {"question": name, **plain(agreement(counts, seed=asked.seed))}
            for name, counts in questions.items()
        ]
    except TooFewAnswers as reason:
        raise Refused(f"{asked.path.name}: {reason}", code=UNREADABLE) from None
    result = {
        "questions": measured,
        "seed": asked.seed,
        "seconds": perf_counter() - started,
        "version": __version__,
    }
    heads = ("question", "A", "low", "high", "people", "answers")
    rows = [
        (one["question"] or "–", *(one[name] for name in ("value", *heads[2:]))) for one in measured
    ]
    return result, ["Van der Eijk's A: 1 one answer, 0 all alike, -1 two ends.", ""] + table_lines(
        heads, rows
    )


def counts_of(table: Columns) -> dict[str, list[int]]:
    """The counts of each question in the order of its levels; every level is there, once."""
    levels: dict[str, dict[int, int]] = {}
    wrong = []
    questions = table.get("question", "")
    for row, (question, level) in enumerate(zip(questions, table["level"], strict=True)):
        known = levels.setdefault(question, {})
        if level in known:
            wrong.append(table.trouble(row, "level", "this level is listed twice"))
        known[level] = table["count"][row]
    refuse(wrong)
    for question, known in levels.items():
        gaps = sorted(set(range(min(known), max(known) + 1)) - set(known))[:1]
        named = f" of « {question} »" if question else ""
        wrong += [f"{table.file}: level {gap}{named} is missing: 0 if nobody" for gap in gaps]
        if not any(known.values()):
            wrong.append(f"{table.file}: nobody answered{named}")
    refuse(wrong)
    return {
        question: [known[level] for level in sorted(known)] for question, known in levels.items()
    }


def lines_of(result: dict[str, Any], words: dict[Any, str]) -> list[str]:
    """The same for people."""
    whole = result["alignment"]
    if whole["value"] is None:
        return ["Alignment: not enough answers yet on any statement."]
    lines = [
        f"Alignment: {told(whole['value'], whole['low'], whole['high'])}, on"
        f" {how_many(whole['statements'], 'statement')} answered by"
        f" {how_many(whole['people'], 'person', 'people')}."
    ]
    if result["groups"]:
        lines += group_lines(result["groups"])
    if result["change"]:
        lines += change_lines(result["change"])
    counted = [one for one in result["statements"] if one["alignment"] is not None]
    ranked = sorted(counted, key=lambda one: -one["alignment"])
    rows = [
        (one["statement"], one["alignment"], one["votes"], short(words.get(one["statement"], "")))
        for one in ranked[:10]
    ]
    return [*lines, "", "Most shared", *table_lines(("statement", "Λ", "answers", ""), rows)]


def group_lines(groups: dict[str, Any]) -> list[str]:
    within = told(groups["within"], groups["within_low"], groups["within_high"])
    between = told(groups["between"], groups["between_low"], groups["between_high"])
    bridge = told(groups["bridge"], groups["bridge_low"], groups["bridge_high"])
    pairs = [
        (one["first"], one["second"], one["value"], one["low"], one["high"])
        for one in groups["pairs"]
    ]
    return [
        "",
        f"{how_many(groups['people'], 'person', 'people')} with a group"
        f" ({groups['without']} without, left out): "
        f"{groups['total']:.3f} = within + between",
        f"  within groups    {within}",
        f"  between groups   {between}",
        f"  each pair alike  {bridge}",
        "",
        *table_lines(
            ("group", "Λ within"), [(one["group"], one["value"]) for one in groups["own"]]
        ),
        "",
        *table_lines(("group", "group", "between", "low", "high"), pairs),
    ]


def change_lines(change: dict[str, Any]) -> list[str]:
    says = {"closer": "closer than before", "apart": "further apart", "unsure": "no sure change"}
    return [
        "",
        f"Since before: {change['change']:+.3f} (between {change['low']:+.3f} and "
        f"{change['high']:+.3f}, 95 %), {says[change['direction']]}:",
        f"  from {change['before']:.3f} to {change['after']:.3f} among the"
        f" {how_many(change['people'], 'person', 'people')} present at both, on"
        f" {how_many(len(change['statements']), 'statement')}.",
        f"  Left out: {how_many(change['only_before'], 'person', 'people')} only before,"
        f" {change['only_after']} only after, {how_many(change['statements_left_out'], 'statement')}.",
    ]


def told(value: float, low: float, high: float) -> str:
    return f"{value:.3f} (between {low:.3f} and {high:.3f}, 95 %)"


def short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 72 else line[:71] + "…"
