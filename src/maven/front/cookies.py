"""The cookies that the pages set: what each is for and how long it stays, told to whoever asks."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maven.front import known
from maven.voices import access as voices

HOUR = 3600
DAY = 24 * HOUR
ABOUT_A_YEAR = 364  # days: fifty-two weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookie:
    """One that a browser of ours may hold. `seconds` is the most that it stays."""

    name: str
    seconds: int
    purpose: str

    @property
    def days(self) -> int:
        """Nothing where it is a year: said so, and not as so many days."""
        days = self.seconds // DAY
        return 0 if ABOUT_A_YEAR <= days <= ABOUT_A_YEAR + 2 else days


def cookies() -> list[Cookie]:
    """By the names and for the time that those who set them say; no other is set (see the tests)."""
    hours = int(settings.SESSION_IDLE.total_seconds()) // HOUR
    return [
        Cookie(
            name=settings.SESSION_COOKIE_NAME,
            seconds=settings.SESSION_COOKIE_AGE,
            purpose=ngettext(
                "recognises you once you have come in; ends after %(hours)d hour without coming "
                "back, unless you ask to stay signed in",
                "recognises you once you have come in; ends after %(hours)d hours without coming "
                "back, unless you ask to stay signed in",
                hours,
            )
            % {"hours": hours},
        ),
        Cookie(
            name=settings.CSRF_COOKIE_NAME,
            seconds=settings.CSRF_COOKIE_AGE,
            purpose=_("makes sure that a form sent comes from these pages"),
        ),
        Cookie(
            name=known.COOKIE,
            seconds=known.LASTS,
            purpose=_(
                "set when you come in: asking for codes in your name, again and again, does not "
                "shut your own browser out; a number drawn at random and a mark of your account, "
                "never your address"
            ),
        ),
        Cookie(
            name=voices.COOKIE,
            seconds=voices.COOKIE_LASTS,
            purpose=_(
                "only if you answer without an account, so that you can change your answers; "
                "a number drawn at random"
            ),
        ),
    ]
