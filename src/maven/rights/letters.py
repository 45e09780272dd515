"""The two letters before an unused account is erased."""

from datetime import datetime

from django.core.mail import EmailMessage

from maven.people.models import Person
from maven.rights.retention import FIRST, SECOND
from maven.ui.letters import written


def forewarning_to(person: Person, *, number: int, at: datetime) -> EmailMessage:
    """In the person's language; French when none was said."""
    words = {
        "seen_on": person.last_login or person.joined_at,
        "ends_on": at + (FIRST if number == 1 else SECOND),
    }
    subject, body = written("rights/letters/forewarning", words, language=person.language or "fr")
    return EmailMessage(subject, body, to=[person.email or ""])
