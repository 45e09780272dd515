"""What unites this community, what divides it, who stands where? (the opinion landscape)

People who answered alike are placed near one another on a map of two axes; groups are kept only
when they survive the loss of a fifth of the votes; statements are then read group by group. Below
twelve people, two statements or any difference of opinion, the answer says what is missing instead
of guessing. The same votes and the same seed always give the same landscape, whatever their order.

References: Small et al. 2021 (Polis); the parts are explained in `axes`, `grouping` and `standing`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from maven.method.landscape.axes import Axes, axes_of_cells
from maven.method.landscape.cells import Cells, Flags, Floats
from maven.method.landscape.clusters import Labels, Point
from maven.method.landscape.grouping import Grouping, grouping_of
from maven.method.landscape.people import those_named
from maven.method.landscape.portraits import Group as Group
from maven.method.landscape.portraits import dividing_of, groups_of, standings_of
from maven.method.landscape.standing import Consensus, Standing, Tally, consensus_of, tally_of
from maven.method.plain import plain
from maven.method.votes import Key, Votes

ALGORITHM = "landscape-2"
LEAST_PEOPLE = 12
LEAST_STATEMENTS = 2
TOPPED_UP_TO = 15  # below this many, the most active others are let in
MINIMUM_VOTES = 7
LEAST_ANSWERS = 3  # who gave fewer never counts: nearly empty rows stand nowhere in particular
REPLICAS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What a landscape still waits for: more people, more statements, a first difference."""

    people: int
    statements: int
    difference: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Landscape:
    """The map of a community's opinions.

    Attributes
    ----------
    enough : whether there is a map; when not, `missing` says what it waits for, and positions are
        0.
    participants, statements : identifiers of the n rows and m columns of what follows.
    counted : (n,) who answered enough to count.
    positions : (n, 2) everybody's place.
    group_of : (n,) number of each one's group, -1 for those who do not count.
    groups : from the largest to the smallest; one alone when no split is stable.
    standings : one per statement, in the order of `statements`.
    agreed, refused : what nearly everybody agrees, disagrees with, the surest first.
    dividing : the statements on which groups differ surely, the widest gap first.
    centre, components, explained : mean answers (m,), directions (2, m), their shares of the
        variance.
    winner : the number of groups that won this reading; another is shown while it is held back.
    stability, silhouette : how sure the groups are, None for a single group.
    """

    algorithm: str
    seed: int
    enough: bool
    missing: Missing | None
    participants: Sequence[Key]
    statements: tuple[Key, ...]
    counted: Flags
    positions: Floats
    group_of: Labels
    groups: tuple[Group, ...]
    standings: tuple[Standing, ...]
    agreed: tuple[Consensus, ...]
    refused: tuple[Consensus, ...]
    dividing: tuple[Key, ...]
    centre: Floats
    components: Floats
    explained: Point
    winner: int
    stability: float | None
    silhouette: float | None


def landscape(
    votes: Votes,
    *,
    seed: int = 0,
    selected: Collection[Key] | None = None,
    clustered: Collection[Key] | None = None,
    minimum_votes: int = MINIMUM_VOTES,
    replicas: int = REPLICAS,
    earlier: Sequence[int] = (),
) -> Landscape:
    """Draw the landscape.

    Parameters
    ----------
    votes : the answered cells.
    seed : of the only chance there is, in the grouping.
    selected : the statements that draw the map and may be listed (those accepted); all when None.
        The others keep their counts.
    clustered : exactly those who count, whatever they answered; `AStranger` if one gave no vote.
    minimum_votes : answers needed to count, or all the statements when they are fewer.
    replicas : maps redrawn from fewer votes to judge the groups; 0 to let the silhouette decide.
    earlier : the `winner` of each reading before this one, the oldest first: a new number of groups
        is shown once it has won four in a row.

    Example
    -------
    >>> from maven.method.votes import votes_of
    >>> sides = [(f"p{i}", s, 1 if (i < 8) == (s < 4) else -1) for i in range(16) for s in range(8)]
    >>> found = landscape(votes_of(sides))
    >>> found.enough, [group.size for group in found.groups], found.explained[0]
    (True, [8, 8], 1.0)

    Cost: O(v) for each of the ten to a hundred products that find the axes, and O(v) for the
    counts; the groups cost the same whatever the crowd, but for O(n) to give each one hers.
    """
    statements = len(votes.statements)
    drawing = np.ones(statements, bool)
    if selected is not None:
        drawing = np.array([statement in selected for statement in votes.statements], bool)
    cells = Cells(votes, drawing)
    if clustered is None:
        counted = who_counts(votes, minimum_votes)
    else:
        counted = those_named(votes, clustered)
    axes = axes_of_cells(cells)
    missing = _missing(cells, drawing, counted, axes)
    if missing is not None:
        axes = _nowhere(votes, axes)
        nobody_apart = np.zeros(int(counted.sum()), np.int64)
        grouping = Grouping(labels=nobody_apart, winner=1, stability=None, silhouette=None)
    else:
        chance = np.random.default_rng(seed)
        grouping = grouping_of(
            votes, drawing, counted, axes, chance=chance, replicas=replicas, earlier=earlier
        )
    return _told(votes, cells, drawing, counted, axes, grouping, seed, missing)


