"""A sheet for the wall: the question, a QR code and an address short enough to be typed."""

import segno
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from maven.missions.access import in_mission, public
from maven.missions.models import Mission
from maven.people.http import Request


@in_mission("missions.invite")
def poster(request: Request, mission: Mission) -> HttpResponse:
    """Printed by a facilitator; what it leads to is open to whoever reads it."""
    address = address_for_all(request, mission, "missions:short", mission.pk)
    return render(
        request,
        "missions/poster.html",
        {"address": address.partition("://")[2], "code": qr_code(address)},
    )


def address_for_all(request: HttpRequest, mission: Mission, name: str, *args: object) -> str:
    """What many read on one wall: in the language of the mission, not of whoever projects it."""
    with override(mission.language):
        return request.build_absolute_uri(reverse(name, args=args))


@public
def short(request: HttpRequest, code: int) -> HttpResponse:
    """The address typed from a wall; it leads only to missions that anybody may know of."""
    mission = Mission.objects.presented().filter(pk=code).first() if code < 1 << 62 else None
    if mission is None:
        raise Http404
    return HttpResponseRedirect(reverse("missions:door", args=[mission.slug]) + "?par=affiche")


def qr_code(words: str, scale: int = 7) -> SafeString:
    """Black on white in every theme; it bears a stain or a fold over a seventh of it."""
    drawn = segno.make(words, error="m", micro=False)
    svg = drawn.svg_inline(scale=scale, border=4, light="#fff", unit="px")  # so that it may shrink
    return mark_safe(svg)  # noqa: S308  (only squares)
