"""The stage report for a word processor: real headings, lists and tables, in the reader's language.

Words travel as text: nothing that somebody wrote is ever read as markup.
"""

import io
import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from maven.reports.models import StageReport
from maven.reports.telling import told
from maven.reports.typesetting import labels, typeset_data

LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

type Told = dict[str, Any]


def document_of(report: StageReport, *, language: str) -> bytes:
    """The report as a .docx; the same report gives the same words as its page."""
    with override(language):
        data: Told = typeset_data(told(report), french=language == "fr")
        said = typeset_data(labels(), french=language == "fr")
        paper = Document()
        _speak(paper, LANGUAGES.get(language, "fr-FR"))
        paper.core_properties.title = clean(f"{data['title']} – {data['mission']['name']}")[:255]
        paper.core_properties.author = clean(data["mission"]["name"])[:255]
        paper.core_properties.language = LANGUAGES.get(language, "fr-FR")
        paper.core_properties.created = paper.core_properties.modified = report.compiled_at
        _write(Sheet(paper, data, said), data, said)
    held = io.BytesIO()
    paper.save(held)
    return held.getvalue()


def clean(words: object) -> str:
    """What XML cannot hold is left out."""
    return NO_XML.sub("", str(words))


class Sheet:
    """What the sections are written on."""

    def __init__(self, paper: Paper, data: Told, said: dict[str, str]) -> None:
        self.paper, self.data, self.said = paper, data, said
        self.bullet = paper.styles["List Bullet"].style_id

    def heading(self, words: str, level: int = 1) -> None:
        self.paper.add_heading(clean(words), level)

    def text(self, *paragraphs: str) -> None:
        for words in paragraphs:
            if words:
                self.paper.add_paragraph(clean(words))

    def section(self, key: str, title: str, *sentences: str) -> None:
        """A heading, the words of the team, then what was counted."""
        self.heading(title)
        self.text(*self.data["passages"].get(key, []), *sentences)
        if self.data["unprinted"].get(key):
            self.text(self.said["unprinted"])

    def lines(self, rows: Iterable[tuple[str, str]]) -> None:
        for title, note in rows:
            paragraph = self.paper.add_paragraph()
            paragraph._p.style = self.bullet  # by its key: looking its name up each time is slow
            paragraph.add_run(clean(title)).bold = True
            if note:
                paragraph.add_run(clean(" – " + note))

    def table(self, head: list[str], rows: list[list[str]]) -> None:
        """Its first row is repeated on each page, and said to be its head."""
        table = self.paper.add_table(
            rows=1 + len(rows), cols=len(head), style="Light Grid Accent 1"
        )
        for place, words in zip(table.rows, [head, *rows], strict=True):
            for cell, said in zip(place.cells, words, strict=True):
                cell.text = clean(said)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self.paper.add_paragraph()


def _speak(paper: Paper, language: str) -> None:
    """The language of every word, so that a screen reader pronounces them."""
    fonts = paper.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    spoken = fonts.find(qn("w:rPr")).find(qn("w:lang"))
    for name in ("w:val", "w:eastAsia"):
        spoken.set(qn(name), language)


def _write(sheet: Sheet, data: Told, said: dict[str, str]) -> None:
    sheet.heading(data["title"], 0)
    sheet.text(data["mission"]["name"], data["mission"]["territory"], data["period"])
    sheet.text(data["status"], data["summary"])
    for name in ("asked", "words"):
        if data[name]:
            sheet.heading(said[name])
            sheet.text(*data[name])
    _changes(sheet, data["changes"], said)
    sheet.section("aims", said["aims"], data["aims"])
    head = [said["activity"], said["status"], said["planned"], said["spent"]]
    rows = [
        [one["title"], one["status"], one["planned"], one["spent"]] for one in data["activities"]
    ]
    if rows:
        sheet.table(head, rows)
    sheet.section("shipped", said["shipped"], data["shipped_sentence"])
    sheet.lines((one["title"], one["note"]) for one in data["shipped"])
    for one in data["meetings"]:
        sheet.section(one["key"], one["title"], one["sentence"])
        sheet.lines((line["title"], line["note"]) for line in one["lines"])
    sheet.section("state", said["state"], *(one["sentence"] for one in data["state"]))
    sheet.text(data["set_aside"])
    _gaps_and_feelings(sheet, data, said)
    sheet.section("causes", said["causes"], data["causes_sentence"] or said["none"])
    sheet.lines((one["title"], one["carried"]) for one in data["causes"])
    sheet.section("agenda", said["agenda"], *([] if data["agenda"] else [said["no_agenda"]]))
    sheet.lines((line, "") for line in data["agenda"])
    _annex(sheet, data, said)


def _gaps_and_feelings(sheet: Sheet, data: Told, said: dict[str, str]) -> None:
    sheet.section("tensions", said["tensions"], data["tensions"]["sentence"])
    for name in ("opened", "resolved"):
        if data["tensions"][name]:
            sheet.heading(said[name], 2)
            gaps = [[one["desired"], one["observed"]] for one in data["tensions"][name]]
            sheet.table([said["want"], said["see"]], gaps)
    sheet.section("feelings", said["feelings"], data["feelings"]["sentence"])
    for name in ("likes", "dislikes"):
        if data["feelings"][name]:
            sheet.heading(said[name], 2)
            sheet.lines((words, "") for words in data["feelings"][name])


def _changes(sheet: Sheet, changes: Told | None, said: dict[str, str]) -> None:
    if changes is None:
        return
    sheet.heading(_("Since stage %(number)s") % {"number": changes["number"]})
    names = ("title", "before", "now", "change")
    rows = [[row[name] for name in names] for row in changes["rows"]]
    if rows:
        sheet.table([said["what"], said["then"], said["now"], said["change"]], rows)
    sheet.text(*changes["state"])
    for name in ("causes", "lasting"):
        if changes[name]:
            sheet.heading(said["new_causes" if name == "causes" else name], 2)
            sheet.lines((words, "") for words in changes[name])


def _annex(sheet: Sheet, data: Told, said: dict[str, str]) -> None:
    sheet.heading(said["days"])
    sheet.text(data["days"]["sentence"])
    sheet.heading(said["annex"])
    kinds = [[one["name"], str(one["done"]), one["goal"]] for one in data["quantities"]]
    sheet.table([said["kind"], said["done"], said["goal"]], kinds)
    if data["addenda"]:
        sheet.heading(said["addenda"])
        sheet.lines((one["on"], " ".join(one["words"])) for one in data["addenda"])
    sheet.heading(said["proof"])
    sheet.text(said["proof_text"], f"{said['head']} ({data['length']} {said['facts']}):")
    sheet.text(data["head"])
    if data["seal"]:
        sheet.text(f"{said['seal']}:", data["seal"])
