"""Communities redrawn person by person: the sums from which every Λ of a redrawn community follows.

A redrawn community gives each person a whole weight w: how many times she was drawn. Four sums per
statement are enough for Λ: Σwx, Σw²|x|, Σw and Σw² over those who answered. They are products of a
table of weights by a table of answers; both hold small whole numbers, so that single precision is
exact and the order of the additions does not matter.

More people than `MOST_ROWS` are first put, by chance, into as many blocks of the same size (to one
person), and a block is drawn whole. Random blocks leave the spread of Λ what it is; it is estimated
with a relative error of 1 / √(2 · MOST_ROWS), 1.6 %, and memory no longer depends on the crowd.

References: Efron 1979; Efron & Tibshirani 1993, § 8 (grouped bootstrap).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maven.method.votes import Votes

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Weights = NDArray[np.float32]

LEAST_VOTES = 20
RESAMPLES = 1000
LEVEL = 0.95
MOST_ROWS = 2000  # weights kept for each redrawn community
WIDTH = 128  # statements weighed together: each sum over a thousand communities stays in 1 MiB
MOST_CELLS = 1_000_000  # of the tables held together
PIECE = 2_000_000  # answers sorted into the tables together


class NoRedrawing(ValueError):
    """An interval needs at least one redrawn community."""


class NothingCounted(ValueError):
    """No statement has enough answers."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """Answers one by one: `row` (v,), `column` (v,), `value` (v,), of so many people, statements."""

    people: int
    statements: int
    row: NDArray[np.int32]
    column: NDArray[np.signedinteger[Any]]
    value: NDArray[np.int8]

    def among(self, kept: NDArray[np.bool_]) -> "Cells":
        """The answers of some people (n,); everybody keeps her row."""
        answers = kept[self.row]
        return Cells(
            people=self.people,
            statements=self.statements,
            row=self.row[answers],
            column=self.column[answers],
            value=self.value[answers],
        )

    def seen(self) -> Ints:
        """How many answered each statement, (m,)."""
        return np.bincount(self.column, minlength=self.statements)


def cells_of(votes: Votes) -> Cells:
    return Cells(
        people=len(votes.participants),
        statements=len(votes.statements),
        row=votes.row,
        column=votes.column,
        value=votes.value,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sums:
    """For some statements: shape (groups, communities, statements), each over weighted answers.

    total : Σwx. sided : Σw²|x|. weight : Σw. square : Σw².
    """

    total: Floats
    sided: Floats
    weight: Floats
    square: Floats

    def together(self) -> "Sums":
        """The groups as one."""
        return Sums(
            total=self.total.sum(axis=0, keepdims=True),
            sided=self.sided.sum(axis=0, keepdims=True),
            weight=self.weight.sum(axis=0, keepdims=True),
            square=self.square.sum(axis=0, keepdims=True),
        )

    def alignment(self) -> Floats:
        """Λ, (groups, communities, statements)."""
        return pairwise(self.total, self.sided, self.weight, self.square)

    def means(self) -> Floats:
        """Mean answers, 0 without answers, (groups, communities, statements)."""
        means: Floats = np.divide(
            self.total, self.weight, out=np.zeros_like(self.total), where=self.weight > 0
        )
        return means


def pairwise(total: Floats, square: Floats, weight: Floats, weight_square: Floats) -> Floats:
    """Mean product over pairs of different people, 0 without pairs.

    With weights w it is ((Σwx)² - Σw²x²) / ((Σw)² - Σw²): a person drawn twice does not meet
    herself. All arrays have one shape; the answers x are in [-1, 1].

    >>> import numpy as np
    >>> pairwise(np.array([3.0]), np.array([3.0]), np.array([3.0]), np.array([3.0])).tolist()
    [1.0]

    Source: Hoeffding 1948. Cost: O(size).
    """
    pairs = weight**2 - weight_square
    means: Floats = np.divide(
        total**2 - square, pairs, out=np.zeros(np.shape(pairs)), where=pairs > 0
    )
    return means


def redrawn(
    cells: Cells, enough: NDArray[np.bool_], seed: int, resamples: int
) -> tuple[Ints, Weights]:
    """The block of each participant, -1 for who answered nothing that counts; and the weights.

    enough : (m,) the statements that count. The weights are (1 + resamples, blocks): how many times
    each block is drawn, once each in the first row, exactly multinomial in the others.

    Raises
    ------
    NoRedrawing : fewer than 1 resample.

    Cost: O(v + resamples · blocks).
    """
    if resamples < 1:
        raise NoRedrawing("An interval needs at least one redrawn community.")
    chance = np.random.default_rng(seed)
    counts = np.zeros(cells.people, bool)
    counts[cells.row[enough[cells.column]]] = True
    present = np.flatnonzero(counts)
    people = len(present)
    own = np.arange(people) if people <= MOST_ROWS else chance.permutation(people) % MOST_ROWS
    block_of = np.full(cells.people, -1)
    block_of[present] = own
    return block_of, weights_of(min(people, MOST_ROWS), resamples, chance)


def weights_of(blocks: int, resamples: int, chance: np.random.Generator) -> Weights:
    """How many times each block is drawn: a row of ones, then `resamples` rows of as many draws."""
    drawn = chance.integers(0, max(1, blocks), size=(resamples, blocks), dtype=np.int32)
    drawn += np.arange(resamples, dtype=np.int32)[:, None] * blocks
    counts = np.bincount(drawn.ravel(), minlength=resamples * blocks).astype(np.float32)
    once = np.ones((1, blocks), np.float32)
    return np.concatenate([once, counts.reshape(resamples, blocks)])


def bounds_of(values: Floats) -> tuple[float, float]:
    """The middle 95 % of what the redrawn communities gave."""
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def sums_of(
    cells: Cells, columns: Ints, block_of: Ints, weights: Weights, group_of: Ints | None = None
) -> Iterator[tuple[Ints, Sums]]:
    """The sums of each community, for a few of the `columns` at a time.

    Parameters
    ----------
    columns : which statements. block_of : (n,) the row of `weights` of each participant, negative
    for those who stay out. weights : (communities, blocks). group_of : (n,) in 0 … groups - 1.

    Cost: O(v) for the tables, again for each `MOST_CELLS` cells of them; then 4 · groups ·
    communities · blocks multiplications per statement. Memory: the tables and their sums.
    """
    group = np.zeros(len(block_of), np.int64) if group_of is None else group_of
    groups, blocks = int(group.max(initial=0)) + 1, weights.shape[1]
    squares = weights * weights
    part, step = max(1, MOST_CELLS // (groups * blocks)), max(1, WIDTH // groups)
    for start in range(0, len(columns), part):
        some = columns[start : start + part]
        signed, sided, seen = _tables(cells, some, block_of, group, (groups, blocks, len(some)))
        for first in range(0, len(some), step):
            here = slice(first, first + step)
            yield (
                some[here],
                Sums(
                    total=(weights @ signed[:, :, here]).astype(np.float64),
                    sided=(squares @ sided[:, :, here]).astype(np.float64),
                    weight=(weights @ seen[:, :, here]).astype(np.float64),
                    square=(squares @ seen[:, :, here]).astype(np.float64),
                ),
            )


def _tables(
    cells: Cells, columns: Ints, block_of: Ints, group_of: Ints, shape: tuple[int, int, int]
) -> tuple[Weights, Weights, Weights]:
    """Sums of x, of |x| and of answers by group, block and column, in one pass over the answers."""
    _, blocks, width = shape
    place = np.full(cells.statements, -1)
    place[columns] = np.arange(width)
    counts = np.zeros(3 * int(np.prod(shape)), np.int64)
    for first in range(0, len(cells.value), PIECE):
        piece = slice(first, first + PIECE)
        row, column = cells.row[piece], place[cells.column[piece]]
        block = block_of[row]
        kept = (column >= 0) & (block >= 0)
        cell = (group_of[row[kept]] * blocks + block[kept]) * width + column[kept]
        counts += np.bincount(cell * 3 + (cells.value[piece][kept] + 1), minlength=len(counts))
    against, passed, favourable = np.moveaxis(counts.reshape(*shape, 3), 3, 0).astype(np.float32)
    return favourable - against, favourable + against, favourable + passed + against
