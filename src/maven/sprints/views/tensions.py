"""Tensions: told at the review, then followed on a page of their own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission, may
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.sprints import operations
from maven.sprints.measures import gap_of, measures_of
from maven.sprints.models import BacklogItem, Review, Tension
from maven.sprints.queries import activities_to_come
from maven.sprints.review_forms import TensionForm, TensionPlanForm
from maven.sprints.views.finding import known_sprint, known_tension
from maven.sprints.views.review import show, to_step, too_late

STEP = Review.Step.TENSIONS


@require_POST
@in_mission("sprints.raise_tension")
def raise_tension(request: Request, mission: Mission, number: int) -> HttpResponse:
    sprint, now = known_sprint(mission, number), timezone.now()
    form = TensionForm(request.POST)
    asked = [request.POST.get("measure", "")]
    if not form.is_valid() or not form.with_figure(measures_of(mission, asked, at=now)):
        return show(request, sprint, STEP, status=422, tension_form=form)
    try:
        operations.raise_tension(sprint=sprint, by=request.user, at=now, **form.cleaned_data)
    except operations.SprintNotRunning:
        told = (form.cleaned_data["desired"], form.cleaned_data["observed"])
        return too_late(request, sprint, "\n".join(told))
    return to_step(sprint, STEP)


@require_POST
@in_mission("sprints.resolve_tension")
def resolve_tension(request: Request, mission: Mission, number: int, pk: int) -> HttpResponse:
    sprint, tension = known_sprint(mission, number), known_tension(mission, pk)
    operations.resolve_tension(tension=tension, by=request.user, at=timezone.now())
    messages.success(request, _("Tension resolved."))
    return to_step(sprint, STEP)


@in_mission("sprints.see", post="sprints.plan_tension")
def tension(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """One tension in full: the gap then and now, who sees to it, what is meant to reduce it."""
    found = held(request, known_tension(mission, pk))
    activities = activities_to_come(mission, found.activity)
    if request.method != "POST":
        form = TensionPlanForm(instance=found, activities=activities)
        return show_tension(request, found, form)
    form = TensionPlanForm(request.POST, instance=known_tension(mission, pk), activities=activities)
    if not form.is_valid():
        return show_tension(request, found, form, status=422)
    said = form.cleaned_data
    try:
        operations.plan_tension(
            tension=found,
            severity=said["severity"],
            activity=said["activity"],
            wanted=said.get("wanted"),
            by=request.user,
            at=timezone.now(),
        )
    except operations.TensionResolved:
        return closed_meanwhile(request, found)
    messages.success(request, _("Saved."))
    return see_other("sprints:tension", mission.slug, pk)


def show_tension(
    request: HttpRequest, found: Tension, form: TensionPlanForm | None, *, status: int = 200
) -> HttpResponse:
    mission = found.mission
    measures = measures_of(mission, [found.measure], at=timezone.now())
    context = {
        "place": "sprints",
        "tension": found,
        "gap": gap_of(found, measures),
        "item": BacklogItem.objects.of(mission).filter(tension=found).first(),
        "plan_form": form,
        "mine": request.user.is_authenticated and found.owner_id == request.user.pk,
        "may_propose": may(request, "sprints.propose_item", mission),
        "may_plan": may(request, "sprints.plan_tension", mission),
        "may_take_on": may(request, "sprints.take_tension_on", mission),
        "may_resolve": may(request, "sprints.resolve_tension", mission),
    }
    return render(request, "sprints/tension_page.html", context, status=status)


@require_POST
@in_mission("sprints.take_tension_on")
def take_on(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """I see to it; or, with `back`, no longer."""
    found, now = known_tension(mission, pk), timezone.now()
    verb = operations.give_tension_back if request.POST.get("back") else operations.take_tension_on
    try:
        verb(tension=found, by=request.user, at=now)
    except operations.TensionResolved:
        return closed_meanwhile(request, found)
    except operations.TensionTaken:
        messages.info(request, _("Somebody else sees to it already."))
    return see_other("sprints:tension", mission.slug, pk)


@require_POST
@in_mission("sprints.resolve_tension")
def settle(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """The same as in the review, from the page of the tension: it may be resolved on any day."""
    operations.resolve_tension(
        tension=known_tension(mission, pk), by=request.user, at=timezone.now()
    )
    messages.success(request, _("Tension resolved."))
    return see_other("sprints:tension", mission.slug, pk)


def closed_meanwhile(request: HttpRequest, found: Tension) -> HttpResponse:
    messages.error(request, _("This tension was resolved meanwhile: nothing was changed."))
    fresh = known_tension(found.mission, found.pk)
    return show_tension(request, fresh, None, status=409)
