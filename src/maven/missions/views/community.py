"""Who takes part, as each person chose to be seen."""

from django.http import HttpResponse
from django.shortcuts import render

from maven.missions.access import in_mission
from maven.missions.models import Mission
from maven.missions.queries import community_of
from maven.people.http import Request


@in_mission("missions.see_community")
def community(request: Request, mission: Mission) -> HttpResponse:
    return render(
        request,
        "missions/community.html",
        {"place": "community", "community": community_of(mission)},
    )
