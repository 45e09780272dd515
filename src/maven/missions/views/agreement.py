"""The framing: read by whoever may see the mission, written by the sponsor and the team."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from maven.missions.access import in_mission, may, person_of
from maven.missions.drawn import held
from maven.missions.launch_forms import AgreementForm
from maven.missions.models import Framing, Mission
from maven.missions.operations.framings import set_framing
from maven.people.http import see_other


@in_mission("missions.see_framing", post="missions.frame")
def agreement(request: HttpRequest, mission: Mission) -> HttpResponse:
    held(request, mission)
    framing = Framing.objects.of(mission).select_related("set_by").first()
    form = AgreementForm(
        request.POST or None,
        instance=framing,
        initial={"question": mission.question},
    )
    person = person_of(request)
    if request.method == "POST" and form.is_valid() and person is not None:
        set_framing(
            mission=mission,
            changes=form.framing,
            question=form.cleaned_data["question"],
            by=person,
            at=timezone.now(),
        )
        messages.success(request, _("The framing is saved."))
        return see_other("missions:agreement", mission.slug)
    if form.is_bound and framing is not None:
        framing.refresh_from_db()  # the form wrote what was sent into it
    context = {
        "form": form,
        "framing": framing,
        "edits": may(request, "missions.frame", mission),
        "place": "home",
    }
    status = 422 if form.errors else 200
    return render(request, "missions/agreement.html", context, status=status)
