"""Who is at a session: the wall, « I am here », the team's list, its counts and parts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission, may, signed_in
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.missions.views.poster import address_for_all, qr_code
from maven.people.http import Request, see_other
from maven.sprints.attendance_forms import RoleForm, SearchForm, TallyForm
from maven.sprints.attendance_queries import (
    headcount_of,
    people_to_tick,
    roles_of,
    sheet_of,
    team_and_present,
    was_there,
)
from maven.sprints.models import Attendance, Session, SessionTally
from maven.sprints.operations import attendance as verbs
from maven.sprints.operations.places import SessionCalledOff
from maven.sprints.operations.rotis import takes_marks
from maven.sprints.views.finding import known_session
from maven.sprints.wall_code import BEFORE, code_of, is_code_of, is_on, session_of_code, turns_at

MOST_TICKED = 2000
WALL_LOOKS_AGAIN = 30  # seconds


@in_mission("sprints.take_attendance")
def wall(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """For the projector: only whoever sees it can say « I am here »."""
    session, now = known_session(mission, pk), timezone.now()
    code = code_of(session, at=now)
    address = address_for_all(request, mission, "sprints:by_code", code)
    context = {
        "session": session,
        "is_on": is_on(session, at=now),
        "is_over": session.ends_at <= now,
        "address": address.partition("://")[2],
        "code": qr_code(address, scale=14),
        "count": headcount_of(session),
        "again": min(WALL_LOOKS_AGAIN, turns_at(now)),
    }
    return render(request, "sprints/session_wall.html", context)


@signed_in
def by_code(request: Request, shown: str) -> HttpResponse:
    """From the wall to the page of one's own: it looks at the code, and writes nothing."""
    session = session_of_code(shown, at=timezone.now())
    if session is None:
        return render(request, "sprints/session_code_over.html", status=404)
    answer = see_other("sprints:here", session.mission.slug, session.pk)
    answer["Location"] += f"?code={shown}"
    return answer


@in_mission("sprints.see_own_attendance", post="sprints.attend")
def here(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """One button, « I am here », and once it is said, the mark."""
    session, now = known_session(mission, pk), timezone.now()
    code = str(request.POST.get("code") or request.GET.get("code") or "")[:40]
    way = way_of(session, code)
    if request.method == "POST" and way:
        try:
            verbs.arrive(session=session, by=request.user, way=way, at=now)
        except (verbs.NotTheTime, SessionCalledOff):
            messages.error(request, _("This is not the time of this session: nothing was noted."))
        else:
            messages.success(request, _("It is noted: you are here."))
        return see_other("sprints:here", mission.slug, pk)
    context = {
        "place": "sprints",
        "session": session,
        "code": code,
        "way": way,
        "is_on": is_on(session, at=now),
        "is_there": was_there(session, request.user),
        "may_attend": may(request, "sprints.attend", mission),
        "takes_marks": takes_marks(session, at=now),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "sprints/session_here.html", context, status=status)


def way_of(session: Session, code: str) -> str:
    """By the code; without it, only where nobody has a wall to look at."""
    if code and is_code_of(session, code, at=timezone.now()):
        return Attendance.Way.CODE
    return Attendance.Way.SELF if session.link and not session.place else ""


@in_mission("sprints.take_attendance")
def attendance(request: Request, mission: Mission, pk: int) -> HttpResponse:
    session = known_session(mission, pk)
    if request.method != "POST":
        return show(request, session)
    shown, ticked, ticked_before = (
        {int(one) for one in request.POST.getlist(name)[:MOST_TICKED] if is_number(one)}
        for name in ("shown", "there", "before")
    )
    people = people_to_tick(session, shown)
    now_there, no_more = ticked - ticked_before, ticked_before - ticked
    try:
        count = verbs.take_attendance(
            session=session,
            came=[one for pk, one in people.items() if pk in now_there],
            not_there=[one for pk, one in people.items() if pk in no_more],
            by=request.user,
            at=timezone.now(),
        )
    except (verbs.SessionNotBegun, SessionCalledOff) as why:
        return not_now(request, session, why)
    messages.success(request, _("Noted. With an account, there are %(count)d.") % {"count": count})
    return see_other("sprints:attendance", mission.slug, pk)


def is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) <= 18


@require_POST
@in_mission("sprints.take_attendance")
def tally(request: Request, mission: Mission, pk: int) -> HttpResponse:
    session = held(request, known_session(mission, pk))
    form = TallyForm(request.POST, instance=tally_row(session))
    if not form.is_valid():
        return show(request, session, status=422, tally_form=form)
    try:
        verbs.tally_session(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except (verbs.SessionNotBegun, SessionCalledOff) as why:
        return not_now(request, session, why)
    messages.success(request, _("Noted."))
    return see_other("sprints:attendance", mission.slug, pk)


@require_POST
@in_mission("sprints.take_attendance")
def parts(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """Who leads, writes, keeps the time, receives: given, or taken back."""
    session = known_session(mission, pk)
    back = next(
        (one for one in roles_of(session) if str(one.pk) == request.POST.get("take_back")), None
    )
    try:
        if back is not None:
            verbs.take_back_role(role=back, by=request.user, at=timezone.now())
        elif "take_back" not in request.POST:
            form = RoleForm(request.POST, people=team_and_present(session), auto_id="part-%s")
            if not form.is_valid():
                return show(request, session, status=422, role_form=form)
            verbs.give_role(
                session=session,
                person=form.chosen,
                role=form.cleaned_data["role"],
                by=request.user,
                at=timezone.now(),
            )
    except SessionCalledOff as why:
        return not_now(request, session, why)
    return see_other("sprints:attendance", mission.slug, pk, anchor="#parts")


def tally_row(session: Session) -> SessionTally:
    """What was counted, or an empty count of this session."""
    return SessionTally.objects.of(session).first() or SessionTally(session=session)


def show(
    request: HttpRequest, session: Session, *, status: int = 200, **forms: Any
) -> HttpResponse:
    search = SearchForm(request.GET)
    asked = search.cleaned_data["q"] if search.is_valid() else ""
    context = {
        "place": "sprints",
        "session": session,
        "sheet": sheet_of(session, asked=asked),
        "asked": asked,
        "search_form": search,
        "roles": roles_of(session),
        "tally_form": TallyForm(instance=tally_row(session)),
        "role_form": RoleForm(people=team_and_present(session), auto_id="part-%s"),
        "may_begin": timezone.now() >= session.starts_at - BEFORE,
        **forms,
    }
    return render(request, "sprints/session_attendance.html", context, status=status)


def not_now(request: HttpRequest, session: Session, why: Exception) -> HttpResponse:
    """A page kept open while a session was called off, or opened too early: nothing is written."""
    if isinstance(why, SessionCalledOff):
        messages.error(request, _("This session was called off: nothing was noted."))
    else:
        messages.error(request, _("This session has not begun: nothing was noted."))
    return show(request, session, status=409)
