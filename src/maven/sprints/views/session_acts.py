"""A session moved, called off, held again a week later; an activity moved to another sprint."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.method.clocks import NoSuchHour
from maven.missions.access import in_mission
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.missions.postage import TooManyLetters, take_letters
from maven.people.http import Request, see_other
from maven.sprints.models import Session
from maven.sprints.operations import moving
from maven.sprints.operations import sessions as operations
from maven.sprints.session_forms import CallOffForm, MoveForm, here
from maven.sprints.session_queries import to_be_told
from maven.sprints.session_tasks import remind_in_time, tell_of_change
from maven.sprints.views.board import show_board
from maven.sprints.views.finding import known_activity, known_session, known_sprint
from maven.sprints.views.sessions import called_off, say_of_hours, show


@in_mission("sprints.change_session")
def move(request: Request, mission: Mission, pk: int) -> HttpResponse:
    session, now = held(request, known_session(mission, pk)), timezone.now()
    form = MoveForm(request.POST or None, row=session, initial=MoveForm.of(session))
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            take_letters(request.user, to_be_told(session), at=now)
            moved = operations.move_session(
                session=session,
                starts_at=found["starts_at"],
                ends_at=found["ends_at"],
                zone=here(),
                by=request.user,
                at=now,
            )
        except operations.SessionCalledOff:
            return called_off(request, session)
        except operations.SessionAlreadyHeld:
            return already_held(request, session)
        except TooManyLetters:
            form.add_error(None, TooManyLetters.words)
        else:
            origin = request.build_absolute_uri("/")
            if moved.moved_at == now:
                tell_of_change.enqueue(pk, origin)
                remind_in_time(moved, origin)
            messages.success(request, _("The session is moved. Those who registered are told."))
            say_of_hours(request, form.twice)
            return see_other("sprints:session", mission.slug, pk)
    context = {"place": "sprints", "form": form, "session": session}
    return render(request, "sprints/session_move.html", context, status=422 if form.errors else 200)


@in_mission("sprints.change_session")
def call_off(request: Request, mission: Mission, pk: int) -> HttpResponse:
    session, form, now = (
        known_session(mission, pk),
        CallOffForm(request.POST or None),
        timezone.now(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            take_letters(request.user, to_be_told(session), at=now)
            operations.call_off(
                session=session, reason=form.cleaned_data["reason"], by=request.user, at=now
            )
        except operations.SessionCalledOff:
            return called_off(request, session)
        except operations.SessionAlreadyHeld:
            return already_held(request, session)
        except TooManyLetters:
            form.add_error(None, TooManyLetters.words)
        else:
            tell_of_change.enqueue(pk, request.build_absolute_uri("/"))
            messages.success(
                request, _("The session is called off. Those who registered are told.")
            )
            return see_other("sprints:session", mission.slug, pk)
    told = to_be_told(session)
    context = {"place": "sprints", "form": form, "session": session, "told": told}
    return render(
        request, "sprints/session_call_off.html", context, status=422 if form.errors else 200
    )


@require_POST
@in_mission("sprints.open_session")
def repeat(request: Request, mission: Mission, pk: int) -> HttpResponse:
    session = known_session(mission, pk)
    try:
        again = operations.repeat_session(
            session=session, zone=here(), by=request.user, at=timezone.now()
        )
    except NoSuchHour:
        messages.error(
            request,
            _("A week later the clocks go forward over this hour: choose another one."),
        )
        return show(request, session, status=409)
    remind_in_time(again, request.build_absolute_uri("/"))
    messages.success(request, _("The same session is on the calendar a week later."))
    return see_other("sprints:session", mission.slug, again.pk)


@require_POST
@in_mission("sprints.move_activity")
def move_activity(request: Request, mission: Mission, number: int, pk: int) -> HttpResponse:
    sprint = known_sprint(mission, number)
    activity = known_activity(sprint, pk)
    asked = request.POST.get("to", "")
    target = known_sprint(mission, int(asked) if asked.isdecimal() and len(asked) < 5 else 0)
    try:
        moving.move_activity(
            activity=activity, to_sprint=target, by=request.user, at=timezone.now()
        )
    except moving.ActivityStays:
        messages.error(
            request,
            _("“%(title)s” was done, took days, or has its minutes: it stays in its sprint.")
            % {"title": activity.title},
        )
        return show_board(request, sprint, status=409)
    messages.success(
        request,
        _("“%(title)s” is in sprint %(number)s now, with its sessions to come.")
        % {"title": activity.title, "number": target.number},
    )
    return see_other("sprints:sprint", mission.slug, number)


def already_held(request: HttpRequest, session: Session) -> HttpResponse:
    messages.error(request, _("This session has begun, or is over: it stays when it was."))
    return show(request, session, status=409)
