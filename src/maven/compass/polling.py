"""What a barometer says of a community: shares with their interval, and how people have moved.

Nothing is told of fewer than five people: neither a question that fewer answered, nor a movement of
fewer who answered twice, nor what is left when a movement is taken out of the whole: where only one
to four answered once, some of those who answered twice are left out too, drawn by lot.
`yes` is 4 or 5 out of 5; who does not know is not in the share, who left it out is nowhere.

Formulas: Wilson with a finite population (`maven.method.intervals`), paired shares after Newcombe
(`maven.method.polls.changes`). Brings NumPy through the polls: called by jobs only.
"""

from collections.abc import Mapping
from random import Random
from types import MappingProxyType
from typing import Any

from maven.compass.models import UNSURE, Question
from maven.method.intervals import adjusted
from maven.method.polls import paired_change
from maven.method.votes import Key

FEWEST = 5
LEVELS = range(1, 6)
YES = 4
NOTHING: Mapping[str, Any] = MappingProxyType({})

Answers = Mapping[int, Mapping[str, int | None]]


def result_of(
    now: Answers,
    *,
    people: int,
    before: Answers | None = None,
    told: Mapping[str, Any] = NOTHING,
    lot: Random,
) -> dict[str, Any]:
    """The whole result, ready to be kept.

    before, told : what each answered the time before, and the result that was told of it then.
    lot : draws who is left out of a movement.

    Returns `answered`, `people`, `understanding` (a share) and `questions`: for each, `counts` of the
    five levels, `unknown`, the share, and `moved` since `before` for who answered both.
    """
    people = max(people, len(now))
    result: dict[str, Any] = {"answered": len(now), "people": people, "questions": {}}
    clear = understood(now)
    if len(clear) >= FEWEST:
        result["understanding"] = share_of(clear, people)
    for name in Question.values:
        levels = levels_of(now, name)
        if len(levels) < FEWEST:
            continue
        found: dict[str, Any] = {
            "counts": [list(levels.values()).count(level) for level in LEVELS],
            "unknown": sum(each[name] == UNSURE for each in now.values()),
            **share_of(yes(levels), people),
        }
        if before is not None:
            start = yes(levels_of(before, name))
            found["moved"] = moved(start, yes(levels), counted=counted_in(told, name), lot=lot)
        result["questions"][name] = found
    return result


def levels_of(answers: Answers, name: str) -> dict[int, int]:
    return {who: level for who, each in answers.items() if (level := each[name] or UNSURE)}


def yes(levels: Mapping[int, int]) -> dict[int, bool]:
    return {who: level >= YES for who, level in levels.items()}


def understood(answers: Answers) -> dict[int, bool]:
    """Who says that they understand both what is at stake and what constrains, of those asked both.

    Who does not know whether they understand does not say so.
    """
    both = (Question.STAKES, Question.CONSTRAINTS)
    given = {who: [each[one] for one in both] for who, each in answers.items()}
    return {
        who: all(level is not None and level >= YES for level in levels)
        for who, levels in given.items()
        if None not in levels
    }


def share_of(said: Mapping[int, bool], people: int) -> dict[str, float]:
    share = sum(said.values()) / len(said)
    low, high = adjusted(share, len(said), population=people)
    return {"share": share, "low": low, "high": high, "of": len(said)}


def counted_in(told: Mapping[str, Any], name: str) -> int:
    """How many were counted in a question: somebody of them may have been erased since."""
    return sum(told.get("questions", {}).get(name, {}).get("counts", ()))


def moved(
    start: dict[int, bool], end: dict[int, bool], *, counted: int, lot: Random
) -> dict[str, float] | None:
    """The change among those who answered both; None where they are fewer than five.

    counted : how many the time before told of.
    """
    both = sorted(start.keys() & end.keys())
    once = (counted - len(both), len(end) - len(both))
    spare = FEWEST - min(once) if any(0 < rest < FEWEST for rest in once) else 0
    if len(both) - spare < FEWEST:
        return None
    kept = lot.sample(both, len(both) - spare)
    change = paired_change(_by_key(start, kept), _by_key(end, kept))
    return {
        "people": change.people,
        "start": change.start,
        "end": change.end,
        "change": change.change,
        "low": change.low,
        "high": change.high,
    }


def _by_key(said: Mapping[int, bool], people: list[int]) -> dict[Key, bool]:
    return {who: said[who] for who in people}
