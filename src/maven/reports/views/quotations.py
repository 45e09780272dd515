"""The effort of a mission: estimated at the start, held against the days logged, handed over."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maven.missions.access import in_mission, may
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.reports import operations
from maven.reports.assumptions import USUAL_SPRINTS, Assumptions, from_json, usual
from maven.reports.models import Quotation
from maven.reports.quotation_forms import QuotationForm
from maven.reports.quotation_paper import quotation_pdf
from maven.reports.quotation_queries import draft_of, issued_of, version_of
from maven.reports.quotation_sheet import xlsx_of
from maven.reports.quotation_telling import bounds_meant, forgotten_meant, tenths_meant, told
from maven.reports.tasks import estimate_effort

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@in_mission("reports.see_effort", post="reports.quote")
def effort(request: Request, mission: Mission) -> HttpResponse:
    if request.method != "POST":
        return show(request, mission)
    held(request, mission)  # the first draft has no row to hold yet
    draft = draft_of(mission)
    form = form_of(mission, draft, request.POST)
    if not form.is_valid():
        return show(request, mission, form=form, status=422)
    try:
        operations.save_quotation(
            mission=mission,
            title=form.cleaned_data["title"],
            sprints_planned=form.cleaned_data["sprints"],
            assumptions=form.assumptions(),
            by=request.user,
            at=timezone.now(),
        )
    except operations.QuotationIssued:
        messages.error(request, _("This quotation was issued meanwhile: prepare a new version."))
    else:
        estimate_effort.enqueue(mission.pk)
        messages.success(request, _("Saved. The figures follow in a few seconds."))
    return see_other("reports:effort", mission.slug)


@require_safe
@in_mission("reports.see_effort")
def quotation(request: HttpRequest, mission: Mission, version: int) -> HttpResponse:
    found = known_version(request, mission, version)
    page = {"place": "sprints", "quotation": found, "told": told(found, spent=False)}
    return render(request, "reports/quotation.html", page)


@require_safe
@in_mission("reports.see_effort")
def quotation_pdf_file(request: HttpRequest, mission: Mission, version: int) -> HttpResponse:
    found = computed_version(request, mission, version)
    language = (get_language() or "fr")[:2]
    return filed(found, quotation_pdf(found, language=language), "application/pdf", "pdf")


@require_safe
@in_mission("reports.see_effort")
def quotation_xlsx_file(request: HttpRequest, mission: Mission, version: int) -> HttpResponse:
    found = computed_version(request, mission, version)
    return filed(found, xlsx_of(found), SHEET, "xlsx")


@require_POST
@in_mission("reports.quote")
def quotation_issue(request: Request, mission: Mission) -> HttpResponse:
    try:
        operations.issue_quotation(mission=mission, by=request.user, at=timezone.now())
        messages.success(request, _("The quotation is issued: the sponsor may read it."))
    except operations.NothingToIssue:
        messages.error(request, _("Nothing was issued: the figures are still being computed."))
    return see_other("reports:effort", mission.slug)


@require_POST
@in_mission("reports.quote")
def quotation_again(request: Request, mission: Mission) -> HttpResponse:
    try:
        operations.draft_again(mission=mission, by=request.user, at=timezone.now())
        messages.success(request, _("A new version is begun: it starts from the last one."))
    except (operations.DraftStands, operations.NothingToIssue):
        messages.error(request, _("A draft is there already: here it is."))
    return see_other("reports:effort", mission.slug)


@require_POST
@in_mission("reports.quote")
def quotation_count(request: Request, mission: Mission) -> HttpResponse:
    """Reckons again: days were corrected since."""
    estimate_effort.enqueue(mission.pk)
    return see_other("reports:effort", mission.slug)


def known_version(request: HttpRequest, mission: Mission, version: int) -> Quotation:
    """The version; a draft is the business of the team alone."""
    found = version_of(mission, version)
    if found is None:
        raise Http404
    if found.issued_at is None and not may(request, "reports.quote", mission):
        raise Http404
    return found


def computed_version(request: HttpRequest, mission: Mission, version: int) -> Quotation:
    """The version with its figures: there is nothing to print before them."""
    found = known_version(request, mission, version)
    if found.estimate is None:
        raise Http404
    return found


def filed(found: Quotation, content: bytes, kind: str, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    name = f"{found.mission.slug}-devis-{found.version}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def form_of(mission: Mission, draft: Quotation | None, data: Any = None) -> QuotationForm:
    begun: Assumptions = from_json(draft.assumptions) if draft else usual(mission)
    if draft is None:
        with override(mission.language):
            first = {"title": _("Quotation: %(mission)s") % {"mission": mission.name}}
        first["title"] = first["title"][:160]
        initial = {**first, "sprints": USUAL_SPRINTS}
    else:
        initial = {"title": draft.title, "sprints": draft.sprints_planned}
    return QuotationForm(data, begun=begun, initial=initial, row=draft)


def show(
    request: HttpRequest, mission: Mission, form: QuotationForm | None = None, status: int = 200
) -> HttpResponse:
    may_quote = may(request, "reports.quote", mission)
    versions = issued_of(mission)
    draft = draft_of(mission) if may_quote else None
    shown = draft or (versions[0] if versions else None)
    if may_quote and form is None and (draft or not versions):
        form = form_of(mission, draft)
    page = {
        "place": "sprints",
        "quotation": shown,
        "told": told(shown) if shown else None,
        "versions": versions,
        "draft": draft,
        "form": form,
        "may_quote": may_quote,
        "tenths": tenths_meant(),
        "forgotten": forgotten_meant(),
        "bounds": bounds_meant(),
    }
    return render(request, "reports/effort.html", page, status=status)
