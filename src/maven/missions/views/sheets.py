"""Sheets to cut: one for each person invited, with a link and a QR code of their own."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maven.missions.access import in_mission
from maven.missions.models import Invitation, Mission
from maven.missions.views.poster import qr_code
from maven.people.http import Request

A_PAGE = 48  # a few sheets: what a browser lays out, and a printer takes, at once


@require_safe
@in_mission("missions.invite")
def sheets(request: Request, mission: Mission) -> HttpResponse:
    """Printing again prints the same links; each works until it is used, renewed or over."""
    waiting = Invitation.objects.of(mission).to_print(at=timezone.now())
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    tickets = []
    for one in page:
        address = request.build_absolute_uri(reverse("missions:join", args=[one.link("sheet")]))
        tickets.append((one, qr_code(address, scale=3), address.partition("://")[2]))
    return render(request, "missions/sheets.html", {"page": page, "tickets": tickets})
