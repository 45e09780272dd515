"""The minutes of a session: written live by several, read by all once they are published."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission, may, person_of
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.people.models import Person
from maven.sprints.attendance_queries import (
    headcount_of,
    names_shown,
    roles_of,
    team_and_present,
    was_there,
)
from maven.sprints.minutes_forms import NewLineForm, SummaryForm
from maven.sprints.minutes_queries import minutes_of, written_of
from maven.sprints.models import Minutes, Session
from maven.sprints.operations import minutes as verbs
from maven.sprints.operations.attendance import SessionNotBegun
from maven.sprints.operations.places import SessionCalledOff
from maven.sprints.queries import running_of
from maven.sprints.views.finding import known_session


@in_mission("sprints.see")
def minutes(request: HttpRequest, mission: Mission, pk: int) -> HttpResponse:
    return show(request, known_session(mission, pk))


def show(
    request: HttpRequest, session: Session, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """A draft is of the working group: the others read that it is not published yet."""
    mission, person = session.mission, person_of(request)
    found, writes = minutes_of(session), may(request, "sprints.write_minutes", mission)
    lists = may(request, "sprints.take_attendance", mission)
    context = {"place": "sprints", "session": session, "may_write": writes}
    if found is None or (found.published_at is None and not writes):
        context["may_open"] = writes and session.is_held(at=timezone.now())
        return render(request, "sprints/minutes_none.html", context, status=status)
    came = person is not None and was_there(session, person)
    kind = request.GET.get("genre", "")
    context |= {
        "written": written_of(found),
        "minutes": found,
        "me": person,
        "count": headcount_of(session),
        "roles": roles_of(session),
        "names": names_shown(session) if came or lists else [],
        "may_publish": may(request, "sprints.publish_minutes", mission),
        "has_run": running_of(mission) is not None if writes else False,
        "summary_form": SummaryForm(instance=found),
        "line_form": NewLineForm(
            people=people_for(request, session) if writes else [], initial={"kind": kind}
        ),
        "just_added": bool(kind),
        **forms,
    }
    return render(request, "sprints/minutes.html", context, status=status)


def people_for(request: HttpRequest, session: Session) -> list[Person]:
    """Whom a line may name: for a member, those who chose to appear by name, and herself."""
    people = team_and_present(session)
    if may(request, "sprints.take_attendance", session.mission):
        return people
    me = person_of(request)
    return [one for one in people if one.is_named or one == me]


def known_minutes(session: Session) -> Minutes:
    found = minutes_of(session)
    if found is None:
        raise Http404
    return found


@require_POST
@in_mission("sprints.write_minutes")
def open_them(request: Request, mission: Mission, pk: int) -> HttpResponse:
    session = known_session(mission, pk)
    try:
        verbs.open_minutes(session=session, by=request.user, at=timezone.now())
    except SessionCalledOff:
        messages.error(request, _("This session was called off: it has no minutes."))
        return show(request, session, status=409)
    except SessionNotBegun:
        messages.error(request, _("This session has not begun: its minutes open with it."))
        return show(request, session, status=409)
    return see_other("sprints:minutes", mission.slug, pk)


@require_POST
@in_mission("sprints.write_minutes")
def summarise(request: Request, mission: Mission, pk: int) -> HttpResponse:
    session = known_session(mission, pk)
    found = held(request, known_minutes(session))
    form = SummaryForm(request.POST, instance=known_minutes(session))
    if not form.is_valid():
        return show(request, session, status=422, summary_form=form)
    try:
        verbs.summarise(
            minutes=found, by=request.user, at=timezone.now(), summary=form.cleaned_data["summary"]
        )
    except verbs.MinutesPublished:
        return published_meanwhile(request, session)
    messages.success(request, _("Saved."))
    return see_other("sprints:minutes", mission.slug, pk)


@require_POST
@in_mission("sprints.write_minutes")
def add(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """Enter adds; the page comes back ready for the next one, of the same kind."""
    session = known_session(mission, pk)
    found = known_minutes(session)
    form = NewLineForm(request.POST, people=people_for(request, session))
    if not form.is_valid():
        return show(request, session, status=422, line_form=form)
    try:
        line = verbs.write_line(minutes=found, by=request.user, at=timezone.now(), **form.said())
    except verbs.TooManyLines:
        form.add_error(None, _("These minutes hold 300 lines already: bring some together."))
        return show(request, session, status=422, line_form=form)
    answer = see_other("sprints:minutes", mission.slug, pk)
    answer["Location"] += f"?genre={line.kind}#ajouter"
    return answer


@require_POST
@in_mission("sprints.publish_minutes")
def publish(request: Request, mission: Mission, pk: int) -> HttpResponse:
    session = known_session(mission, pk)
    try:
        verbs.publish_minutes(minutes=known_minutes(session), by=request.user, at=timezone.now())
    except verbs.MinutesPublished:
        messages.info(request, _("These minutes were published already."))
    except verbs.NothingWritten:
        messages.error(request, _("Write a line, or a few words of summary, before publishing."))
        return show(request, session, status=422)
    except SessionCalledOff:
        messages.error(request, _("This session was called off: it has no minutes."))
        return show(request, session, status=409)
    else:
        messages.success(request, _("Published. From here on, nothing in them changes."))
    return see_other("sprints:minutes", mission.slug, pk)


def published_meanwhile(request: HttpRequest, session: Session) -> HttpResponse:
    messages.error(request, _("These minutes are published: add a line beside them instead."))
    return show(request, session, status=409)
