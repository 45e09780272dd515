"""The report to take away: tagged PDF, .docx, and one page for elected officials."""

import io
import zipfile

import pytest
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from maven.reports.documents import document_of
from maven.reports.lists import figures_of
from maven.reports.models import StageReport
from maven.reports.one_page import one_page_of
from maven.reports.operations import amend_report, edit_section, issue_report, word_report
from maven.reports.typesetting import one_page_pdf_of, pdf_of
from tests import cast
from tests.reports.lived import many, reported
from tests.reports.test_reports import address, text_of, words_in

pytestmark = pytest.mark.any_store  # about pages; the verbs are asked on both stores

LATER = cast.NOON
HOSTILE = '#panic("x") <script>alert(1)</script> *a* $x$ [b] @r {{7}} {% url %} \u202e &amp; =1+1'


def everything_said(report, words):
    word_report(report=report, words=words, asked=words, by=cast.minh(), at=LATER)
    for section in ("shipped", "aims", "decisions", "state", "tensions", "feelings", "agenda"):
        edit_section(
            report=report, section=section, words=words, left_out=[], by=cast.minh(), at=LATER
        )
    report = issue_report(report=report, by=cast.minh(), at=LATER)
    amend_report(report=report, words=words, by=cast.minh(), at=LATER)
    return report


def words_of(document):
    paper = Document(io.BytesIO(document))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return [one.text for one in paper.paragraphs] + cells


def test_words_that_look_like_markup_stay_words_in_every_field_of_every_format(as_, paca):
    report = everything_said(reported(paca, said=HOSTILE), HOSTILE)
    browser = as_(cast.karim())
    pages = [address("report", paca), address("one_page", paca)]
    pages += [
        reverse("reports:figure", args=[paca.slug, 1, key])
        for key in ("shipped", "tensions-opened", "champions-0", "came-0", "backlog-out")
    ]

    for page in pages:
        answer = browser.get(page)
        assert answer.status_code == 200, page
        assert "<script>alert" not in answer.content.decode(), page
    marks = '#panic("x") <script>alert(1)</script>'
    assert text_of(pdf_of(report, language="en")).count(marks) > 10
    assert marks in text_of(one_page_pdf_of(report, language="en"))
    told = "\n".join(words_of(document_of(report, language="en")))
    assert told.count(HOSTILE) > 15


def test_the_document_has_headings_tables_with_heads_and_its_language(as_, paca):
    report = everything_said(reported(paca, lines=2), "Des mots.")

    answer = as_(cast.karim()).get(address("report_docx", paca))

    paper = Document(io.BytesIO(answer.content))
    headings = [one.text for one in paper.paragraphs if one.style.name == "Heading 1"]
    assert answer.headers["Content-Disposition"].endswith('-etape-1.docx"')
    assert paper.core_properties.language == "fr-FR"
    assert "Rapport d’étape 1" in paper.core_properties.title
    for title in ("Séances tenues", "Décisions et accords", "Engagements", "Ce qui reste"):
        assert any(one.startswith(title) for one in headings), title
    assert all(table.rows[0]._tr.trPr is not None for table in paper.tables)
    styles = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/styles.xml").decode()
    assert 'w:lang w:val="fr-FR"' in styles
    words = "\n".join(words_of(answer.content))
    assert report.seal in words
    assert "Des mots." in words


def test_letters_that_xml_cannot_hold_do_not_stop_the_document(paca):
    report = reported(paca)
    StageReport.objects.filter(pk=report.pk).update(words="a\x07b\ufffe")
    report.refresh_from_db()

    assert "ab" in words_of(document_of(report, language="fr"))


def test_the_page_for_officials_is_one_page_however_much_there_is_to_say(as_, paca):
    report = many(reported(paca, said="W" * 160), 30)
    asked = "Financer la suite, " * 52
    word_report(report=report, words="", asked=asked, by=cast.minh(), at=LATER)
    report.refresh_from_db()
    browser = as_(cast.karim())

    answer = browser.get(address("one_page_pdf", paca))
    told = words_in(browser.get(address("one_page", paca)))

    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) == 1
    assert b"pdfuaid" in reader.xmp_metadata.stream.get_data()
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    for title in ("Ce qui a été décidé", "Ce que cela a coûté", "Ce qui vous est demandé"):
        assert title in told
        assert title in text_of(answer.content)
    assert "Et 25 autres dans le rapport." in told


def test_nothing_asked_and_nothing_measured_is_said(paca):
    told = one_page_of(reported(paca))

    assert told["asked"] == "Aucune décision ne vous est demandée à cette étape."
    assert all(part["more"] == "" for part in told["parts"])


def test_a_report_of_500_things_stays_a_short_page_whose_numbers_open_pages_of_a_hundred(as_, paca):
    report = many(reported(paca), 500)
    browser = as_(cast.karim())

    page = browser.get(address("report", paca))
    first = browser.get(reverse("reports:figure", args=[paca.slug, 1, "shipped"]))
    last = browser.get(reverse("reports:figure", args=[paca.slug, 1, "shipped"]) + "?page=5")

    assert "Lire la liste entière" in words_in(page)
    assert len(page.content) < 300_000
    for listed in (first, last):
        assert listed.content.decode().count('<li class="made">') == 100
    assert len(figures_of(report.content)["shipped"].lines) == 500


def test_a_draft_is_not_taken_away_by_strangers_and_an_issued_report_is(as_, client, paca):
    report = reported(paca)
    for name in ("report_docx", "one_page", "one_page_pdf"):
        assert as_(cast.theo()).get(address(name, paca)).status_code == 404
    assert "no-store" in as_(cast.karim()).get(address("report_docx", paca))["Cache-Control"]
    issue_report(report=report, by=cast.minh(), at=LATER)
    for name in ("report_docx", "one_page", "one_page_pdf"):
        assert client.get(address(name, paca)).status_code == 200


def test_each_page_costs_the_same_with_one_line_or_two_hundred(
    as_, paca, django_assert_max_num_queries
):
    many(reported(paca), 200)
    browser = as_(cast.minh())
    pages = [address(name, paca) for name in ("report", "one_page", "report_docx")]
    pages.append(reverse("reports:figure", args=[paca.slug, 1, "shipped"]))
    pages.append(reverse("reports:section", args=[paca.slug, 1, "shipped"]))

    for page in pages:
        with django_assert_max_num_queries(12):
            browser.get(page)
