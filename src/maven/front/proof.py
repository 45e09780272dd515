"""Showing again who one is, before what touches the account itself.

A code to the address of the account, the password or a passkey; good for a quarter of an hour, in
this browser only.
"""

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from maven.front.sessions import has_just_proved
from maven.missions.access import signed_in
from maven.people.http import Request

View = Callable[..., HttpResponse]
WAITING, LASTS, TRIES = "proof", timedelta(minutes=10), 3


def just_proved(view: View) -> View:
    """For a signed-in person who has shown in the last quarter of an hour who she is."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if has_just_proved(request, at=timezone.now()):
            return view(request, *args, **kwargs)
        page = request.path if request.method in {"GET", "HEAD"} else reverse("front:security")
        return HttpResponseRedirect(
            f"{reverse('front:proof')}?{urlencode({'next': page})}", status=303
        )

    return guarded


def send_code(request: Request, *, at: datetime) -> None:
    """A code for the address of the account; the session keeps its digest, and counts the tries."""
    code = get_adapter().generate_login_code()
    request.session[WAITING] = {"digest": digest_of(code), "at": at.timestamp(), "tries": 0}
    get_adapter().send_mail("account/email/proof_code", request.user.email, {"code": code})


def is_waiting(request: HttpRequest, *, at: datetime) -> bool:
    waiting = request.session.get(WAITING)
    return waiting is not None and at.timestamp() - waiting["at"] < LASTS.total_seconds()


def code_is_right(request: HttpRequest, code: str, *, at: datetime) -> bool:
    """Once: the code is forgotten when it was right, and after three that were not."""
    if not is_waiting(request, at=at):
        return False
    waiting = request.session[WAITING]
    right = hmac.compare_digest(waiting["digest"], digest_of(code))
    waiting["tries"] += 1
    if right or waiting["tries"] >= TRIES:
        request.session.pop(WAITING)
    request.session.modified = True
    return right


def digest_of(code: str) -> str:
    """Spaces, hyphens and small letters are how people copy."""
    plain = "".join(code.split()).replace("-", "").upper()
    return salted_hmac("maven.front.proof", plain, algorithm="sha256").hexdigest()
