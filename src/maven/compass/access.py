"""When results show: to those who answered, and at once to those who run or asked for the mission."""

from django.http import HttpRequest

from maven.missions.access import may
from maven.missions.models import Mission


def sees_before_answering(request: HttpRequest, mission: Mission) -> bool:
    return may(request, "compass.see_landscape_before_answering", mission)
