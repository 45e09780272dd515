"""Letters leave from here, so that no page waits for a mail server."""

from django.core.mail import EmailMessage
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from maven.missions.models import Invitation
from maven.ui.typography import typeset


@task
def send_invitation(pk: int, origin: str) -> None:
    """Sends one letter with a fresh link, which only the letter knows.

    Met twice (a worker that stopped half-way), the second letter's link is the one that works;
    an invitation accepted or withdrawn meanwhile is left alone.
    """
    invitation = (
        Invitation.objects.select_related("mission", "invited_by")
        .filter(pk=pk, accepted_at=None)
        .first()
    )
    if invitation is None:
        return
    letter_of(invitation, origin, invitation.new_link()).send()
    invitation.mailed_at = timezone.now()
    invitation.save(update_fields=["mailed_at"])


def letter_of(invitation: Invitation, origin: str, token: str) -> EmailMessage:
    """The letter, in the language of the mission."""
    with translation.override(invitation.mission.language):
        words = {
            "invitation": invitation,
            "mission": invitation.mission,
            "inviter": invitation.invited_by.public_name,
            "link": origin.rstrip("/") + reverse("missions:join", args=[token]),
        }
        subject, body = (
            render_to_string(f"missions/letters/invitation_{part}.txt", words).strip()
            for part in ("subject", "body")
        )
        if invitation.mission.language == "fr":
            subject, body = typeset(subject), typeset(body)
    replies = [invitation.invited_by.email] if invitation.invited_by.email else []
    return EmailMessage(
        " ".join(subject.splitlines()), body, to=[invitation.email], reply_to=replies
    )
