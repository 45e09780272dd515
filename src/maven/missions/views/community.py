"""Who takes part, as each person chose to be seen; and the organisations they belong to."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from maven.missions.access import in_mission, may
from maven.missions.directory import Asked, Directory
from maven.missions.models import Mission, Role, Sector
from maven.missions.organisations import OrganisationPage, Organisations
from maven.people.http import Request

LONGEST = 100


def asked_in(query: QueryDict) -> Asked:
    """The question in an address; what it cannot mean is not asked."""
    sector, role = query.get("milieu", ""), query.get("role", "")
    if sector.isascii() and sector.isdecimal() and len(sector) <= 18:
        sector = str(int(sector))
    elif sector != "-":
        sector = ""
    return Asked(
        words=query.get("q", "").strip()[:LONGEST],
        sector=sector,
        role=role if role in Role.values else "",
        page=query.get("page", "1"),
    )


@in_mission("missions.see_community")
def community(request: Request, mission: Mission) -> HttpResponse:
    directory = Directory(
        mission, asked_in(request.GET), facilitator=may(request, "missions.see_everybody", mission)
    )
    return render(
        request, "missions/community.html", {"place": "community", "directory": directory}
    )


@in_mission("missions.see_community")
def organisations(request: Request, mission: Mission) -> HttpResponse:
    directory = Organisations(
        mission, asked_in(request.GET), facilitator=may(request, "missions.see_everybody", mission)
    )
    return render(
        request, "missions/organisations.html", {"place": "community", "directory": directory}
    )


@in_mission("missions.see_community")
def organisation(request: Request, mission: Mission, slug: str, pk: int) -> HttpResponse:
    """An organisation and its people who may be named; without any, it is not there."""
    facilitator = may(request, "missions.see_everybody", mission)
    page = OrganisationPage(mission, pk, asked_in(request.GET), facilitator=facilitator)
    found = page.organisation
    if found is None:
        raise Http404
    if slug != found.slug:
        return redirect("missions:organisation", mission.slug, found.slug, found.pk, permanent=True)
    offered = list(Sector.objects.of(mission).offered().in_order()) if facilitator else []
    return render(
        request,
        "missions/organisation.html",
        {"place": "community", "shown": page, "organisation": found, "offered": offered},
    )
