"""What the toolbox learns from the sprints of a mission."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maven.compass.lessons import lessons_of
from maven.missions.access import in_mission
from maven.missions.models import Mission


@in_mission("compass.see_learning")
def learning(request: HttpRequest, mission: Mission) -> HttpResponse:
    """What was expected of each activity, what was observed, and what is believed now."""
    context = {"place": "sprints", "lessons": lessons_of(mission)}
    return render(request, "compass/learning.html", context)
