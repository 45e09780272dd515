"""The letters of a session: a place came free, it is tomorrow, it changed, it is called off."""

from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation

from maven.sprints.models import Registration
from maven.sprints.session_words import when, zone
from maven.ui.letters import written

SIGNER = Signer(salt="maven.sprints.withdrawal", sep=".")


def ticket_of(registration: Registration) -> str:
    """What the link at the foot of a letter holds, by which its reader withdraws."""
    return SIGNER.sign(str(registration.pk))


def registration_behind(ticket: str) -> Registration | None:
    try:
        pk = int(SIGNER.unsign(ticket))
    except (BadSignature, ValueError):
        return None
    found = Registration.objects.filter(pk=pk)
    return found.select_related("session__mission", "person").first()


def letter_to(registration: Registration, *, about: str, origin: str) -> EmailMessage:
    """In the language of the person, or else of the mission."""
    session, person, home = registration.session, registration.person, origin.rstrip("/")
    language = person.language or session.mission.language
    with translation.override(language):
        words = {
            "session": session,
            "mission": session.mission,
            "when": when(session),
            "zone": zone(session),
            "waits": registration.state == Registration.State.WAITING,
            "link": home + session.get_absolute_url(),
            "withdrawal": home + reverse("sprints:withdrawal", args=[ticket_of(registration)]),
        }
    subject, body = written(f"sprints/letters/{about}", words, language=language)
    return EmailMessage(subject, body, to=[person.email or ""])
