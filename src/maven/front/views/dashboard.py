"""The home of a mission: where it is, how its community is, what to do now; in each role's order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from maven.compass.state import state_of
from maven.front.headline import Headline, headline_of
from maven.front.news import TOLD, news_of
from maven.front.progress import progress_of
from maven.front.quotas import quotas_of
from maven.front.reader_acts import acts_for
from maven.front.remembered import remembered
from maven.front.sections import causes_told, days_of, sections_for
from maven.front.situation import situation_of
from maven.journal.models import Fact
from maven.missions.access import in_mission, may, person_of
from maven.missions.models import Mission, Role
from maven.ui.typography import already_set

NEWS = 5
NEWS_PAGE = 40


@dataclass(frozen=True, slots=True)
class Home:
    """What a home says, without any token: the same until something happens."""

    headline: Headline
    body: SafeString


@in_mission("missions.see")
def mission(request: HttpRequest, mission: Mission) -> HttpResponse:
    now = timezone.now()
    person = person_of(request)
    role: str | None = request.role  # type: ignore[attr-defined]
    home = remembered(
        mission,
        ("home", person.pk if person else 0, role, timezone.localdate(now)),
        lambda: home_of(request, mission, role, at=now),
        at=now,
    )
    return render(
        request,
        "front/mission.html",
        {
            "place": "home",
            "headline": home.headline,
            "body": home.body,
            "can_join": role is None and mission.is_open,
            "is_team": role == Role.FACILITATOR,
        },
    )


def home_of(request: HttpRequest, mission: Mission, role: str | None, *, at: datetime) -> Home:
    person, on = person_of(request), timezone.localdate(at)
    situation = situation_of(mission, person, at=at, on=on)
    sections = sections_for(role)
    context: dict[str, Any] = {
        "mission": mission,
        "situation": situation,
        "sections": [f"front/home/{name}.html" for name in sections],
        "acts": acts_for(role, situation),
        "is_team": role == Role.FACILITATOR,
        "role": role,
        "names": _names(request, mission),
    }
    if "progress" in sections:
        context["progress"] = progress_of(mission, situation.sprints, on=on)
    if {"state", "state_and_acts"} & {*sections}:
        context["state"] = state_of(
            mission, at=at, sprints=situation.sprints, barometers=situation.barometers
        )
    if "causes" in sections:
        context["causes"] = causes_told(situation)
    if "news" in sections:
        context["news"] = news_of(
            mission, names=context["names"], most=NEWS, known=situation.things
        )
    if "quotas" in sections:
        context["quotas"] = quotas_of(situation)
    if "days" in sections:
        context["days"] = days_of(situation)
    return Home(
        headline=headline_of(mission, situation, person, on=on),
        body=SafeString(set_in_its_language(render_to_string("front/home/body.html", context))),
    )


def set_in_its_language(body: str) -> str:
    return already_set(body) if (get_language() or "").startswith("fr") else body


@in_mission("missions.see")
def journal(request: HttpRequest, mission: Mission) -> HttpResponse:
    """All the news, forty on a page, and the head of the chain for whoever wants to compare."""
    total = Fact.objects.of(mission.chain).with_verbs(*TOLD).count()
    pages = Paginator(range(total), NEWS_PAGE)
    page = pages.get_page(request.GET.get("page"))
    skip = (page.number - 1) * NEWS_PAGE
    last = Fact.objects.of(mission.chain).order_by("-number").first()
    return render(
        request,
        "front/journal.html",
        {
            "place": "home",
            "news": news_of(mission, names=_names(request, mission), most=NEWS_PAGE, skip=skip),
            "page": page,
            "last": last,
        },
    )


def _names(request: HttpRequest, mission: Mission) -> bool:
    return may(request, "missions.see_community", mission)
