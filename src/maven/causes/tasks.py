"""Letters between whoever asks and whoever is asked to carry a cause."""

from urllib.parse import quote

from django.core.mail import EmailMessage
from django.tasks import task
from django.urls import reverse

from maven.causes.models import Champion
from maven.ui.letters import written


@task
def send_request(pk: int, origin: str) -> None:
    """Asks, with a link to the page where one answers; opening it answers nothing."""
    asked = Champion.objects.solicited().filter(pk=pk)
    seat = asked.select_related("cause__mission", "person", "solicited_by").first()
    if seat is None or not seat.person.email:
        return
    _send("request", seat, to=seat.person.email, reply_to=seat.solicited_by.email, origin=origin)


@task
def send_reply(pk: int, origin: str) -> None:
    """Tells whoever asked what was answered."""
    known = Champion.objects.filter(pk=pk, stepped_down_at=None)
    seat = known.select_related("cause__mission", "person", "solicited_by").first()
    if seat is None or seat.waits or not seat.solicited_by.email:
        return
    _send("reply", seat, to=seat.solicited_by.email, reply_to=None, origin=origin)


def _send(name: str, seat: Champion, *, to: str, reply_to: str | None, origin: str) -> None:
    cause, mission = seat.cause, seat.cause.mission
    page = cause.get_absolute_url()
    if name == "request":
        page = reverse("causes:request", args=[mission.slug, cause.slug, cause.pk, seat.pk])
    words = {
        "seat": seat,
        "cause": cause,
        "mission": mission,
        "asker": seat.solicited_by.public_name,
        "person": seat.person.public_name,
        "link": f"{origin.rstrip('/')}{reverse("account_request_login_code")}?next={quote(page)}",
    }
    subject, body = written(f"causes/letters/{name}", words, language=mission.language)
    EmailMessage(subject, body, to=[to], reply_to=[reply_to] if reply_to else []).send()
