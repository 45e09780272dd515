"""The review in five steps. Going back never deletes anything."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission, may
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.sprints import operations
from maven.sprints.forms import AgendaForm, FeelingForm, ShipForm, TensionForm
from maven.sprints.models import Feedback, Sprint
from maven.sprints.queries import SHOWN_FROM, board_of, feelings_of
from maven.sprints.views.finding import known_sprint, known_tension

STEPS = ("livre", "ressentis", "tensions", "suite", "cloture")


@in_mission("sprints.see")
def review(request: HttpRequest, mission: Mission, number: int) -> HttpResponse:
    sprint = known_sprint(mission, number)
    if sprint.state == "drafted":
        return see_other("sprints:sprint", mission.slug, number)
    step = request.GET.get("etape", STEPS[0])
    return show(request, sprint, step if step in STEPS else STEPS[0])


def show(
    request: HttpRequest, sprint: Sprint, step: str, *, status: int = 200, **forms: Any
) -> HttpResponse:
    mission, board = sprint.mission, board_of(sprint)
    place = STEPS.index(step)
    context = {
        "place": "sprints",
        "sprint": sprint,
        "board": board,
        "step": step,
        "steps": list(zip(STEPS, step_words(), strict=True)),
        "before": STEPS[place - 1] if place else "",
        "after": STEPS[place + 1] if place + 1 < len(STEPS) else "",
        "feelings": feelings_of(sprint),
        "shown_from": SHOWN_FROM,
        "runs": sprint.state == "adopted",
        "ship_form": ShipForm(activities=board.activities, auto_id="ship-%s"),
        "feeling_form": FeelingForm(),
        "tension_form": TensionForm(),
        "agenda_form": AgendaForm(instance=sprint),
        "may_ship": may(request, "sprints.ship", mission),
        "may_feel": may(request, "sprints.share_feeling", mission),
        "may_see_feelings": may(request, "sprints.see_feelings", mission),
        "may_raise": may(request, "sprints.raise_tension", mission),
        "may_resolve": may(request, "sprints.resolve_tension", mission),
        "may_set_agenda": may(request, "sprints.set_agenda", mission),
        "may_close": may(request, "sprints.close", mission),
        **forms,
    }
    return render(request, "sprints/review.html", context, status=status)


def step_words() -> tuple[str, ...]:
    return (
        _("Shipped!"),
        _("Likes, dislikes"),
        _("Tensions"),
        _("Next cycle"),
        pgettext("sprint", "Close"),
    )


@require_POST
@in_mission("sprints.share_feeling")
def feel(request: HttpRequest, mission: Mission, number: int) -> HttpResponse:
    """Keeps no receipt: it would say, for two days, who sent which words."""
    sprint, form = known_sprint(mission, number), FeelingForm(request.POST)
    key = request.POST.get("submission_key", "")
    if not form.is_valid() or not 16 <= len(key) <= 64:
        return show(request, sprint, "ressentis", status=422, feeling_form=form)
    verb = (
        operations.like if form.cleaned_data["kind"] == Feedback.Kind.LIKE else operations.dislike
    )
    try:
        verb(sprint=sprint, words=form.cleaned_data["words"], key=key, at=timezone.now())
    except operations.SprintNotRunning:
        return not_running(request, sprint, "ressentis")
    messages.success(request, _("Noted. Nobody can tell that it comes from you."))
    return to_step(sprint, "ressentis")


feel.keeps_its_own_receipts = True  # type: ignore[attr-defined]


@require_POST
@in_mission("sprints.raise_tension")
def raise_tension(request: Request, mission: Mission, number: int) -> HttpResponse:
    sprint, form = known_sprint(mission, number), TensionForm(request.POST)
    if not form.is_valid():
        return show(request, sprint, "tensions", status=422, tension_form=form)
    try:
        operations.raise_tension(
            sprint=sprint, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except operations.SprintNotRunning:
        return not_running(request, sprint, "tensions")
    return to_step(sprint, "tensions")


@require_POST
@in_mission("sprints.resolve_tension")
def resolve_tension(request: Request, mission: Mission, number: int, pk: int) -> HttpResponse:
    sprint, tension = known_sprint(mission, number), known_tension(mission, pk)
    operations.resolve_tension(tension=tension, by=request.user, at=timezone.now())
    messages.success(request, _("Tension resolved."))
    return to_step(sprint, "tensions")


@require_POST
@in_mission("sprints.set_agenda")
def set_agenda(request: Request, mission: Mission, number: int) -> HttpResponse:
    sprint = held(request, known_sprint(mission, number))
    form = AgendaForm(request.POST, instance=known_sprint(mission, number))
    if not form.is_valid():
        return show(request, sprint, "suite", status=422, agenda_form=form)
    try:
        operations.set_agenda(
            sprint=sprint, agenda=form.cleaned_data["agenda"], by=request.user, at=timezone.now()
        )
    except operations.SprintNotRunning:
        return not_running(request, sprint, "suite")
    messages.success(request, _("Agenda saved."))
    return to_step(sprint, "cloture")


@require_POST
@in_mission("sprints.close")
def close(request: Request, mission: Mission, number: int) -> HttpResponse:
    sprint = known_sprint(mission, number)
    try:
        operations.close_sprint(sprint=sprint, by=request.user, at=timezone.now())
    except operations.SprintNotRunning:
        return not_running(request, sprint, "cloture")
    messages.success(request, _("The sprint is closed. Here is its stage report."))
    return see_other("reports:report", mission.slug, number)


def to_step(sprint: Sprint, step: str) -> HttpResponse:
    answer = see_other("sprints:review", sprint.mission.slug, sprint.number)
    answer["Location"] += f"?etape={step}"
    return answer


def not_running(request: HttpRequest, sprint: Sprint, step: str) -> HttpResponse:
    messages.error(request, _("This sprint is not under way: nothing was changed."))
    return show(request, sprint, step, status=409)
