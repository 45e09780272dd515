"""The four dimensions, as what a tension may be told beside."""

from datetime import datetime

from django.urls import reverse

from maven.compass.state import state_of
from maven.missions.models import Mission
from maven.sprints.measures import Measure, register


@register
def dimensions(mission: Mission, at: datetime) -> list[Measure]:
    url = reverse("front:mission", args=[mission.slug])
    return [
        Measure(key=one.key, name=one.name, value=one.value, url=url)
        for one in state_of(mission, at=at).gauges
    ]
