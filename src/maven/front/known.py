"""A browser that has signed in to an account before: its codes are counted apart.

Whoever asks for codes in somebody else's name, ten times an hour, shuts that account's door for an
hour to new browsers only: those that the person uses have a bucket of their own.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from maven.people.limits import address_of_account

COOKIE = "__Host-known" if settings.SESSION_COOKIE_SECURE else "known"
SALT = "maven.front.known"
LASTS = 365 * 24 * 3600


def remember_browser(response: HttpResponse, address: str) -> None:
    """Signed; it holds a number of this browser and a digest, never the address."""
    response.set_signed_cookie(
        COOKIE,
        f"{secrets.token_urlsafe(12)}.{digest_of(address)}",
        salt=SALT,
        max_age=LASTS,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )


def browser_known_to(request: HttpRequest, address: str) -> str:
    """The number of a browser known to this account; empty for any other."""
    said = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LASTS) or ""
    number, _, digest = said.partition(".")
    return number if constant_time_compare(digest, digest_of(address)) else ""


def digest_of(address: str) -> str:
    return salted_hmac(SALT, address_of_account(address), algorithm="sha256").hexdigest()
