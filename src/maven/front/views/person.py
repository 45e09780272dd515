"""The page of one person in one mission: what she brought, as far as each reader may see."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from maven.front.contributions import contributions_of, unsaid_of
from maven.missions.access import in_mission, may
from maven.missions.directory import part_to_read
from maven.missions.models import Mission
from maven.people.http import Request


@in_mission("missions.see_community")
def person(request: Request, mission: Mission, slug: str, pk: int) -> HttpResponse:
    """Who does not show her name is, to all but herself and the team, nobody: the same 404."""
    part = part_to_read(
        mission,
        pk,
        reader=request.user,
        facilitator=may(request, "missions.see_everybody", mission),
    )
    if part is None:
        raise Http404
    found = part.person
    if slug != found.slug:
        return redirect("front:person", mission.slug, found.slug, found.pk, permanent=True)
    own = found == request.user
    return render(
        request,
        "front/person.html",
        {
            "place": "community",
            "part": part,
            "person": found,
            "own": own,
            "done": contributions_of(found, mission),
            "unsaid": unsaid_of(found, mission) if own else None,
        },
    )
