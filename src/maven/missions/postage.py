"""How many letters one person may have sent in a day: letters are counted, not sendings."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from maven.people import buckets
from maven.people.limits import DAY
from maven.people.models import Person

MOST = 2_000


class TooManyLetters(Exception):
    """One person has two thousand letters sent in a day at most."""

    words = _("So many letters in one day are more than one person may send: the rest, tomorrow.")

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"wait {wait}")
        self.wait = wait


def take_letters(by: Person, number: int, *, at: datetime) -> None:
    """Counts them inside the transaction of the sending: what is not sent is not counted."""
    most = settings.LIMITS.get("letters", MOST)
    if most and number:
        wait = buckets.take("letters", by.pk, most=most, per=DAY, at=at, tokens=number)
        if wait:
            raise TooManyLetters(wait)
