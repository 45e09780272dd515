"""Answers in the order in which they were given, and what is known of the statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from maven.cli.files import UNREADABLE, bytes_of, key, refuse
from maven.cli.refusing import Refused

if TYPE_CHECKING:
    from maven.method.votes import Votes

type Key = int | str
type Whole = NDArray[np.int64]

IN_MILLISECONDS = 10**11  # a moment from there on is written in milliseconds


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ballots:
    """Answers in the order in which they were given, and what is known of the statements.

    row, column, value : one entry an answer, indices into `participants` and `statements`.
    accepted : every statement that moderation did not refuse, answered or not; `refused`, `meta`.
    ordered : whether the order says who came first: the answers have moments that differ, or are not
    listed participant by participant.
    """

    row: Whole
    column: Whole
    value: NDArray[np.int8]
    participants: list[Key]
    statements: list[Key]
    accepted: frozenset[Key]
    refused: frozenset[Key]
    meta: frozenset[Key]
    words: dict[Key, str]
    ordered: bool

    @property
    def selected(self) -> frozenset[Key]:
        return self.accepted

    @property
    def triples(self) -> list[tuple[Key, Key, int]]:
        """(participant, statement, value), one by one."""
        rows = zip(self.row.tolist(), self.column.tolist(), self.value.tolist(), strict=True)
        return [(self.participants[i], self.statements[j], value) for i, j, value in rows]

    @property
    def arrivals(self) -> list[Key]:
        """The participants in the order of their first answers."""
        first = np.unique(self.row, return_index=True)[1]
        return [self.participants[row] for row in self.row[np.sort(first)].tolist()]

    def first_come(self) -> Sequence[Key] | None:
        """Who came first, when the answers say it: not when they are listed person by person."""
        return self.arrivals if self.ordered else None

    def votes(self, *, listed: bool = True) -> "Votes":
        """For the method; with `listed`, accepted statements that nobody has answered too."""
        from maven.method.votes import votes_from_arrays  # noqa: PLC0415 (only who computes)

        more = self.accepted.difference(self.statements) if listed else ()
        return votes_from_arrays(
            self.row,
            self.column,
            self.value,
            participants=self.participants,
            statements=[*self.statements, *more],
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Columns:
    """The three columns of a table of votes, as they are written; moments are 0 without any."""

    people: Sequence[Key]
    person: Whole
    ideas: Sequence[Key]
    idea: Whole
    value: NDArray[np.int8]
    moment: Whole


def columns_of(
    people: tuple[Whole, list[str]],
    ideas: tuple[Whole, list[str]],
    value: NDArray[np.int8],
    moment: Whole,
) -> Columns:
    person, who = _keyed(*people)
    idea, what = _keyed(*ideas)
    return Columns(people=who, person=person, ideas=what, idea=idea, value=value, moment=moment)


def _keyed(codes: Whole, texts: Sequence[str]) -> tuple[Whole, list[Key]]:
    """Words as identifiers: `7` and `07` are one number."""
    place: dict[Key, int] = {}
    rank = [place.setdefault(key(text), len(place)) for text in texts]
    return np.array(rank, np.int64)[codes], list(place)


def in_milliseconds(moment: Whole) -> Whole:
    return np.where(np.abs(moment) >= IN_MILLISECONDS, moment, moment * 1000)


def ballots_from(
    columns: Columns,
    *,
    accepted: frozenset[Key],
    refused: frozenset[Key] = frozenset(),
    meta: frozenset[Key] = frozenset(),
    words: dict[Key, str] | None = None,
) -> Ballots:
    moment = columns.moment
    order = np.argsort(moment, kind="stable")
    row = columns.person[order]
    changes = int(np.count_nonzero(np.diff(row)))
    return Ballots(
        row=row,
        column=columns.idea[order],
        value=columns.value[order],
        participants=list(columns.people),
        statements=list(columns.ideas),
        accepted=accepted,
        refused=refused,
        meta=meta,
        words=words or {},
        ordered=bool((moment != moment[:1]).any() or changes >= len(columns.people)),
    )


def listed(path: Path | None, known: Collection[Key], says: str) -> list[Key] | None:
    """The identifiers of a file, one a line; `Refused` names the line of each stranger."""
    if path is None:
        return None
    try:
        lines = bytes_of(path).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name}: byte {error.start} is not UTF-8.", code=UNREADABLE) from None
    named = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    if not named:
        raise Refused(f"{path.name}: nothing is listed.", code=UNREADABLE)
    there = set(known)
    refuse(
        [
            f"{path.name}:{line}: « {text} » {says}."
            for line, text in named
            if key(text) not in there
        ]
    )
    return [key(text) for _, text in named]
