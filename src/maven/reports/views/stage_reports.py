"""Stage reports: the list, one of them, its words, its issue, its PDF."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maven.missions.access import in_mission, may
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.reports import operations
from maven.reports.forms import AddendumForm, WordsForm
from maven.reports.models import StageReport
from maven.reports.names import without_names
from maven.reports.queries import closed_sprint, report_of, reports_of
from maven.reports.sealing import looked_at
from maven.reports.telling import told
from maven.reports.typesetting import pdf_of


@require_safe
@in_mission("reports.see")
def reports(request: HttpRequest, mission: Mission) -> HttpResponse:
    listed = reports_of(mission, drafts=may(request, "reports.see_draft", mission))
    page = {
        "place": "sprints",
        "listed": listed,
        "may_see_effort": may(request, "reports.see_effort", mission),
    }
    return render(request, "reports/reports.html", page)


@require_safe
@in_mission("reports.see")
def report(request: HttpRequest, mission: Mission, number: int) -> HttpResponse:
    sprint = closed_sprint(mission, number)
    if sprint is not None and report_of(mission, number) is None:
        if not may(request, "reports.see_draft", mission):
            raise Http404
        page = {
            "place": "sprints",
            "sprint": sprint,
            "may_write": may(request, "reports.write", mission),
        }
        return render(request, "reports/report_waiting.html", page)
    return show(request, known_report(request, mission, number))


@require_safe
@in_mission("reports.see")
def report_pdf(request: HttpRequest, mission: Mission, number: int) -> HttpResponse:
    found = known_report(request, mission, number)
    language = (get_language() or "fr")[:2]
    answer = HttpResponse(pdf_of(found, language=language), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{mission.slug}-etape-{number}.pdf"'
    if found.issued_at is None:
        answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@in_mission("reports.write")
def gathering(request: Request, mission: Mission, number: int) -> HttpResponse:
    """Gathers the report now, or anew: what was corrected since the review enters it."""
    sprint = closed_sprint(mission, number)
    if sprint is None:
        raise Http404
    try:
        operations.compile_report(sprint=sprint, by=request.user, at=timezone.now())
        messages.success(request, _("The report is gathered."))
    except operations.ReportIssued:
        messages.error(request, _("This report was issued: it stays as it is."))
    return see_other("reports:report", mission.slug, number)


@require_POST
@in_mission("reports.write")
def words(request: Request, mission: Mission, number: int) -> HttpResponse:
    found = held(request, known_report(request, mission, number))
    form = WordsForm(request.POST, instance=known_report(request, mission, number))
    if not form.is_valid():
        return show(request, found, form=form, status=422)
    try:
        operations.word_report(
            report=found,
            words=form.cleaned_data["words"],
            asked=form.cleaned_data["asked"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Your words are in the report."))
    except operations.ReportIssued:
        messages.error(request, _("This report was issued: it stays as it is."))
    return see_other("reports:report", mission.slug, number)


@require_POST
@in_mission("reports.write")
def issue(request: Request, mission: Mission, number: int) -> HttpResponse:
    found = known_report(request, mission, number)
    try:
        operations.issue_report(report=found, by=request.user, at=timezone.now())
        messages.success(
            request, _("The report is issued: everybody who sees the mission may read it.")
        )
    except operations.ReportIssued:
        messages.error(request, _("This report was issued: it stays as it is."))
    return see_other("reports:report", mission.slug, number)


def known_report(request: HttpRequest, mission: Mission, number: int) -> StageReport:
    """The report as the reader may read it.

    A draft is nobody's business but the members', and the names those of who takes part.
    """
    found = report_of(mission, number)
    if found is None:
        raise Http404
    if found.issued_at is None and not may(request, "reports.see_draft", mission):
        raise Http404
    if not may(request, "missions.see_community", mission):
        found.content = without_names(found.content)
    return found


def show(
    request: HttpRequest,
    found: StageReport,
    form: WordsForm | None = None,
    addendum: AddendumForm | None = None,
    status: int = 200,
) -> HttpResponse:
    mission = found.sprint.mission
    kept = report_of(mission, found.sprint.number) or found  # names and all, as it was sealed
    team = may(request, "reports.write", mission)
    page = {
        "place": "sprints",
        "report": found,
        "number": found.sprint.number,
        "told": told(found),
        "form": form or WordsForm(instance=found),
        "addendum": addendum or AddendumForm(),
        "may_write": team and found.issued_at is None,
        "may_amend": team and found.issued_at is not None,
        "sealed": looked_at(kept).value,
    }
    return render(request, "reports/report.html", page, status=status)
