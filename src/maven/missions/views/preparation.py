"""The task lists of phases A to C."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions import operations
from maven.missions.access import in_mission
from maven.missions.forms import NoteForm
from maven.missions.models import Mission
from maven.missions.preparation import BY_SLUG, preparation_of
from maven.people.http import Request


@in_mission("missions.prepare")
def preparation(request: Request, mission: Mission) -> HttpResponse:
    return _page(request, mission)


def _page(request: Request, mission: Mission, form: NoteForm | None = None) -> HttpResponse:
    phases = preparation_of(mission)
    return render(
        request,
        "missions/preparation.html",
        {
            "phases": phases,
            "form": form,
            "done": sum(phase.progress.done for phase in phases),
            "total": sum(phase.progress.total for phase in phases),
        },
        status=422 if form and form.errors else 200,
    )


@require_POST
@in_mission("missions.prepare")
def step_done(request: Request, mission: Mission, slug: str) -> HttpResponse:
    if slug not in BY_SLUG:
        raise Http404
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, mission, form)
    operations.finish_step(
        mission=mission,
        phase=BY_SLUG[slug].phase,
        slug=slug,
        note=form.cleaned_data["note"],
        by=request.user,
        at=timezone.now(),
    )
    return _back(mission, slug)


@require_POST
@in_mission("missions.prepare")
def step_reopened(request: Request, mission: Mission, slug: str) -> HttpResponse:
    if slug not in BY_SLUG:
        raise Http404
    operations.reopen_step(mission=mission, slug=slug, by=request.user, at=timezone.now())
    messages.info(request, _("The step is to do again."))
    return _back(mission, slug)


def _back(mission: Mission, slug: str) -> HttpResponse:
    page = reverse("missions:preparation", args=[mission.slug])
    return HttpResponseRedirect(f"{page}#{slug}", status=303)
