"""Writing again to those who have not answered, and no more to those who ask for it."""

from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db import transaction

from maven.journal.operations import record
from maven.missions.models import Invitation, LetterRefusal, Mission
from maven.missions.models.letter_refusal import key_of
from maven.missions.operations import INVITATION_LASTS
from maven.people.models import Person

MOST_AT_ONCE = 2_000  # as many letters as one person may send in a day
SIGNER = Signer(salt="maven.missions.letters")


class NoSuchLetter(Exception):
    """No letter of ours holds this link."""


@transaction.atomic
def remind(*, mission: Mission, by: Person, at: datetime) -> list[Invitation]:
    """Each invitation to remind works again for fourteen days; its next letter is to be sent.

    What is more than one person may send is left for another day.
    """
    due = list(Invitation.objects.of(mission).to_remind(at=at).select_for_update())
    silent = LetterRefusal.objects.of([one.email for one in due])
    reminded = [one for one in due if one.email not in silent][:MOST_AT_ONCE]
    for one in reminded:
        one.reminders += 1
        one.mailed_at, one.expires_at = None, at + INVITATION_LASTS
        one.letter_due_at, one.leaving_at, one.tries = at, None, 0
        one.save(
            update_fields=[
                "reminders",
                "mailed_at",
                "expires_at",
                "letter_due_at",
                "leaving_at",
                "tries",
            ]
        )
        record("invitation.reminded", one, chain=mission.chain, by=by, at=at, time=one.reminders)
    return reminded


def silence_link_of(address: str) -> str:
    """What the link at the foot of a letter holds: a signed digest, which tells no address."""
    return SIGNER.sign(key_of(address))


def key_behind(signed: str) -> str:
    try:
        return SIGNER.unsign(signed)
    except BadSignature as forged:
        raise NoSuchLetter from forged


@transaction.atomic
def refuse_letters(*, key: str, by: Person | None, at: datetime) -> LetterRefusal:
    """Nobody invites this address any more; who asked is not kept, nor is it told in a journal."""
    return LetterRefusal.objects.get_or_create(key=key, defaults={"asked_at": at})[0]
