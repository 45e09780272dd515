"""What is told of each group and of each statement. (the words of the landscape)

The counts of `standing` gathered in one record per group and one per statement.
"""

from dataclasses import dataclass

import numpy as np

from maven.method.landscape.axes import Axes
from maven.method.landscape.cells import Flags
from maven.method.landscape.clusters import Labels, Point, hull_of
from maven.method.landscape.standing import (
    Standing,
    Tally,
    Trait,
    divisiveness,
    priorities,
    share,
    traits_of,
)
from maven.method.votes import Key, Votes

SURE_GAP = 1.6449  # one-sided 95 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People who think alike: number 0 is the largest. `hull` goes round its members' places."""

    number: int
    size: int
    centre: Point
    hull: tuple[Point, ...]
    traits: tuple[Trait, ...]


def groups_of(
    votes: Votes, drawing: Flags, axes: Axes, group_of: Labels, tally: Tally
) -> tuple[Group, ...]:
    """Where each group stands, what goes round it and what speaks for it. Cost: O(n + m)."""
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


def standings_of(
    votes: Votes, drawing: Flags, axes: Axes, tally: Tally, everybody: Tally
) -> tuple[Standing, ...]:
    """How each statement stands in the whole community and between groups. Cost: O(m·groups)."""
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


def dividing_of(standings: tuple[Standing, ...]) -> tuple[Key, ...]:
    """The statements on which groups surely differ (95 %), the widest gap first."""
    sure = [one for one in standings if one.selected and one.divisiveness_z > SURE_GAP]
    return tuple(one.statement for one in sorted(sure, key=lambda one: -one.divisiveness))
