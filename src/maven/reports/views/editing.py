"""Writing in a draft, section by section; correcting beside what was issued."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maven.missions.access import in_mission
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.reports import operations
from maven.reports.choosing import is_empty
from maven.reports.forms import AddendumForm, SectionForm
from maven.reports.models import Passage
from maven.reports.queries import passage_of
from maven.reports.views.stage_reports import known_report, show


@require_http_methods(["GET", "HEAD", "POST"])
@in_mission("reports.write")
def section(request: Request, mission: Mission, number: int, key: str) -> HttpResponse:
    found = known_report(request, mission, number)
    if key not in Passage.Section.values or is_empty(found.content, key):
        raise Http404
    if found.issued_at is not None:
        messages.error(request, _("This report was issued: it stays as it is."))
        return see_other("reports:report", mission.slug, number)
    found = held(request, found)
    form = SectionForm(
        request.POST if request.method == "POST" else None,
        report=found,
        section=key,
        passage=passage_of(found, key),
    )
    if request.method != "POST" or not form.is_valid():
        page = {
            "place": "sprints",
            "number": number,
            "key": key,
            "title": Passage.Section(key).label,
            "form": form,
        }
        status = 422 if request.method == "POST" else 200
        return render(request, "reports/section.html", page, status=status)
    try:
        operations.edit_section(
            report=found,
            section=key,
            words=form.cleaned_data["words"],
            left_out=form.left_out,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The section is saved."))
    except operations.ReportIssued:
        messages.error(request, _("This report was issued: it stays as it is."))
    return see_other("reports:report", mission.slug, number, anchor=f"#{key}")


@require_POST
@in_mission("reports.write")
def amend(request: Request, mission: Mission, number: int) -> HttpResponse:
    found = known_report(request, mission, number)
    form = AddendumForm(request.POST)
    if not form.is_valid():
        return show(request, found, addendum=form, status=422)
    try:
        operations.amend_report(
            report=found, words=form.cleaned_data["words"], by=request.user, at=timezone.now()
        )
        messages.success(request, _("The correction stands beside the report, with its day."))
    except operations.ReportNotIssued:
        messages.error(request, _("This report is still a draft: correct it in its sections."))
    return see_other("reports:report", mission.slug, number)
