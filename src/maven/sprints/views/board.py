"""The sprints of a mission, and the board of one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission, may
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.sprints import operations
from maven.sprints.forms import FinishForm, PlanForm, ShipForm
from maven.sprints.models import Review, Sprint
from maven.sprints.queries import board_of, draft_of, next_dates, running_of, sprints_of
from maven.sprints.session_queries import to_move_to
from maven.sprints.views.finding import known_activity, known_sprint
from maven.sprints.views.review import to_step
from maven.toolbox.queries import kinds_by_slug


@in_mission("sprints.see")
def sprints(request: HttpRequest, mission: Mission) -> HttpResponse:
    listed = sprints_of(mission)
    context = {
        "place": "sprints",
        "listed": listed,
        "running": next((one for one in listed if one.sprint.state == "adopted"), None),
        "draft": next((one for one in listed if one.sprint.state == "drafted"), None),
        "may_draft": may(request, "sprints.draft_plan", mission),
        "may_see_plenary": may(request, "sprints.see_plenary", mission),
    }
    return render(request, "sprints/sprints.html", context)


@require_POST
@in_mission("sprints.draft_plan")
def draft(request: Request, mission: Mission) -> HttpResponse:
    """An empty draft: the plenary fills it from the toolbox."""
    sprint = draft_of(mission)
    if sprint is None:
        now = timezone.now()
        first, end = next_dates(mission, timezone.localdate(now))
        last = running_of(mission)
        try:
            sprint = operations.draft_sprint(
                mission=mission,
                starts_on=first,
                ends_on=end,
                capacity_days=last.capacity_days if last else 14,
                by=request.user,
                at=now,
            )
        except operations.DraftAlreadyThere:  # by a colleague, between our look and our write
            return see_other("sprints:sprints", mission.slug)
    return see_other("sprints:plenary", mission.slug, sprint.number)


@in_mission("sprints.see")
def sprint(request: HttpRequest, mission: Mission, number: int) -> HttpResponse:
    return show_board(request, known_sprint(mission, number))


def show_board(
    request: HttpRequest, sprint: Sprint, *, status: int = 200, **forms: Any
) -> HttpResponse:
    mission, board = sprint.mission, board_of(sprint)
    kinds = kinds_by_slug(mission) if may(request, "sprints.plan_activity", mission) else {}
    context = {
        "place": "sprints",
        "sprint": sprint,
        "board": board,
        "week": sprint.week_on(timezone.localdate()),
        "ship_form": ShipForm(activities=board.activities, auto_id="ship-%s"),
        "plan_form": PlanForm(kinds=kinds, auto_id="plan-%s"),
        "wrong": None,
        "may_plan": may(request, "sprints.plan_activity", mission),
        "may_open_session": may(request, "sprints.open_session", mission),
        "other_sprints": to_move_to(sprint),
        "may_finish": may(request, "sprints.finish_activity", mission),
        "may_ship": may(request, "sprints.ship", mission),
        "may_see_plenary": may(request, "sprints.see_plenary", mission),
        "may_close": may(request, "sprints.close", mission),
        **forms,
    }
    return render(request, "sprints/sprint.html", context, status=status)


@require_POST
@in_mission("sprints.plan_activity")
def plan(request: Request, mission: Mission, number: int) -> HttpResponse:
    sprint = known_sprint(mission, number)
    form = PlanForm(request.POST, kinds=kinds_by_slug(mission), auto_id="plan-%s")
    if not form.is_valid():
        return show_board(request, sprint, status=422, plan_form=form)
    wanted = form.proposal()
    try:
        operations.plan_activity(
            sprint=sprint,
            kind=wanted.kind,
            title=wanted.title,
            days=wanted.days,
            by=request.user,
            at=timezone.now(),
        )
    except operations.SprintNotRunning:
        return not_running(request, sprint)
    messages.success(request, _("Activity added to the sprint."))
    return to_board(sprint, "#a-faire")


@require_POST
@in_mission("sprints.finish_activity")
def finish(request: Request, mission: Mission, number: int, pk: int) -> HttpResponse:
    sprint = known_sprint(mission, number)
    activity = known_activity(sprint, pk)
    form = FinishForm(request.POST, auto_id=f"%s-{pk}")
    if not form.is_valid():
        return show_board(request, sprint, status=422, wrong=form, wrong_pk=pk)
    try:
        operations.finish_activity(
            activity=activity,
            days_spent=form.cleaned_data["days_spent"],
            by=request.user,
            at=timezone.now(),
        )
    except operations.SprintNotRunning:
        return not_running(request, sprint)
    messages.success(request, _("“%(title)s” is done.") % {"title": activity.title})
    return to_board(sprint, "#faites")


@require_POST
@in_mission("sprints.ship")
def ship(request: Request, mission: Mission, number: int) -> HttpResponse:
    sprint = known_sprint(mission, number)
    activities = {one.pk: one for one in board_of(sprint).activities}
    form = ShipForm(request.POST, activities=activities.values(), auto_id="ship-%s")
    if not form.is_valid():
        return show_board(request, sprint, status=422, ship_form=form)
    try:
        operations.ship(
            sprint=sprint,
            title=form.cleaned_data["title"],
            link=form.cleaned_data["link"],
            activity=activities.get(form.cleaned_data["activity"]),
            by=request.user,
            at=timezone.now(),
        )
    except operations.SprintNotRunning:
        return not_running(request, sprint)
    messages.success(request, _("Shipped!"))
    if request.POST.get("back") == "review":
        return to_step(sprint, Review.Step.SHIPPED)
    return to_board(sprint, "#livre")


def to_board(sprint: Sprint, anchor: str = "") -> HttpResponse:
    return see_other("sprints:sprint", sprint.mission.slug, sprint.number, anchor=anchor)


def not_running(request: HttpRequest, sprint: Sprint) -> HttpResponse:
    """A page kept open longer than the sprint: nothing is written, and it says so."""
    messages.error(request, _("This sprint is not under way: nothing was changed."))
    return show_board(request, sprint, status=409)
