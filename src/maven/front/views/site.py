"""The pages of the instance itself: its missions, and what it owes to whoever visits it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maven.front.cookies import cookies
from maven.missions.access import person_of, public
from maven.missions.models import Invitation, Membership, Mission
from maven.voices.models import Arrival


@public
def home(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    parts = list(Membership.objects.held_by(person)) if person else []
    mine = {part.mission_id for part in parts}
    return render(
        request,
        "front/home.html",
        {
            "parts": parts,
            "missions": [
                one for one in Mission.objects.presented().newest_first() if one.pk not in mine
            ],
        },
    )


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "front/accessibility.html", {"operator": settings.OPERATOR})


@public
def data(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "front/data.html",
        {
            "operator": settings.OPERATOR,
            "cookies": cookies(),
            "invited_days": Invitation.Kept.ends[1],
            "trace_days": Arrival.Kept.ends[1],
        },
    )


@public
def legal(request: HttpRequest) -> HttpResponse:
    return render(request, "front/legal.html", {"operator": settings.OPERATOR})


@public
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "front/help.html", {"operator": settings.OPERATOR})
