"""An export of a conversation held elsewhere, understood: its ideas, its votes, its troubles.

As a sheet, it travels as JSON from the process that reads to the one that asked.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from maven.intake.troubles import Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    source_id: str
    words: str
    author_id: str
    said_at: datetime | None
    moderated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    voter_id: str
    idea_id: str
    choice: int
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """How a file was written, for the eye of who imports it."""

    name: str
    encoding: str
    separator: str
    rows: int
    blank_lines: int
    first_lines: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What an export holds; with a single trouble in it, nothing of it is imported."""

    ideas: tuple[Idea, ...]
    votes: tuple[Vote, ...]
    revotes: int
    files: tuple[FileRead, ...]
    troubles: tuple[Trouble, ...]
    fingerprint: str

    @property
    def is_sound(self) -> bool:
        return not self.troubles

    @property
    def people(self) -> int:
        return len({vote.voter_id for vote in self.votes})

    @property
    def counts(self) -> dict[str, int]:
        return {
            "ideas": len(self.ideas),
            "refused": sum(idea.moderated < 0 for idea in self.ideas),
            "people": self.people,
            "votes": len(self.votes),
            "revotes": self.revotes,
        }

    def as_dict(self) -> dict[str, Any]:
        """Instants as seconds since 1970; a vote as a row, for there may be many."""
        return {
            "ideas": [
                [one.source_id, one.words, one.author_id, _seconds(one.said_at), one.moderated]
                for one in self.ideas
            ],
            "votes": [
                [one.voter_id, one.idea_id, one.choice, one.given_at.timestamp()]
                for one in self.votes
            ],
            "revotes": self.revotes,
            "files": [asdict(one) for one in self.files],
            "troubles": [one.as_dict() for one in self.troubles],
            "fingerprint": self.fingerprint,
        }


def export_from(told: Mapping[str, Any]) -> Export:
    """The export again, from JSON; anything that is not one breaks here."""
    return Export(
        ideas=tuple(
            Idea(
                source_id=str(source_id),
                words=str(words),
                author_id=str(author_id),
                said_at=None if seconds is None else _instant(seconds),
                moderated=int(moderated),
            )
            for source_id, words, author_id, seconds, moderated in told["ideas"]
        ),
        votes=tuple(
            Vote(
                voter_id=str(voter_id),
                idea_id=str(idea_id),
                choice=int(choice),
                given_at=_instant(seconds),
            )
            for voter_id, idea_id, choice, seconds in told["votes"]
        ),
        revotes=int(told["revotes"]),
        files=tuple(_file_from(one) for one in told["files"]),
        troubles=tuple(Trouble(**one) for one in told["troubles"]),
        fingerprint=str(told["fingerprint"]),
    )


def broken(*troubles: Trouble) -> Export:
    """An export of which nothing could be read."""
    return Export(ideas=(), votes=(), revotes=0, files=(), troubles=troubles, fingerprint="")


def _file_from(told: Mapping[str, Any]) -> FileRead:
    return FileRead(
        name=str(told["name"]),
        encoding=str(told["encoding"]),
        separator=str(told["separator"]),
        rows=int(told["rows"]),
        blank_lines=int(told["blank_lines"]),
        first_lines=tuple(tuple(map(str, cells)) for cells in told["first_lines"]),
        heads=tuple(map(str, told["heads"])),
    )


def _seconds(at: datetime | None) -> float | None:
    return None if at is None else at.timestamp()


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
