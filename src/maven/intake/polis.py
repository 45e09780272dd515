"""A Polis export, understood: its ideas, its votes, and every cell that cannot be right.

Pure: bytes in, an `Export` out. The last vote of a person on an idea is the one that counts, by
its moment, then by its place in the file; the others are counted as changes of mind.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from maven.intake.decoding import unpacked
from maven.intake.exports import Export, FileRead, Idea, Vote, broken
from maven.intake.tables import Row, Table, read_table
from maven.intake.troubles import Trouble, Unreadable, excerpt_of

VOTES = ("timestamp", "comment-id", "voter-id", "vote")
COMMENTS = ("comment-id", "comment-body")
MOST_VOTES, MOST_COMMENTS = 400_000, 10_000  # what 512 MB hold
CHOICES = {"1": 1, "0": 0, "-1": -1}
MODERATION = {"1": 1, "0": 0, "-1": -1, "": 0}
WHOLE = re.compile(r"-?[0-9]{1,15}")
EARLIEST, LATEST = 946_684_800, 4_102_444_800  # 2000 and 2100
MOST_TROUBLES = 200
LONGEST_IDEA = 2000


def read_export(files: Mapping[str, bytes]) -> Export:
    """Reads the two files of an export, by their names: `comments…` and `votes…`."""
    comments_name, votes_name = _named(files, "comments"), _named(files, "votes")
    troubles = [
        Trouble(file=f"{stem}.csv", code="file-missing", particulars={"name": f"{stem}.csv"})
        for stem, found in (("comments", comments_name), ("votes", votes_name))
        if not found
    ]
    if troubles:
        return broken(*troubles)
    try:
        comments = read_table(
            comments_name, files[comments_name], wanted=COMMENTS, most_rows=MOST_COMMENTS
        )
    except Unreadable as stopped:
        troubles.append(stopped.trouble)
    try:
        table = read_table(votes_name, files[votes_name], wanted=VOTES, most_rows=MOST_VOTES)
    except Unreadable as stopped:
        troubles.append(stopped.trouble)
    if troubles:
        return broken(*troubles)
    ideas = _ideas_of(comments, troubles)
    votes, revotes = _votes_of(table, {idea.source_id for idea in ideas}, troubles)
    return Export(
        ideas=tuple(ideas),
        votes=tuple(votes),
        revotes=revotes,
        files=(_told(comments), _told(table)),
        troubles=tuple(sorted(troubles, key=lambda one: (one.file, one.line))[:MOST_TROUBLES]),
        fingerprint=fingerprint_of(files[comments_name], files[votes_name]),
    )


def fingerprint_of(comments: bytes, votes: bytes) -> str:
    """The same for the same content, compressed or not."""
    digest = hashlib.sha256()
    for data in (unpacked("comments", comments), unpacked("votes", votes)):
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()


def _named(files: Mapping[str, bytes], stem: str) -> str:
    return next((name for name in sorted(files) if stem in name.rsplit("/", 1)[-1].lower()), "")


def _told(table: Table) -> FileRead:
    return FileRead(
        name=table.file,
        encoding=table.encoding,
        separator={"\t": "tab"}.get(table.separator, table.separator),
        rows=len(table.rows),
        blank_lines=table.blank_lines,
        first_lines=tuple(tuple(excerpt_of(c) for c in row.cells) for row in table.rows[:3]),
        heads=tuple(table.heads),
    )


class _Cells:
    """The cells of a table by column name; what cannot be right is told, and reading goes on."""

    def __init__(self, table: Table, troubles: list[Trouble]) -> None:
        self.table, self.troubles = table, troubles
        self.columns = {head: index for index, head in enumerate(table.heads)}

    def text(self, row: Row, name: str) -> str:
        index = self.columns.get(name)
        return row.cells[index].strip() if index is not None else ""

    def tell(self, row: Row, name: str, code: str, **particulars: object) -> None:
        if len(self.troubles) < MOST_TROUBLES:
            self.troubles.append(
                Trouble(
                    file=self.table.file,
                    line=row.line,
                    column=self.table.place(name),
                    code=code,
                    excerpt=excerpt_of(self.text(row, name)),
                    particulars=particulars,
                )
            )

    def identifier(self, row: Row, name: str) -> str:
        found = self.text(row, name)
        if not found:
            self.tell(row, name, "blank")
        elif len(found) > 64 or not found.isprintable():
            self.tell(row, name, "identifier")
        return found

    def moment(self, row: Row, name: str) -> datetime | None:
        """An instant written as milliseconds (Polis) or seconds since 1970."""
        found = self.text(row, name)
        if not WHOLE.fullmatch(found):
            self.tell(row, name, "number" if found else "blank")
            return None
        seconds = int(found) / (1000 if abs(int(found)) >= 10**11 else 1)
        if not EARLIEST <= seconds < LATEST:
            self.tell(row, name, "moment")
            return None
        return datetime.fromtimestamp(seconds, UTC)


def _ideas_of(table: Table, troubles: list[Trouble]) -> list[Idea]:
    cells, seen, ideas = _Cells(table, troubles), dict[str, int](), list[Idea]()
    for row in table.rows:
        source_id = cells.identifier(row, "comment-id")
        if source_id in seen:
            cells.tell(row, "comment-id", "statement-twice", line=seen[source_id])
            continue
        seen[source_id] = row.line
        words = cells.text(row, "comment-body")
        if not words:
            cells.tell(row, "comment-body", "blank")
        elif len(words) > LONGEST_IDEA:
            cells.tell(row, "comment-body", "long", most=LONGEST_IDEA)
        moderated = cells.text(row, "moderated")
        if moderated not in MODERATION:
            cells.tell(row, "moderated", "moderated")
        ideas.append(
            Idea(
                source_id=source_id,
                words=words,
                author_id=cells.text(row, "author-id"),
                said_at=cells.moment(row, "timestamp") if "timestamp" in table.heads else None,
                moderated=MODERATION.get(moderated, 0),
            )
        )
    return sorted(ideas, key=lambda idea: _natural(idea.source_id))


def _natural(identifier: str) -> tuple[int, int, str]:
    return (0, int(identifier), "") if identifier.isdecimal() else (1, 0, identifier)


def _votes_of(table: Table, known: set[str], troubles: list[Trouble]) -> tuple[list[Vote], int]:
    cells = _Cells(table, troubles)
    kept: dict[tuple[str, str], Vote] = {}
    revotes = 0
    for row in table.rows:
        vote = _vote_of(cells, row, known)
        if vote is None:
            continue
        former = kept.get((vote.voter_id, vote.idea_id))
        revotes += former is not None
        if former is None or vote.given_at >= former.given_at:
            kept[vote.voter_id, vote.idea_id] = vote
    return list(kept.values()), revotes


def _vote_of(cells: _Cells, row: Row, known: set[str]) -> Vote | None:
    idea_id = cells.identifier(row, "comment-id")
    voter_id = cells.identifier(row, "voter-id")
    if idea_id and idea_id not in known:
        cells.tell(row, "comment-id", "statement-unknown")
    choice = CHOICES.get(cells.text(row, "vote"))
    if choice is None:
        cells.tell(row, "vote", "value")
    given_at = cells.moment(row, "timestamp")
    if choice is None or given_at is None:
        return None
    return Vote(voter_id=voter_id, idea_id=idea_id, choice=choice, given_at=given_at)
