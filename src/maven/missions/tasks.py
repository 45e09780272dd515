"""Letters leave from here, so that no page waits for a mail server."""

import hashlib
import logging
from datetime import timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.core.mail import EmailMessage
from django.db.models import F
from django.tasks import task
from django.urls import reverse
from django.utils import timezone, translation

from maven.missions.letters import Letter
from maven.missions.models import Invitation, JoinRequest, LetterRefusal, Membership, Mission, Role
from maven.missions.models.invitation import LEASE, MOST_TRIES
from maven.missions.operations.reminders import silence_link_of
from maven.ui.letters import written

A_SLICE = 50
FIRST_WAIT = timedelta(minutes=1)
logger = logging.getLogger("maven.missions")


@task
def send_letters(pk: int, origin: str) -> None:
    """Hands the letters that a mission asked for to the mail server, some at a time.

    What each letter has come to is written before and after it is handed over, so that a worker
    killed anywhere goes on where it was. Only between the mail server's yes and our writing it down
    can nobody know: that letter leaves again, the same in every sign, its number included, by which
    mailboxes keep one of two. Nobody is forgotten.
    """
    due = Invitation.objects.filter(mission=pk).due()
    for invitation in list(due.free(at=timezone.now()).order_by("pk")[:A_SLICE]):
        hand_over(invitation.pk, origin)
    if due.free(at=timezone.now()).exists():
        send_letters.enqueue(pk, origin)
    elif due.exists() and send_letters.get_backend().supports_defer:
        later = timezone.now() + FIRST_WAIT
        send_letters.using(run_after=later).enqueue(pk, origin)


def hand_over(pk: int, origin: str) -> None:
    """One letter, unless another worker has it in hand, or it was declined or accepted meanwhile."""
    now = timezone.now()
    ours = Invitation.objects.filter(pk=pk).due().free(at=now)
    if not ours.update(leaving_at=now, tries=F("tries") + 1):
        return
    invitation = Invitation.objects.select_related("mission", "invited_by").get(pk=pk)
    same = Invitation.objects.filter(
        pk=pk, seed=invitation.seed, letter_due_at=invitation.letter_due_at
    )
    if LetterRefusal.objects.of([invitation.email]):
        same.update(letter_due_at=None, leaving_at=None, refused_at=now, refusal="")
        return
    if not invitation.seed:  # made before links were drawn from a seed
        invitation.renew_links()
        invitation.save(update_fields=["seed", "token_digest", "sheet_digest"])
        same = Invitation.objects.filter(pk=pk, seed=invitation.seed)
    try:
        letter_of(invitation, origin).send()
    except (SMTPException, OSError) as trouble:
        words, for_good = told_by(trouble)
        if for_good or invitation.tries >= MOST_TRIES:
            same.update(letter_due_at=None, leaving_at=None, refused_at=now, refusal=words)
        else:  # free again once the wait is over
            wait = FIRST_WAIT * 4 ** (invitation.tries - 1)
            same.update(leaving_at=now + wait - LEASE)
        logger.warning("the letter of invitation %d did not leave: %s", pk, type(trouble).__name__)
        return
    same.update(
        mailed_at=timezone.now(),
        letter_due_at=None,
        leaving_at=None,
        tries=0,
        refused_at=None,
        refusal="",
    )


def told_by(trouble: Exception) -> tuple[str, bool]:
    """The mail server's words, and whether it will never take a letter for this address."""
    said: bytes | str
    if isinstance(trouble, SMTPRecipientsRefused):
        code, said = next(iter(trouble.recipients.values()))
    elif isinstance(trouble, SMTPDataError):
        code, said = trouble.smtp_code, trouble.smtp_error
    else:
        return str(trouble)[:200], False
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return f"{code} {' '.join(words.split())}"[:200], 500 <= code < 600


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
    subject, body = written("missions/letters/answer", words, language=mission.language)
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
    subject, body = written("missions/letters/requests", words, language=mission.language)
    for part in team:
        if part.person.email:
            EmailMessage(subject, body, to=[part.person.email]).send()


def letter_of(invitation: Invitation, origin: str) -> Letter:
    """The letter, in the language of the mission."""
    language = invitation.mission.language
    home = origin.rstrip("/")
    with translation.override(language):
        words = {
            "invitation": invitation,
            "mission": invitation.mission,
            "inviter": invitation.invited_by.public_name,
            "link": home + reverse("missions:join", args=[invitation.link("letter")]),
            "silence": home + reverse("missions:silence", args=[silence_link_of(invitation.email)]),
        }
    subject, body = written("missions/letters/invitation", words, language=language)
    replies = [invitation.invited_by.email] if invitation.invited_by.email else []
    return Letter(
        subject,
        body,
        to=[invitation.email],
        reply_to=replies,
        headers={
            "List-Unsubscribe": f"<{words['silence']}>",
            "Message-ID": f"<{number_of(invitation)}@{urlsplit(origin).hostname or 'maven'}>",
        },
    )


def number_of(invitation: Invitation) -> str:
    """The same for each handing over of one letter, another for a reminder or a renewed link."""
    words = f"letter {invitation.seed} {invitation.reminders}".encode()
    return hashlib.sha256(words).hexdigest()[:32]