def who_counts(votes: Votes, minimum_votes: int = MINIMUM_VOTES) -> Flags:
    """Those who answered `minimum_votes` statements, or all of them, (n,).

    When they are fewer than 15, the most active others who answered three statements (or
    `minimum_votes`, or all, when those are fewer) are let in. Equal numbers of answers are told
    apart by the canonical order.
    """
    enough = max(1, min(minimum_votes, len(votes.statements)))
    answered = votes.answered
    counted = answered >= enough
    if counted.sum() < TOPPED_UP_TO:
        counted[np.argsort(-answered, kind="stable")[:TOPPED_UP_TO]] = True
    return counted & (answered >= min(LEAST_ANSWERS, enough))


def json_of(found: Landscape) -> dict[str, Any]:
    """The landscape in lists, numbers and words, to be stored as it is.

    The places of participants are listed as [identifier, x, y, group] for those who count.
    """
    told: dict[str, Any] = {
        "algorithm": found.algorithm,
        "seed": found.seed,
        "enough": found.enough,
        "missing": None if found.missing is None else plain(found.missing),
        "people": len(found.participants),
        "counted": int(found.counted.sum()),
        "explained": list(found.explained),
        "winner": found.winner,
        "stability": found.stability,
        "silhouette": found.silhouette,
        "dividing": list(found.dividing),
    }
    for name in ("groups", "standings", "agreed", "refused"):
        told[name] = [plain(one) for one in getattr(found, name)]
    told["places"] = [
        [found.participants[row], *map(float, found.positions[row]), int(found.group_of[row])]
        for row in np.flatnonzero(found.counted).tolist()
    ]
    return told


def _missing(cells: Cells, drawing: Flags, counted: Flags, axes: Axes) -> Missing | None:
    asked = cells.counts.sum(axis=1) > 0
    missing = Missing(
        people=max(0, LEAST_PEOPLE - int(counted.sum())),
        statements=max(0, LEAST_STATEMENTS - int((asked & drawing).sum())),
        difference=axes.explained[0] == 0.0,
    )
    waits = missing.people or missing.statements or missing.difference
    return missing if waits else None


def _nowhere(votes: Votes, axes: Axes) -> Axes:
    return Axes(
        centre=axes.centre,
        components=np.zeros((2, len(votes.statements))),
        positions=np.zeros((len(votes.participants), 2)),
        explained=(0.0, 0.0),
    )


def _told(
    votes: Votes,
    cells: Cells,
    drawing: Flags,
    counted: Flags,
    axes: Axes,
    grouping: Grouping,
    seed: int,
    missing: Missing | None,
) -> Landscape:
    group_of = np.full(len(votes.participants), -1, np.int64)
    group_of[counted] = grouping.labels
    tally = tally_of(votes, group_of, int(group_of.max(initial=0)) + 1)
    everybody = Tally(
        agree=cells.counts[None, :, 2],
        disagree=cells.counts[None, :, 0],
        seen=cells.counts.sum(axis=1)[None],
    )
    standings = standings_of(votes, drawing, axes, tally, everybody)
    enough = missing is None
    agreed, refused = consensus_of(everybody, votes.statements, drawing) if enough else ((), ())
    return Landscape(
        algorithm=ALGORITHM,
        seed=seed,
        enough=enough,
        missing=missing,
        participants=votes.participants,
        statements=votes.statements,
        counted=counted,
        positions=axes.positions,
        group_of=group_of,
        groups=groups_of(votes, drawing, axes, group_of, tally) if enough else (),
        standings=standings,
        agreed=agreed,
        refused=refused,
        dividing=dividing_of(standings) if enough else (),
        centre=axes.centre,
        components=axes.components,
        explained=axes.explained,
        winner=grouping.winner,
        stability=grouping.stability,
        silhouette=grouping.silhouette,
    )
