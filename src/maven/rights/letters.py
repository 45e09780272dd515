"""The two letters before an unused account is erased."""

from datetime import datetime

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from maven.people.models import Person
from maven.rights.retention import FIRST, SECOND
from maven.ui.typography import typeset


def forewarning_to(person: Person, *, number: int, at: datetime) -> EmailMessage:
    """In the person's language; French when none was said."""
    language = person.language or "fr"
    with translation.override(language):
        words = {
            "seen_on": person.last_login or person.joined_at,
            "ends_on": at + (FIRST if number == 1 else SECOND),
        }
        subject, body = (
            render_to_string(f"rights/letters/forewarning_{part}.txt", words).strip()
            for part in ("subject", "body")
        )
    if language == "fr":
        subject, body = typeset(subject), typeset(body)
    return EmailMessage(" ".join(subject.splitlines()), body, to=[person.email or ""])
