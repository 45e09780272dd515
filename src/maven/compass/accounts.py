"""Which accounts look like one person, and what the results would be without them.

NumPy comes with this module: only jobs import it. What it finds is a reading like the others: the
members of a group are in `places`, which goes with a voice and leaves with no archive.
"""

from collections.abc import Collection
from itertools import count
from typing import Any

import numpy as np

from maven.causes.models import Champion
from maven.compass import computing
from maven.compass.queries import accepted_numbers
from maven.compass.steps import Step, triples
from maven.method.sybil import NO_ANSWER, UNKNOWN, Accounts, suspicions
from maven.method.votes import Triple, Votes
from maven.missions.models import Membership
from maven.voices.models import Consultation, Participant, Statement

ALGORITHM = "sybil/1"
MOST = 8  # groups told, and counted without; more would be read by nobody
MOVED = 5

type Result = dict[str, Any]
type Row = tuple[int, float, int | None, str | None, str, str]


def look(consultation: Consultation, *, step: Step, seed: int) -> Result:
    """The groups, the most telling first, each with the results without it; and without any."""
    given: list[Triple] = list(triples(consultation, step))
    numbers = accepted_numbers(consultation)
    votes = computing.gather(given, numbers)
    rows = _rows(consultation, votes)
    found = suspicions(_accounts(consultation, votes, rows))[:MOST] if len(rows) else []
    groups = [[rows[place][0] for place in cluster.members] for cluster in found]
    whole = _counted(given, numbers, without=(), seed=seed)
    everybody = [pk for group in groups for pk in group]
    return {
        "people": len(rows),
        "whole": whole,
        "groups": [
            {
                "signals": list(cluster.signals),
                "size": len(group),
                "accounts": sum(1 for place in cluster.members if rows[place][2] is not None),
                "first": min(rows[place][1] for place in cluster.members),
                "last": max(rows[place][1] for place in cluster.members),
                "without": _change(whole, _counted(given, numbers, without=group, seed=seed)),
            }
            for cluster, group in zip(found, groups, strict=True)
        ],
        "without_any": _change(whole, _counted(given, numbers, without=everybody, seed=seed))
        if len(groups) > 1
        else None,
        "places": {str(pk): number for number, group in enumerate(groups) for pk in group},
    }


def _rows(consultation: Consultation, votes: Votes) -> list[Row]:
    """(key, when, person, address, network, client) of each voice that answered, in its order."""
    told = {
        row[0]: (row[0], row[1].timestamp(), row[2], row[3], row[4] or "", row[5] or "")
        for row in Participant.objects.of(consultation).values_list(
            "pk",
            "came_at",
            "person_id",
            "person__email",
            "arrival__network",
            "arrival__client",
        )
    }
    return [told[int(key)] for key in votes.participants]


def _accounts(consultation: Consultation, votes: Votes, rows: list[Row]) -> Accounts:
    answers = np.full((len(rows), len(votes.statements)), NO_ANSWER, np.int8)
    answers[votes.row, votes.column] = votes.value
    active = _who_did_something_else(consultation)
    return Accounts(
        came=np.array([row[1] for row in rows], np.float64),
        network=_codes([row[4] for row in rows]),
        client=_codes([row[5] for row in rows]),
        pattern=_codes([pattern_of(row[3] or "") for row in rows]),
        active=np.array([row[0] in active for row in rows], np.bool_),
        answers=answers,
    )


def pattern_of(address: str) -> str:
    """The letters of an address without its digits; nothing when it has none: names are no pattern.

    >>> pattern_of("marie12@example.org"), pattern_of("marie@example.org")
    ('marie@example.org', '')
    """
    local, _, domain = address.partition("@")
    letters = "".join(sign for sign in local.partition("+")[0] if not sign.isdigit())
    plain = letters == local
    return "" if plain or not domain else f"{letters}@{domain}"


def _codes(words: list[str]) -> Any:
    """One number for each word; -1 where it is not known."""
    numbers = count()
    known: dict[str, int] = {}
    for word in words:
        if word and word not in known:
            known[word] = next(numbers)
    return np.array([known.get(word, UNKNOWN) for word in words], np.int64)


def _who_did_something_else(consultation: Consultation) -> set[int]:
    """Voices that proposed an idea, or whose person has a part in the mission or carries a cause."""
    authors = Statement.objects.of(consultation).exclude(author=None)
    active = set(authors.values_list("author_id", flat=True))
    mission = consultation.mission
    part = set(Membership.objects.of(mission).values_list("person_id", flat=True))
    part |= set(Champion.objects.filter(cause__mission=mission).values_list("person_id", flat=True))
    here = Participant.objects.of(consultation).filter(person__isnull=False)
    return active | {pk for pk, person in here.values_list("pk", "person_id") if person in part}


def _counted(
    given: list[Triple], numbers: list[int], *, without: Collection[int], seed: int
) -> Result:
    left_out = set(without)
    kept = [triple for triple in given if triple[0] not in left_out]
    found = computing.result_of(computing.gather(kept, numbers), seed=seed)
    return {
        "people": found["participants"],
        "answers": found["votes"],
        "enough": found["enough"],
        "families": [group["size"] for group in found["groups"]],
        "uniting": found["consensus"],
        "refused": found["refused"],
        "dividing": found["dividing"],
        "index": found["alignment"]["index"],
        "ideas": {
            str(one["number"]): [one["agree"], one["pass"], one["disagree"]]
            for one in found["statements_detail"]
        },
    }


def _change(whole: Result, without: Result) -> Result:
    """The results without a group, with the ideas whose answers move most."""
    ideas = without.pop("ideas")

    def moved(number: str) -> float:
        return abs(_for(whole["ideas"][number]) - _for(ideas[number]))

    most = sorted(ideas, key=lambda number: (-moved(number), int(number)))[:MOVED]
    return without | {
        "moved": [[int(number), whole["ideas"][number], ideas[number]] for number in most]
    }


def _for(counts: list[int]) -> float:
    """The share that agrees, of those who took a side."""
    agree, _, disagree = counts
    return agree / max(1, agree + disagree)
