"""One effect for one form: a double click, a retry and the back button get the same answer."""

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from maven.journal.models import Receipt


class NotRecorded(Exception):
    """The answer was no success: nothing the view wrote may stay."""

    def __init__(self, response: HttpResponseBase) -> None:
        self.response = response


class OnceMiddleware:
    """Wraps each unsafe view in a transaction together with the receipt of the form's key."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: list[Any],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if request.method != "POST" or getattr(view, "keeps_its_own_receipts", False):
            return None
        if view.__module__.startswith("allauth."):
            return None
        key = request.POST.get("submission_key", "")
        if not 16 <= len(key) <= 64:
            return HttpResponse(_("This form has lost its key: open the page again."), status=400)
        return self._once(request, key, lambda: view(request, *args, **kwargs))

    def _once(
        self, request: HttpRequest, key: str, answer: Callable[[], HttpResponseBase]
    ) -> HttpResponseBase:
        scope, fingerprint, now = scope_of(request), fingerprint_of(request), timezone.now()
        try:
            with transaction.atomic():
                given = Receipt.objects.filter(scope=scope, key=key).first()
                if given is not None:
                    return again(given, fingerprint)
                receipt = Receipt.objects.create(
                    scope=scope, key=key, fingerprint=fingerprint, received_at=now
                )
                response = answer()
                if not 200 <= response.status_code < 400:
                    raise NotRecorded(response)
                keep(receipt, response)
                return response
        except NotRecorded as refusal:
            return refusal.response
        except IntegrityError:
            given = Receipt.objects.filter(scope=scope, key=key).first()
            if given is None:
                raise
            return again(given, fingerprint)


def keep(receipt: Receipt, response: HttpResponseBase) -> None:
    receipt.status = response.status_code
    receipt.location = response.headers.get("Location", "")
    if isinstance(response, HttpResponse) and response.status_code == 200:
        receipt.body = response.content.decode()
    receipt.cookies = response.cookies.output(header="", sep="\n")
    receipt.save(update_fields=["status", "location", "body", "cookies"])


def again(given: Receipt, fingerprint: str) -> HttpResponse:
    if given.fingerprint != fingerprint:
        return HttpResponse(_("This form was already sent with other words."), status=422)
    response = HttpResponse(given.body, status=given.status)
    if given.location:
        response["Location"] = given.location
    # The browser that asks again may never have seen the first answer: without its number, a guest
    # would be somebody else from the next answer on.
    response.cookies.load(given.cookies)
    response["Idempotency-Replayed"] = "true"
    return response


def scope_of(request: HttpRequest) -> str:
    """The one sending and the page: a key is of no use to another person or form."""
    sender = request.user.pk if request.user.is_authenticated else "guest"
    digest = sealed()
    digest.update(f"{sender} {request.path}".encode())
    return digest.hexdigest()


def sealed() -> hmac.HMAC:
    """A digest made with our secret: senders and answers are few, and whoever holds a copy of the
    store could try them all against a plain one."""
    return hmac.new(settings.SECRET_KEY.encode(), b"receipt", hashlib.sha256)


def fingerprint_of(request: HttpRequest) -> str:
    digest = sealed()
    for name in sorted(request.POST):
        if name not in {"csrfmiddlewaretoken", "submission_key"}:
            for value in request.POST.getlist(name):
                digest.update(f"{name}={value}\0".encode("utf-8", "surrogatepass"))
    for name in sorted(request.FILES):
        for upload in request.FILES.getlist(name):
            digest.update(f"{name}:{upload.name}\0".encode())
            for chunk in upload.chunks():
                digest.update(chunk)
            upload.seek(0)
    return digest.hexdigest()
