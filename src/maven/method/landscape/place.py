"""Where do I stand, and which of my answers put me there? (your place on the landscape)

A place is a sum of answers: each moves its author by (answer - mean) along both axes. Telling the
answers that moved her most in each direction makes the map readable by the person it shows.

Reference: Small et al. 2021 for the place; the decomposition is its definition.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from maven.method.landscape.cells import Floats
from maven.method.landscape.moments import UnknownStatement
from maven.method.landscape.portraits import Group
from maven.method.votes import Key, NotAVote

LISTED = 3


class NothingAnswered(ValueError):
    """Without an answer to a statement that draws the map there is no place on it."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class Drawn(Protocol):
    """A landscape, or the `Directions` that the moments give."""

    @property
    def statements(self) -> tuple[Key, ...]: ...
    @property
    def centre(self) -> Floats: ...
    @property
    def components(self) -> Floats: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """How far one answer (`value`) moved its author, along each axis."""

    statement: Key
    value: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One person on the map.

    Attributes
    ----------
    x, y : her place, the sum of all her pulls.
    answered : how many statements that draw the map she has answered.
    left, right, down, up : the answers that pull her most each way, the strongest first.
    group : number of the group whose middle is nearest, None when no groups are given.
    clearness : 1 - nearest distance / second nearest, in [0, 1]: 0 on the border between two
        groups, 1 in the middle of hers; None with fewer than two groups.
    """

    x: float
    y: float
    answered: int
    left: tuple[Pull, ...]
    right: tuple[Pull, ...]
    down: tuple[Pull, ...]
    up: tuple[Pull, ...]
    group: int | None
    clearness: float | None


def place_of(
    answers: Mapping[Key, int],
    drawn: Drawn,
    *,
    selected: Collection[Key] | None = None,
    groups: Sequence[Group] = (),
    listed: int = LISTED,
) -> Place:
    """Place one person on a map that is already drawn, hers or another's.

    Parameters
    ----------
    answers : statement → 1 agrees, 0 passes, -1 disagrees.
    drawn : a `Landscape` or `Directions`.
    selected : the statements that draw the map, as when it was drawn; all when None.
    groups : those of the landscape.

    Raises
    ------
    NotAVote, UnknownStatement : an answer or a statement that the map does not know.
    NothingAnswered : no answer to a statement that draws the map.

    Example
    -------
    >>> from maven.method.landscape.moments import axes_from, moments_of
    >>> from maven.method.votes import votes_of
    >>> map_ = axes_from(moments_of(votes_of([("ana", 1, 1), ("luc", 1, -1), ("luc", 2, 0)])))
    >>> here = place_of({1: 1, 2: 0}, map_)
    >>> round(here.x, 6), [(pull.statement, round(pull.x, 6)) for pull in here.right]
    (1.0, [(1, 1.0)])

    Cost: O(m).
    """
    column = {statement: at for at, statement in enumerate(drawn.statements)}
    for statement in answers:
        if statement not in column:
            raise UnknownStatement(statement)
    if not set(answers.values()) <= {-1, 0, 1}:
        raise NotAVote
    drawing = column.keys() if selected is None else column.keys() & set(selected)
    counted = [statement for statement in drawn.statements if statement in answers.keys() & drawing]
    if not counted:
        raise NothingAnswered
    at = np.array([column[statement] for statement in counted])
    value = np.array([answers[statement] for statement in counted])
    filled = len(counted) + len(column) - len(drawing)
    moves = (value - drawn.centre[at]) * drawn.components[:, at] * np.sqrt(len(column) / filled)
    x, y = moves.sum(axis=1).tolist()
    pulls = [
        Pull(statement=statement, value=answers[statement], x=across, y=up)
        for statement, across, up in zip(counted, *moves.tolist(), strict=True)
    ]
    group, clearness = _nearest(x, y, groups)
    return Place(
        x=x,
        y=y,
        answered=len(counted),
        left=_strongest([(-pull.x, pull) for pull in pulls], listed),
        right=_strongest([(pull.x, pull) for pull in pulls], listed),
        down=_strongest([(-pull.y, pull) for pull in pulls], listed),
        up=_strongest([(pull.y, pull) for pull in pulls], listed),
        group=group,
        clearness=clearness,
    )


def _strongest(pulls: list[tuple[float, Pull]], listed: int) -> tuple[Pull, ...]:
    """Those that pull this way, the strongest first, in the order of the statements when equal."""
    this_way = [(strength, pull) for strength, pull in pulls if strength > 0]
    this_way.sort(key=lambda one: -one[0])
    return tuple(pull for _, pull in this_way[:listed])


def _nearest(x: float, y: float, groups: Sequence[Group]) -> tuple[int | None, float | None]:
    away = sorted(
        (float(np.hypot(x - group.centre[0], y - group.centre[1])), group.number)
        for group in groups
    )
    if not away:
        return None, None
    if len(away) == 1:
        return away[0][1], None
    (near, number), (second, _) = away[:2]
    return number, 1 - near / second if second > 0 else 0.0
