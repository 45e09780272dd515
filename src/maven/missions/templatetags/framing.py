from typing import Any

from django import template

from maven.missions.models import Framing, Mission

register = template.Library()


@register.inclusion_tag("missions/_follow_up.html")
def follow_up(mission: Mission) -> dict[str, Any]:
    """What will be done with the result: whoever is asked to answer reads it. One query."""
    framing = Framing.objects.of(mission).exclude(follow_up="").first()
    return {"mission": mission, "framing": framing}
