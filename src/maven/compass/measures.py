"""The four dimensions, as what a tension may be told beside: only those asked for are computed."""

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from maven.compass.polled import counted_at
from maven.compass.queries import convergence_at
from maven.compass.state import Gauge, connections, convergence, engagement, understanding
from maven.missions.models import Mission
from maven.sprints.measures import Measure, register
from maven.sprints.models import Sprint


def names() -> dict[str, str]:
    return {
        "convergence": _("Convergence"),
        "understanding": _("Understanding"),
        "engagement": _("Engagement"),
        "connections": _("Connections"),
    }


@register(names)
def dimensions(mission: Mission, at: datetime, keys: Collection[str]) -> list[Measure]:
    url = reverse("front:mission", args=[mission.slug])
    gauges = [gauge_of(mission, key, at) for key in sorted(names().keys() & set(keys))]
    return [Measure(key=one.key, name=one.name, value=one.value, url=url) for one in gauges]


def gauge_of(mission: Mission, key: str, at: datetime) -> Gauge:
    """One dimension by itself, without what it was before: fewer questions to the store."""
    if key == "convergence":
        return convergence(convergence_at(mission, at), None, at=at)
    if key == "understanding":
        return understanding(counted_at(mission, at), at=at, before=None)
    if key == "engagement":
        adopted = Sprint.objects.of(mission).filter(adopted_at__lte=at).latest_first()
        return engagement(mission, list(adopted[:1]), at=at)
    return connections()
