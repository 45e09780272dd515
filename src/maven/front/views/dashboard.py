"""The home of a mission: where it is, how its community is, what to do now."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maven.causes.models import Cause, Champion
from maven.compass.state import state_of
from maven.front.acts import Situation, acts_for
from maven.front.headline import headline_of
from maven.front.news import TOLD, news_of
from maven.front.progress import progress_of
from maven.front.quotas import quotas_of
from maven.journal.models import Fact
from maven.missions.access import in_mission, may, person_of
from maven.missions.models import Mission, Role
from maven.sprints.models import Deliverable, Sprint
from maven.voices.models import Consultation, Statement

NEWS = 5
NEWS_PAGE = 40


@in_mission("missions.see")
def mission(request: HttpRequest, mission: Mission) -> HttpResponse:
    now = timezone.now()
    on = timezone.localdate(now)
    sprints = list(Sprint.objects.of(mission).in_order())
    role: str | None = request.role  # type: ignore[attr-defined]
    situation = Situation(
        mission=mission,
        on=on,
        sprints=sprints,
        consultations=list(Consultation.objects.of(mission).newest_first()),
        causes=list(Cause.objects.of(mission).oldest_first()),
    )
    shipped = dict(
        Deliverable.objects.filter(sprint__mission=mission)
        .values("sprint")
        .annotate(number=Count("pk"))
        .values_list("sprint", "number")
    )
    return render(
        request,
        "front/mission.html",
        {
            "place": "home",
            "headline": headline_of(mission, situation, person_of(request), on=on),
            "progress": progress_of(mission, sprints, shipped, on=on),
            "state": state_of(mission, at=now),
            "acts": acts_for(person_of(request), role, situation),
            "causes": _causes(situation.causes),
            "consultations": [c for c in situation.consultations if c.is_open_on(on)],
            "past_consultations": [c for c in situation.consultations if not c.is_open_on(on)],
            "news": news_of(mission, names=_names(request, mission), most=NEWS),
            "quotas": quotas_of(mission),
            "running": situation.running,
            "can_join": role is None and mission.is_open,
            "is_team": role == Role.FACILITATOR,
        },
    )


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


def _causes(causes: list[Cause]) -> list[dict[str, object]]:
    champions: dict[int, list[Champion]] = {}
    for champion in (
        Champion.objects.standing()
        .filter(cause__in=causes)
        .select_related("person")
        .order_by("accepted_at")
    ):
        champions.setdefault(champion.cause_id, []).append(champion)
    ideas = dict(
        Statement.objects.accepted()
        .filter(cause__in=causes)
        .values("cause")
        .annotate(number=Count("pk"))
        .values_list("cause", "number")
    )
    return [
        {
            "cause": cause,
            "champions": champions.get(cause.pk, []),
            "ideas": ideas.get(cause.pk, 0),
        }
        for cause in causes
    ]
