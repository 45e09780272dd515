"""Votes read from a Polis export or from a plain table, without a store; broken cells are named."""

from dataclasses import dataclass
from pathlib import Path

from maven.voices.polis import CHOICES, MOST_VOTES, read_export
from maven.voices.tables import read_table
from maven.voices.troubles import Trouble, Unreadable, excerpt_of

type Key = int | str

POLIS = ("comments.csv", "comments.csv.gz", "votes.csv", "votes.csv.gz")
COLUMNS = ("participant", "statement", "vote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballots:
    """Answers in the order in which they were given, and which statements were accepted."""

    triples: list[tuple[Key, Key, int]]
    selected: frozenset[Key]
    words: dict[Key, str]


class Broken(Exception):
    """The file cannot be read; `troubles` name the cells."""

    def __init__(self, troubles: tuple[Trouble, ...]) -> None:
        super().__init__(f"{len(troubles)} troubles")
        self.troubles = troubles


def ballots_of(path: Path) -> Ballots:
    return of_folder(path) if path.is_dir() else of_table(path)


def of_folder(path: Path) -> Ballots:
    export = read_export(
        {name: (path / name).read_bytes() for name in POLIS if (path / name).is_file()}
    )
    if not export.is_sound:
        raise Broken(export.troubles)
    return Ballots(
        triples=[(key(vote.voter_id), key(vote.idea_id), vote.choice) for vote in export.votes],
        selected=frozenset(key(idea.source_id) for idea in export.ideas if idea.moderated >= 0),
        words={key(idea.source_id): idea.words for idea in export.ideas},
    )


def of_table(path: Path) -> Ballots:
    try:
        table = read_table(path.name, path.read_bytes(), wanted=COLUMNS, most_rows=MOST_VOTES)
    except Unreadable as unreadable:
        raise Broken((unreadable.trouble,)) from unreadable
    person, statement, vote = (table.column_of(name) for name in COLUMNS)
    triples: list[tuple[Key, Key, int]] = []
    troubles: list[Trouble] = []
    for row in table.rows:
        cells = [cell.strip() for cell in row.cells]
        wrong = (
            "vote"
            if cells[vote] not in CHOICES
            else next((name for name in COLUMNS if not cells[table.column_of(name)]), "")
        )
        if wrong:
            code = "value" if wrong == "vote" else "blank"
            excerpt = excerpt_of(cells[table.column_of(wrong)])
            place = table.place(wrong)
            troubles.append(
                Trouble(file=path.name, line=row.line, column=place, code=code, excerpt=excerpt)
            )
            continue
        triples.append((key(cells[person]), key(cells[statement]), CHOICES[cells[vote]]))
    if troubles:
        raise Broken(tuple(troubles))
    statements = frozenset(one for _, one, _ in triples)
    return Ballots(triples=triples, selected=statements, words={})


def key(text: str) -> Key:
    """Whole numbers in the order of numbers, everything else as it is written."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else text
