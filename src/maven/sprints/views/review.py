"""The review in five steps. Going back never deletes anything."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission, may, person_of
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.sprints import operations
from maven.sprints.feelings import count_of, has_said_mood, notes_of, review_now, weather_of
from maven.sprints.forms import AgendaForm, FeelingForm, ShipForm
from maven.sprints.measures import gap_of, measures_of
from maven.sprints.models import Activity, FollowUp, Review, Sprint
from maven.sprints.models.feedback import SHOWN_FROM
from maven.sprints.promises import promise_of, promises_of
from maven.sprints.review_forms import GroupForm, MoodForm, MoveForm, TensionForm
from maven.sprints.review_queries import left_open, sums_of, tensions_in
from maven.sprints.shipping import line_of, lines_of
from maven.sprints.tasks import group_feelings
from maven.sprints.views.finding import known_sprint

type Context = dict[str, Any]

Step = Review.Step
FORMER = {"cloture": Step.NEXT}  # addresses that were given before
MAY = {
    "may_lead": "sprints.lead_review",
    "may_follow_up": "sprints.follow_up",
    "may_ship": "sprints.ship",
    "may_feel": "sprints.share_feeling",
    "may_see_feelings": "sprints.see_feelings",
    "may_say_mood": "sprints.share_mood",
    "may_raise": "sprints.raise_tension",
    "may_resolve": "sprints.resolve_tension",
    "may_propose": "sprints.propose_item",
    "may_take_on": "sprints.take_tension_on",
    "may_set_agenda": "sprints.set_agenda",
    "may_close": "sprints.close",
}


@in_mission("sprints.see")
def review(request: HttpRequest, mission: Mission, number: int) -> HttpResponse:
    """For everybody's own screen; it opens where the room is."""
    sprint = known_sprint(mission, number)
    if sprint.state == "drafted":
        return see_other("sprints:sprint", mission.slug, number)
    return show(request, sprint, step_asked(request, sprint))


@in_mission("sprints.see", post="sprints.lead_review")
def screen(request: Request, mission: Mission, number: int) -> HttpResponse:
    """For the projector: one step at a time, in large; its keys move the room."""
    sprint = known_sprint(mission, number)
    if sprint.state == "drafted":
        return see_other("sprints:sprint", mission.slug, number)
    if request.method == "POST":
        step = request.POST.get("step", "")
        if step not in Step.values:
            raise Http404
        with suppress(operations.SprintNotRunning):  # one that was held is read again, by steps
            operations.reach_step(sprint=sprint, step=step, by=request.user, at=timezone.now())
        answer = see_other("sprints:review_screen", mission.slug, number)
        answer["Location"] += f"?etape={step}"
        return answer
    return show(request, sprint, step_asked(request, sprint), page="sprints/review_screen.html")


def step_asked(request: HttpRequest, sprint: Sprint) -> str:
    """The one asked for; else the one where the room is."""
    asked = request.GET.get("etape", "")
    asked = FORMER.get(asked, asked)
    if asked in Step.values:
        return asked
    found = review_now(sprint)
    return found.step if found and sprint.state == "adopted" else Step.PROMISED


def show(
    request: HttpRequest,
    sprint: Sprint,
    step: str,
    *,
    page: str = "sprints/review.html",
    status: int = 200,
    **forms: Any,
) -> HttpResponse:
    found = review_now(sprint)
    steps = [(one, Step(one).label) for one in Step.values]
    place = Step.values.index(step)
    context = {
        "place": "sprints",
        "sprint": sprint,
        "review": found,
        "step": step,
        "steps": steps,
        "before": steps[place - 1] if place else None,
        "after": steps[place + 1] if place + 1 < len(steps) else None,
        "shown_from": SHOWN_FROM,
        "runs": sprint.state == "adopted",
        **{name: may(request, permission, sprint.mission) for name, permission in MAY.items()},
        **PARTS[step](request, sprint, found),
    }
    return render(request, page, context | forms, status=status)


def promised(request: HttpRequest, sprint: Sprint, found: Review | None) -> Context:
    promises = promises_of(sprint)
    states = [one.state for one in promises]
    return {
        "promises": promises,
        "answers": FollowUp.Answer.choices,
        "kept": states.count(FollowUp.Answer.KEPT),
        "open_promises": states.count(""),
    }


def shipped(request: HttpRequest, sprint: Sprint, found: Review | None) -> Context:
    activities = list(Activity.objects.of(sprint).by_rank())
    lines = lines_of(sprint, at=timezone.now())
    return {
        "lines": [one for one in lines if one.kept],
        "aside": [one for one in lines if not one.kept],
        "to_do": [one for one in activities if one.done_at is None],
        "ship_form": ShipForm(activities=activities, auto_id="ship-%s"),
    }


def feelings(request: HttpRequest, sprint: Sprint, found: Review | None) -> Context:
    told = notes_of(sprint, found)
    piles = [*told.likes, *told.dislikes]
    pks = [note.pk for pile in piles for note in pile.notes]
    return {
        "feelings": told,
        "wrong_group": None,
        "feeling_form": FeelingForm(),
        "move_form": MoveForm(groups=told.groups, pks=pks),
        "group_forms": [
            GroupForm(instance=group, auto_id=f"group-{group.pk}-%s") for group in told.groups
        ],
    }


