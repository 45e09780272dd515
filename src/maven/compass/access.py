"""When results show: to those who answered, and at once to those who run or asked for the mission."""

from django.http import HttpRequest

from maven.missions.access import may
from maven.missions.models import Mission
from maven.voices import access as voices
from maven.voices.models import Consultation, Participant


def sees_before_answering(request: HttpRequest, mission: Mission) -> bool:
    return may(request, "compass.see_landscape_before_answering", mission)


def own_voice(request: HttpRequest, consultation: Consultation) -> Participant | None:
    """The reader's own voice in this consultation, if they have one: an account's or a guest's."""
    voice = voices.voice_of(request, consultation)
    return Participant.objects.of(consultation).behind(voice).first()
