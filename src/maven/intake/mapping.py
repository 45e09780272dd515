"""From a sheet to lines: which column is which, then each cell by what its column holds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from maven.intake.cells import Wrong
from maven.intake.neutral import plain
from maven.intake.registry import Column, Importer, Line, Lines
from maven.intake.sheets import Sheet
from maven.intake.tables import Row, normal
from maven.intake.troubles import Trouble, excerpt_of

LEFT_OUT = "-"
TOTALS = {"total", "totaux", "sous-total", "total-general", "grand-total", "somme", "sum"}


def mapping_of(
    sheet: Sheet, importer: Importer, asked: Mapping[int, str] | None = None
) -> dict[int, Column]:
    """Which column of the file holds what: as asked, else by its head; the first that fits."""
    found: dict[int, Column] = {}
    taken: set[str] = set()
    for index, name in (asked or {}).items():
        column = importer.column(name)
        if column is not None and name not in taken and index < len(sheet.heads):
            found[index] = column
            taken.add(name)
    for index, head in enumerate(sheet.heads):
        if index in (asked or {}):
            continue
        for column in importer.columns:
            if column.name not in taken and normal(head) in column.heads:
                found[index] = column
                taken.add(column.name)
                break
    return dict(sorted(found.items()))


def lines_of(sheet: Sheet, importer: Importer, mapping: Mapping[int, Column]) -> Lines:
    """The lines whose cells are all right, and every cell that is not."""
    troubles = list(sheet.troubles)
    notices = [*_unknown(sheet, mapping), *_blank(sheet), *sheet.notices]
    held = {column.name for column in mapping.values()}
    missing = [column for column in importer.columns if column.needed and column.name not in held]
    if missing:
        troubles += [_missing(sheet, column) for column in missing]
        return Lines(
            file=sheet.file,
            sheet=sheet.name,
            lines=(),
            troubles=tuple(troubles),
            notices=tuple(notices),
            read=len(sheet.rows),
        )
    broken = {one.line for one in sheet.troubles if one.line}
    lines = []
    for row in sheet.rows:
        if row.line in broken:
            continue
        line = _line_of(sheet, row, mapping, troubles, notices)
        if line is not None:
            lines.append(line)
    return Lines(
        file=sheet.file,
        sheet=sheet.name,
        lines=tuple(lines),
        troubles=tuple(troubles),
        notices=tuple(notices),
        read=len(sheet.rows) + sum(one.code == "columns" for one in sheet.troubles),
    )


def _line_of(
    sheet: Sheet,
    row: Row,
    mapping: Mapping[int, Column],
    troubles: list[Trouble],
    notices: list[Trouble],
) -> Line | None:
    values: dict[str, Any] = {}
    wrong: list[Trouble] = []
    told: list[Trouble] = []
    for index, column in mapping.items():
        text = plain(row.cells[index].strip())

        def tell(code: str, index: int = index, text: str = text, **more: object) -> None:
            told.append(_at(sheet, row, index, text, code, more))

        if not text:
            wrong += [_at(sheet, row, index, "", "blank", {})] if column.needed else []
            continue
        try:
            values[column.name] = column.cell(text, tell)
        except Wrong as reason:
            wrong.append(_at(sheet, row, index, text, reason.code, reason.particulars))
    if wrong:
        total = next((i for i in mapping if normal(row.cells[i]).rstrip(":") in TOTALS), None)
        if total is not None:
            wrong = [
                replace(
                    wrong[0],
                    code="total",
                    column=sheet.place(total),
                    excerpt=excerpt_of(row.cells[total]),
                    particulars={},
                )
            ]
        troubles += wrong
        return None
    notices += told
    return Line(number=row.line, values=values, places=places_of(sheet, mapping))


def _at(
    sheet: Sheet, row: Row, index: int, text: str, code: str, particulars: Mapping[str, object]
) -> Trouble:
    return Trouble(
        file=sheet.file,
        sheet=sheet.name,
        line=row.line,
        column=sheet.place(index),
        code=code,
        excerpt=excerpt_of(text),
        particulars=dict(particulars),
    )


def places_of(sheet: Sheet, mapping: Mapping[int, Column]) -> dict[str, str]:
    return {column.name: sheet.place(index) for index, column in mapping.items()}


def _missing(sheet: Sheet, column: Column) -> Trouble:
    return Trouble(
        file=sheet.file,
        sheet=sheet.name,
        line=1,
        code="column-missing",
        particulars={"name": str(column.label)},
        excerpt=excerpt_of(", ".join(sheet.heads)),
    )


def _unknown(sheet: Sheet, mapping: Mapping[int, Column]) -> Sequence[Trouble]:
    return [
        Trouble(
            file=sheet.file,
            sheet=sheet.name,
            column=sheet.place(index),
            code="unknown-column",
            excerpt=excerpt_of(head),
        )
        for index, head in enumerate(sheet.heads)
        if index not in mapping and head
    ]


def _blank(sheet: Sheet) -> Sequence[Trouble]:
    if not sheet.blank_lines:
        return []
    count = {"count": sheet.blank_lines}
    return [Trouble(file=sheet.file, sheet=sheet.name, code="blank-lines", particulars=count)]
