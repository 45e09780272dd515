"""The pages shown when something is not there, not allowed, or broken."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the mark of our own page: expired, sent from elsewhere, or without cookies."""
    words = _("This form has expired, or cookies are refused. Open the page again and send it.")
    return render(request, "403.html", {"reason": words}, status=403)
