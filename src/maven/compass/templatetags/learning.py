"""What was learnt of a kind, in one line of its own page."""

from django import template

from maven.compass.learned import latest_learning
from maven.compass.lessons import line_of
from maven.missions.models import Mission
from maven.toolbox.models import ActivityKind

register = template.Library()


@register.simple_tag
def learnt_of(mission: Mission, kind: ActivityKind) -> str:
    return line_of(kind, latest_learning(mission))
