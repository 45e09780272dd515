"""A quotation as a workbook: real numbers to reckon on, words that no spreadsheet runs."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from maven.intake.neutral import neutral
from maven.reports.assumptions import from_json
from maven.reports.estimating import line_of
from maven.reports.models import Quotation
from maven.reports.quotation_queries import Spent, spent_by_sprint
from maven.reports.quotation_telling import status

# How the program that opens it writes them: in French, with a comma and thin spaces.
DAYS, LENGTH, WHOLE, EUROS, SHARE = "#,##0.0", "#,##0.00", "#,##0", '#,##0 "€"', "0 %"
FIGURES = ("p10", "p50", "p80", "p90")


class Book:
    """A workbook whose cells are written by what they are."""

    def __init__(self, file: BytesIO, title: str) -> None:
        self.book = xlsxwriter.Workbook(
            file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.book.set_properties({"title": title[:255]})
        self.title = self._format({"bold": True, "font_size": 15})
        self.head = self._format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        self.words = self._format({"text_wrap": True, "valign": "top"})
        self.day = self._format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"})
        self.strong = self._format({"bold": True, "top": 1})
        self.numbers = {
            kind: self._format({"num_format": kind, "valign": "top"})
            for kind in (DAYS, LENGTH, WHOLE, EUROS, SHARE)
        }
        self.totals = {
            kind: self._format({"num_format": kind, "bold": True, "top": 1})
            for kind in (DAYS, LENGTH, WHOLE, EUROS, SHARE)
        }

    def _format(self, properties: dict[str, Any]) -> Format:
        return self.book.add_format({"font_name": "Calibri", "font_size": 11, **properties})

    def sheet(self, name: str, title: str, widths: list[int], note: str = "") -> Worksheet:
        """A4, as wide as the page, its heads on every page, its number at the foot."""
        sheet = self.book.add_worksheet(name[:31])
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer("&L&A&R&P / &N")
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, neutral(title), self.title)
        sheet.write_string(1, 0, neutral(note))
        return sheet

    def heads(self, sheet: Worksheet, row: int, words: list[str]) -> None:
        for column, word in enumerate(words):
            sheet.write_string(row, column, neutral(word), self.head)
        sheet.repeat_rows(row)
        sheet.freeze_panes(row + 1, 1)

    def row(self, sheet: Worksheet, row: int, cells: list[Any], *, total: bool = False) -> None:
        """Words, a day, or (number, its kind); None is left empty."""
        for column, cell in enumerate(cells):
            if isinstance(cell, tuple):
                value, kind = cell
                sheet.write_number(
                    row, column, value, (self.totals if total else self.numbers)[kind]
                )
            elif isinstance(cell, date):
                sheet.write_datetime(row, column, datetime.combine(cell, time()), self.day)
            elif cell is not None:
                words = self.strong if total else self.words
                sheet.write_string(row, column, neutral(str(cell)), words)


def xlsx_of(quotation: Quotation) -> bytes:
    file = BytesIO()
    book = Book(file, quotation.title)
    _quotation(book, quotation)
    _sprints(book, quotation)
    _assumptions(book, quotation)
    book.book.close()
    return file.getvalue()


def _quotation(book: Book, quotation: Quotation) -> None:
    assumptions, kept = from_json(quotation.assumptions), quotation.estimate or {}
    note = f"{quotation.mission.name} – {status(quotation)}"
    sheet = book.sheet(_("Quotation"), quotation.title, [46, 12, 12, 12, 12, 16, 12, 22], note)
    book.heads(sheet, 3, [_("Line"), *_figures(), _("Cost, on average"), _("Of the days"), _("By")])
    whole, at = kept["whole"], 4
    for line in assumptions.lines:
        one = line_of(whole, line.key)
        numbers = [(one["days"][name], DAYS) for name in FIGURES]
        cells = [line.label, *numbers, (one["cost"], EUROS), (one["share"], SHARE), one["profile"]]
        book.row(sheet, at, cells)
        at += 1
    for title, part in ((_("The listed kinds"), "listed"), (_("The whole mission"), "whole")):
        spread, cost = kept[part]["days"], kept[part]["cost"]
        numbers = [(spread[name], DAYS) for name in FIGURES]
        book.row(sheet, at, [title, *numbers, (cost["mean"], EUROS), None, None], total=True)
        at += 1
    cost = whole["cost"]
    money = [(cost[name], EUROS) for name in FIGURES]
    book.row(sheet, at, [_("The whole mission, in euros"), *money], total=True)
    sheet.write_string(
        at + 2,
        0,
        _(
            "The total of a column is not the sum of its lines: all lines are rarely low or high together."
        ),
    )


def _sprints(book: Book, quotation: Quotation) -> None:
    sheet = book.sheet(
        _("By sprint"), _("Days planned and days logged"), [20, 14, 14, 14, 14, 14, 14]
    )
    heads = [
        _("Sprint"),
        _("First day"),
        _("Capacity"),
        _("Planned at the adoption"),
        _("Added since"),
        _("Logged"),
        _("Logged less planned"),
    ]
    book.heads(sheet, 3, heads)
    found = spent_by_sprint(quotation.mission)
    for place, one in enumerate(found):
        book.row(sheet, 4 + place, _sprint(one))
    at = 4 + len(found)
    if not found:
        book.row(sheet, at, [_("No data yet.")])
    elif quotation.forecast:
        for column, word in enumerate([_("Forecast"), *_figures()]):
            sheet.write_string(at + 1, column, word, book.head)
        forecast = quotation.forecast
        for title, spread in ((_("At the end"), forecast["days"]), (_("Left"), forecast["left"])):
            numbers = [(spread[name], DAYS) for name in FIGURES]
            book.row(sheet, at + 2, [title, *numbers])
            at += 1


def _figures() -> list[str]:
    return [
        _("Days, 1 time in 10"),
        _("Days, 1 time in 2"),
        _("Days, 8 times in 10"),
        _("Days, 9 times in 10"),
    ]


def _sprint(one: Spent) -> list[Any]:
    numbers = (one.capacity, one.planned, one.added, one.logged, one.gap)
    return [
        _("Sprint %(number)s") % {"number": one.sprint.number},
        one.sprint.starts_on,
        *((number, DAYS) for number in numbers),
    ]


def _assumptions(book: Book, quotation: Quotation) -> None:
    assumptions, kept = from_json(quotation.assumptions), quotation.estimate or {}
    sheet = book.sheet(_("Assumptions"), _("Assumptions"), [46, 14, 14, 14, 14, 14, 22, 14])
    heads = [
        _("Line"),
        _("Times, at least"),
        _("Times, at most"),
        _("Days, low"),
        _("Days, likely"),
        _("Days, high"),
        _("By"),
        _("Day rate in euros"),
    ]
    book.heads(sheet, 3, heads)
    for place, line in enumerate(assumptions.lines):
        profile = assumptions.profiles[line.profile]
        turns = [(number, WHOLE) for number in line.turns]
        lengths = [(number, LENGTH) for number in line.days]
        book.row(
            sheet, 4 + place, [line.label, *turns, *lengths, profile.name, (profile.rate, EUROS)]
        )
    at = 5 + len(assumptions.lines)
    book.row(sheet, at, [_("Sprints planned"), (quotation.sprints_planned, WHOLE)])
    book.row(sheet, at + 1, [_("Draws of the chance"), (kept["whole"]["draws"], WHOLE)])
