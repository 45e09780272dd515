"""Closed by default: a view that says nothing of who may open it is opened to nobody."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponseForbidden

# Pages of libraries, each with its reason: sign-in must be open to those who are not signed in.
LIBRARIES = ("allauth.account.",)


class ClosedByDefault:
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
        if hasattr(view, "policy") or view.__module__.startswith(LIBRARIES):
            return None
        return HttpResponseForbidden("No policy is declared for this page.")
