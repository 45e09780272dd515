"""The count of what is sent, before anything is looked at: too often is answered with the wait."""

from collections.abc import Callable
from datetime import timedelta
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Limits:
    """Counts each form sent to a view that says how often it may be."""

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
        if request.method != "POST":
            return None
        now = timezone.now()
        for limit in getattr(view, "limits", ()):
            if wait := limit.wait(request, at=now):
                return too_often(request, wait)
        return None


def too_often(request: HttpRequest, wait: timedelta) -> HttpResponse:
    """A page of ours, the same whoever asks; the browser is told the wait as well."""
    seconds = max(1, ceil(wait.total_seconds()))
    response = render(request, "429.html", {"wait": in_words(seconds)}, status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def in_words(seconds: int) -> str:
    if seconds < 60:
        return _("less than a minute")
    minutes = ceil(seconds / 60)
    if minutes <= 90:
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    hours = ceil(minutes / 60)
    return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
