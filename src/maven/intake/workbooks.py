"""A sheet of a workbook (XLSX, ODS), read as far as its letters.

What a reader of cells does not say is looked for in the sheet's own XML first: formulas never
calculated, errors, numbers with more digits than they keep, hidden lines, cells far away.
"""

import io
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

from maven.intake.sheet_parts import Found, look_at_ods, look_at_xlsx
from maven.intake.sheets import MOST_COLUMNS, Sheet, head_troubles, trimmed
from maven.intake.tables import LONGEST_CELL, Row
from maven.intake.troubles import Trouble, Unreadable, excerpt_of, letter_of
from maven.intake.zipped import Archive, opened

FURTHEST_CELLS = 3_000_000
FURTHEST_LINE = 200_000
TEN_TO_15 = 10**15


def read_workbook(file: str, data: bytes, *, sheet: str = "", most_rows: int) -> Sheet:
    """The sheet asked for, or the first one that is seen."""
    archive = opened(file, data)
    look = look_at_xlsx if archive.kind == "XLSX" else look_at_ods
    names, found = look(file, archive.zip, sheet)
    _refuse_far_away(file, found, most_rows)
    rows = _cells_of(file, data, found.name)
    return _sheet_of(file, archive, names, found, rows, most_rows)


def _refuse_far_away(file: str, found: Found, most_rows: int) -> None:
    """A dense grid up to the furthest cell is what the reader of cells makes: it must be small."""
    if found.last_column >= MOST_COLUMNS * 3:
        wide = {"most": MOST_COLUMNS}
        place = letter_of(found.last_column)
        raise Unreadable(
            Trouble(file=file, sheet=found.name, column=place, code="wide", particulars=wide)
        )
    grid = found.last_row * (found.last_column + 1)
    if grid > FURTHEST_CELLS or found.last_row > FURTHEST_LINE or found.lines > most_rows + 1:
        most = {"most": most_rows}
        raise Unreadable(
            Trouble(file=file, sheet=found.name, line=found.last_row, code="many", particulars=most)
        )


def _cells_of(file: str, data: bytes, name: str) -> list[list[Any]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except BaseException as broken:  # a panic in the reader of cells is not an Exception
        if isinstance(broken, KeyboardInterrupt | MemoryError):
            raise
        raise Unreadable(Trouble(file=file, sheet=name, code="archive")) from broken


def _sheet_of(
    file: str,
    archive: Archive,
    names: tuple[str, ...],
    found: Found,
    grid: list[list[Any]],
    most_rows: int,
) -> Sheet:
    texts = [
        Row(line=line, cells=[text_of(value) for value in cells])
        for line, cells in enumerate(grid, 1)
    ]
    full = [row for row in texts if any(cell.strip() for cell in row.cells)]
    if not full and not found.wrong:
        raise Unreadable(Trouble(file=file, sheet=found.name, code="empty"))
    first = full[0] if full else Row(line=1, cells=[])
    heads = trimmed([" ".join(cell.split()) for cell in first.cells])
    rows = tuple(Row(line=row.line, cells=_of_width(row.cells, len(heads))) for row in full[1:])
    if len(rows) > most_rows:
        most = {"most": most_rows}
        raise Unreadable(
            Trouble(
                file=file,
                sheet=found.name,
                line=rows[most_rows].line,
                code="many",
                particulars=most,
            )
        )
    last = full[-1].line if full else 0
    return Sheet(
        file=file,
        kind=archive.kind,
        name=found.name,
        sheets=names,
        heads=tuple(heads),
        rows=rows,
        blank_lines=max(0, last - first.line + 1 - len(full)),
        troubles=(
            *head_troubles(file, found.name, heads, first.line),
            *_wrong_cells(file, found, heads),
            *_long_cells(file, found.name, heads, rows),
        ),
        notices=tuple(_notices(file, archive, found)),
    )


def _of_width(cells: list[str], width: int) -> list[str]:
    """Cells right of the last head belong to no column."""
    return (cells + [""] * width)[:width]


def _wrong_cells(file: str, found: Found, heads: list[str]) -> list[Trouble]:
    return [
        Trouble(
            file=file,
            sheet=found.name,
            line=line,
            column=f"{letter_of(column)} {heads[column] if column < len(heads) else ''}".strip(),
            code=code,
            excerpt=excerpt_of(excerpt),
        )
        for line, column, code, excerpt in found.wrong
    ]


def _long_cells(file: str, name: str, heads: list[str], rows: Iterable[Row]) -> list[Trouble]:
    return [
        Trouble(
            file=file,
            sheet=name,
            line=row.line,
            column=f"{letter_of(index)} {heads[index]}".strip(),
            code="long",
            excerpt=excerpt_of(cell[:100]),
            particulars={"most": LONGEST_CELL},
        )
        for row in rows
        for index, cell in enumerate(row.cells)
        if len(cell) > LONGEST_CELL
    ]


def _notices(file: str, archive: Archive, found: Found) -> list[Trouble]:
    counted = {
        "merged": found.merged,
        "hidden-rows": found.hidden_rows,
        "hidden-columns": found.hidden_columns,
        "filtered": int(found.filtered),
        "pictures": archive.pictures,
    }
    told = [
        Trouble(file=file, sheet=found.name, code=code, particulars={"count": count})
        for code, count in counted.items()
        if count
    ]
    if found.hidden_sheets:
        names = {"names": ", ".join(found.hidden_sheets)}
        told.append(Trouble(file=file, code="hidden-sheets", particulars=names))
    return told


def text_of(value: Any) -> str:
    """A cell as somebody would type it: dates year first, whole numbers without decimals."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < TEN_TO_15 else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if not isinstance(value, timedelta) else f"{value.total_seconds():g}"
