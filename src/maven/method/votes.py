"""Who said what of which statement, without the empty cells.

A consultation is a table of people and statements of which most cells are empty: nobody answers
everything. Only the answered cells are kept. Participants and statements are put in a canonical
order, so that the same opinions received in another order give the same landscape to the last bit.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

type Key = int | str
type Triple = tuple[Key, Key, int]

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Votes:
    """The answered cells of a consultation, row by row.

    Attributes
    ----------
    participants, statements : identifiers of the n rows and of the m columns, each once.
    row, column : index arrays of equal length, one entry per answered cell, sorted, each cell once.
    value : 1 agrees, 0 passes, -1 disagrees.
    """

    participants: tuple[Key, ...]
    statements: tuple[Key, ...]
    row: NDArray[np.int32]
    column: NDArray[np.int32]
    value: NDArray[np.int8]

    def __post_init__(self) -> None:
        for array in (self.row, self.column, self.value):
            array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.value)


def votes_of(triples: Iterable[Triple], *, statements: Iterable[Key] = ()) -> Votes:
    """Gather (participant, statement, value) triples; the last word on a statement wins.

    Parameters
    ----------
    triples : in the order in which they were given; value in {-1, 0, 1}.
    statements : statements to list even if nobody has answered them yet.

    Raises
    ------
    ValueError : a value is none of -1, 0, 1.

    Example
    -------
    >>> votes = votes_of([("ana", 2, 1), ("luc", 1, -1), ("ana", 2, 0)])
    >>> votes.participants, votes.statements, votes.value.tolist()
    (('ana', 'luc'), (1, 2), [0, -1])

    Cost: one pass and three sorts, O(v log v).
    """
    last = {(participant, statement): value for participant, statement, value in triples}
    if not set(last.values()) <= {AGREE, PASS, DISAGREE}:
        raise ValueError("A vote is 1 (agree), 0 (pass) or -1 (disagree).")
    people = canonical({participant for participant, _ in last})
    columns = canonical({statement for _, statement in last} | set(statements))
    row_of, column_of = _ranks(people), _ranks(columns)
    count = len(last)
    row = np.fromiter((row_of[p] for p, _ in last), np.int32, count)
    column = np.fromiter((column_of[s] for _, s in last), np.int32, count)
    value = np.fromiter(last.values(), np.int8, count)
    order = np.lexsort((column, row))
    return Votes(
        participants=people,
        statements=columns,
        row=row[order],
        column=column[order],
        value=value[order],
    )


def canonical(keys: Iterable[Key]) -> tuple[Key, ...]:
    """Identifiers in the order used everywhere: numbers first, then words.

    >>> canonical({"b", 10, 9, "a"})
    (9, 10, 'a', 'b')
    """
    return tuple(sorted(keys, key=_rank))


def _rank(key: Key) -> tuple[bool, Any]:
    return isinstance(key, str), key


def _ranks[K: Hashable](keys: tuple[K, ...]) -> dict[K, int]:
    return {key: index for index, key in enumerate(keys)}
