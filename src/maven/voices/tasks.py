"""Letters to the author of an idea that is hidden, or that returns: with the reason, and the way on."""

from django.core.mail import EmailMessage
from django.tasks import task
from django.urls import reverse
from django.utils import translation

from maven.ui.letters import written
from maven.voices.models import Hiding

WHAT = ("hidden", "restored", "upheld")


@task
def tell_author(pk: int, what: str, origin: str) -> None:
    """Tells what is so now; what changed again meanwhile is told by its own letter.

    An author without an address (a guest, or somebody erased) reads it on the page of the
    consultation only.
    """
    rows = Hiding.objects.select_related("statement__author__person")
    hiding = rows.select_related("statement__consultation__mission").filter(pk=pk).first()
    if hiding is None or what != so_far(hiding):
        return
    author = hiding.statement.author
    person = author.person if author else None
    if person is None or not person.email or not person.is_active:
        return
    call = hiding.statement.consultation
    language = person.language or call.mission.language
    with translation.override(language):
        ways = [call.mission.slug, call.slug, call.pk, hiding.statement.number]
        page = "statement" if what == "restored" else "appeal"
        words = {
            "hiding": hiding,
            "mission": call.mission,
            "what": what,
            "link": origin.rstrip("/") + reverse(f"voices:{page}", args=ways),
            "charter": origin.rstrip("/") + reverse("voices:charter", args=ways[:1]),
        }
    subject, body = written("voices/letters/hiding", words, language=language)
    EmailMessage(subject, body, to=[person.email]).send()


def so_far(hiding: Hiding) -> str:
    if hiding.restored_at is not None:
        return "restored"
    return "upheld" if hiding.upheld_at is not None else "hidden"
