"""The pages of the instance itself: its missions, and what it owes to whoever visits it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maven.missions.access import person_of, public
from maven.missions.models import Membership, Mission
from maven.voices.access import COOKIE


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
            "session_cookie": settings.SESSION_COOKIE_NAME,
            "csrf_cookie": settings.CSRF_COOKIE_NAME,
            "session_days": settings.SESSION_COOKIE_AGE // 86400,
            "voice_cookie": COOKIE,
        },
    )


@public
def legal(request: HttpRequest) -> HttpResponse:
    return render(request, "front/legal.html", {"operator": settings.OPERATOR})


@public
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "front/help.html", {"operator": settings.OPERATOR})
