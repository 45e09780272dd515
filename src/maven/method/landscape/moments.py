"""The axes after each vote, without reading the others again. (the live landscape)

The axes follow from three tables of sums over people, statement by statement: how many have seen
both, the sum of the products of their answers, the sum of one's answer where the other was seen.
They are whole numbers and are kept exactly as votes are cast, changed or withdrawn: a vote touches
its author's other answers and nothing else, and the axes cost the same whatever the crowd.

With x the answers, s the cells seen and c the means, the centred square is
Σ s_j s_k (x_j - c_j)(x_k - c_k) = P_jk - c_k·M_jk - c_j·M_kj + c_j·c_k·N_jk.

Reference: Chan, Golub & LeVeque 1983 (sums kept up to date).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maven.method.landscape.axes import NO_VARIANCE, directions_of, starting_direction
from maven.method.landscape.cells import Flags, Floats
from maven.method.landscape.leading import leading
from maven.method.votes import Key, NotAVote, Votes

type Sums = NDArray[np.int32]

BLOCK_PEOPLE = 4096  # so many that sums in single precision are still exact
SPARSE_FACTOR = 8  # a product of sparse tables costs so much more per number than a dense one
ROOM = 16  # columns kept free for statements to come


class UnknownStatement(ValueError):
    """This statement is not among those of the landscape."""

    def __init__(self, statement: Key) -> None:
        super().__init__(f"{self.__doc__} ({statement!r})")


class NothingToWithdraw(ValueError):
    """This participant has not answered this statement."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Directions:
    """The axes alone, without anybody's place (see `axes.Axes`).

    Attributes
    ----------
    statements : identifiers of the m columns.
    centre : (m,) mean answers. components : (2, m) directions. explained : shares of the variance.
    """

    statements: tuple[Key, ...]
    centre: Floats
    components: Floats
    explained: tuple[float, float]


class Moments:
    """The sums behind the axes, changed in place by `cast`, `withdraw` and `add`.

    It holds the votes it was made of and, apart, the answers of those who have voted since. It can
    be pickled; `sums` are the arrays to store beside the votes, `moments_of(votes, sums=…)` takes
    them up again. One writer at a time.

    Example
    -------
    >>> from maven.method.votes import votes_of
    >>> sums = moments_of(votes_of([("ana", 1, 1), ("ana", 2, -1)]))
    >>> sums.cast("luc", 1, -1); sums.cast("luc", 2, 1); sums.cast("ana", 2, 0)
    >>> seen, product, mixed = sums.sums()
    >>> seen.tolist(), product.tolist(), mixed.tolist()
    ([[2, 2], [2, 2]], [[2, -1], [-1, 1]], [[0, 0], [1, 1]])
    """

    def __init__(self, votes: Votes, seen: Sums, product: Sums, mixed: Sums) -> None:
        self._votes = votes
        self._column = {statement: at for at, statement in enumerate(votes.statements)}
        self._since: dict[Key, dict[int, int]] = {}
        # Of the two symmetric tables only one side is kept: the whole is it and its mirror image.
        self._seen, self._product = _one_side(seen), _one_side(product)
        self._mixed = mixed.copy()

    @property
    def statements(self) -> tuple[Key, ...]:
        """Identifiers of the columns, in canonical order first, then as they were added."""
        return tuple(self._column)

    def cast(self, author: Key, statement: Key, value: int) -> None:
        """Count a vote, or change the one there was. Cost: O(votes of its author).

        Raises
        ------
        NotAVote : value is none of -1, 0, 1.
        UnknownStatement : the statement was never added.
        """
        if value not in {-1, 0, 1}:
            raise NotAVote
        column, given = self._at(statement), self._given(author)
        before = given.pop(column, None)
        columns, values = _arrays(given)
        seen, product, mixed, across = self._lines(column)
        if before is None:
            seen[columns] += 1
            seen[column] += 1
            across[columns] += values
        change = value - (before or 0)
        product[columns] += change * values
        product[column] += value**2 - (before or 0) ** 2
        mixed[columns] += change
        mixed[column] += change
        given[column] = value

    def withdraw(self, author: Key, statement: Key) -> None:
        """Take a vote back. Cost: O(votes of its author).

        Raises
        ------
        UnknownStatement, NothingToWithdraw : there is no such vote.
        """
        column, given = self._at(statement), self._given(author)
        if column not in given:
            raise NothingToWithdraw
        value = given.pop(column)
        columns, values = _arrays(given)
        seen, product, mixed, across = self._lines(column)
        seen[columns] -= 1
        seen[column] -= 1
        across[columns] -= values
        product[columns] -= value * values
        product[column] -= value**2
        mixed[columns] -= value
        mixed[column] -= value

    def add(self, statement: Key) -> None:
        """Make room for a new statement; one already there is left as it is. Cost: O(m²) at times.

        Room for sixteen is made at once.
        """
        if statement in self._column:
            return
        width = len(self._column)
        self._column[statement] = width
        if width == len(self._mixed):
            wider = ((0, ROOM), (0, ROOM))
            self._seen, self._product, self._mixed = (
                np.pad(table, wider) for table in (self._seen, self._product, self._mixed)
            )

    def answers_of(self, author: Key) -> dict[Key, int]:
        """What a participant has answered, by statement."""
        words = self.statements
        return {words[column]: value for column, value in self._given(author).items()}

    def sums(self) -> tuple[Sums, Sums, Sums]:
        """Pairs seen, products of votes, vote × seen: (m, m) each, whole numbers."""
        width = len(self._column)
        seen, product, mixed = (
            table[:width, :width] for table in (self._seen, self._product, self._mixed)
        )
        return _both_sides(seen), _both_sides(product), mixed.copy()

    def square(self, drawing: Flags) -> tuple[Floats, Floats]:
        """Means (m,) and centred squares and products (m, m) of the statements marked; else 0."""
        width = len(drawing)
        half, mixed = self._product[:width, :width], self._mixed[:width, :width]
        seen = self._seen[:width, :width]
        count = np.diagonal(seen)
        centre: Floats = np.where(drawing, np.diagonal(mixed) / np.maximum(count, 1), 0.0)
        square = seen * centre
        square *= centre[:, None]
        square += half
        square -= mixed * centre
        square = square + square.T
        np.fill_diagonal(square, np.diagonal(half) - count * centre**2)
        if not drawing.all():
            square *= drawing
            square *= drawing[:, None]
        return centre, square

    def _lines(self, column: int) -> tuple[Sums, Sums, Sums, Sums]:
        """What one statement's votes touch, as lines of their own: thrice quicker to change."""
        mixed = self._mixed
        return self._seen[column], self._product[column], mixed[column], mixed[:, column]

    def _at(self, statement: Key) -> int:
        if statement not in self._column:
            raise UnknownStatement(statement)
        return self._column[statement]

    def _given(self, author: Key) -> dict[int, int]:
        """The answers of one participant, taken from the votes the first time."""
        if author not in self._since:
            votes, row = self._votes, self._votes.row_of(author)
            part = slice(0) if row is None else slice(votes.start[row], votes.start[row + 1])
            answers = zip(votes.column[part].tolist(), votes.value[part].tolist(), strict=True)
            self._since[author] = dict(answers)
        return self._since[author]


