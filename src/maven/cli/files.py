"""Reading the tables and the JSON of people who have only a file; what is wrong is named by place.

Every trouble of a file is told at once, `file:line: column B weight: …`, and the command ends with 2.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maven.cli.refusing import Refused

type Cell = Callable[[str], Any]

MOST_ROWS = 5_000_000
SHOWN = 50
UNREADABLE = 2  # the exit code of a command whose input is wrong


class NotThat(ValueError):
    """A cell that is not what its column holds; the words say what is expected."""


def word(text: str) -> str:
    if not text:
        raise NotThat("the cell may not be empty")
    return text


def words(text: str) -> tuple[str, ...]:
    """Several identifiers in one cell, separated by spaces, commas or bars."""
    return tuple(text.replace(",", " ").replace("|", " ").split())


def key(text: str) -> int | str:
    """Whole numbers in the order of numbers, everything else as it is written."""
    word(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else text


def number(*, least: float | None = None, most: float | None = None, whole: bool = False) -> Cell:
    """What reads a cell as a finite number between two bounds; a decimal comma is one too."""
    kind = "a whole number" if whole else "a number"
    wanted = f"{kind} is expected{bounds_told(least, most)}"

    def read(text: str) -> float:
        try:
            value = int(text) if whole else float(text.replace(",", ".", 1))
        except ValueError:
            raise NotThat(wanted) from None
        # Neither an infinity nor "not a number" is between bounds, or passes this.
        if value - value != 0 or not between(value, least, most):
            raise NotThat(wanted)
        return value

    return read


def bounds_told(least: float | None, most: float | None) -> str:
    """The words for two bounds, after a comma; nothing without bounds."""
    named = (("at least", least), ("at most", most))
    told = " and ".join(f"{word} {bound:g}" for word, bound in named if bound is not None)
    return f", {told}" if told else ""


def bounds_in_words(least: float | None, most: float | None) -> list[str]:
    named = (("at least", least), ("at most", most))
    return [f"{words} {bound:g}" for words, bound in named if bound is not None]


def between(value: float, least: float | None, most: float | None) -> bool:
    return (least is None or value >= least) and (most is None or value <= most)


def one_of(values: Mapping[str, Any]) -> Cell:
    """What reads a cell as one of a few words, whatever their capitals."""

    def read(text: str) -> Any:
        try:
            return values[text.casefold()]
        except KeyError:
            raise NotThat(f"one of {', '.join(values)} is expected") from None

    return read


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A table read column by column.

    file : its name. lines : the line on which each row begins. heads : every column there is, by
    its known name. values : what was asked for, by name; an optional column that is not there is
    absent.
    """

    file: str
    lines: list[int]
    heads: list[str]
    values: dict[str, list[Any]]

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, name: str) -> list[Any]:
        return self.values[name]

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def get(self, name: str, otherwise: Any) -> list[Any]:
        """The column, or as many times the value that stands for it."""
        return self.values.get(name) or [otherwise] * len(self)

    def trouble(self, row: int, name: str, says: str) -> str:
        """The words that name a cell, for what only the whole table shows (a stranger, a double)."""
        place = place_of(self.heads, name)
        return f"{self.file}:{self.lines[row]}: column {place}: {says} [{self.values[name][row]}]"


def place_of(heads: Sequence[str], name: str) -> str:
    from maven.intake.troubles import letter_of  # noqa: PLC0415 (brings Django's words)

    return f"{letter_of(heads.index(name))} {name}"


def bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused(f"{path}: there is no such file.", code=UNREADABLE) from None
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}.", code=UNREADABLE) from None


