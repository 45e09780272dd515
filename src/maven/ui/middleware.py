"""Sets the typography of every French page on its way out."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from maven.ui.typography import typeset_html

type Answer = Callable[[HttpRequest], HttpResponseBase]


class TypographyMiddleware:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not (get_language() or "").startswith("fr"):
            return response
        if not isinstance(response, HttpResponse) or response.has_header("Content-Encoding"):
            return response
        if not response.get("Content-Type", "").startswith("text/html"):
            return response
        page = response.content.decode(response.charset)
        response.content = typeset_html(page).encode(response.charset)
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
        return response