def tensions(request: HttpRequest, sprint: Sprint, found: Review | None) -> Context:
    found_ones = tensions_in(sprint)
    keys = {one.measure for one in found_ones}
    measures = measures_of(sprint.mission, keys, at=sprint.closed_at or timezone.now())
    return {
        "told": [(one, gap_of(one, measures)) for one in found_ones],
        "tension_form": TensionForm(),
    }


def next_cycle(request: HttpRequest, sprint: Sprint, found: Review | None) -> Context:
    return {
        "sums": sums_of(sprint),
        "unresolved": left_open(sprint),
        "agenda_form": AgendaForm(instance=sprint),
        "mood_form": MoodForm(),
        "weather": weather_of(sprint, found),
        "said_mood": has_said_mood(sprint, person_of(request)),
        "feelings": count_of(sprint, found),
    }


PARTS: dict[str, Callable[[HttpRequest, Sprint, Review | None], Context]] = {
    Step.PROMISED: promised,
    Step.SHIPPED: shipped,
    Step.FEELINGS: feelings,
    Step.TENSIONS: tensions,
    Step.NEXT: next_cycle,
}


@require_POST
@in_mission("sprints.follow_up")
def follow_up(request: Request, mission: Mission, number: int, key: str) -> HttpResponse:
    """Kept, not kept or moved: one tap each."""
    sprint, answer = known_sprint(mission, number), request.POST.get("answer", "")
    promise = promise_of(sprint, key)
    if promise is None or answer not in FollowUp.Answer.values:
        raise Http404
    try:
        operations.follow_up(
            sprint=sprint, promise=promise, answer=answer, by=request.user, at=timezone.now()
        )
    except operations.SprintNotRunning:
        return not_running(request, sprint, Step.PROMISED)
    return to_step(sprint, Step.PROMISED, anchor=f"#{key}")


@require_POST
@in_mission("sprints.lead_review")
def show_line(request: Request, mission: Mission, number: int, line: int) -> HttpResponse:
    sprint = known_sprint(mission, number)
    if not line_of(sprint, line):
        raise Http404
    kept = request.POST.get("kept") == "yes"
    try:
        operations.show_line(
            sprint=sprint, number=line, kept=kept, by=request.user, at=timezone.now()
        )
    except operations.SprintNotRunning:
        return not_running(request, sprint, Step.SHIPPED)
    return to_step(sprint, Step.SHIPPED)


@require_POST
@in_mission("sprints.set_agenda")
def set_agenda(request: Request, mission: Mission, number: int) -> HttpResponse:
    sprint = held(request, known_sprint(mission, number))
    form = AgendaForm(request.POST, instance=known_sprint(mission, number))
    if not form.is_valid():
        return show(request, sprint, Step.NEXT, status=422, agenda_form=form)
    try:
        operations.set_agenda(
            sprint=sprint, agenda=form.cleaned_data["agenda"], by=request.user, at=timezone.now()
        )
    except operations.SprintNotRunning:
        return too_late(request, sprint, form.cleaned_data["agenda"])
    messages.success(request, _("Agenda saved."))
    return to_step(sprint, Step.NEXT)


@require_POST
@in_mission("sprints.close")
def close(request: Request, mission: Mission, number: int) -> HttpResponse:
    sprint = known_sprint(mission, number)
    try:
        operations.close_sprint(sprint=sprint, by=request.user, at=timezone.now())
    except operations.SprintNotRunning:
        return not_running(request, sprint, Step.NEXT)
    group_feelings.enqueue(sprint.pk)
    messages.success(request, _("The sprint is closed. Here is its stage report."))
    return see_other("reports:report", mission.slug, number)


def to_step(sprint: Sprint, step: str, *, anchor: str = "") -> HttpResponse:
    answer = see_other("sprints:review", sprint.mission.slug, sprint.number)
    answer["Location"] += f"?etape={step}{anchor}"
    return answer


def not_running(request: HttpRequest, sprint: Sprint, step: str) -> HttpResponse:
    """Somebody has closed it meanwhile: the page as it is now, and who closed it."""
    sprint = known_sprint(sprint.mission, sprint.number)
    words = _("This sprint is not under way: nothing was changed.")
    if sprint.closed_by is not None:
        words = _("%(who)s has closed the review: nothing was changed.") % {
            "who": sprint.closed_by.shown_name
        }
    messages.error(request, words)
    if sprint.state == "drafted":
        return see_other("sprints:sprint", sprint.mission.slug, sprint.number)
    return show(request, sprint, step, status=409)


def too_late(
    request: HttpRequest, sprint: Sprint, words: str, *, revealed: bool = False
) -> HttpResponse:
    """What was written comes back to whoever wrote it, and to nobody else."""
    sprint = known_sprint(sprint.mission, sprint.number)
    if sprint.state == "drafted":
        return not_running(request, sprint, Step.PROMISED)
    context = {"place": "sprints", "sprint": sprint, "words": words, "revealed": revealed}
    return render(request, "sprints/review_too_late.html", context, status=409)
