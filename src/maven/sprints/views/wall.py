"""The plenary as forty people follow it: the wall, each one's phone, and what was decided."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maven.missions.access import in_mission, may, mission_to_see, signed_in
from maven.missions.models import Mission
from maven.missions.views.poster import address_for_all, qr_code
from maven.people.http import Request, see_other
from maven.sprints import operations
from maven.sprints.models import Sprint
from maven.sprints.plans import decided_of
from maven.sprints.plenary_forms import OfferForm
from maven.sprints.queries import draft_of, offer_of
from maven.sprints.views.finding import known_sprint
from maven.sprints.wall import mine_of, thing_named, version_of, wall_of


@require_safe
@in_mission("sprints.follow_plenary")
def screen(request: HttpRequest, mission: Mission, number: int) -> HttpResponse:
    """For the projector: it asks again every two seconds, and nothing is drawn while nothing moves."""
    sprint = known_sprint(mission, number)
    version = version_of(sprint)
    if (same := unchanged(request, version)) is not None:
        return same
    phones = address_for_all(request, mission, "sprints:plenary_phone", mission.slug, number)
    short = address_for_all(request, mission, "sprints:to_plenary", mission.pk)
    context = {
        "place": "sprints",
        "sprint": sprint,
        "wall": wall_of(sprint) if sprint.state == "drafted" else None,
        "decided": None if sprint.state == "drafted" else decided_of(sprint),
        "version": version,
        "code": qr_code(phones, scale=5),
        "address": short.partition("://")[2],
    }
    page = "sprints/wall_state.html" if asked_again(request) else "sprints/wall.html"
    return kept_for_asking(render(request, page, context), version)


@in_mission("sprints.wish")
def phone(request: Request, mission: Mission, number: int) -> HttpResponse:
    """What one wants, said by a tap and taken back by another, until the plenary adopts."""
    sprint = known_sprint(mission, number)
    if request.method == "POST":
        return say(request, sprint)
    if asked_again(request):
        mine = mine_of(sprint, request.user)
        if (same := unchanged(request, version_for(sprint, mine))) is not None:
            return same
    return show_phone(request, sprint)


def say(request: Request, sprint: Sprint) -> HttpResponse:
    """One tap: a wish, a wish taken back, or the days one gives."""
    form, told = None, ""
    try:
        if "days" in request.POST:
            form = OfferForm(request.POST)
            if not form.is_valid():
                return show_phone(request, sprint, form=form, status=422)
            days = form.cleaned_data["days"]
            operations.offer_days(sprint=sprint, days=days, by=request.user, at=timezone.now())
            told = _("Kept. You can change it until the plenary adopts.")
        else:
            tap(request, sprint)
    except operations.SprintNotRunning:
        messages.error(request, _("The plenary has adopted: nothing was changed."))
        return see_other("sprints:plenary_phone", sprint.mission.slug, sprint.number)
    except operations.TooManyWishes:
        words = _("Five at most: take one back first.")
        return show_phone(request, sprint, told=words, status=422)
    if asked_again(request):
        return show_phone(request, sprint, told=told)
    if told:
        messages.success(request, told)
    return see_other("sprints:plenary_phone", sprint.mission.slug, sprint.number)


def tap(request: Request, sprint: Sprint) -> None:
    wanted = request.POST.get("want")
    thing = thing_named(sprint, wanted or request.POST.get("leave", ""))
    if thing is None:
        raise Http404
    said = operations.wish if wanted else operations.take_back_wish
    said(sprint=sprint, thing=thing, by=request.user, at=timezone.now())


def show_phone(
    request: Request,
    sprint: Sprint,
    *,
    told: str = "",
    form: OfferForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if request.method == "POST":  # adopted meanwhile, perhaps
        sprint = known_sprint(sprint.mission, sprint.number)
    mine = mine_of(sprint, request.user)
    version = version_for(sprint, mine)
    offered = offer_of(sprint, request.user)
    context = {
        "place": "sprints",
        "sprint": sprint,
        "wall": wall_of(sprint, request.user) if sprint.state == "drafted" else None,
        "left": max(0, operations.MOST_WISHES - len(mine)),
        "most": operations.MOST_WISHES,
        "offer": form or OfferForm(initial={} if offered is None else {"days": f"{offered:g}"}),
        "offered": offered,
        "told": told,
        "version": version,
    }
    page = "sprints/phone_state.html" if asked_again(request) else "sprints/phone.html"
    return kept_for_asking(render(request, page, context, status=status), version)


@signed_in
def to_plenary(request: HttpRequest, code: int) -> HttpResponse:
    """The address typed from the wall. It tells a guest nothing: he is asked to sign in first."""
    mission = Mission.objects.filter(pk=code).first() if code < 1 << 62 else None
    if mission is None:
        raise Http404
    mission_to_see(request.user, mission.slug)  # type: ignore[arg-type]  # signed in
    draft = draft_of(mission)
    if draft is None:
        return see_other("sprints:sprints", mission.slug)
    return see_other("sprints:plenary_phone", mission.slug, draft.number)


@in_mission("sprints.see")
def decided(request: HttpRequest, mission: Mission, number: int) -> HttpResponse:
    """What the plenary decided, as it was, and what has become of it."""
    sprint = known_sprint(mission, number)
    context: dict[str, Any] = {
        "place": "sprints",
        "sprint": sprint,
        "decided": decided_of(sprint),
        "may_see_plenary": may(request, "sprints.see_plenary", mission),
    }
    return render(request, "sprints/decided.html", context)


def asked_again(request: HttpRequest) -> bool:
    """A page that is open already asks for what has changed."""
    return request.headers.get("HX-Request") == "true"


def version_for(sprint: Sprint, mine: list[str]) -> str:
    """A phone is drawn again when the table or its own wishes change, not at everybody's tap."""
    return f"{version_of(sprint, wishes=False)}-{'.'.join(mine)}"


def unchanged(request: HttpRequest, version: str) -> HttpResponse | None:
    """304 to a page that has this very state before it already."""
    if not asked_again(request):
        return None
    found = get_conditional_response(request, etag=f'"{version}"')
    return found if isinstance(found, HttpResponse) else None


def kept_for_asking(response: HttpResponse, version: str) -> HttpResponse:
    response["ETag"] = f'"{version}"'
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    return response
