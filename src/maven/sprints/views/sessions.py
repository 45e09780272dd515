"""The sessions of a mission, one of them, and what the team writes of it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maven.missions.access import in_mission, may, person_of
from maven.missions.drawn import held
from maven.missions.models import Membership, Mission, Role
from maven.missions.postage import TooManyLetters, take_letters
from maven.people.http import Request, see_other
from maven.people.models import Person
from maven.sprints.calendar_days import next_open_day
from maven.sprints.models import Activity, AgendaItem, Registration, Session
from maven.sprints.operations import sessions as operations
from maven.sprints.operations.places import free_places, is_for
from maven.sprints.session_agenda_form import SessionAgendaForm
from maven.sprints.session_forms import HelpedRegistrationForm, NewSessionForm, SessionForm
from maven.sprints.session_queries import (
    activities_to_date,
    agenda_of,
    coming_in,
    company_of,
    may_be_registered,
    overlapping,
    past_by_sprint,
    sprint_on,
    to_be_told,
)
from maven.sprints.session_tasks import remind_in_time, tell_of_change, tell_of_places
from maven.sprints.views.after import after_of
from maven.sprints.views.finding import known_session

MORNING, AFTERNOON = time(9), time(14)
A_DAY = 8 * 60  # minutes: what lasts longer is several sessions


@in_mission("sprints.see")
def sessions(request: HttpRequest, mission: Mission) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    context = {
        "place": "sprints",
        "coming": coming_in(mission, person, at=now),
        "past": past_by_sprint(mission, person, at=now),
        "may_open": may(request, "sprints.open_session", mission),
        "now": now,
    }
    return render(request, "sprints/sessions.html", context)


@in_mission("sprints.see")
def session(request: HttpRequest, mission: Mission, pk: int) -> HttpResponse:
    return show(request, known_session(mission, pk))


def show(
    request: HttpRequest, session: Session, *, status: int = 200, **forms: Any
) -> HttpResponse:
    mission, person, now = session.mission, person_of(request), timezone.now()
    may_change = may(request, "sprints.change_session", mission)
    company = company_of(session, sees_all=may_change)
    mine = next(
        (one for one in [*company.coming, *company.waiting] if person and one.person == person),
        None,
    )
    takes_part = may(request, "sprints.register", mission)
    context = {
        "place": "sprints",
        "session": session,
        "agenda": agenda_of(session),
        "company": company,
        "mine": mine,
        "rank": 1 + company.waiting.index(mine) if mine in company.waiting else 0,
        "free": None if session.capacity is None else session.capacity - len(company.coming),
        "takes_part": takes_part,
        "is_for_me": bool(takes_part and person and is_for(session, person)),
        "registers": session.takes_registrations(at=now),
        "is_over": session.ends_at <= now,
        "is_held": session.is_held(at=now),
        "after": after_of(request, session, at=now),
        "may_change": may_change,
        "overlaps": overlapping(session) if may_change else [],
        "help_form": HelpedRegistrationForm(people=may_be_registered(session))
        if may_change and session.ends_at > now and not session.is_called_off
        else None,
        **forms,
    }
    return render(request, "sprints/session.html", context, status=status)


@in_mission("sprints.open_session")
def new(request: Request, mission: Mission) -> HttpResponse:
    """From an activity of the board, in one tap: its title, its kind and its length are there."""
    activities = activities_to_date(mission)
    asked = request.GET.get("activite", "")
    activity = next((one for one in activities if str(one.pk) == asked), None)
    form = NewSessionForm(
        request.POST or None,
        activities=activities,
        initial=proposed(activity, timezone.localdate()),
    )
    if request.method == "POST" and form.is_valid():
        now, chosen = timezone.now(), form.activity
        made = operations.open_session(
            mission=mission,
            activity=chosen,
            sprint=sprint_on(mission, timezone.localdate(form.cleaned_data["starts_at"])),
            starts_at=form.cleaned_data["starts_at"],
            ends_at=form.cleaned_data["ends_at"],
            by=request.user,
            at=now,
            **form.details(),
        )
        remind_in_time(made, request.build_absolute_uri("/"))
        messages.success(request, _("The session is on the calendar."))
        say_of_hours(request, form.twice)
        return see_other("sprints:session", mission.slug, made.pk)
    context = {"place": "sprints", "form": form, "activity": activity}
    return render(request, "sprints/session_new.html", context, status=422 if form.errors else 200)


def proposed(activity: Activity | None, today: date) -> dict[str, Any]:
    """What the form begins with: the day, and the hours that this kind usually takes."""
    closed = activity.sprint.closed_days if activity else ()
    tomorrow = today + timedelta(days=1)
    first = next_open_day(
        max(tomorrow, activity.sprint.starts_on) if activity else tomorrow, closed
    )
    if activity is None:
        return {"kind": Session.Kind.OTHER, "on": first, "starts": AFTERNOON, "ends": time(16)}
    kind = activity.kind
    usual = round((kind.minutes_min + kind.minutes_max) / 2 / 15) * 15
    minutes = min(A_DAY, max(15, usual))
    starts = MORNING if minutes > 4 * 60 else AFTERNOON
    ends = datetime.combine(first, starts) + timedelta(minutes=minutes)
    return {
        "activity": activity.pk,
        "kind": Session.Kind.ACTIVITY,
        "title": activity.title,
        "on": first,
        "starts": starts,
        "ends": ends.time(),
    }


@in_mission("sprints.change_session")
def edit(request: Request, mission: Mission, pk: int) -> HttpResponse:
    session = held(request, known_session(mission, pk))
    form = SessionForm(request.POST or None, instance=session)
    status = 200
    if request.method == "POST" and form.is_valid():
        stands, now = known_session(mission, pk), timezone.now()
        details = form.details()
        try:
            if (details["place"], details["link"]) != (stands.place, stands.link):
                take_letters(request.user, to_be_told(stands), at=now)
            changed = operations.change_session(
                session=stands, changes=details, by=request.user, at=now
            )
        except operations.SessionCalledOff:
            return called_off(request, stands)
        except TooManyLetters:
            form.add_error(None, TooManyLetters.words)
        else:
            origin = request.build_absolute_uri("/")
            if changed.moved_at == now:
                tell_of_change.enqueue(pk, origin)
            tell_of_places(origin, at=now)
            messages.success(request, _("The session is saved."))
            say_of_places(request, changed)
            return see_other("sprints:session", mission.slug, pk)
    if form.errors:
        status, session = 422, known_session(mission, pk)
    context = {"place": "sprints", "form": form, "session": session}
    return render(request, "sprints/session_edit.html", context, status=status)


@in_mission("sprints.change_session")
def agenda(request: Request, mission: Mission, pk: int) -> HttpResponse:
    session = held(request, known_session(mission, pk))
    lines = sum(name.startswith("title-") for name in request.POST)
    people = by_name(mission)
    form = SessionAgendaForm(
        request.POST or None,
        row=session,
        items=list(AgendaItem.objects.of(session).in_order()),
        people={name.casefold(): person for name, person in people.items()},
        lines=lines,
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.set_agenda(
                session=session, items=form.items(), by=request.user, at=timezone.now()
            )
        except operations.SessionCalledOff:
            return called_off(request, session)
        messages.success(request, _("The agenda is saved."))
        return see_other("sprints:session", mission.slug, pk, anchor="#ordre-du-jour")
    context = {
        "place": "sprints",
        "form": form,
        "session": session,
        "names": people,
        "agenda": agenda_of(session),
    }
    status = 422 if form.errors else 200
    return render(request, "sprints/session_agenda.html", context, status=status)


def by_name(mission: Mission) -> dict[str, Person]:
    """Those who may lead, by their names; a name that two people bear points to neither."""
    group = (Role.FACILITATOR, Role.SPONSOR, Role.MEMBER)
    parts = list(Membership.objects.of(mission).with_role(*group).by_name())
    names = [part.person.name for part in parts]
    return {
        part.person.name: part.person
        for part in parts
        if part.person.name and names.count(part.person.name) == 1
    }


def say_of_hours(request: HttpRequest, twice: list[time]) -> None:
    for hour in twice:
        messages.warning(
            request,
            _("The clocks go back that night: %(hour)s comes twice, and the first one is taken.")
            % {"hour": f"{hour:%H:%M}"},
        )


def say_of_places(request: HttpRequest, session: Session) -> None:
    """More people come than there are places: it is said, and nobody is thrown out."""
    if session.capacity is None or free_places(session):
        return
    more = Registration.objects.of(session).coming().count() - session.capacity
    if more > 0:
        messages.warning(
            request,
            ngettext(
                "%(count)s more person comes than there are places: nobody is thrown out.",
                "%(count)s more people come than there are places: nobody is thrown out.",
                more,
            )
            % {"count": more},
        )


def called_off(request: HttpRequest, session: Session) -> HttpResponse:
    messages.error(request, _("This session is called off: nothing was changed."))
    return show(request, known_session(session.mission, session.pk), status=409)
