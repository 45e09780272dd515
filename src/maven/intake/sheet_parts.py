"""What the XML of a workbook tells about one of its sheets, read as a stream, keeping no cell."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from maven.intake.troubles import Trouble, Unreadable

CHUNK = 1024 * 1024
PLACE = re.compile(r"([A-Z]{1,7})([0-9]{1,9})")
MOST_WRONG = 1_000
MOST_DIGITS = 15
HIDDEN = {"hidden", "veryHidden"}
type Names = tuple[str, ...]


@dataclass(slots=True)
class Found:
    """One sheet: how far it goes, what is hidden in it, which cells cannot be read as they are."""

    name: str
    last_row: int = 0
    last_column: int = 0
    lines: int = 0
    merged: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0
    filtered: bool = False
    hidden_sheets: Names = ()
    wrong: list[tuple[int, int, str, str]] = field(default_factory=list)

    def reach(self, line: int, column: int) -> None:
        self.last_row = max(self.last_row, line)
        self.last_column = max(self.last_column, column)

    def tell(self, line: int, column: int, code: str, excerpt: str) -> None:
        if len(self.wrong) < MOST_WRONG:
            self.wrong.append((line, column, code, excerpt))


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def parsed(
    file: str,
    archive: zipfile.ZipFile,
    name: str,
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Reads one part as a stream; a declaration of entities stops it."""

    def declared(*_: Any) -> None:
        raise Unreadable(Trouble(file=file, code="doctype"))

    reader = expat.ParserCreate(namespace_separator=" ")
    reader.buffer_text = True
    reader.StartDoctypeDeclHandler = declared
    reader.EntityDeclHandler = declared
    # Names come as « namespace name »: only the name counts, producers differ on the first.
    reader.StartElementHandler = lambda tag, told: start(
        tag.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in told.items()}
    )
    if end is not None:
        reader.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
    if text is not None:
        reader.CharacterDataHandler = text
    try:
        with archive.open(name) as part:
            while piece := part.read(CHUNK):
                reader.Parse(piece, False)
            reader.Parse(b"", True)
    except (
        expat.ExpatError,
        KeyError,
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
    ) as broken:
        raise Unreadable(Trouble(file=file, code="archive")) from broken


def chosen(file: str, shown: list[str], hidden: list[str], asked: str) -> str:
    """The sheet asked for by name, else the first one that is seen."""
    if asked and asked not in shown:
        raise Unreadable(Trouble(file=file, code="sheet", particulars={"name": asked[:60]}))
    if not shown:
        raise Unreadable(Trouble(file=file, code="empty"))
    return asked or shown[0]


# XLSX


def look_at_xlsx(file: str, archive: zipfile.ZipFile, asked: str) -> tuple[Names, Found]:
    sheets: list[tuple[str, str, bool]] = []
    parts: dict[str, str] = {}

    def sheet(tag: str, told: dict[str, str]) -> None:
        if tag == "sheet":
            hidden = told.get("state") in HIDDEN
            sheets.append((told.get("name", ""), told.get("id", ""), hidden))

    def relation(tag: str, told: dict[str, str]) -> None:
        if tag == "Relationship":
            parts[told.get("Id", "")] = told.get("Target", "")

    parsed(file, archive, "xl/workbook.xml", start=sheet)
    parsed(file, archive, "xl/_rels/workbook.xml.rels", start=relation)
    shown = [name for name, _, hidden in sheets if not hidden]
    aside = [name for name, _, hidden in sheets if hidden]
    name = chosen(file, shown, aside, asked)
    target = next((parts.get(key, "") for called, key, _ in sheets if called == name), "")
    path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    reading = _XlsxSheet(Found(name=name, hidden_sheets=tuple(aside)))
    parsed(file, archive, path, start=reading.start, end=reading.end, text=reading.text)
    return tuple(shown), reading.found


