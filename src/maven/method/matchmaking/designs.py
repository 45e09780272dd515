"""Seatings that algebra gives at once: nobody meets anybody twice, and it needs no search.

People stand in a rectangle: `tables` rows, one column for each seat of a table. In a turn, everybody
of column c moves s(c) tables further. Two people of different columns meet in the one turn whose
difference s(c) - s(c') brings them together; two of one column never meet. So no pair meets twice
when, for each two columns, s(c) - s(c') is another one in each turn (a difference matrix).

Four ways, the first that suffices:
shift       s = c·r modulo the number of tables: enough when tables / gcd(tables, d) ≥ rounds for each
            d below the number of columns, always when there are more tables than the product of both.
field       s = a(c)·r in a field or a product of fields: as many turns as tables.
difference  a difference matrix over the integers modulo the number of tables, by backtracking.
columns     when all turns are used, each column is a crowd that has never met: it is seated within
            itself by the same means. With fields alone this gives the affine planes (as many tables
            as seats: q + 1 rounds) and the partial spreads of a vector space (8 tables of 4: 9).

Sources: Bose 1938 (planes and fields); Jungnickel 1979 (difference matrices); MacNeish 1922.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import gcd

import numpy as np
from numpy.typing import NDArray

from maven.method.matchmaking.fields import ring

type Ints = NDArray[np.int64]

NODES = 20_000  # of the backtracking


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Design:
    """Rounds without a repeated pair: table_of (rounds, columns · tables), place = column·tables + row.

    turns : how many of the rounds, the first ones, seat one person of each column at each table.
    name : how they were found.
    """

    table_of: NDArray[np.int32]
    turns: int
    name: str


def design(tables: int, columns: int, rounds: int, *, within: bool = True) -> Design:
    """At most `rounds` rounds for `columns` columns of `tables` people.

    within : whether columns may be seated within themselves (not when somebody stays at a table).

    >>> design(8, 4, 11).name, len(design(8, 4, 11).table_of), len(design(5, 5, 9).table_of)
    ('field, columns', 9, 6)

    Cost: O(rounds · people), after at most NODES steps of backtracking.
    """
    name, found = _turns(tables, columns, rounds)
    turns = len(found)
    whole = tables % columns == 0 and tables > 1 and columns > 1
    if turns < rounds and within and whole:
        inner = design(tables // columns, columns, rounds - turns)
        first = np.arange(columns)[:, None] * (tables // columns)
        more = (inner.table_of[:, None, :] + first).reshape(-1, columns * tables)
        found = np.concatenate([found, more.astype(np.int32)])
        name += ", columns"
    return Design(table_of=found, turns=turns, name=name)


def _turns(tables: int, columns: int, rounds: int) -> tuple[str, NDArray[np.int32]]:
    shifts = min((tables // gcd(tables, d) for d in range(1, columns)), default=rounds)
    row = np.arange(tables)
    if shifts >= rounds or tables == 1:
        return "shift", _shifted(tables, columns, min(shifts, rounds))
    group = ring(tables)
    if min(one.order for one in group.fields) >= columns:
        by = np.array([group.diagonal(c) for c in range(columns)])
        turn = np.arange(min(rounds, tables))
        moved = group.product(turn[:, None], by)
        return "field", _flat(group.add(row, moved[:, :, None]))
    matrix = np.array(difference_rows(tables, columns, rounds))
    if len(matrix) > shifts:
        return "difference", _flat((row + matrix[:, :, None]) % tables)
    return "shift", _shifted(tables, columns, shifts)


def _shifted(tables: int, columns: int, rounds: int) -> NDArray[np.int32]:
    """The sum is kept below twice the number of tables: a subtraction is quicker than a remainder."""
    moved = (np.arange(rounds)[:, None] * np.arange(columns) % tables).astype(np.int32)
    found = np.arange(tables, dtype=np.int32) + moved[:, :, None]
    found -= tables * (found >= tables)
    return found.reshape(rounds, -1)


def _flat(rounds: Ints) -> NDArray[np.int32]:
    found: NDArray[np.int32] = rounds.astype(np.int32).reshape(len(rounds), -1)
    return found


@lru_cache(maxsize=64)
def difference_rows(order: int, columns: int, rounds: int) -> tuple[tuple[int, ...], ...]:
    """Rows of shifts modulo `order` of which every two columns differ otherwise in each row.

    At most `rounds` of them, the most that NODES steps of backtracking found.

    >>> len(difference_rows(10, 3, 9)), len(difference_rows(2, 3, 2))
    (9, 1)
    """
    search = _Backtracking(order, columns, rounds)
    search.run([], [0])
    return tuple(search.best)


class _Backtracking:
    """Depth first, row by row and column by column; candidates are kept as bits of a number."""

    def __init__(self, order: int, columns: int, rounds: int) -> None:
        self.order, self.columns, self.rounds = order, columns, rounds
        self.used = [[0] * columns for _ in range(columns)]
        self.best: list[tuple[int, ...]] = []
        self.left = NODES

    def run(self, rows: list[tuple[int, ...]], row: list[int]) -> bool:
        """Whether all rounds were found from here."""
        column = len(row)
        if column == self.columns:
            rows = [*rows, tuple(row)]
            if len(rows) > len(self.best):
                self.best = rows
            return len(rows) == self.rounds or self.run(rows, [0])
        # Rows are found in the order of their second entry, from the row of zeros.
        least = len(rows) if column == 1 else 0
        for value in range(least, self.order if column > 1 and rows else least + 1):
            self.left -= 1
            if self.left < 0:
                return False
            if self._free(row, value) and self._with(rows, row, value):
                return True
        return False

    def _free(self, row: list[int], value: int) -> bool:
        column = len(row)
        return not any(
            self.used[c][column] >> ((value - other) % self.order) & 1
            for c, other in enumerate(row)
        )

    def _with(self, rows: list[tuple[int, ...]], row: list[int], value: int) -> bool:
        column = len(row)
        marks = [(c, 1 << ((value - other) % self.order)) for c, other in enumerate(row)]
        for c, bit in marks:
            self.used[c][column] |= bit
        if self.run(rows, [*row, value]):
            return True
        for c, bit in marks:
            self.used[c][column] &= ~bit
        return False
