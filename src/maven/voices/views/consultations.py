"""The calls of a mission: all of them, a new one, closing, reopening."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission
from maven.missions.models import Mission
from maven.people.http import Request
from maven.voices import access, operations, queries
from maven.voices.forms import ConsultationForm, ReopeningForm
from maven.voices.views.vote import see_other


@in_mission("voices.see")
def consultations(request: HttpRequest, mission: Mission) -> HttpResponse:
    """What is asked now, and what was asked before."""
    today = timezone.localdate()
    calls = list(queries.consultations_with_numbers(mission))
    for call in calls:
        call.mission = mission
    context = {
        "place": "consultations",
        "open_ones": [call for call in calls if call.is_open_on(today)],
        "closed_ones": [call for call in calls if not call.is_open_on(today)],
        "waiting": sum(getattr(call, "waiting_count", 0) for call in calls),
    }
    return render(request, "voices/consultations.html", context)


@in_mission("voices.open")
def new(request: Request, mission: Mission) -> HttpResponse:
    """Puts a question to everybody."""
    form = ConsultationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        call = operations.open_consultation(
            mission=mission, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("The consultation is open. Share its address."))
        return see_other(call.get_absolute_url())
    context = {"form": form, "place": "consultations"}
    status = 422 if request.method == "POST" else 200
    return render(request, "voices/new.html", context, status=status)


@in_mission("voices.open")
@require_POST
def closure(request: Request, mission: Mission, slug: str, pk: int) -> HttpResponse:
    call = access.consultation_in(mission, pk)
    operations.close_consultation(consultation=call, by=request.user, at=timezone.now())
    messages.success(request, _("The consultation is closed. Its results are open to all."))
    return see_other(call.get_absolute_url())


@in_mission("voices.open")
@require_POST
def reopening(request: Request, mission: Mission, slug: str, pk: int) -> HttpResponse:
    call = access.consultation_in(mission, pk)
    form = ReopeningForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This day does not exist."))
        return see_other(call.get_absolute_url())
    operations.reopen_consultation(
        consultation=call,
        closes_on=form.cleaned_data["closes_on"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("The consultation is open again."))
    return see_other(call.get_absolute_url())
