"""Letters leave from here, so that no page waits for a mail server."""

from typing import Any

from django.core.mail import EmailMessage
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from maven.missions.models import Invitation, JoinRequest, LetterRefusal, Membership, Mission, Role
from maven.missions.operations.reminders import silence_link_of
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
    if invitation is None or LetterRefusal.objects.of([invitation.email]):
        return
    letter_of(invitation, origin, invitation.new_link()).send()
    invitation.mailed_at = timezone.now()
    invitation.save(update_fields=["mailed_at"])


@task
def send_answer(pk: int, origin: str) -> None:
    """Tells whoever asked to join what the facilitators answered, once."""
    answered = JoinRequest.objects.settled().filter(pk=pk, told_at=None)
    asked = answered.select_related("mission", "person", "settled_by").first()
    if asked is None or not asked.person.email or asked.settled_by is None:
        return
    if not answered.update(told_at=timezone.now()):
        return
    mission = asked.mission
    words = {
        "asked": asked,
        "mission": mission,
        "accepted": asked.outcome == JoinRequest.Outcome.ACCEPTED,
        "answerer": asked.settled_by.public_name,
        "link": origin.rstrip("/") + mission.get_absolute_url(),
    }
    subject, body = written("answer", words, language=mission.language)
    EmailMessage(subject, body, to=[asked.person.email]).send()


@task
def tell_of_requests(pk: int, origin: str) -> None:
    """Tells the facilitators that somebody waits for their answer."""
    mission = Mission.objects.get(pk=pk)
    team = Membership.objects.of(mission).with_role(Role.FACILITATOR).by_name()
    words = {
        "mission": mission,
        "link": origin.rstrip("/") + reverse("missions:requests", args=[mission.slug]),
    }
    subject, body = written("requests", words, language=mission.language)
    for part in team:
        if part.person.email:
            EmailMessage(subject, body, to=[part.person.email]).send()


def written(name: str, words: dict[str, Any], *, language: str) -> tuple[str, str]:
    """Subject and body of a letter, in the language of the mission."""
    with translation.override(language):
        subject, body = (
            render_to_string(f"missions/letters/{name}_{part}.txt", words).strip()
            for part in ("subject", "body")
        )
    if language == "fr":
        subject, body = typeset(subject), typeset(body)
    return " ".join(subject.splitlines()), body


def letter_of(invitation: Invitation, origin: str, token: str) -> EmailMessage:
    """The letter, in the language of the mission."""
    language = invitation.mission.language
    home = origin.rstrip("/")
    with translation.override(language):
        words = {
            "invitation": invitation,
            "mission": invitation.mission,
            "inviter": invitation.invited_by.public_name,
            "link": home + reverse("missions:join", args=[token]),
            "silence": home + reverse("missions:silence", args=[silence_link_of(invitation.email)]),
        }
    subject, body = written("invitation", words, language=language)
    replies = [invitation.invited_by.email] if invitation.invited_by.email else []
    return EmailMessage(
        subject,
        body,
        to=[invitation.email],
        reply_to=replies,
        headers={"List-Unsubscribe": f"<{words['silence']}>"},
    )