class _XlsxSheet:
    """The state between two events of the stream: where one is, and what the cell says of itself."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.line, self.column = 0, -1
        self.kind, self.inside, self.value = "", "", ""
        self.formula, self.has_value, self.counted = False, False, False

    def start(self, tag: str, told: dict[str, str]) -> None:
        if tag == "row":
            number = told.get("r", "")
            self.line = int(number) if number.isdigit() else self.line + 1
            self.column, self.counted = -1, False
            self.found.hidden_rows += told.get("hidden") in {"1", "true"}
        elif tag == "c":
            self._cell(told)
        elif tag in {"f", "v", "is"}:
            self.inside = tag
            self.formula |= tag == "f"
            self.has_value |= tag in {"v", "is"}
        elif tag == "mergeCell":
            self.found.merged += 1
        elif tag == "col":
            self.found.hidden_columns += told.get("hidden") in {"1", "true"}
        elif tag == "autoFilter":
            self.found.filtered = True

    def _cell(self, told: dict[str, str]) -> None:
        place = PLACE.fullmatch(told.get("r", ""))
        if place:
            self.line, self.column = int(place[2]), column_number(place[1])
        else:
            self.column += 1
        self.kind, self.value = told.get("t", "n"), ""
        self.formula = self.has_value = False

    def text(self, words: str) -> None:
        if self.inside == "v" and len(self.value) < 100:
            self.value += words

    def end(self, tag: str) -> None:
        if tag in {"f", "v", "is"}:
            self.inside = ""
        elif tag == "c":
            self._told()

    def _told(self) -> None:
        if self.formula and not (self.has_value and (self.value or self.kind == "str")):
            self.found.tell(self.line, self.column, "uncalculated", "")
        elif self.kind == "e":
            self.found.tell(self.line, self.column, "formula-error", self.value)
        elif self.kind == "n" and too_precise(self.value):
            self.found.tell(self.line, self.column, "precision", self.value)
        if self.has_value or self.formula:
            self.found.reach(self.line, self.column)
            self.found.lines += not self.counted
            self.counted = True


def too_precise(value: str) -> bool:
    """A whole number so long that a workbook has already changed its last digits."""
    whole = value.lstrip("-").partition(".")[0]
    mantissa, sign, power = value.upper().lstrip("-").partition("E")
    if sign and power.lstrip("+").isdigit():
        return float(mantissa or 0).is_integer() is False and int(power) >= MOST_DIGITS
    return whole.isdigit() and len(whole.lstrip("0")) > MOST_DIGITS


# ODS


def look_at_ods(file: str, archive: zipfile.ZipFile, asked: str) -> tuple[Names, Found]:
    hidden_styles: set[str] = set()
    sheets: dict[str, tuple[bool, Found]] = {}
    reading = _OdsSheets(sheets, hidden_styles)
    parsed(file, archive, "content.xml", start=reading.start, end=reading.end, text=reading.text)
    shown = [name for name, (hidden, _) in sheets.items() if not hidden]
    aside = [name for name, (hidden, _) in sheets.items() if hidden]
    found = sheets[chosen(file, shown, aside, asked)][1]
    found.hidden_sheets = tuple(aside)
    return tuple(shown), found


class _OdsSheets:
    def __init__(self, sheets: dict[str, tuple[bool, Found]], hidden: set[str]) -> None:
        self.sheets, self.hidden = sheets, hidden
        self.found = Found(name="")
        self.style = ""
        self.line, self.rows, self.column, self.columns = 0, 1, 0, 1
        self.filled, self.row_filled = False, False
        self.told: dict[str, str] | None = None

    def start(self, tag: str, told: dict[str, str]) -> None:
        if tag == "style":
            self.style = told.get("name", "")
        elif tag == "table-properties" and told.get("display") == "false":
            self.hidden.add(self.style)
        elif tag == "table":
            self.found = Found(name=told.get("name", ""))
            self.sheets[self.found.name] = (told.get("style-name", "") in self.hidden, self.found)
            self.line, self.rows = 0, 1
        elif tag == "table-row":
            self.line, self.rows, self.column = self.line + 1, repeated(told, "rows"), 0
            self.row_filled = False
            hidden = told.get("visibility") in {"collapse", "filter"}
            self.found.hidden_rows += self.rows if hidden else 0
            self.found.filtered |= told.get("visibility") == "filter"
        elif tag == "table-column":
            if told.get("visibility") == "collapse":
                self.found.hidden_columns += repeated(told, "columns")
        elif tag in {"table-cell", "covered-table-cell"}:
            self._cell(told)

    def _cell(self, told: dict[str, str]) -> None:
        self.told, self.columns = told, repeated(told, "columns")
        self.filled = any(name in told for name in ("value-type", "formula"))
        spans = (told.get("number-rows-spanned", "1"), told.get("number-columns-spanned", "1"))
        self.found.merged += spans != ("1", "1")

    def text(self, words: str) -> None:
        if self.told is not None and words.strip():
            self.filled = True
            self.told.setdefault("text", words[:80])

    def end(self, tag: str) -> None:
        if tag in {"table-cell", "covered-table-cell"}:
            self._end_cell()
        elif tag == "table-row":
            if self.row_filled:
                self.found.lines += self.rows
                self.found.last_row = self.line + self.rows - 1
            self.line += self.rows - 1

    def _end_cell(self) -> None:
        if self.filled:
            self.row_filled = True
            self.found.last_column = max(self.found.last_column, self.column + self.columns - 1)
            self._wrong()
        self.column += self.columns
        self.told = None

    def _wrong(self) -> None:
        told = self.told or {}
        shown = told.get("text", "")
        values = ("value", "date-value", "time-value", "boolean-value", "string-value", "text")
        if shown.startswith(("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "Err:")):
            self.found.tell(self.line, self.column, "formula-error", shown)
        elif "formula" in told and not any(name in told for name in values):
            self.found.tell(self.line, self.column, "uncalculated", "")
        elif told.get("value-type") == "float" and too_precise(told.get("value", "")):
            self.found.tell(self.line, self.column, "precision", told["value"])


def repeated(told: dict[str, str], what: str) -> int:
    """How many times a row or a cell stands; a number that is none is one."""
    number = told.get(f"number-{what}-repeated", "1")
    return int(number) if number.isdigit() and len(number) < 10 else 1
