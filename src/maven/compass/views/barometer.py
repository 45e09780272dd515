"""The barometer: two minutes on a phone; the answers are told at its closing, never whose."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.compass.barometer_forms import AnswerForm, OpeningForm
from maven.compass.models import Barometer, BarometerAnswer
from maven.compass.operations import (
    BarometerAlreadyOpen,
    BarometerClosed,
    answer_barometer,
    close_barometer,
    open_barometer,
    take_back_answer,
)
from maven.compass.polled import told_of
from maven.missions.access import in_mission, may, person_of
from maven.missions.models import Membership, Mission
from maven.people.http import Request, see_other

SHOWN = 12  # the last ones, with what they said


@in_mission("compass.see_state")
def barometer(request: HttpRequest, mission: Mission) -> HttpResponse:
    """What is asked now, and what was answered before."""
    return show(request, mission)


@in_mission("compass.answer_barometer")
@require_POST
def answer(request: Request, mission: Mission) -> HttpResponse:
    """An answer given, changed or taken back, as long as the barometer is open."""
    asked, at = _asked(mission, timezone.now()), timezone.now()
    try:
        if asked is None:
            raise BarometerClosed
        if "take_back" in request.POST:
            take_back_answer(barometer=asked, person=request.user, at=at)
            messages.success(request, _("Your answers are taken back."))
            return see_other("compass:barometer", mission.slug)
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return show(request, mission, form=form, status=422)
        answer_barometer(barometer=asked, person=request.user, answers=form.cleaned_data, at=at)
    except BarometerClosed:
        messages.error(
            request, _("The barometer is closed: your answers came too late, none was kept.")
        )
        return see_other("compass:barometer", mission.slug)
    messages.success(request, _("Thank you. You may change your answers until the closing."))
    return see_other("compass:barometer", mission.slug)


@in_mission("compass.ask_barometer")
@require_POST
def opening(request: Request, mission: Mission) -> HttpResponse:
    """The questions are asked from now on."""
    form = OpeningForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return show(request, mission, opening=form, status=422)
    try:
        open_barometer(
            mission=mission,
            closes_on=form.cleaned_data["closes_on"],
            by=request.user,
            at=timezone.now(),
        )
    except BarometerAlreadyOpen:
        messages.info(request, _("A barometer is open already."))
    return see_other("compass:barometer", mission.slug)


@in_mission("compass.ask_barometer")
@require_POST
def closing(request: Request, mission: Mission) -> HttpResponse:
    """The questions are no longer asked; the answers are counted."""
    asked = Barometer.objects.of(mission).open().first()
    if asked is None:
        raise Http404
    close_barometer(barometer=asked, by=request.user, at=timezone.now())
    messages.success(request, _("The barometer is closed. Its answers are being counted."))
    return see_other("compass:barometer", mission.slug)


def show(
    request: HttpRequest,
    mission: Mission,
    *,
    form: AnswerForm | None = None,
    opening: OpeningForm | None = None,
    status: int = 200,
) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    every = list(Barometer.objects.of(mission).newest_first()[: SHOWN + 1])
    asked = _asked(mission, now, every)
    given = None
    if asked and person:
        given = BarometerAnswer.objects.of(asked).by(person).first()
    may_ask = may(request, "compass.ask_barometer", mission)
    context = {
        "place": "home",
        "asked": asked,
        "given": given,
        "form": form or AnswerForm(given=given),
        "opening_form": opening or OpeningForm(today=timezone.localdate(now)),
        "may_answer": may(request, "compass.answer_barometer", mission),
        "may_ask": may_ask,
        "answered": BarometerAnswer.objects.of(asked).count() if asked and may_ask else None,
        "people": Membership.objects.of(mission).count() if asked and may_ask else None,
        "past": [(one, told_of(one)) for one in every if one.counted_at],
        "counting": any(one.closed_at and not one.counted_at for one in every),
    }
    return render(request, "compass/barometer.html", context, status=status)


def _asked(
    mission: Mission, now: datetime, every: list[Barometer] | None = None
) -> Barometer | None:
    """The one that may be answered today: open, and its last day not past."""
    found = Barometer.objects.of(mission).open() if every is None else every
    today = timezone.localdate(now)
    return next((one for one in found if one.is_asked_on(today)), None)
