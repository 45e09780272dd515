"""Letters between whoever asks and whoever is asked to carry a cause."""

from urllib.parse import quote

from django.core.mail import EmailMessage
from django.tasks import task
from django.urls import reverse
from django.utils import translation

from maven.causes.models import Champion
from maven.people.models import Person
from maven.ui.letters import written


@task
def send_request(pk: int, origin: str) -> None:
    """Asks, with a link to the page where one answers; opening it answers nothing."""
    asked = Champion.objects.solicited().filter(pk=pk)
    seat = asked.select_related("cause__mission", "person", "solicited_by").first()
    if seat is None or not seat.person.email:
        return
    _send("request", seat, to=seat.person, reply_to=seat.solicited_by.email, origin=origin)


@task
def send_reply(pk: int, origin: str) -> None:
    """Tells whoever asked what was answered."""
    known = Champion.objects.filter(pk=pk, stepped_down_at=None)
    seat = known.select_related("cause__mission", "person", "solicited_by").first()
    if seat is None or seat.waits or not seat.solicited_by.email:
        return
    _send("reply", seat, to=seat.solicited_by, reply_to=None, origin=origin)


def _send(name: str, seat: Champion, *, to: Person, reply_to: str | None, origin: str) -> None:
    """In the language of whoever reads it, or else of the mission; its link leads there too."""
    cause, mission = seat.cause, seat.cause.mission
    language = to.language or mission.language
    with translation.override(language):
        page = cause.get_absolute_url()
        if name == "request":
            page = reverse("causes:request", args=[mission.slug, cause.slug, cause.pk, seat.pk])
        door = reverse("account_request_login_code")
    words = {
        "seat": seat,
        "cause": cause,
        "mission": mission,
        "asker": seat.solicited_by.public_name,
        "person": seat.person.public_name,
        "link": f"{origin.rstrip('/')}{door}?next={quote(page)}",
    }
    subject, body = written(f"causes/letters/{name}", words, language=language)
    EmailMessage(subject, body, to=[to.email or ""], reply_to=[reply_to] if reply_to else []).send()
