"""Who said what of which statement, without the empty cells.

A consultation is a table of people and statements of which most cells are empty: nobody answers
everything. Only the answered cells are kept, in three arrays of 3 to 5 bytes a vote. Participants
and statements are put in a canonical order, so that the same opinions received in another order
give the same landscape to the last bit.
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

type Key = int | str
type Triple = tuple[Key, Key, int]
type Whole = NDArray[np.signedinteger[Any]]

AGREE, PASS, DISAGREE = 1, 0, -1
FEW_COLUMNS = 2**15  # statements whose number fits in two bytes


class NotAVote(ValueError):
    """A vote is 1 (agree), 0 (pass) or -1 (disagree)."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class NotATable(ValueError):
    """The arrays do not make a table of votes; the words say why."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Votes:
    """The answered cells of a consultation, row by row.

    Attributes
    ----------
    participants, statements : identifiers of the n rows and of the m columns, each once, in
        canonical order. `participants` may be a range.
    start : (n + 1,) the answers of row i are those from start[i] to start[i + 1].
    column : (v,) increasing in each row, int16 below 32,768 statements.
    value : (v,) 1 agrees, 0 passes, -1 disagrees.
    """

    participants: Sequence[Key]
    statements: tuple[Key, ...]
    start: NDArray[np.int64]
    column: NDArray[np.int16] | NDArray[np.int32]
    value: NDArray[np.int8]

    def __post_init__(self) -> None:
        for array in (self.start, self.column, self.value):
            array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.value)

    @property
    def row(self) -> NDArray[np.int32]:
        """(v,) the row of each answer, spread out anew: four bytes a vote while it is held."""
        return np.repeat(np.arange(len(self.participants), dtype=np.int32), self.answered)

    @property
    def answered(self) -> NDArray[np.int64]:
        """(n,) how many statements each participant has answered."""
        return np.diff(self.start)

    def row_of(self, participant: Key) -> int | None:
        """The row of a participant, None for a stranger. Cost: O(log n), O(1) in a range."""
        keys = self.participants
        if isinstance(keys, range) and isinstance(participant, int):
            return keys.index(participant) if participant in keys else None
        row = bisect_left(keys, canonical_rank(participant), key=canonical_rank)
        return row if row < len(keys) and keys[row] == participant else None


def votes_of(triples: Iterable[Triple], *, statements: Iterable[Key] = ()) -> Votes:
    """Gather (participant, statement, value) triples; the last word on a statement wins.

    Parameters
    ----------
    triples : in the order in which they were given; value in {-1, 0, 1}.
    statements : statements to list even if nobody has answered them yet.

    Raises
    ------
    NotAVote : a value is none of -1, 0, 1.

    Example
    -------
    >>> votes = votes_of([("ana", 2, 1), ("luc", 1, -1), ("ana", 2, 0)])
    >>> votes.participants, votes.statements, votes.value.tolist()
    (('ana', 'luc'), (1, 2), [0, -1])

    Cost: one pass and three sorts, O(v log v).
    """
    last = {(participant, statement): value for participant, statement, value in triples}
    if not set(last.values()) <= {AGREE, PASS, DISAGREE}:
        raise NotAVote
    people = canonical({participant for participant, _ in last})
    columns = canonical({statement for _, statement in last} | set(statements))
    row_of, column_of = _ranks(people), _ranks(columns)
    count = len(last)
    row = np.fromiter((row_of[p] for p, _ in last), np.int32, count)
    column = np.fromiter((column_of[s] for _, s in last), np.int32, count)
    value = np.fromiter(last.values(), np.int8, count)
    return _sorted(row, column, value, people, columns)


def votes_from_arrays(
    row: ArrayLike,
    column: ArrayLike,
    value: ArrayLike,
    *,
    participants: Sequence[Key] | None = None,
    statements: Sequence[Key] | None = None,
) -> Votes:
    """The same from three arrays of equal length (v,), one entry a vote, in the order given.

    Parameters
    ----------
    row, column : indices into `participants` and `statements`; the last word on a cell wins.
    value : 1 agrees, 0 passes, -1 disagrees.
    participants, statements : identifiers, each once, in any order; 0, 1, 2 … when None.

    Raises
    ------
    NotATable : unequal lengths, an index out of bounds, an identifier twice.
    NotAVote : a value is none of -1, 0, 1.

    Example
    -------
    >>> votes = votes_from_arrays([1, 0, 0], [0, 0, 1], [1, -1, 0], participants=["luc", "ana"])
    >>> votes.participants, votes.statements, votes.row.tolist(), votes.value.tolist()
    (('ana', 'luc'), (0, 1), [0, 1, 1], [1, -1, 0])

    Cost: O(v log v), no Python object per vote.
    """
    rows, columns, values = (_line(array) for array in (row, column, value))
    if not len(rows) == len(columns) == len(values):
        raise NotATable("row, column and value have one entry for each vote.")
    _refuse_strange(values)
    people, row_rank = _canonical_ranks(participants, rows, "row")
    words, column_rank = _canonical_ranks(statements, columns, "column")
    return _sorted(row_rank[rows], column_rank[columns], values, people, tuple(words))


def votes_from_rows(
    start: ArrayLike,
    column: ArrayLike,
    value: ArrayLike,
    *,
    participants: Sequence[Key] | None = None,
    statements: Sequence[Key] | None = None,
) -> Votes:
    """The same from compressed rows: nothing is sorted, arrays of the right kind are not copied.

    Parameters
    ----------
    start : (n + 1,) from 0 to v; the answers of row i are those from start[i] to start[i + 1].
    column : (v,) indices into `statements`, increasing in each row.
    value : (v,) 1 agrees, 0 passes, -1 disagrees.
    participants, statements : identifiers in canonical order; 0, 1, 2 … when None.

    Raises
    ------
    NotATable : the rows are not well formed, or identifiers are not in canonical order.
    NotAVote : a value is none of -1, 0, 1.

    Example
    -------
    >>> votes = votes_from_rows([0, 2, 3], [0, 1, 1], [1, -1, 0])
    >>> list(votes.participants), votes.statements, votes.row.tolist()
    ([0, 1], (0, 1), [0, 0, 1])

    Cost: three passes over the arrays, O(v).
    """
    starts, columns, values = (_line(array) for array in (start, column, value))
    count = len(values)
    if not len(starts) or starts[0] != 0 or starts[-1] != count or (np.diff(starts) < 0).any():
        raise NotATable("start rises from 0 to the number of votes.")
    if len(columns) != count:
        raise NotATable("column and value have one entry for each vote.")
    _refuse_strange(values)
    people = range(len(starts) - 1) if participants is None else participants
    least, most = (int(columns.min()), int(columns.max())) if count else (0, -1)
    words = tuple(range(most + 1) if statements is None else statements)
    if len(people) != len(starts) - 1 or least < 0 or most >= len(words):
        raise NotATable("start and column point outside the participants and the statements.")
    rising = columns[1:] > columns[:-1]
    rising[starts[(starts > 0) & (starts < count)] - 1] = True
    if not rising.all():
        raise NotATable("column increases in each row.")
    if not all(_in_order(keys) for keys in (people, words)):
        raise NotATable("participants and statements are in canonical order, each once.")
    return _table(starts, columns, values, people, words)


def _line(array: ArrayLike) -> Whole:
    line = np.asarray(array)
    if line.ndim != 1 or not (line.dtype.kind in "iu" or not line.size):
        raise NotATable("row, column, start and value are lines of whole numbers.")
    return line if line.dtype.kind == "i" else line.astype(np.int64)


def _refuse_strange(values: Whole) -> None:
    if len(values) and (values.min() < DISAGREE or values.max() > AGREE):
        raise NotAVote


def _canonical_ranks(
    keys: Sequence[Key] | None, index: Whole, name: str
) -> tuple[Sequence[Key], NDArray[np.int32]]:
    """Identifiers in canonical order and, for each one's former place, the new one."""
    most = int(index.max(initial=-1))
    width = most + 1 if keys is None else len(keys)
    if index.min(initial=0) < 0 or most >= width:
        raise NotATable(f"{name} points outside the identifiers.")
    place = np.arange(width, dtype=np.int32)
    if keys is None:
        return range(width), place
    order = np.array(sorted(range(width), key=lambda at: canonical_rank(keys[at])), np.int32)
    ordered = tuple(keys[at] for at in order)
    if not _in_order(ordered):
        raise NotATable("An identifier is given twice.")
    rank = np.empty_like(place)
    rank[order] = place
    return ordered, rank


