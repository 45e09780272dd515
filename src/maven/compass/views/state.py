"""The state of the community over time, and the zones that the group aims at."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.compass.barometer_forms import AimForm
from maven.compass.history import dimensions_of
from maven.compass.models import Aim
from maven.compass.operations import set_aim
from maven.compass.state import state_of
from maven.missions.access import in_mission, may
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.people.http import Request, see_other


@in_mission("compass.see_state")
def state(request: HttpRequest, mission: Mission) -> HttpResponse:
    """The four dimensions: now, how they got there, and where the group wants them."""
    return show(request, mission)


@in_mission("compass.aim")
@require_POST
def aim(request: Request, mission: Mission, dimension: str) -> HttpResponse:
    """The zone aimed at on one dimension, as the group decided it."""
    if dimension not in Aim.Dimension.values:
        raise Http404
    stands = Aim.objects.of(held(request, mission)).filter(dimension=dimension).first()
    form = AimForm.of(mission, stands, request.POST)
    if not form.is_valid():
        return show(request, mission, refused=(dimension, form), status=422)
    set_aim(
        mission=mission,
        dimension=dimension,
        zone=form.zone(),
        by=request.user,
        at=timezone.now(),
    )
    there = form.zone() is not None
    told = _("The zone aimed at is written down.") if there else _("No zone is aimed at any more.")
    messages.success(request, told)
    return see_other("compass:state", mission.slug, anchor=f"#{dimension}")


def show(
    request: HttpRequest,
    mission: Mission,
    *,
    refused: tuple[str, AimForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    state = state_of(mission, at=now)
    rows = []
    for dimension in dimensions_of(mission, state, at=now):
        form = AimForm.of(mission, dimension.aim)
        if refused and refused[0] == dimension.gauge.key:
            form = refused[1]
        rows.append((dimension, form))
    context = {
        "place": "home",
        "state": state,
        "rows": rows,
        "may_aim": may(request, "compass.aim", mission),
    }
    return render(request, "compass/state.html", context, status=status)