def read_columns(
    path: Path, wanted: Mapping[str, Cell], optional: Mapping[str, Cell] | None = None
) -> Columns:
    """The columns asked for, each cell read by what its column holds; `Refused` names every trouble.

    Names of columns are told apart without capitals, accents, spaces (`A group` is `a-group`).
    """
    from maven.intake.tables import read_table  # noqa: PLC0415 (brings Django's words)
    from maven.intake.troubles import Unreadable, excerpt_of  # noqa: PLC0415

    data = bytes_of(path)
    try:
        table = read_table(path.name, data, wanted=tuple(wanted), most_rows=MOST_ROWS)
    except Unreadable as unreadable:
        raise Refused(told_in_english(unreadable.trouble), code=UNREADABLE) from unreadable
    asked = dict(wanted) | {
        name: cell for name, cell in (optional or {}).items() if name in table.heads
    }
    values: dict[str, list[Any]] = {}
    troubles: list[tuple[int, str]] = []
    for name, cell in asked.items():
        index = table.heads.index(name)
        column: list[Any] = []
        for row in table.rows:
            text = row.cells[index].strip()
            try:
                column.append(cell(text))
            except NotThat as wrong:
                place = place_of(table.heads, name)
                told = f"{path.name}:{row.line}: column {place}: {wrong} [{excerpt_of(text)}]"
                troubles.append((row.line, told))
        values[name] = column
    refuse([told for _, told in sorted(troubles)])
    return Columns(
        file=path.name, lines=[row.line for row in table.rows], heads=table.heads, values=values
    )


def told_in_english(trouble: Any) -> str:
    import django  # noqa: PLC0415 (for the words of the troubles)

    from maven.cli.telling import told  # noqa: PLC0415

    django.setup()
    return told((trouble,))


def refuse(troubles: Sequence[str]) -> None:
    """`Refused` with every trouble, when there is one."""
    if troubles:
        more = [f"… and {len(troubles) - SHOWN} more."] if len(troubles) > SHOWN else []
        raise Refused("\n".join(["the input is wrong.", *troubles[:SHOWN], *more]), code=UNREADABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A part of a JSON file, which names itself when it is not what is expected."""

    file: str
    path: str
    value: Any

    def wrong(self, says: str) -> Refused:
        place = f" at {self.path}" if self.path else ""
        return Refused(f"the input is wrong.\n{self.file}{place}: {says}", code=UNREADABLE)

    def table(
        self, *, wanted: Collection[str] = (), optional: Collection[str] | None = None
    ) -> dict[str, "Tree"]:
        """The members; with `optional`, those that are neither wanted nor optional are refused."""
        if not isinstance(self.value, dict):
            raise self.wrong("names and values in braces are expected.")
        for name in wanted:
            if name not in self.value:
                raise self.wrong(f"« {name} » is missing.")
        if optional is not None:
            known = {*wanted, *optional}
            for name in self.value:
                if name not in known:
                    raise self.wrong(
                        f"« {name} » is unknown; known are {', '.join(sorted(known))}."
                    )
        return {name: self.part(f".{name}", value) for name, value in self.value.items()}

    def list(self) -> list["Tree"]:
        if not isinstance(self.value, list):
            raise self.wrong("a list in brackets is expected.")
        return [self.part(f"[{index}]", value) for index, value in enumerate(self.value)]

    def number(self, *, least: float | None = None, most: float | None = None) -> float:
        value = self.value
        good = isinstance(value, int | float) and not isinstance(value, bool)
        if not good or value - value != 0 or not between(value, least, most):
            raise self.wrong(f"a number is expected{bounds_told(least, most)}")
        return float(value)

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value:
            raise self.wrong("words are expected.")
        return self.value

    def part(self, name: str, value: Any) -> "Tree":
        return Tree(file=self.file, path=f"{self.path}{name}".lstrip("."), value=value)


def read_json(path: Path) -> Tree:
    """A JSON file; `Refused` names the line and the column where it stops being one."""
    try:
        text = bytes_of(path).decode("utf-8-sig")
        return Tree(file=path.name, path="", value=json.loads(text))
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name}: byte {error.start} is not UTF-8.", code=UNREADABLE) from None
    except json.JSONDecodeError as error:
        place = f"{path.name}:{error.lineno}: column {error.colno}"
        raise Refused(f"the input is wrong.\n{place}: {error.msg}.", code=UNREADABLE) from None
