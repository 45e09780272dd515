"""Votes read from a Polis export or from a plain table, without a store; broken cells are named.

A plain file is read all at once (`plain_columns`), any other strictly, cell by cell: the same votes.
"""

from collections.abc import Sequence
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
from maven.voices.decoding import unpacked
from maven.voices.polis import (
    CHOICES,
    EARLIEST,
    LATEST,
    MOST_COMMENTS,
    MOST_VOTES,
    VOTES,
    WHOLE,
    Export,
    read_export,
)
from maven.voices.tables import Table, read_table
from maven.voices.troubles import Trouble, Unreadable, excerpt_of

COMMENTS, BALLOTS = ("comments.csv", "comments.csv.gz"), ("votes.csv", "votes.csv.gz")
COLUMNS = ("participant", "statement", "vote")
META = ("is-meta", "meta")
NOT_META = ("", "0", "false", "no")
NO_VOTES = (",".join(VOTES) + "\n").encode()


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


# A plain table


def of_table(path: Path) -> Ballots:
    data = bytes_of(path)
    try:
        columns = _plain_table(unpacked(path.name, data))
    except Doubt:
        table = read_table(path.name, data, wanted=COLUMNS, most_rows=MOST_ROWS)
        _refuse_cells(table)
        columns = _texts(table, *COLUMNS, _moments_of(table))
    everything = frozenset(columns.ideas)
    return ballots_from(columns, accepted=everything)


def _plain_table(data: bytes) -> Columns:
    table = PlainTable(data, COLUMNS, MOST_ROWS)
    moment = np.zeros(table.rows, np.int64)
    if "timestamp" in table.heads:
        moment = in_milliseconds(table.numbers("timestamp"))
    return columns_of(
        table.words("participant"), table.words("statement"), table.votes("vote"), moment
    )


def _refuse_cells(table: Table) -> None:
    """`Broken` when a vote is not one, or an identifier is blank."""
    index = {name: table.column_of(name) for name in COLUMNS}
    troubles: list[Trouble] = []
    for row in table.rows:
        cells = [cell.strip() for cell in row.cells]
        wrong = (
            "vote"
            if cells[index["vote"]] not in CHOICES
            else next((name for name in COLUMNS if not cells[index[name]]), "")
        )
        if wrong:
            troubles.append(
                Trouble(
                    file=table.file,
                    line=row.line,
                    column=table.place(wrong),
                    code="value" if wrong == "vote" else "blank",
                    excerpt=excerpt_of(cells[index[wrong]]),
                )
            )
    if troubles:
        raise Broken(tuple(troubles))


def _moments_of(table: Table) -> Whole:
    """The moments of a plain table when each of them is a whole number, else zeros."""
    if "timestamp" in table.heads:
        index = table.column_of("timestamp")
        moments = [row.cells[index].strip() for row in table.rows]
        if all(map(WHOLE.fullmatch, moments)):
            return in_milliseconds(np.array([int(text) for text in moments], np.int64))
    return np.zeros(len(table.rows), np.int64)


# A Polis export


def of_folder(path: Path) -> Ballots:
    files = {name: bytes_of(path / name) for name in _there(path, COMMENTS + BALLOTS)}
    try:
        columns, export = _plain_export(files)
    except Doubt:
        export = read_export(files)
        if not export.is_sound:
            raise Broken(export.troubles) from None
        name = _named(files, BALLOTS)
        table = read_table(name, files[name], wanted=VOTES, most_rows=MOST_VOTES)
        columns = _texts(table, "voter-id", "comment-id", "vote", _moments_of(table))
    return ballots_from(
        columns,
        accepted=frozenset(key(idea.source_id) for idea in export.ideas if idea.moderated >= 0),
        refused=frozenset(key(idea.source_id) for idea in export.ideas if idea.moderated < 0),
        meta=_meta_of(files),
        words={key(idea.source_id): idea.words for idea in export.ideas},
    )


def _there(path: Path, names: Sequence[str]) -> list[str]:
    return [name for name in names if (path / name).is_file()]


def _named(files: dict[str, bytes], names: Sequence[str]) -> str:
    return next((name for name in names if name in files), "")


def _plain_export(files: dict[str, bytes]) -> tuple[Columns, Export]:
    """The votes all at once; the ideas, which are few, strictly in any case."""
    comments, ballots = _named(files, COMMENTS), _named(files, BALLOTS)
    if not comments or not ballots:
        raise Doubt
    export = read_export({comments: files[comments], "votes.csv": NO_VOTES})
    if not export.is_sound:
        raise Doubt
    table = PlainTable(unpacked(ballots, files[ballots]), VOTES, MOST_VOTES)
    moment = in_milliseconds(table.numbers("timestamp"))
    if ((moment < EARLIEST * 1000) | (moment >= LATEST * 1000)).any():
        raise Doubt
    ideas = table.words("comment-id")
    if not {idea.source_id for idea in export.ideas}.issuperset(ideas[1]):
        raise Doubt
    return columns_of(table.words("voter-id"), ideas, table.votes("vote"), moment), export


def _meta_of(files: dict[str, bytes]) -> frozenset[Key]:
    """The statements that are about the people themselves, if a column says so."""
    name = _named(files, COMMENTS)
    table = read_table(name, files[name], wanted=("comment-id",), most_rows=MOST_COMMENTS)
    told = next((head for head in META if head in table.heads), None)
    if told is None:
        return frozenset()
    idea, mark = table.column_of("comment-id"), table.column_of(told)
    return frozenset(
        key(row.cells[idea].strip())
        for row in table.rows
        if row.cells[mark].strip().casefold() not in NOT_META
    )


def _texts(table: Table, person: str, idea: str, vote: str, moment: Whole) -> Columns:
    def coded(name: str) -> tuple[Whole, list[str]]:
        index, codes = table.column_of(name), dict[str, int]()
        column = [codes.setdefault(row.cells[index].strip(), len(codes)) for row in table.rows]
        return np.array(column, np.int64), list(codes)

    index = table.column_of(vote)
    value = np.array([CHOICES[row.cells[index].strip()] for row in table.rows], np.int8)
    return columns_of(coded(person), coded(idea), value, moment)
