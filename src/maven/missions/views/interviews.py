"""Meeting the sponsors one by one: planned, written down; for the team alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission
from maven.missions.drawn import held
from maven.missions.guide import guide_of, questions_in
from maven.missions.interview_forms import GuideForm, MoveForm, PlanForm, RecordForm
from maven.missions.launch_forms import HeardForm
from maven.missions.models import (
    Annotation,
    Framing,
    Interview,
    InterviewAnswer,
    Membership,
    Mission,
    Role,
)
from maven.missions.operations import interviews as verbs
from maven.missions.operations.annotations import annotate_interview
from maven.missions.operations.framings import set_framing
from maven.people.http import Request, see_other


def _team(mission: Mission) -> list[Membership]:
    return list(Membership.objects.of(mission).with_role(Role.FACILITATOR).by_name())


def _others(mission: Mission) -> list[Membership]:
    """Sponsors first: they are met one by one; then the working group."""
    parts = Membership.objects.of(mission).with_role(Role.SPONSOR, Role.MEMBER).by_name()
    return sorted(parts, key=lambda part: part.role != Role.SPONSOR)


@in_mission("missions.interview")
def interviews(request: Request, mission: Mission) -> HttpResponse:
    """Those planned and those held, and a form to plan one."""
    form = PlanForm(request.POST or None, people=_others(mission), team=_team(mission))
    if request.method == "POST" and form.is_valid():
        planned = verbs.plan_interview(
            mission=mission,
            name=form.cleaned_data["name"],
            person=form.who,
            planned_at=form.planned_at,
            led_by=form.leader,
            questions=questions_in(guide_of(mission)),
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The interview is planned, with its questions."))
        return see_other("missions:interview", mission.slug, planned.pk)
    every = Interview.objects.of(mission).in_order()
    context = {
        "planned": list(every.planned()),
        "held": list(every.held()),
        "form": form,
        "place": "home",
    }
    status = 422 if form.errors else 200
    return render(request, "missions/interviews.html", context, status=status)


@in_mission("missions.interview")
def interview(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """The questions, what was answered, and the passages noted."""
    found = held(request, _in(mission, pk))
    answers = list(InterviewAnswer.objects.of(found).in_order())
    form = RecordForm(request.POST or None, row=found, answers=answers)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            verbs.write_interview(
                interview=found,
                held_on=form.cleaned_data["held_on"],
                consent=form.cleaned_data["consent"],
                answers=form.words,
                by=request.user,
                at=now,
                on=timezone.localdate(now),
            )
        except verbs.HeldTooSoon:
            form.add_error("held_on", _("This day is still to come."))
        else:
            messages.success(request, _("What was said is kept, for the team alone."))
            return see_other("missions:interview", mission.slug, pk)
    return _page(request, mission, found, form=form, answers=answers)


def _page(
    request: HttpRequest,
    mission: Mission,
    found: Interview,
    *,
    form: RecordForm,
    answers: list[InterviewAnswer],
    quotation: HeardForm | None = None,
) -> HttpResponse:
    context = {
        "interview": found,
        "form": form,
        "questions": answers,
        "quotation": quotation or HeardForm(),
        "passages": list(Annotation.objects.filter(interview=found).in_order()),
        "place": "home",
    }
    wrong = form.errors or (quotation is not None and quotation.errors)
    return render(request, "missions/interview.html", context, status=422 if wrong else 200)


@require_POST
@in_mission("missions.interview")
def quotation(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """Notes a passage of what was said, where the person agreed to be quoted."""
    found = held(request, _in(mission, pk))
    form = HeardForm(request.POST)
    if not form.is_valid():
        answers = list(InterviewAnswer.objects.of(found).in_order())
        record = RecordForm(row=found, answers=answers)
        return _page(request, mission, found, form=record, answers=answers, quotation=form)
    if not found.may_be_quoted:
        messages.error(request, _("This person did not agree to be quoted: nothing is noted."))
        return see_other("missions:interview", mission.slug, pk)
    annotate_interview(interview=found, by=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The passage is noted. Make something of it, or note another."))
    return see_other("missions:interview", mission.slug, pk, anchor="#passages")


@in_mission("missions.interview")
def move(request: Request, mission: Mission, pk: int) -> HttpResponse:
    found = held(request, _in(mission, pk))
    form = MoveForm(request.POST or None, row=found, team=_team(mission))
    if request.method == "POST" and form.is_valid():
        verbs.move_interview(
            interview=found,
            planned_at=form.planned_at,
            led_by=form.leader,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The interview has another hour."))
        return see_other("missions:interview", mission.slug, pk)
    context = {"form": form, "interview": found, "place": "home"}
    status = 422 if form.errors else 200
    return render(request, "missions/interview_move.html", context, status=status)


@require_POST
@in_mission("missions.interview")
def erasure(request: Request, mission: Mission, pk: int) -> HttpResponse:
    verbs.erase_interview(interview=_in(mission, pk), by=request.user, at=timezone.now())
    messages.success(request, _("The interview is gone, with its answers."))
    return see_other("missions:interviews", mission.slug)


@in_mission("missions.interview")
def guide(request: Request, mission: Mission) -> HttpResponse:
    """The questions that interviews begin with."""
    held(request, mission)
    framing = Framing.objects.of(mission).first()
    form = GuideForm(request.POST or None, row=framing, initial={"guide": guide_of(mission)})
    if request.method == "POST" and form.is_valid():
        set_framing(
            mission=mission,
            changes={"guide": form.cleaned_data["guide"]},
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The guide is saved."))
        return see_other("missions:interviews", mission.slug)
    context = {"form": form, "place": "home"}
    status = 422 if form.errors else 200
    return render(request, "missions/guide.html", context, status=status)


def _in(mission: Mission, pk: int) -> Interview:
    known = Interview.objects.of(mission).select_related("person", "led_by")
    found: Interview = get_object_or_404(known, pk=pk)
    found.mission = mission
    return found
