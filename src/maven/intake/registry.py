"""What can be imported: each room says it in its `importers.py`, the page and the command ask here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from maven.intake.cells import Cell
from maven.intake.tables import normal
from maven.intake.troubles import Trouble

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type Label = str | _StrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column an importer knows: its name, how people head it, and what its cells hold."""

    name: str
    label: Label
    cell: Cell
    needed: bool = False
    also: tuple[str, ...] = ()

    @property
    def heads(self) -> frozenset[str]:
        return frozenset(normal(head) for head in (self.name, *self.also))


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice to make beside the file: a box to tick, or one of `choices(target)`."""

    name: str
    label: Label
    help: Label = ""
    choices: Callable[[Any], list[tuple[str, str]]] | None = None


class Outcome(StrEnum):
    """What importing a line would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line whose cells are all right, by column; an empty cell is absent."""

    number: int
    values: Mapping[str, Any]
    places: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines of a sheet; `troubles` name the cells of those that are not among them."""

    file: str
    sheet: str
    lines: tuple[Line, ...]
    troubles: tuple[Trouble, ...]
    notices: tuple[Trouble, ...]
    read: int = 0  # how many lines there were

    def trouble(
        self, line: Line, column: str, code: str, excerpt: str, /, **more: object
    ) -> Trouble:
        return Trouble(
            file=self.file,
            sheet=self.sheet,
            line=line.number,
            column=line.places.get(column, ""),
            code=code,
            excerpt=excerpt,
            particulars=more,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one line would do, in words, and what for the importer itself."""

    line: int
    outcome: Outcome
    words: str
    thing: Any = None
    before: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import would do now. A doubtful line is new, and to look at."""

    steps: tuple[Step, ...]
    troubles: tuple[Trouble, ...] = ()
    notices: tuple[Trouble, ...] = ()
    refusals: tuple[Trouble, ...] = ()  # people who said no: shown before anything

    def count(self, outcome: Outcome) -> int:
        return sum(step.outcome == outcome for step in self.steps)

    @property
    def acting(self) -> tuple[Step, ...]:
        """The steps that would write something."""
        return tuple(step for step in self.steps if step.outcome != Outcome.SAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """One row written: what it is, its key, what it was before, for whoever takes the import back."""

    line: int
    kind: str
    pk: int
    before: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """For whom and when a plan is made: the mission, the options chosen, the day there."""

    target: Any
    options: Mapping[str, str]
    at: datetime
    on: date
    origin: str = ""  # of this site, for the letters; empty: none leaves


class Planner(Protocol):
    def __call__(self, lines: Lines, asked: Asked) -> Plan: ...


class Writer(Protocol):
    """Writes the steps; runs inside the transaction of the import."""

    def __call__(
        self, steps: Sequence[Step], asked: Asked, *, by: Any, at: datetime
    ) -> list[Added]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """A row that is not taken back: what it is, and who has touched it since, or what hangs on it."""

    line: int
    words: str
    why: Label


class Undoer(Protocol):
    """Takes back what it can; answers with what stays."""

    def __call__(
        self, added: Sequence[Added], target: Any, /, *, made_at: datetime, by: Any, at: datetime
    ) -> list[Stays]: ...


class StaysWhole(Exception):
    """What came in as one and was touched since is not taken back, not even in part."""

    def __init__(self, stays: Sequence[Stays]) -> None:
        super().__init__(f"{len(stays)} reasons")
        self.stays = stays


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A kind of import that can be taken back, whichever page took it in."""

    name: str
    label: Label
    undo: Undoer


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer(TakenBack):
    """One kind of import. `example` is a first line and one more, as one would type them."""

    says: Label
    columns: tuple[Column, ...]
    options: tuple[Option, ...] = ()
    most_rows: int
    plan: Planner
    write: Writer

    @property
    def known(self) -> frozenset[str]:
        return frozenset().union(*(column.heads for column in self.columns))

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


IMPORTERS: dict[str, Importer] = {}
TAKEN_BACK: dict[str, TakenBack] = {}


def register(importer: Importer) -> Importer:
    IMPORTERS[importer.name] = importer
    register_undoing(importer)
    return importer


def register_undoing(kind: TakenBack) -> None:
    TAKEN_BACK[kind.name] = kind
