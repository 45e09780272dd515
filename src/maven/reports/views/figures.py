"""The list behind a number of a report."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maven.missions.access import in_mission
from maven.missions.models import Mission
from maven.reports.lists import figures_of
from maven.reports.views.stage_reports import known_report

A_PAGE = 100


@require_safe
@in_mission("reports.see")
def figure(request: HttpRequest, mission: Mission, number: int, key: str) -> HttpResponse:
    found = known_report(request, mission, number)
    told = figures_of(found.content).get(key)
    if told is None:
        raise Http404
    page = {
        "place": "sprints",
        "number": number,
        "figure": told,
        "lines": Paginator(told.lines, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "reports/figure.html", page)
