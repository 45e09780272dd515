"""How far apart are these people? (for groups that bring together who would not meet)

The distance of two people is 1 - their tie + how differently they answered + 1 when their sectors
differ: from 0, colleagues who work together and agree, to 3, strangers of two worlds who do not.
What is not known about them counts as half way.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from maven.method.matchmaking.group_search import Floats
from maven.method.votes import Key, Votes, canonical

UNKNOWN = 0.5  # answers that cannot be compared are taken as half way apart


class ATieOutOfRange(ValueError):
    """A tie joins two different people, with a strength between 0 and 1."""


class GivenTwice(ValueError):
    """Somebody, or the distance between two people, is given twice."""


def distances(
    people: Sequence[Key],
    *,
    ties: Mapping[tuple[Key, Key], float] | None = None,
    votes: Votes | None = None,
    sector_of: Mapping[Key, str] | None = None,
) -> Floats:
    """(n, n) from 0 to 3: 1 - tie + difference of opinion + different sector, 0 to oneself.

    Parameters
    ----------
    people : who is to be grouped, each once; the rows and columns of the answer.
    ties : strength in [0, 1] of what already joins two people, in either order; the strongest
        counts. Absent pairs are strangers, people who are not here are left out.
    votes : opinions. With c statements answered by both, the difference is
        (Σ|x - y| / 2 + 1/2) / (c + 1): the mean distance of their answers, with one more answer
        half way, so that few answers say little. Without votes every pair stands at 1/2.
    sector_of : the world each one comes from; not known is half way to everybody.

    Raises
    ------
    GivenTwice : somebody is listed twice. ATieOutOfRange : a tie to oneself or outside [0, 1].

    Example
    -------
    >>> from maven.method.votes import votes_of
    >>> said = votes_of([("ana", 1, 1), ("luc", 1, -1), ("ana", 2, 1), ("luc", 2, 0)])
    >>> distances(["ana", "luc"], ties={("luc", "ana"): 0.5}, votes=said).round(3).tolist()
    [[0.0, 1.667], [1.667, 0.0]]

    Here 1 - 0.5, plus (1 + 0.5 + 0.5) / 3 = 0.667, plus 0.5 for the unknown sectors.

    Cost: O(n²·m) for m statements, n² floats.
    """
    if len(set(people)) < len(people):
        raise GivenTwice("Somebody is listed twice.")
    found = np.ones((len(people), len(people)))
    found -= _tied(people, ties or {})
    found += _opinion(people, votes)
    found += _sector(people, sector_of or {})
    np.fill_diagonal(found, 0.0)
    return found


def table_of(pairs: Iterable[tuple[Key, Key, float]]) -> tuple[tuple[Key, ...], Floats]:
    """The people of these pairs in canonical order and the table of their distances.

    A pair that is not listed is at distance 0: bringing the two together is worth nothing.

    Raises
    ------
    GivenTwice : two people are listed twice, in either order.

    >>> table_of([("b", "a", 2.0), ("a", "c", 1.0)])[1].tolist()
    [[0.0, 2.0, 1.0], [2.0, 0.0, 0.0], [1.0, 0.0, 0.0]]
    """
    listed = list(pairs)
    people = canonical({person for a, b, _ in listed for person in (a, b)})
    row = {person: index for index, person in enumerate(people)}
    found = np.zeros((len(people), len(people)))
    seen = set()
    for a, b, distance in listed:
        i, j = sorted((row[a], row[b]))
        if (i, j) in seen:
            raise GivenTwice(f"The distance between {a} and {b} is given twice.")
        seen.add((i, j))
        found[i, j] = found[j, i] = distance
    return people, found


def _tied(people: Sequence[Key], ties: Mapping[tuple[Key, Key], float]) -> Floats:
    row = {person: index for index, person in enumerate(people)}
    tied = np.zeros((len(people), len(people)))
    for (a, b), strength in ties.items():
        if a == b or not 0 <= strength <= 1:
            raise ATieOutOfRange("A tie joins two different people, with a strength from 0 to 1.")
        if a in row and b in row:
            i, j = row[a], row[b]
            tied[i, j] = tied[j, i] = max(tied[i, j], strength)
    return tied


def _opinion(people: Sequence[Key], votes: Votes | None) -> Floats:
    if votes is None:
        return np.full((len(people), len(people)), UNKNOWN)
    row = {person: index for index, person in enumerate(people)}
    place = np.array([row.get(person, -1) for person in votes.participants], np.intp)[votes.row]
    here = place >= 0
    seen, agrees, refuses = np.zeros((3, len(people), len(votes.statements)))
    cell = place[here], votes.column[here]
    seen[cell] = 1
    agrees[cell] = votes.value[here] > 0
    refuses[cell] = votes.value[here] < 0
    apart = np.zeros((len(people), len(people)))
    # |x - y| counts the thresholds between the two answers: one for agreeing, one for refusing.
    for side in (agrees, refuses):
        crossed = side @ (seen - side).T
        apart += crossed + crossed.T
    found: Floats = (apart / 2 + UNKNOWN) / (seen @ seen.T + 1)
    return found


def _sector(people: Sequence[Key], sector_of: Mapping[Key, str]) -> Floats:
    names = {name: number for number, name in enumerate(sorted(set(sector_of.values())))}
    sector = np.array([names[sector_of[p]] if p in sector_of else -1 for p in people], np.intp)
    unknown = sector < 0
    found: Floats = (sector[:, None] != sector).astype(np.float64)
    found[unknown[:, None] | unknown] = UNKNOWN
    return found
