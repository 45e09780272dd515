"""Which people are meant, and in which order did they come?"""

from collections.abc import Collection, Iterable

import numpy as np

from maven.method.landscape.cells import Flags
from maven.method.landscape.clusters import Labels
from maven.method.votes import Key, Votes


class AStranger(ValueError):
    """A participant who is named gave no vote."""


def those_named(votes: Votes, named: Collection[Key]) -> Flags:
    """Exactly those named, (n,).

    Raises
    ------
    AStranger : one of them gave no vote.

    >>> from maven.method.votes import votes_of
    >>> those_named(votes_of([("ana", 1, 1), ("luc", 1, 0)]), ["luc"]).tolist()
    [False, True]
    """
    flags = np.zeros(len(votes.participants), bool)
    flags[_rows_of(votes, named)] = True
    return flags


def arrival_order(votes: Votes, arrivals: Iterable[Key] | None) -> Labels:
    """The n rows in the order of arrival; who is not named comes last, in the order of the votes.

    Raises
    ------
    AStranger : one of them gave no vote.

    >>> from maven.method.votes import votes_of
    >>> arrival_order(votes_of([("ana", 1, 1), ("luc", 1, 0), ("zoe", 1, 0)]), ["luc"]).tolist()
    [1, 0, 2]
    """
    named = [] if arrivals is None else _rows_of(votes, arrivals)
    order = dict.fromkeys([*named, *range(len(votes.participants))])
    return np.fromiter(order, np.int64, len(order))


def _rows_of(votes: Votes, named: Iterable[Key]) -> list[int]:
    row_of = {key: row for row, key in enumerate(votes.participants)}
    try:
        return [row_of[key] for key in named]
    except KeyError as stranger:
        raise AStranger(f"{stranger} gave no vote.") from None
