"""From opinions to the JSON of a reading. NumPy comes with this module: only jobs import it."""

import hashlib
import json
from collections.abc import Collection, Iterable
from typing import Any

import numpy as np

from maven.method import landscape as drawing
from maven.method.alignment import Alignment, alignment
from maven.method.landscape import Landscape
from maven.method.landscape.standing import Trait, consensus_of, tally_of
from maven.method.plain import plain
from maven.method.votes import Triple, Votes, votes_of

FORMAT = 2  # of the result below; a new one makes a new reading
ALGORITHM = f"{drawing.ALGORITHM}/{FORMAT}"
LETTERS = "ABCDEFGHIJ"
LISTED = 5
DRAWN = 400  # dots on a map; more would hide one another and weigh on a phone

type Result = dict[str, Any]


def gather(triples: Iterable[Triple], numbers: Iterable[int]) -> Votes:
    """The opinions on the accepted statements, whether or not each has been answered."""
    return votes_of(triples, statements=numbers)


def fingerprint_of(votes: Votes) -> str:
    """The same opinions have the same fingerprint, in whatever order they came."""
    digest = hashlib.sha256(json.dumps([votes.participants, votes.statements]).encode())
    for array, kind in ((votes.row, "<i4"), (votes.column, "<i4"), (votes.value, "i1")):
        digest.update(array.astype(kind).tobytes())
    return digest.hexdigest()


def result_of(votes: Votes, *, seed: int, withheld: Collection[int] = ()) -> Result:
    """The landscape and the alignment, in the words of `compass.portrait`.

    `points` are in an order that says nothing of who came when; `places`, by participant, are for
    telling somebody their own place and nobody else's. Ideas that are `withheld` are on no list.
    """
    found = drawing.landscape(votes, seed=seed)
    measured = alignment(votes, group_of=found.group_of if found.enough else None, seed=seed)
    places = _places(found) if found.enough else {}
    details = _details(votes, found)
    told = [one for one in details if one["number"] not in withheld]
    return {
        "enough": found.enough,
        "missing": plain(found.missing) if found.missing else None,
        "participants": len(votes.participants),
        "counted": int(found.counted.sum()),
        "statements": len(votes.statements),
        "votes": len(votes),
        "explained": [round(share, 4) for share in found.explained],
        "stability": found.stability,
        "silhouette": found.silhouette,
        "groups": [_group(group, withheld) for group in found.groups],
        "points": _points(places, seed),
        "places": places,
        "statements_detail": details,
        "consensus": _uniting(votes, told, "agree") if found.enough else [],
        "refused": _uniting(votes, told, "disagree") if found.enough else [],
        "dividing": [one for one in found.dividing if one not in withheld] if found.enough else [],
        "alignment": _alignment(measured),
    }


def _places(found: Landscape) -> dict[str, list[Any]]:
    return {
        str(found.participants[row]): [
            *(round(float(value), 2) for value in found.positions[row]),
            LETTERS[int(found.group_of[row])],
        ]
        for row in np.flatnonzero(found.counted).tolist()
    }


def _points(places: dict[str, list[Any]], seed: int) -> list[list[Any]]:
    """The dots to draw, all or a fair sample, in an order that names nobody."""
    everybody = sorted(places.values(), key=lambda place: (place[2], place[0], place[1]))
    if len(everybody) <= DRAWN:
        return everybody
    drawn = np.random.default_rng(seed).choice(len(everybody), DRAWN, replace=False)
    return [everybody[index] for index in np.sort(drawn)]


def _group(group: drawing.Group, withheld: Collection[int]) -> Result:
    return {
        "letter": LETTERS[group.number],
        "size": group.size,
        "centre": [round(value, 2) for value in group.centre],
        "hull": [[round(x, 2), round(y, 2)] for x, y in group.hull],
        "representative": [
            _trait(trait) for trait in group.traits if trait.statement not in withheld
        ],
    }


def _trait(trait: Trait) -> Result:
    return {
        "number": trait.statement,
        "side": trait.side,
        "count": trait.count,
        "seen": trait.seen,
        "share": round(trait.count / trait.seen, 4),
    }


def _details(votes: Votes, found: Landscape) -> list[Result]:
    groups = len(found.groups)
    tally = tally_of(votes, found.group_of, max(1, groups))
    agree, disagree, seen = (part.tolist() for part in (tally.agree, tally.disagree, tally.seen))
    return [
        {
            "number": one.statement,
            "agree": one.agree,
            "pass": one.passed,
            "disagree": one.disagree,
            "by_group": {
                LETTERS[g]: [
                    agree[g][j],
                    seen[g][j] - agree[g][j] - disagree[g][j],
                    disagree[g][j],
                ]
                for g in range(groups)
            },
            "gac": round(one.united, 6),
            "gac_against": round(one.united_against, 6),
            "divisiveness": round(one.divisiveness, 4),
            "extremity": round(one.extremity, 4),
            "priority": round(one.priority, 6),
        }
        for j, one in enumerate(found.standings)
    ]


def _uniting(votes: Votes, details: list[Result], side: str) -> list[int]:
    """What the whole surely holds, and more than half of each family: the best shared first.

    The consensus of the whole is not enough: a large family can make it alone, against a small one.
    A statement that fewer than five people of a family have answered is not listed.
    """
    everybody = tally_of(votes, np.zeros(len(votes.participants), np.int64), 1)
    every = np.ones(len(votes.statements), bool)
    both = consensus_of(everybody, votes.statements, every, listed=len(votes.statements))
    sure = {one.statement for one in both[0 if side == "agree" else 1]}
    place, rank = (0, "gac") if side == "agree" else (2, "gac_against")
    kept = [
        one
        for one in details
        if one["number"] in sure
        and all(sum(cell) >= 5 and 2 * cell[place] > sum(cell) for cell in one["by_group"].values())
    ]
    return [one["number"] for one in sorted(kept, key=lambda one: -one[rank])[:LISTED]]


def _alignment(measured: Alignment) -> Result:
    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 4)

    return {
        "index": rounded(measured.overall),
        "low": rounded(measured.low),
        "high": rounded(measured.high),
        "between": rounded(measured.between),
        "statements": measured.counted,
        "people": measured.people,
    }
