"""A report to take away: the file of a word processor, and one page for elected officials."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from maven.missions.access import in_mission
from maven.missions.models import Mission
from maven.reports.documents import document_of
from maven.reports.models import StageReport
from maven.reports.one_page import one_page_of
from maven.reports.typesetting import one_page_pdf_of
from maven.reports.views.stage_reports import known_report

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@in_mission("reports.see")
def one_page(request: HttpRequest, mission: Mission, number: int) -> HttpResponse:
    found = known_report(request, mission, number)
    page = {"place": "sprints", "number": number, "told": one_page_of(found)}
    return render(request, "reports/one_page.html", page)


@require_safe
@in_mission("reports.see")
def one_page_pdf(request: HttpRequest, mission: Mission, number: int) -> HttpResponse:
    found = known_report(request, mission, number)
    pdf = one_page_pdf_of(found, language=(get_language() or "fr")[:2])
    name = f"{mission.slug}-etape-{number}-une-page.pdf"
    return _file(found, pdf, "application/pdf", f'inline; filename="{name}"')


@require_safe
@in_mission("reports.see")
def report_docx(request: HttpRequest, mission: Mission, number: int) -> HttpResponse:
    found = known_report(request, mission, number)
    document = document_of(found, language=(get_language() or "fr")[:2])
    return _file(
        found, document, DOCX, f'attachment; filename="{mission.slug}-etape-{number}.docx"'
    )


def _file(report: StageReport, body: bytes, kind: str, named: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=kind)
    answer["Content-Disposition"] = named
    if report.issued_at is None:
        answer["Cache-Control"] = "private, no-store"
    return answer
