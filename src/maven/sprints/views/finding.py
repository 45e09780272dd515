"""The sprint that an address names, or 404: never one of another mission."""

from django.http import Http404

from maven.missions.models import Mission
from maven.sprints.models import Activity, Session, Sprint, Tension
from maven.sprints.queries import sprint_of
from maven.sprints.session_queries import session_of


def known_sprint(mission: Mission, number: int) -> Sprint:
    found = sprint_of(mission, number)
    if found is None:
        raise Http404
    return found


def known_activity(sprint: Sprint, pk: int) -> Activity:
    found = Activity.objects.of(sprint).by_rank().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def known_tension(mission: Mission, pk: int) -> Tension:
    found = Tension.objects.of(mission).filter(pk=pk)
    tension = found.select_related("mission", "sprint", "owner", "activity__sprint").first()
    if tension is None:
        raise Http404
    return tension


def known_session(mission: Mission, pk: int) -> Session:
    found = session_of(mission, pk)
    if found is None:
        raise Http404
    return found
