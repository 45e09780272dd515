"""Did a sprint bring the community together? (two moments, the same people)

Only people who answered at both moments are compared, on the statements that enough of them answered
at both: otherwise a change of public would pass for a change of mind. The interval redraws people,
each with both her moments, which takes out what she thinks anyway.

Reference: Efron & Tibshirani 1993, § 8 (paired data are redrawn in pairs).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from maven.method.alignment.redrawing import (
    LEAST_VOTES,
    RESAMPLES,
    Cells,
    Floats,
    NothingCounted,
    bounds_of,
    redrawn,
    sums_of,
)
from maven.method.votes import Key, Votes, canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementChange:
    """Λ on one statement before and after, among the people compared."""

    statement: Key
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of Λ, among those present at both moments.

    Attributes
    ----------
    before, after : means of Λ over the counted statements. change : `after` - `before`, in [-2, 2].
    low, high : its 95 % interval over redrawn people.
    statements : the counted statements, in canonical order.
    people : compared. only_before, only_after : those left out because absent at a moment.
    statements_left_out : asked at either moment and selected, but not counted.
    """

    before: float
    after: float
    change: float
    low: float
    high: float
    statements: tuple[StatementChange, ...]
    people: int
    only_before: int
    only_after: int
    statements_left_out: int

    @property
    def direction(self) -> Literal["closer", "apart", "unsure"]:
        """What the interval says: all above 0, all below, or neither."""
        if self.low > 0:
            return "closer"
        return "apart" if self.high < 0 else "unsure"


def change(
    before: Votes,
    after: Votes,
    *,
    selected: Collection[Key] | None = None,
    least_votes: int = LEAST_VOTES,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Change:
    """Compare two moments.

    Parameters
    ----------
    before, after : the answered cells; a participant and a statement keep their identifier.
    least_votes : answers a statement needs at each moment from people present at both, 2 at least.
    selected, seed, resamples : as for `alignment`.

    Raises
    ------
    NothingCounted : no statement has enough answers at both moments.
    NoRedrawing : fewer than 1 resample.

    Example
    -------
    >>> from maven.method.votes import votes_of
    >>> start = votes_of((i, "bus", 1 if i < 15 else -1) for i in range(30))
    >>> end = votes_of((i, "bus", 1 if i < 24 else -1) for i in range(32))
    >>> found = change(start, end)
    >>> round(found.before, 3), round(found.after, 3), found.direction, found.only_after
    (-0.034, 0.338, 'closer', 2)

    Cost: twice that of `alignment`.
    """
    present = set(before.participants) & set(after.participants)
    shared = set(before.statements) & set(after.statements)
    asked = set(before.statements) | set(after.statements)
    if selected is not None:
        shared, asked = shared & set(selected), asked & set(selected)
    people, statements = canonical(present), canonical(shared)
    moments = [_aligned(votes, people, statements) for votes in (before, after)]
    enough = np.ones(len(statements), bool)
    for cells in moments:
        enough &= cells.seen() >= max(2, least_votes)
    if not enough.any():
        raise NothingCounted("No statement has enough answers at both moments.")
    lambdas = _redrawn_both(moments, enough, seed, resamples)
    means = [values.mean(axis=1) for values in lambdas]
    low, high = bounds_of((means[1] - means[0])[1:])
    return Change(
        before=float(means[0][0]),
        after=float(means[1][0]),
        change=float(means[1][0] - means[0][0]),
        low=low,
        high=high,
        statements=tuple(
            StatementChange(
                statement=statements[j],
                before=float(lambdas[0][0, index]),
                after=float(lambdas[1][0, index]),
            )
            for index, j in enumerate(np.flatnonzero(enough))
        ),
        people=len(people),
        only_before=len(before.participants) - len(people),
        only_after=len(after.participants) - len(people),
        statements_left_out=len(asked) - int(enough.sum()),
    )


def _aligned(votes: Votes, people: tuple[Key, ...], statements: tuple[Key, ...]) -> Cells:
    """The answers of these people on these statements, rows and columns in this order."""
    row = _ranks(votes.participants, people)[votes.row]
    column = _ranks(votes.statements, statements)[votes.column]
    kept = (row >= 0) & (column >= 0)
    return Cells(
        people=len(people),
        statements=len(statements),
        row=row[kept],
        column=column[kept],
        value=votes.value[kept],
    )


def _ranks(keys: Iterable[Key], kept: tuple[Key, ...]) -> NDArray[np.int32]:
    rank = {key: index for index, key in enumerate(kept)}
    return np.array([rank.get(key, -1) for key in keys], np.int32)


def _redrawn_both(
    moments: list[Cells], enough: NDArray[np.bool_], seed: int, resamples: int
) -> list[Floats]:
    """Λ before and after, each (1 + resamples, counted statements), with the same people drawn."""
    together = Cells(
        people=moments[0].people,
        statements=moments[0].statements,
        row=np.concatenate([cells.row for cells in moments]),
        column=np.concatenate([cells.column for cells in moments]),
        value=np.concatenate([cells.value for cells in moments]),
    )
    block_of, weights = redrawn(together, enough, seed, resamples)
    columns = np.flatnonzero(enough)
    return [
        np.concatenate(
            [sums.alignment()[0] for _, sums in sums_of(cells, columns, block_of, weights)], axis=1
        )
        for cells in moments
    ]
