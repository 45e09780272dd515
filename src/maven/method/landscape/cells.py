"""The centred table of answers, known only by its products. (tool of `axes` and `standing`)

Each person is a row of answers. Empty cells are filled with the statement's mean and every column
is centred, which leaves exactly zero in each empty cell: the filled table *is* the sparse table of
(answer - mean) on the answered cells. An answer is one of three values, so that table is the table
of *which answer was given*, (n, 3m) of ones, times a matrix of 3m levels: nothing is kept per vote
but the number of its answer, in 2 or 4 bytes, and rows are taken a block at a time.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from maven.method.votes import Votes

if TYPE_CHECKING:
    from scipy.sparse import csr_array

type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]
type Counts = NDArray[np.int64]
type Rows = slice

LEVELS = np.array([-1.0, 0.0, 1.0])
BLOCK_VOTES = 1_000_000  # answers looked at together: 12 MB
KEPT_ANSWERS = 2_000_000  # up to which the blocks are not made anew: 8 MB


class Cells:
    """The centred table (n, m) of the statements marked in `drawing`; the others are columns of 0.

    Attributes
    ----------
    people, statements : n, m. drawing : (m,) as given.
    counts : (m, 3) how many disagree, pass, agree.
    centre : (m,) mean answer, 0 for statements left out or that nobody answered.
    total : sum of the squares of all the cells.
    """

    def __init__(self, votes: Votes, drawing: Flags) -> None:
        self.people, self.statements = len(votes.participants), len(votes.statements)
        self._votes = votes
        self._kept: list[tuple[Rows, csr_array]] = []
        self._ones = np.empty(0)
        self.counts = np.zeros((self.statements, 3), np.int64)
        for _, codes in code_blocks(votes):
            self.counts += np.bincount(codes, minlength=3 * self.statements).reshape(-1, 3)
        drawn = self.counts * drawing[:, None]
        seen = np.maximum(drawn.sum(axis=1), 1)
        self.centre: Floats = (drawn[:, 2] - drawn[:, 0]) / seen
        self._level = (LEVELS - self.centre[:, None]) * drawing[:, None]
        self.total = float((drawn * self._level**2).sum())
        self.drawing = drawing

    def answers(self) -> Iterator[tuple[Rows, "csr_array"]]:
        """Which answer was given, (rows, 3m) of ones, a block of rows after the other."""
        if self._kept:
            yield from self._kept
            return
        keep = len(self._votes) <= KEPT_ANSWERS
        for rows, codes in code_blocks(self._votes):
            block = self._indicator(rows, codes)
            if keep:
                self._kept.append((rows, block))
            yield rows, block

    def square(self, columns: Floats) -> Floats:
        """What the matrix (m, m) of sums of squares and products makes of (m, b) columns."""
        weights = self._spread(columns)
        sums = np.zeros_like(weights)
        for _, block in self.answers():
            across = block.T
            for weight, found in zip(weights, sums, strict=True):
                found += across @ (block @ weight)
        shaped = sums.reshape(len(sums), self.statements, 3)
        product: Floats = (shaped * self._level).sum(axis=2).T
        return product

    def along(self, directions: Floats) -> Floats:
        """Each person's sum of (answer - mean) × direction, (n, b) for directions (b, m)."""
        weights = self._spread(directions.T)
        places = np.empty((self.people, len(directions)))
        for rows, block in self.answers():
            for axis, weight in enumerate(weights):
                places[rows, axis] = block @ weight
        return places

    def answered(self) -> Counts:
        """How many cells of each person are not empty, (n,): a statement left out is never."""
        if self.drawing.all():
            return self._votes.answered
        kept = np.repeat(self.drawing.astype(np.float64), 3)
        drawn = np.empty(self.people, np.int64)
        for rows, block in self.answers():
            drawn[rows] = block @ kept
        return drawn + np.count_nonzero(~self.drawing)

    def table(self) -> Floats:
        """The whole table (n, m), for a small one."""
        table = np.zeros((self.people, self.statements))
        votes = self._votes
        table[votes.row, votes.column] = self._level[votes.column, votes.value + 1]
        return table

    def _indicator(self, rows: Rows, codes: NDArray[np.int32]) -> "csr_array":
        from scipy.sparse import csr_array

        if len(codes) > len(self._ones):
            self._ones = np.ones(len(codes))
        start = self._votes.start[rows.start : rows.stop + 1]
        offsets = (start - start[0]).astype(np.int32)
        shape = (len(start) - 1, 3 * self.statements)
        return csr_array((self._ones[: len(codes)], codes, offsets), shape=shape)

    def _spread(self, columns: Floats) -> Floats:
        spread = columns.T[:, :, None] * self._level
        return np.ascontiguousarray(spread.reshape(len(spread), -1))


def code_blocks(votes: Votes) -> Iterator[tuple[Rows, NDArray[np.int32]]]:
    """The number of each answer (3 × column + value + 1), for blocks of whole rows."""
    people, start = len(votes.participants), votes.start
    first = 0
    while first < people:
        last = int(np.searchsorted(start, start[first] + BLOCK_VOTES, side="right")) - 1
        last = min(max(last, first + 1), people)
        part = slice(start[first], start[last])
        codes = votes.column[part].astype(np.int32)
        codes *= 3
        codes += votes.value[part]
        codes += 1
        yield slice(first, last), codes
        first = last
