"""The team corrects what the toolbox believes, for its mission only."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.toolbox import operations
from maven.toolbox.forms import KindForm, NewKindForm, QuantitiesForm
from maven.toolbox.queries import quantities_of
from maven.toolbox.views.reading import known_kind


@in_mission("toolbox.correct")
def correct(request: Request, mission: Mission, slug: str) -> HttpResponse:
    held(request, mission)  # its own row of a kind may not be there yet
    kind, copy = known_kind(mission, slug), known_kind(mission, slug)
    form = KindForm(request.POST or None, instance=copy)
    if request.method == "POST" and form.is_valid():
        operations.correct_kind(
            mission=mission,
            kind=kind,
            changes=form.cleaned_data,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Saved, for this mission only."))
        return to_kind(mission, slug)
    return page(request, "toolbox/correct.html", {"kind": kind, "form": form})


@in_mission("toolbox.correct")
def add(request: Request, mission: Mission) -> HttpResponse:
    form = NewKindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind = operations.add_kind(
            mission=mission, fields=form.cleaned_data, by=request.user, at=timezone.now()
        )
        messages.success(request, _("Added to the toolbox of this mission."))
        return to_kind(mission, kind.slug)
    return page(request, "toolbox/add.html", {"form": form})


@require_POST
@in_mission("toolbox.correct")
def restore(request: Request, mission: Mission, slug: str) -> HttpResponse:
    kind = known_kind(mission, slug)
    try:
        operations.restore_kind(mission=mission, kind=kind, by=request.user, at=timezone.now())
    except operations.NotInTheCatalogue as unknown:
        raise Http404 from unknown
    messages.success(request, _("Back to what the catalogue says."))
    return to_kind(mission, slug)


@require_POST
@in_mission("toolbox.correct")
def set_aside(request: Request, mission: Mission, slug: str) -> HttpResponse:
    kind = known_kind(mission, slug)
    operations.set_aside_kind(mission=mission, kind=kind, by=request.user, at=timezone.now())
    messages.success(request, _("Set aside: it will not be proposed any more."))
    return to_kind(mission, slug)


@require_POST
@in_mission("toolbox.correct")
def take_back(request: Request, mission: Mission, slug: str) -> HttpResponse:
    kind = known_kind(mission, slug)
    operations.take_back_kind(mission=mission, kind=kind, by=request.user, at=timezone.now())
    messages.success(request, _("It may be proposed again."))
    return to_kind(mission, slug)


@in_mission("toolbox.correct")
def quantities(request: Request, mission: Mission) -> HttpResponse:
    held(request, mission)
    form = QuantitiesForm(request.POST or None, planned=quantities_of(mission))
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        for seed_kind, low, high in form.changes():
            operations.set_quantity(
                mission=mission, seed_kind=seed_kind, low=low, high=high, by=request.user, at=now
            )
        messages.success(request, _("Quantities saved."))
        return see_other("toolbox:toolbox", mission.slug)
    return page(request, "toolbox/quantities.html", {"form": form})


def page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """A page with its form: told apart when it comes back with something to correct."""
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"place": "sprints", **context}, status=status)


def to_kind(mission: Mission, slug: str) -> HttpResponse:
    return see_other("toolbox:kind", mission.slug, slug)
