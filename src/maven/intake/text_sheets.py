"""A table of text, read as far as its letters: any names of columns, each row with its line."""

import re
from collections.abc import Iterator, Sequence

from maven.intake.decoding import LINE_END, SEPARATORS, decoded
from maven.intake.sheets import MOST_COLUMNS, Sheet, head_troubles, trimmed
from maven.intake.tables import LONGEST_CELL, Row, cells_of, normal
from maven.intake.troubles import Trouble, Unreadable, excerpt_of, letter_of

# What is left when UTF-8 was read as Windows-1252 and written again: « Ã© » for « é ».
TWICE = re.compile(r"Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[™œ\u009d“”¦¢]|Â[«»°·\u00a0]")
LOOKED_AT = 20
QUITE_LONG = 100_000
MOST_TROUBLES = 10_000


def read_text(
    file: str, data: bytes, *, known: frozenset[str] = frozenset(), most_rows: int
) -> Sheet:
    """The sheet; rows of another width are told, and left out."""
    text, encoding = decoded(file, data)
    nul = text.find("\0")
    if nul >= 0:
        raise Unreadable(_nul(file, text, nul))
    if not text.strip():
        raise Unreadable(Trouble(file=file, code="empty"))
    lines = LINE_END.split(text)
    if not lines[-1]:  # the end of the last line is not one more line
        lines.pop()
    told = re.fullmatch(r"sep=(.)", lines[0].strip())
    separator = told[1] if told else separator_of(lines, known)
    _refuse_wide(file, lines, separator)
    rows = cells_of(file, lines, separator, start=1 if told else 0)
    first = next((row for row in rows if any(cell.strip() for cell in row.cells)), None)
    if first is None:
        raise Unreadable(Trouble(file=file, code="empty"))
    heads = trimmed([head.strip() for head in first.cells])
    kept, blank, troubles = _rows_of_width(file, rows, len(first.cells), heads, most_rows)
    return Sheet(
        file=file,
        kind="CSV",
        encoding=encoding,
        separator=separator,
        heads=tuple(heads),
        rows=tuple(kept),
        blank_lines=blank,
        troubles=(*head_troubles(file, "", heads, first.line), *troubles),
        notices=tuple(_twice_encoded(file, lines)),
    )


def separator_of(lines: Sequence[str], known: frozenset[str]) -> str:
    """The separator that finds most known names on the first line, then cuts the lines most alike."""
    some = [line[:LONGEST_CELL] for line in lines[:LOOKED_AT] if line.strip()]
    if not some:
        return SEPARATORS[0]

    def likely(separator: str) -> tuple[int, int, int]:
        names = {normal(name.strip('" ')) for name in some[0].split(separator)}
        wanted = some[0].count(separator)
        alike = sum(line.count(separator) == wanted for line in some) if wanted else 0
        return len(names & known), alike, wanted

    return max(SEPARATORS, key=likely)


def _refuse_wide(file: str, lines: Sequence[str], separator: str) -> None:
    for number, line in enumerate(lines, 1):
        if len(line) > QUITE_LONG and line.count(separator) > LONGEST_CELL:
            wide = {"most": MOST_COLUMNS}
            raise Unreadable(Trouble(file=file, line=number, code="wide", particulars=wide))


def _rows_of_width(
    file: str, rows: Iterator[Row], width: int, heads: Sequence[str], most_rows: int
) -> tuple[list[Row], int, list[Trouble]]:
    kept: list[Row] = []
    troubles: list[Trouble] = []
    blank = 0
    for row in rows:
        if not any(cell.strip() for cell in row.cells):
            blank += 1
        elif len(row.cells) == width:
            kept.append(Row(line=row.line, cells=row.cells[: len(heads)]))
        elif len(troubles) < MOST_TROUBLES:
            troubles.append(_of_another_width(file, row, width, heads))
        if len(kept) > most_rows:
            most = {"most": most_rows}
            raise Unreadable(Trouble(file=file, line=row.line, code="many", particulars=most))
    return kept, blank, troubles


def _of_another_width(file: str, row: Row, width: int, heads: Sequence[str]) -> Trouble:
    got = len(row.cells)
    index = min(got, width + 1) - 1
    head = heads[index] if index < len(heads) else ""
    return Trouble(
        file=file,
        line=row.line,
        column=f"{letter_of(index)} {head}".strip(),
        code="columns",
        particulars={"wanted": width, "got": got},
        excerpt=excerpt_of(row.cells[index]),
    )


def _nul(file: str, text: str, at: int) -> Trouble:
    lines = LINE_END.split(text[:at])
    separator = separator_of(LINE_END.split(text), frozenset())
    around = excerpt_of(text[max(0, at - 20) : at + 20])
    column = letter_of(lines[-1].count(separator))
    return Trouble(file=file, line=len(lines), column=column, code="nul", excerpt=around)


def _twice_encoded(file: str, lines: Sequence[str]) -> Iterator[Trouble]:
    for number, line in enumerate(lines, 1):
        found = TWICE.search(line)
        if found:
            yield Trouble(
                file=file,
                line=number,
                code="double-encoded",
                particulars={"found": found[0]},
                excerpt=excerpt_of(line[max(0, found.start() - 20) : found.end() + 20]),
            )
            return
