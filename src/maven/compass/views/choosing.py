"""Choosing the activities of the next sprint: the computation proposes, people decide."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from maven.compass.forms import ChoiceForm
from maven.compass.models import Suggestion
from maven.compass.proposal import aside_of, choice_of, proposals_of
from maven.compass.suggestions import (
    inputs_of,
    latest_suggestion,
    next_number,
    suggestion_for,
    usual_days,
)
from maven.compass.tasks import suggest
from maven.missions.access import in_mission, may
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.sprints import operations as sprints
from maven.sprints.models import Sprint
from maven.sprints.operations import Proposal
from maven.sprints.queries import draft_of, next_dates
from maven.toolbox.models import ActivityKind
from maven.toolbox.queries import kinds_by_slug
from maven.ui.days import day


@in_mission("compass.see_choice", post="compass.choose")
def choose(request: Request, mission: Mission) -> HttpResponse:
    if request.method == "POST":
        return act(request, mission)
    form = ChoiceForm(request.GET)
    days = form.days_or(usual_days(mission))
    status = 200 if form.is_valid() else 422
    ticked = request.GET.getlist("k") if "choix" in request.GET else None
    return show(request, mission, days=days, ticked=ticked, status=status, form=form)


def act(request: Request, mission: Mission) -> HttpResponse:
    """Three buttons: compute for so many days, count the ticks again, propose to the plenary."""
    form = ChoiceForm(request.POST)
    days = form.days_or(usual_days(mission))
    if not form.is_valid():
        return show(request, mission, days=days, ticked=None, status=422, form=form)
    ticked, asked = request.POST.getlist("k"), request.POST.get("act")
    if asked == "compute":
        suggest.enqueue(mission.pk, days, request.user.pk)
        return back(mission, {"jours": days, "calcul": 1})
    suggestion, _current = current_suggestion(mission, days)
    if suggestion is None:
        return back(mission, {"jours": days})
    if asked != "propose":
        return back(mission, [("jours", days), ("choix", 1), *(("k", slug) for slug in ticked)])
    return propose(request, mission, suggestion, days=days, ticked=ticked)


def propose(
    request: Request, mission: Mission, suggestion: Suggestion, *, days: float, ticked: list[str]
) -> HttpResponse:
    """What is ticked goes on the table, in the language of the mission."""
    with override(mission.language):
        kinds = kinds_by_slug(mission)
        proposals = proposals_of(choice_of(suggestion, kinds, capacity=days, ticked=ticked))
    if not proposals:
        messages.error(request, _("Tick at least one activity."))
        return show(request, mission, days=days, ticked=[], status=422)
    try:
        draft = _laid(request, mission, proposals, days=days, suggestion=suggestion)
    except sprints.DatesTaken as taken:
        words = _("Sprint %(number)d runs up to %(day)s: its days are taken.")
        told = {"number": taken.other.number, "day": day(taken.other.ends_on)}
        messages.error(request, words % told)
        return show(request, mission, days=days, ticked=ticked, status=422)
    except (sprints.DraftAlreadyThere, sprints.SprintNotRunning):
        messages.error(request, _("A colleague did the same at this moment: look at the table."))
        return see_other("sprints:sprints", mission.slug)
    messages.success(request, _("The combination is on the table. The plenary decides."))
    return see_other("sprints:plenary", mission.slug, draft.number)


def _laid(
    request: Request,
    mission: Mission,
    proposals: list[Proposal],
    *,
    days: float,
    suggestion: Suggestion,
) -> Sprint:
    """The draft with these activities: a new one, or the one there is."""
    now, draft = timezone.now(), draft_of(mission)
    needs, aside = suggestion.needs, aside_of(suggestion)
    if draft is not None:
        return sprints.redraft(
            sprint=draft,
            proposals=proposals,
            capacity_days=days,
            needs=needs,
            aside=aside,
            by=request.user,
            at=now,
        )
    first, end = next_dates(mission, timezone.localdate(now))
    return sprints.draft_sprint(
        mission=mission,
        starts_on=first,
        ends_on=end,
        capacity_days=days,
        proposals=proposals,
        needs=needs,
        aside=aside,
        by=request.user,
        at=now,
    )


def current_suggestion(
    mission: Mission, days: float, kinds: dict[str, ActivityKind] | None = None
) -> tuple[Suggestion | None, bool]:
    """The suggestion of this very situation, or else the latest one; and whether it is current."""
    exact = suggestion_for(mission, inputs_of(mission, days=days, at=timezone.now(), known=kinds))
    return (exact, True) if exact else (latest_suggestion(mission), False)


def show(
    request: HttpRequest,
    mission: Mission,
    *,
    days: float,
    ticked: list[str] | None,
    status: int = 200,
    form: ChoiceForm | None = None,
) -> HttpResponse:
    kinds: dict[str, ActivityKind] = kinds_by_slug(mission)
    suggestion, current = current_suggestion(mission, days, kinds)
    draft = draft_of(mission)
    context: dict[str, Any] = {
        "place": "sprints",
        "number": draft.number if draft else next_number(mission),
        "days": days,
        "form": form,
        "current": current,
        "computing": not current and "calcul" in request.GET,
        "draft": draft,
        "may_choose": may(request, "compass.choose", mission),
        "choice": choice_of(suggestion, kinds, capacity=days, ticked=ticked)
        if suggestion
        else None,
    }
    return render(request, "compass/choose.html", context, status=status)


def back(mission: Mission, query: Any) -> HttpResponse:
    address = reverse("compass:choose", args=[mission.slug])
    return HttpResponseRedirect(f"{address}?{urlencode(query)}", status=303)