def _in_order(keys: Sequence[Key]) -> bool:
    if isinstance(keys, range):
        return keys.step > 0 or len(keys) < 2  # noqa: PLR2004  # one alone is in order
    return all(
        canonical_rank(one) < canonical_rank(two)
        for one, two in zip(keys[:-1], keys[1:], strict=True)
    )


def _sorted(
    row: Whole, column: Whole, value: Whole, people: Sequence[Key], words: tuple[Key, ...]
) -> Votes:
    """The cells row by row; of several votes on one cell the last given is kept."""
    cell = row.astype(np.int64) * len(words) + column
    order = np.argsort(cell, kind="stable")
    cell = cell[order]
    last = np.append(cell[1:] != cell[:-1], True)[: len(cell)]
    order = order[last]
    start = np.zeros(len(people) + 1, np.int64)
    np.cumsum(np.bincount(row[order], minlength=len(people)), out=start[1:])
    return _table(start, column[order], value[order], people, words)


def _table(
    start: Whole, column: Whole, value: Whole, people: Sequence[Key], words: tuple[Key, ...]
) -> Votes:
    narrow = np.int16 if len(words) < FEW_COLUMNS else np.int32
    return Votes(
        participants=people,
        statements=words,
        start=_kept(start, np.int64),
        column=_kept(column, narrow),
        value=_kept(value, np.int8),
    )


def _kept(array: Whole, kind: Any) -> NDArray[Any]:
    """Another view of an array of the right kind: the caller's own stays writeable."""
    return array.astype(kind, copy=False).view()


def canonical(keys: Iterable[Key]) -> tuple[Key, ...]:
    """Identifiers in the order used everywhere: numbers first, then words.

    >>> canonical({"b", 10, 9, "a"})
    (9, 10, 'a', 'b')
    """
    return tuple(sorted(keys, key=canonical_rank))


def canonical_rank(key: Key) -> tuple[bool, Any]:
    """What `canonical` sorts by.

    >>> canonical_rank(7) < canonical_rank("a")
    True
    """
    return isinstance(key, str), key


def _ranks[K: Hashable](keys: tuple[K, ...]) -> dict[K, int]:
    return {key: index for index, key in enumerate(keys)}
