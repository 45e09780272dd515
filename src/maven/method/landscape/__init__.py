"""What unites this community, what divides it, who stands where? (the opinion landscape)

People who answered alike are placed near one another on a map of two axes; groups are kept only
when they survive the loss of a fifth of the votes; statements are then read group by group. Below
twelve people, two statements or any difference of opinion, the answer says what is missing instead
of guessing. The same votes and the same seed always give the same landscape, whatever their order.

References: Small et al. 2021 (Polis); the parts are explained in `axes`, `grouping` and `standing`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from maven.method.landscape.axes import Axes, Flags, Floats, axes_of
from maven.method.landscape.clusters import Labels, Point, hull_of
from maven.method.landscape.grouping import Grouping, grouping_of
from maven.method.landscape.standing import (
    Consensus,
    Standing,
    Tally,
    Trait,
    consensus_of,
    divisiveness,
    priorities,
    share,
    tally_of,
    traits_of,
)
from maven.method.plain import plain
from maven.method.votes import Key, Votes

ALGORITHM = "landscape-1"
LEAST_PEOPLE = 12
LEAST_STATEMENTS = 2
TOPPED_UP_TO = 15  # below this many, the most active others are let in
MINIMUM_VOTES = 7
REPLICAS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What a landscape still waits for: more people, more statements, a first difference."""

    people: int
    statements: int
    difference: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People who think alike: number 0 is the largest. `hull` goes round its members' places."""

    number: int
    size: int
    centre: Point
    hull: tuple[Point, ...]
    traits: tuple[Trait, ...]


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
    stability, silhouette : how sure the groups are, None for a single group.
    """

    algorithm: str
    seed: int
    enough: bool
    missing: Missing | None
    participants: tuple[Key, ...]
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
    stability: float | None
    silhouette: float | None


def landscape(
    votes: Votes,
    *,
    seed: int = 0,
    selected: Collection[Key] | None = None,
    minimum_votes: int = MINIMUM_VOTES,
    replicas: int = REPLICAS,
) -> Landscape:
    """Draw the landscape.

    Parameters
    ----------
    votes : the answered cells.
    seed : of the only chance there is, in the grouping.
    selected : the statements that draw the map and may be listed (those accepted); all when None.
        The others keep their counts.
    minimum_votes : answers needed to count, or all the statements when they are fewer.
    replicas : maps redrawn from fewer votes to judge the groups.

    Example
    -------
    >>> from maven.method.votes import votes_of
    >>> sides = [(f"p{i}", s, 1 if (i < 8) == (s < 4) else -1) for i in range(16) for s in range(8)]
    >>> found = landscape(votes_of(sides))
    >>> found.enough, [group.size for group in found.groups], found.explained[0]
    (True, [8, 8], 1.0)
    """
    statements = len(votes.statements)
    drawing = np.ones(statements, bool)
    if selected is not None:
        drawing = np.array([statement in selected for statement in votes.statements], bool)
    counted = who_counts(votes, minimum_votes)
    axes = axes_of(votes, drawing)
    missing = _missing(votes, drawing, counted, axes)
    if missing is not None:
        axes = _nowhere(votes, axes)
        everybody = Grouping(
            labels=np.zeros(int(counted.sum()), np.int64), stability=None, silhouette=None
        )
        return _told(votes, drawing, counted, axes, everybody, seed, missing)
    chance = np.random.default_rng(seed)
    grouping = grouping_of(votes, drawing, counted, axes, chance=chance, replicas=replicas)
    return _told(votes, drawing, counted, axes, grouping, seed, None)


def who_counts(votes: Votes, minimum_votes: int = MINIMUM_VOTES) -> Flags:
    """Those who answered `minimum_votes` statements, or all of them, (n,).

    When they are fewer than 15, the most active others are let in. Nobody counts without an answer.
    Equal numbers of answers are told apart by the canonical order.
    """
    answered = np.bincount(votes.row, minlength=len(votes.participants))
    counted = answered >= max(1, min(minimum_votes, len(votes.statements)))
    if counted.sum() < TOPPED_UP_TO:
        counted[np.argsort(-answered, kind="stable")[:TOPPED_UP_TO]] = True
    return counted & (answered > 0)


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
        "stability": found.stability,
        "silhouette": found.silhouette,
        "dividing": list(found.dividing),
    }
    for name in ("groups", "standings", "agreed", "refused"):
        told[name] = [plain(one) for one in getattr(found, name)]
    told["places"] = [
        [found.participants[row], *map(float, found.positions[row]), int(found.group_of[row])]
        for row in np.flatnonzero(found.counted)
    ]
    return told


def _missing(votes: Votes, drawing: Flags, counted: Flags, axes: Axes) -> Missing | None:
    asked = np.bincount(votes.column, minlength=len(votes.statements)) > 0
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
    everybody = tally_of(votes, np.zeros(len(group_of), np.int64), 1)
    standings = _standings(votes, drawing, axes, tally, everybody)
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
        groups=_groups(votes, drawing, axes, group_of, tally) if enough else (),
        standings=standings,
        agreed=agreed,
        refused=refused,
        dividing=_dividing(standings) if enough else (),
        centre=axes.centre,
        components=axes.components,
        explained=axes.explained,
        stability=grouping.stability,
        silhouette=grouping.silhouette,
    )


def _groups(
    votes: Votes, drawing: Flags, axes: Axes, group_of: Labels, tally: Tally
) -> tuple[Group, ...]:
    traits = traits_of(tally, votes.statements, drawing)
    groups = []
    for number, words in enumerate(traits):
        places = axes.positions[group_of == number]
        x, y = places.mean(axis=0)
        groups.append(
            Group(
                number=number,
                size=len(places),
                centre=(float(x), float(y)),
                hull=hull_of(places),
                traits=words,
            )
        )
    return tuple(groups)


def _standings(
    votes: Votes, drawing: Flags, axes: Axes, tally: Tally, everybody: Tally
) -> tuple[Standing, ...]:
    spot = np.sqrt(len(votes.statements)) * (1 - axes.centre) * axes.components
    extremity = np.hypot(*spot)
    gap, gap_z = divisiveness(tally)
    agree, disagree, seen = everybody.agree[0], everybody.disagree[0], everybody.seen[0]
    columns = {
        "agree": agree,
        "disagree": disagree,
        "passed": seen - agree - disagree,
        "selected": drawing,
        "share_agree": share(agree, seen),
        "share_disagree": share(disagree, seen),
        "x": spot[0],
        "y": spot[1],
        "extremity": extremity,
        "united": share(tally.agree, tally.seen).prod(axis=0),
        "united_against": share(tally.disagree, tally.seen).prod(axis=0),
        "divisiveness": gap,
        "divisiveness_z": gap_z,
        "priority": priorities(tally, extremity),
    }
    names, rows = list(columns), zip(*(column.tolist() for column in columns.values()), strict=True)
    return tuple(
        Standing(statement=statement, **dict(zip(names, row, strict=True)))
        for statement, row in zip(votes.statements, rows, strict=True)
    )


def _dividing(standings: tuple[Standing, ...]) -> tuple[Key, ...]:
    sure = [one for one in standings if one.selected and one.divisiveness_z > 1.6449]
    return tuple(one.statement for one in sorted(sure, key=lambda one: -one.divisiveness))
