"""The day of the handover: said, changed and taken back by the facilitation team."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission
from maven.missions.handover_forms import HandoverForm
from maven.missions.models import AFTER_HANDOVER, Mission
from maven.missions.operations import handover as verbs
from maven.people.http import Request, see_other


@in_mission("missions.hand_over")
def handover(request: Request, mission: Mission) -> HttpResponse:
    form = HandoverForm(request.POST or None, initial={"on": mission.handed_over_on})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["on"]
        try:
            verbs.hand_over(mission=mission, on=day, by=request.user, at=timezone.now())
        except verbs.HandoverTooEarly:
            form.add_error("on", _("A mission is not handed over before it was launched."))
        except verbs.HandoverIsOver:
            form.add_error(None, _("A year has passed since the handover: its day stays."))
        else:
            messages.success(request, _("The day of the handover is kept."))
            return see_other("missions:handover", mission.slug)
    return _page(request, mission, form)


@require_POST
@in_mission("missions.hand_over")
def handover_taken_back(request: Request, mission: Mission) -> HttpResponse:
    try:
        verbs.take_handover_back(mission=mission, by=request.user, at=timezone.now())
    except verbs.HandoverIsOver:
        return _page(request, mission, HandoverForm(), status=422)
    messages.success(request, _("The mission has no day of handover any more."))
    return see_other("missions:handover", mission.slug)


def _page(
    request: Request, mission: Mission, form: HandoverForm, *, status: int = 200
) -> HttpResponse:
    now, day = timezone.now(), mission.handed_over_on
    return render(
        request,
        "missions/handover.html",
        {
            "form": form,
            "is_handed_over": mission.is_handed_over(on=timezone.localdate(now)),
            "is_past_changing": verbs.is_past_changing(mission, at=now),
            "ties_go_on": day + AFTER_HANDOVER if day else None,
        },
        status=422 if form.errors else status,
    )
