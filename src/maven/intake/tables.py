"""Reading a table of text strictly: no cell is guessed, the broken one is named.

The csv module accepts what we must refuse (a quotation mark left open swallows the rest of the
file) and does not say in which column. Here each row keeps the physical line on which it begins.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maven.intake.decoding import LINE_END, SEPARATORS, decoded, unpacked
from maven.intake.troubles import Trouble, Unreadable, excerpt_of, letter_of

LONGEST_CELL = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file understood: how it is written, its columns by their known names, its rows."""

    file: str
    encoding: str
    separator: str
    heads: list[str]
    rows: list[Row]
    blank_lines: int

    def column_of(self, name: str) -> int:
        return self.heads.index(name)

    def place(self, name: str) -> str:
        index = self.column_of(name)
        return f"{letter_of(index)} {name}"


def normal(head: str) -> str:
    """A column's name without capitals, accents, spaces."""
    plain = unicodedata.normalize("NFKD", head.strip().casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[\s_]+", "-", letters)


def read_table(file: str, data: bytes, *, wanted: Sequence[str], most_rows: int) -> Table:
    """The table, or `Unreadable`: nothing is guessed further than encoding and separator."""
    text, encoding = decoded(file, unpacked(file, data))
    nul = text.find("\0")
    if nul >= 0:
        raise Unreadable(_at_letter(file, text, nul, "nul", wanted))
    if not text.strip():
        raise Unreadable(Trouble(file=file, code="empty"))
    lines = LINE_END.split(text)
    told = re.fullmatch(r"sep=(.)", lines[0].strip())
    separator = told[1] if told else _separator_of(lines[0], wanted)
    rows = cells_of(file, lines, separator, start=1 if told else 0)
    heads_row = next((row for row in rows if any(row.cells)), None)
    if heads_row is None:
        raise Unreadable(Trouble(file=file, code="empty"))
    heads = [normal(head) for head in heads_row.cells]
    _check_heads(file, heads, heads_row.line, wanted)
    kept, blank = _rows_of_width(file, rows, len(heads), most_rows)
    return Table(
        file=file, encoding=encoding, separator=separator, heads=heads, rows=kept, blank_lines=blank
    )


def _separator_of(line: str, wanted: Sequence[str]) -> str:
    def known(separator: str) -> int:
        names = {normal(name.strip('"')) for name in line.split(separator)}
        return len(names & set(wanted))

    return max(SEPARATORS, key=known)


def _check_heads(file: str, heads: list[str], line: int, wanted: Sequence[str]) -> None:
    for index, head in enumerate(heads):
        if head and head in heads[:index]:
            twice = {"first": letter_of(heads.index(head)), "second": letter_of(index)}
            place = f"{letter_of(index)} {head}"
            raise Unreadable(
                Trouble(file=file, line=line, column=place, code="column-twice", particulars=twice)
            )
    for name in wanted:
        if name not in heads:
            raise Unreadable(
                Trouble(
                    file=file,
                    line=line,
                    code="column-missing",
                    particulars={"name": name},
                    excerpt=excerpt_of(", ".join(heads)),
                )
            )


def _rows_of_width(
    file: str, rows: Iterator[Row], width: int, most_rows: int
) -> tuple[list[Row], int]:
    kept: list[Row] = []
    blank = 0
    for row in rows:
        if len(row.cells) == width and any(row.cells):
            kept.append(row)
            if len(kept) > most_rows:
                most = {"most": most_rows}
                raise Unreadable(Trouble(file=file, line=row.line, code="many", particulars=most))
        elif not any(cell.strip() for cell in row.cells):
            blank += 1
        else:
            got = len(row.cells)
            raise Unreadable(
                Trouble(
                    file=file,
                    line=row.line,
                    column=letter_of(min(got, width + 1) - 1),
                    code="columns",
                    particulars={"wanted": width, "got": got},
                    excerpt=excerpt_of(row.cells[min(got, width + 1) - 1]),
                )
            )
    return kept, blank


def cells_of(file: str, lines: list[str], separator: str, *, start: int) -> Iterator[Row]:
    """The rows; a line without quotation marks, which is nearly all of them, is only cut."""
    number = start
    while number < len(lines):
        line, begun = lines[number], number + 1
        if '"' not in line:
            cells, number = line.split(separator), number + 1
        else:
            cells, number = _quoted_cells(file, lines, number, separator)
        if len(line) > LONGEST_CELL or number > begun:
            _refuse_long(file, begun, cells)
        yield Row(line=begun, cells=cells)


def _refuse_long(file: str, line: int, cells: list[str]) -> None:
    for index, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL:
            raise Unreadable(
                Trouble(
                    file=file,
                    line=line,
                    column=letter_of(index),
                    code="long",
                    excerpt=excerpt_of(cell),
                    particulars={"most": LONGEST_CELL},
                )
            )


def _quoted_cells(
    file: str, lines: list[str], number: int, separator: str
) -> tuple[list[str], int]:
    """The cells of a row that has quotation marks, and the line after it."""
    cells: list[str] = []
    line, at = lines[number], 0
    while True:
        if line.startswith('"', at):
            cell, number, at = _inside_quotes(file, lines, number, at + 1, len(cells))
            line = lines[number]
        else:
            end = line.find(separator, at)
            end = len(line) if end < 0 else end
            cell, at = line[at:end], end
            if '"' in cell:
                raise Unreadable(_at_cell(file, number, len(cells), "quote-stray", cell))
        cells.append(cell)
        if at >= len(line):
            return cells, number + 1
        if not line.startswith(separator, at):
            raise Unreadable(_at_cell(file, number, len(cells) - 1, "quote-stray", line[at - 1 :]))
        at += 1


def _inside_quotes(
    file: str, lines: list[str], number: int, at: int, column: int
) -> tuple[str, int, int]:
    """The words up to the closing mark, over several lines if they are; then where one is."""
    opened, words = number, ""
    while True:
        end = lines[number].find('"', at)
        if end < 0:
            words += lines[number][at:] + "\n"
            number, at = number + 1, 0
            if number == len(lines):
                raise Unreadable(_at_cell(file, opened, column, "quote-open", words))
        elif lines[number].startswith('"', end + 1):
            words += lines[number][at : end + 1]
            at = end + 2
        else:
            return words + lines[number][at:end], number, end + 1


def _at_cell(file: str, number: int, column: int, code: str, words: str) -> Trouble:
    return Trouble(
        file=file,
        line=number + 1,
        column=letter_of(column),
        code=code,
        excerpt=excerpt_of(words),
    )


def _at_letter(file: str, text: str, at: int, code: str, wanted: Sequence[str]) -> Trouble:
    lines = LINE_END.split(text[:at])
    separator = _separator_of(LINE_END.split(text)[0], wanted)
    column = lines[-1].count(separator)
    around = excerpt_of(text[max(0, at - 20) : at + 20])
    return Trouble(file=file, line=len(lines), column=letter_of(column), code=code, excerpt=around)