def moments_of(votes: Votes, *, sums: tuple[Sums, Sums, Sums] | None = None) -> Moments:
    """The sums of all votes, or those once given by `Moments.sums` for the same votes.

    Cost: O(Σ answers²) or O(n·m²), the smaller, by blocks of 4,096 people; three (m, m) tables.
    """
    if sums is not None:
        return Moments(votes, *sums)
    width = len(votes.statements)
    tables = np.zeros((3, width, width), np.int32)
    people = len(votes.participants)
    for first in range(0, people, BLOCK_PEOPLE):
        seen, value = _block(votes, first, min(first + BLOCK_PEOPLE, people))
        for table, (one, other) in zip(
            tables, ((seen, seen), (value, value), (value, seen)), strict=True
        ):
            found = one.T @ other
            dense = found if isinstance(found, np.ndarray) else found.toarray()
            table += dense.astype(np.int32)
    return Moments(votes, *tables)


def axes_from(
    moments: Moments, *, selected: Collection[Key] | None = None, near: Floats | None = None
) -> Directions:
    """The axes that all the votes counted so far give (`axes.axes_of`), to a cosine of 1 - 10⁻⁹.

    Parameters
    ----------
    selected : the statements that draw the axes; all when None.
    near : (2, k) the directions before, k ≤ m, from which to look: quicker when little has changed.

    Example
    -------
    >>> from maven.method.votes import votes_of
    >>> sums = moments_of(votes_of([("ana", 1, 1), ("luc", 1, -1), ("eva", 2, 1)]))
    >>> found = axes_from(sums)
    >>> found.centre.tolist(), abs(found.components[0]).round(9).tolist(), found.explained
    ([0.0, 1.0], [1.0, 0.0], (1.0, 0.0))

    Cost: O(m²) for the squares and per product, some ten products, whatever the number of people.
    """
    statements = moments.statements
    drawing = np.ones(len(statements), bool)
    if selected is not None:
        drawing = np.array([statement in selected for statement in statements], bool)
    centre, square = moments.square(drawing)
    total = float(np.trace(square))
    components, explained = np.zeros((2, len(statements))), (0.0, 0.0)
    if total > NO_VARIANCE:
        start = starting_direction(drawing)
        if near is not None:
            fuller = np.pad(near, ((0, 0), (0, len(statements) - near.shape[1])))
            start = np.hstack([(fuller * drawing).T, start])
        squares, vectors = leading(lambda columns: square @ columns, start)
        components, explained = directions_of(squares, vectors, total)
    return Directions(
        statements=statements, centre=centre, components=components, explained=explained
    )


def _block(votes: Votes, first: int, last: int) -> tuple[Any, Any]:
    """Seen and answered, (people, m), of a block of people: dense where that is quicker."""
    from scipy.sparse import csr_array

    start = votes.start[first : last + 1]
    part, offsets = slice(start[0], start[-1]), (start - start[0]).astype(np.int32)
    column = votes.column[part].astype(np.int32)
    shape = (last - first, len(votes.statements))
    value = csr_array((votes.value[part].astype(np.float32), column, offsets), shape=shape)
    seen = csr_array((np.ones(len(column), np.float32), column, offsets), shape=shape)
    pairs = float((np.diff(start) ** 2).sum())
    if pairs * SPARSE_FACTOR > shape[0] * shape[1] ** 2:
        return seen.toarray(), value.toarray()
    return seen, value


def _one_side(table: Sums) -> Sums:
    return np.triu(table).astype(np.int32)


def _both_sides(half: Sums) -> Sums:
    whole = half + half.T
    np.fill_diagonal(whole, np.diagonal(half))
    return whole


def _arrays(given: dict[int, int]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    count = len(given)
    return np.fromiter(given, np.int64, count), np.fromiter(given.values(), np.int32, count)
