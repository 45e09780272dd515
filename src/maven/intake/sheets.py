"""One sheet of a file, understood as far as its letters: heads, rows of text, and their places.

Whatever the file was (text, workbook, address book), it is this afterwards. It travels as JSON from
the process that reads, which is trusted with nothing, to the one that asked.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from maven.intake.tables import Row
from maven.intake.troubles import Trouble, letter_of

MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`kind` is what the file really is; `sheets` are the names to choose from, in a workbook."""

    file: str
    kind: str
    encoding: str = ""
    separator: str = ""
    name: str = ""
    sheets: tuple[str, ...] = ()
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    blank_lines: int = 0
    troubles: tuple[Trouble, ...] = ()
    notices: tuple[Trouble, ...] = ()

    def place(self, index: int) -> str:
        """A column as it is called on the screen: its letter, then its head."""
        head = self.heads[index] if index < len(self.heads) else ""
        return f"{letter_of(index)} {head}".strip()

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"rows": [(row.line, row.cells) for row in self.rows]}


def sheet_from(told: Mapping[str, Any]) -> Sheet:
    """The sheet again, from JSON; anything that is not one breaks here."""
    return Sheet(
        **{name: str(told[name]) for name in ("file", "kind", "encoding", "separator", "name")},
        sheets=tuple(map(str, told["sheets"])),
        heads=tuple(map(str, told["heads"])),
        rows=tuple(
            Row(line=int(line), cells=list(map(str, cells))) for line, cells in told["rows"]
        ),
        blank_lines=int(told["blank_lines"]),
        troubles=tuple(Trouble(**one) for one in told["troubles"]),
        notices=tuple(Trouble(**one) for one in told["notices"]),
    )


def trimmed(heads: list[str]) -> list[str]:
    """The heads without the empty columns at their end."""
    while heads and not heads[-1].strip():
        heads = heads[:-1]
    return heads


def head_troubles(file: str, sheet: str, heads: list[str], line: int) -> list[Trouble]:
    """Two columns of one name, or more columns than anybody imports."""
    if len(heads) > MOST_COLUMNS:
        wide = {"most": MOST_COLUMNS}
        return [Trouble(file=file, sheet=sheet, line=line, code="wide", particulars=wide)]
    told = []
    for index, head in enumerate(heads):
        if head and head in heads[:index]:
            twice = {"first": letter_of(heads.index(head)), "second": letter_of(index)}
            place = f"{letter_of(index)} {head}"
            told.append(
                Trouble(
                    file=file,
                    sheet=sheet,
                    line=line,
                    column=place,
                    code="column-twice",
                    particulars=twice,
                )
            )
    return told
