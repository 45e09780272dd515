"""When results show: to those who answered, and at once to those who run or asked for the mission."""

from django.http import HttpRequest

from maven.missions.access import may, person_of
from maven.missions.models import Mission
from maven.voices.models import Consultation, Participant


def sees_before_answering(request: HttpRequest, mission: Mission) -> bool:
    return may(request, "compass.see_landscape_before_answering", mission)


def voice_of(request: HttpRequest, consultation: Consultation) -> Participant | None:
    """The reader's own voice in this consultation, if they have one."""
    person = person_of(request)
    if person is None:
        return None
    return Participant.objects.of(consultation).filter(person=person).first()
