"""What a barometer says of a community: shares with their interval, and how people have moved.

Nothing is told of fewer than five people: neither a question that fewer answered, nor a movement of
fewer who answered twice. `yes` is 4 or 5 out of 5; who does not know is not in the share.

Formulas: Wilson with a finite population (`maven.method.intervals`), paired shares after Newcombe
(`maven.method.polls.changes`). Brings NumPy through the polls: called by jobs only.
"""

from collections.abc import Mapping
from typing import Any

from maven.compass.models import Question
from maven.method.intervals import adjusted
from maven.method.polls import paired_change
from maven.method.votes import Key

FEWEST = 5
LEVELS = range(1, 6)
YES = 4

Answers = Mapping[int, Mapping[str, int | None]]


def result_of(now: Answers, *, people: int, before: Answers | None = None) -> dict[str, Any]:
    """The whole result, ready to be kept.

    Returns `answered`, `people`, `understanding` (a share) and `questions`: for each, `counts` of the
    five levels, `unknown`, the share, and `moved` since `before` for who answered both.
    """
    people = max(people, len(now))
    result: dict[str, Any] = {"answered": len(now), "people": people, "questions": {}}
    if len(now) < FEWEST:
        return result
    result["understanding"] = share_of(understood(now), people)
    for name in Question.values:
        levels = levels_of(now, name)
        if len(levels) < FEWEST:
            continue
        told: dict[str, Any] = {
            "counts": [list(levels.values()).count(level) for level in LEVELS],
            "unknown": len(now) - len(levels),
            **share_of(yes(levels), people),
        }
        if before is not None:
            told["moved"] = moved(yes(levels_of(before, name)), yes(levels))
        result["questions"][name] = told
    return result


def levels_of(answers: Answers, name: str) -> dict[int, int]:
    return {who: level for who, each in answers.items() if (level := each[name]) is not None}


def yes(levels: Mapping[int, int]) -> dict[int, bool]:
    return {who: level >= YES for who, level in levels.items()}


def understood(answers: Answers) -> dict[int, bool]:
    """Who says that they understand both what is at stake and what constrains."""
    both = (Question.STAKES, Question.CONSTRAINTS)
    return {who: all((each[one] or 0) >= YES for one in both) for who, each in answers.items()}


def share_of(said: Mapping[int, bool], people: int) -> dict[str, float]:
    share = sum(said.values()) / len(said)
    low, high = adjusted(share, len(said), population=people)
    return {"share": share, "low": low, "high": high, "of": len(said)}


def moved(start: dict[int, bool], end: dict[int, bool]) -> dict[str, float] | None:
    """The change among those who answered both; None where they are fewer than five."""
    if len(start.keys() & end.keys()) < FEWEST:
        return None
    change = paired_change(_by_key(start), _by_key(end))
    return {
        "people": change.people,
        "start": change.start,
        "end": change.end,
        "change": change.change,
        "low": change.low,
        "high": change.high,
    }


def _by_key(said: Mapping[int, bool]) -> dict[Key, bool]:
    return dict(said.items())
