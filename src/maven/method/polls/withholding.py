"""Which counts may be shown so that nobody is found in them, not even by subtraction?

A count below k speaks of a few people whom their neighbours could name: it is withheld. But who reads
the other counts and the totals could find it again; so others are withheld with it, the smallest that
do. What is promised: for every count withheld there is a table, in agreement with all that is shown,
in which it is k or more. The totals are counts like the others, and may have to be withheld too.

The search for companions: in a table with its totals, each line adds up. To let a count grow by what it
lacks, another of its row must shrink (or the total grow), then another of that column grow, and so on
until the circle closes. The circle through the smallest counts is found as a shortest path.

References: Sweeney 2002 (k-anonymity); Cox 1980, Fischetti & Salazar 2000 (complementary suppression).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

type Ints = NDArray[np.int64]
type Bools = NDArray[np.bool_]

K_EXPORT, K_SCREEN = 10, 5


class NotATableOfCounts(ValueError):
    """Counts are whole numbers from 0, in one line or in rows and columns; k is at least 2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A table as it may be shown: None stands where a count is withheld.

    Attributes
    ----------
    cells : rows of counts. rows, columns : their totals. total : of all.
    small : how many counts (totals included) are below k. companions : how many others had to go.
    """

    cells: tuple[tuple[int | None, ...], ...]
    rows: tuple[int | None, ...]
    columns: tuple[int | None, ...]
    total: int | None
    small: int
    companions: int


def withheld(counts: ArrayLike, *, k: int = K_EXPORT) -> Withheld:
    """Withhold the counts below k, zero included, and those that would give them away.

    counts : (r, c), or (c,) for one line, of people each counted once. k : 2 at least; 10 in what is
    exported, 5 on a screen.

    Raises
    ------
    NotATableOfCounts : not whole numbers from 0, no cell, more than two dimensions, k < 2.

    Example
    -------
    >>> found = withheld([[20, 3], [15, 30]])
    >>> found.cells, found.rows, found.columns, found.total
    (((None, None), (None, None)), (23, 45), (35, 33), 68)
    >>> withheld([12, 40, 4]).cells
    ((None, 40, None),)

    Cost: O((r + c)²) for each count withheld.
    """
    table = np.asarray(counts)
    if table.dtype.kind not in "iu" or table.ndim not in {1, 2} or not table.size or k < 2:
        raise NotATableOfCounts(
            "Counts are whole numbers from 0, in rows and columns; k is 2 or more."
        )
    if (table < 0).any():
        raise NotATableOfCounts("A count is not negative.")
    whole = _with_totals(np.atleast_2d(table).astype(np.int64))
    hidden = whole < k
    small = int(hidden.sum())
    _hide_companions(whole, hidden, k)
    shown = [
        [None if gone else int(count) for count, gone in zip(counts, gones, strict=True)]
        for counts, gones in zip(whole, hidden, strict=True)
    ]
    return Withheld(
        cells=tuple(tuple(row[:-1]) for row in shown[:-1]),
        rows=tuple(row[-1] for row in shown[:-1]),
        columns=tuple(shown[-1][:-1]),
        total=shown[-1][-1],
        small=small,
        companions=int(hidden.sum()) - small,
    )


def _with_totals(table: Ints) -> Ints:
    wide = np.hstack([table, table.sum(axis=1, keepdims=True)])
    return np.vstack([wide, wide.sum(axis=0, keepdims=True)])


def _hide_companions(whole: Ints, hidden: Bools, k: int) -> None:
    """Add to `hidden` until each hidden count could be k or more, for what is shown.

    A count added is k or more already: only those below k need a circle, each its own, whatever is
    hidden later. The smallest go first; equals in the order of the table.
    """
    # With its sign turned, a total balances its line: every row and column then adds up to 0.
    sign = np.ones_like(whole)
    sign[-1, :-1] = sign[:-1, -1] = -1
    small = np.argwhere(hidden)
    order = np.argsort(whole[hidden], kind="stable")
    for row, column in small[order]:
        lack = k - whole[row, column]
        # Along a row a signed count falls by what lacks, along a column it rises: if it can.
        shrinks = whole >= lack
        falls, rises = (sign < 0) | shrinks, (sign > 0) | shrinks
        if sign[row, column] < 0:
            falls, rises = rises, falls
        cost = np.where(hidden, 0, whole + 1)
        for place in _circle(int(row), int(column), falls, rises, cost):
            hidden[place] = True


def _circle(row: int, column: int, falls: Bools, rises: Bools, cost: Ints) -> list[tuple[int, int]]:
    """The cheapest way from a row to a column, by falls along rows and rises along columns."""
    height, width = cost.shape
    far = np.iinfo(np.int64).max // 4
    ways = np.full((height + width, height + width), far, np.int64)
    ways[:height, height:] = np.where(falls, cost, far)
    ways[height:, :height] = np.where(rises, cost, far).T
    ways[row, height + column] = ways[height + column, row] = (
        far  # the count does not balance itself
    )
    length = np.full(height + width, far, np.int64)
    came = np.full(height + width, -1)
    length[row], left = 0, np.ones(height + width, bool)
    for _ in range(height + width):
        here = int(np.argmin(np.where(left, length, far + 1)))
        left[here] = False
        through = length[here] + ways[here]
        better = left & (through < length)
        length[better], came[better] = through[better], here
    path, there = [], height + column
    while there != row:
        before = int(came[there])
        path.append((min(before, there), max(before, there) - height))
        there = before
    return path
