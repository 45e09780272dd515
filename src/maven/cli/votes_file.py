"""Votes read from a Polis export or from a plain table, without a store; broken cells are named.

Only what is reckoned with is read: who, what, which vote, and the moments where there are some. A
plain file is read all at once (`plain_columns`), any other strictly, cell by cell: the same votes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from maven.cli.ballots import (
    Ballots,
    Columns,
    Key,
    Whole,
    ballots_from,
    columns_of,
    in_milliseconds,
)
from maven.cli.files import MOST_ROWS, bytes_of, key
from maven.cli.plain_columns import Doubt, PlainTable
from maven.intake.decoding import unpacked
from maven.intake.polis import CHOICES, MODERATION, MOST_COMMENTS, WHOLE
from maven.intake.tables import Row, Table, read_table
from maven.intake.troubles import Trouble, Unreadable, excerpt_of

COMMENTS, BALLOTS = ("comments.csv", "comments.csv.gz"), ("votes.csv", "votes.csv.gz")
TABLE, EXPORT = ("participant", "statement", "vote"), ("voter-id", "comment-id", "vote")
MOMENT = "timestamp"
META = ("is-meta", "meta")
NOT_META = ("", "0", "false", "no")


class Broken(Exception):
    """The file cannot be read; `troubles` name the cells."""

    def __init__(self, troubles: tuple[Trouble, ...]) -> None:
        super().__init__(f"{len(troubles)} troubles")
        self.troubles = troubles


def ballots_of(path: Path) -> Ballots:
    """The votes of a folder or of a table, or `Broken`."""
    try:
        return of_folder(path) if path.is_dir() else of_table(path)
    except Unreadable as unreadable:
        raise Broken((unreadable.trouble,)) from unreadable


def of_table(path: Path) -> Ballots:
    troubles: list[Trouble] = []
    columns = _votes_of(path.name, bytes_of(path), TABLE, None, troubles)
    if troubles:
        raise Broken(tuple(troubles))
    return ballots_from(columns, accepted=frozenset(columns.ideas))


def of_folder(path: Path) -> Ballots:
    """The comments, which are few, are read strictly; a vote on none of them is a trouble."""
    names = [_there(path, either) for either in (COMMENTS, BALLOTS)]
    missing = [
        Trouble(file=either[0], code="file-missing", particulars={"name": either[0]})
        for name, either in zip(names, (COMMENTS, BALLOTS), strict=True)
        if not name
    ]
    if missing:
        raise Broken(tuple(missing))
    troubles: list[Trouble] = []
    comments, votes = names
    ideas = _ideas_of(comments, bytes_of(path / comments), troubles)
    columns = _votes_of(votes, bytes_of(path / votes), EXPORT, ideas.words, troubles)
    if troubles:
        raise Broken(tuple(troubles))
    words = {key(text): words for text, words in ideas.words.items()}
    return ballots_from(
        columns,
        accepted=frozenset(words) - ideas.refused,
        refused=frozenset(ideas.refused),
        meta=frozenset(ideas.meta),
        words=words,
    )


def _there(path: Path, either: Sequence[str]) -> str:
    return next((name for name in either if (path / name).is_file()), "")


# The comments of an export


@dataclass(frozen=True, slots=True)
class _Ideas:
    """Their words by identifier, as it is written; which are refused, which are meta."""

    words: dict[str, str] = field(default_factory=dict)
    refused: set[Key] = field(default_factory=set)
    meta: set[Key] = field(default_factory=set)


def _ideas_of(file: str, data: bytes, troubles: list[Trouble]) -> _Ideas:
    table = read_table(file, data, wanted=("comment-id",), most_rows=MOST_COMMENTS)
    meta = next((name for name in META if name in table.heads), "")
    ideas, lines = _Ideas(), dict[str, int]()
    for row in table.rows:
        text, moderated = _cell(table, row, "comment-id"), _cell(table, row, "moderated")
        if moderated not in MODERATION:
            troubles.append(_trouble(table, row, "moderated", "moderated"))
        elif not text:
            troubles.append(_trouble(table, row, "comment-id", "blank"))
        elif text in lines:
            twice = _trouble(table, row, "comment-id", "statement-twice", line=lines[text])
            troubles.append(twice)
        else:
            lines[text] = row.line
            ideas.words[text] = _cell(table, row, "comment-body")
            if MODERATION[moderated] < 0:
                ideas.refused.add(key(text))
            if _cell(table, row, meta).casefold() not in NOT_META:
                ideas.meta.add(key(text))
    return ideas


def _cell(table: Table, row: Row, name: str) -> str:
    """What is written in a column, nothing when there is no such column."""
    return row.cells[table.column_of(name)].strip() if name in table.heads else ""


def _trouble(table: Table, row: Row, name: str, code: str, **particulars: object) -> Trouble:
    return Trouble(
        file=table.file,
        line=row.line,
        column=table.place(name),
        code=code,
        excerpt=excerpt_of(_cell(table, row, name)),
        particulars=particulars,
    )


# The votes


def _votes_of(
    file: str,
    data: bytes,
    names: tuple[str, str, str],
    known: Collection[str] | None,
    troubles: list[Trouble],
) -> Columns:
    """The columns named; `known` are the statements there are, and moments are then whole."""
    data = unpacked(file, data)
    try:
        return _at_once(PlainTable(data, names, MOST_ROWS), names, known)
    except Doubt:
        table = read_table(file, data, wanted=names, most_rows=MOST_ROWS)
    wrong = _wrong_cells(table, names, known)
    troubles += wrong
    return _strictly(table, [] if wrong else table.rows, names)


def _at_once(
    table: PlainTable, names: tuple[str, str, str], known: Collection[str] | None
) -> Columns:
    person, idea, vote = names
    ideas = table.words(idea)
    if known is not None and not set(known).issuperset(ideas[1]):
        raise Doubt
    moment = table.numbers(MOMENT) if MOMENT in table.heads else np.zeros(table.rows, np.int64)
    return columns_of(table.words(person), ideas, table.votes(vote), in_milliseconds(moment))


def _wrong_cells(
    table: Table, names: tuple[str, str, str], known: Collection[str] | None
) -> list[Trouble]:
    found = ((row, _wrong(table, row, names, known)) for row in table.rows)
    return [_trouble(table, row, *wrong) for row, wrong in found if wrong]


def _wrong(
    table: Table, row: Row, names: tuple[str, str, str], known: Collection[str] | None
) -> tuple[str, str] | None:
    """The first wrong cell of a line and its trouble: the vote, then who and what, then when."""
    who, what, vote = (_cell(table, row, name) for name in names)
    if vote not in CHOICES:
        return names[2], "value"
    if not who or not what:
        return names[1 if who else 0], "blank"
    if known is None:
        return None
    if what not in known:
        return names[1], "statement-unknown"
    timed = MOMENT in table.heads
    return (MOMENT, "number") if timed and not _is_whole(_cell(table, row, MOMENT)) else None


def _is_whole(text: str) -> bool:
    return WHOLE.fullmatch(text) is not None


def _strictly(table: Table, rows: Sequence[Row], names: tuple[str, str, str]) -> Columns:
    def coded(name: str) -> tuple[Whole, list[str]]:
        codes = dict[str, int]()
        column = [codes.setdefault(_cell(table, row, name), len(codes)) for row in rows]
        return np.array(column, np.int64), list(codes)

    person, idea, vote = names
    value = np.array([CHOICES[_cell(table, row, vote)] for row in rows], np.int8)
    moments = [_cell(table, row, MOMENT) for row in rows]
    moment = np.zeros(len(rows), np.int64)
    if all(map(_is_whole, moments)):
        moment = in_milliseconds(np.array([int(text) for text in moments], np.int64))
    return columns_of(coded(person), coded(idea), value, moment)
