"""Launching a mission, and settling its frame later."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from maven.missions import operations
from maven.missions.access import in_mission, signed_in
from maven.missions.drawn import held
from maven.missions.forms import FramingForm
from maven.missions.models import Mission
from maven.people.http import Request


@signed_in
def new(request: Request) -> HttpResponse:
    form = FramingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mission = operations.launch_mission(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The mission is launched. Now invite the people it needs."))
        return HttpResponseRedirect(mission.get_absolute_url(), status=303)
    return render(request, "missions/new.html", {"form": form}, status=422 if form.errors else 200)


@in_mission("missions.settle")
def settings(request: Request, mission: Mission) -> HttpResponse:
    form = FramingForm(request.POST or None, instance=held(request, mission))
    if request.method == "POST" and form.is_valid():
        operations.settle_mission(
            mission=Mission.objects.get(pk=mission.pk),
            changes={field: form.cleaned_data[field] for field in form.changed_data},
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The frame of the mission is saved."))
        return HttpResponseRedirect(request.path, status=303)
    if form.errors:
        mission.refresh_from_db()
    return render(
        request,
        "missions/settings.html",
        {"form": form, "mission": mission},
        status=422 if form.errors else 200,
    )
