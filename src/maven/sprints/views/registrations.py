"""Who comes: one tap to register, one tap to withdraw, also from a letter."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission, public
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.people.models import Person
from maven.sprints.models import Registration, Session
from maven.sprints.operations import places
from maven.sprints.session_forms import HelpedRegistrationForm
from maven.sprints.session_letters import registration_behind
from maven.sprints.session_queries import may_be_registered
from maven.sprints.session_tasks import tell_of_places
from maven.sprints.views.finding import known_session
from maven.sprints.views.sessions import called_off, show


@require_POST
@in_mission("sprints.register")
def register(request: Request, mission: Mission, pk: int) -> HttpResponse:
    return registered(request, known_session(mission, pk), request.user)


@require_POST
@in_mission("sprints.help_register")
def help_register(request: Request, mission: Mission, pk: int) -> HttpResponse:
    session = known_session(mission, pk)
    form = HelpedRegistrationForm(request.POST, people=may_be_registered(session))
    if not form.is_valid():
        return show(request, session, status=422, help_form=form)
    return registered(request, session, form.people[form.cleaned_data["person"]])


def registered(request: Request, session: Session, person: Person) -> HttpResponse:
    now = timezone.now()
    try:
        made = places.register(session=session, person=person, by=request.user, at=now)
    except places.SessionCalledOff:
        return called_off(request, session)
    except places.RegistrationClosed:
        messages.error(request, _("Registration is closed: nothing was changed."))
        return show(request, session, status=409)
    except places.NotForThem:
        messages.error(request, _("This session is for the working group only."))
        return show(request, session, status=409)
    tell_of_places(request.build_absolute_uri("/"), at=now)
    waits = made.state == Registration.State.WAITING
    if person != request.user:
        words = (
            _("%(name)s is on the waiting list.") if waits else _("%(name)s is registered.")
        ) % {"name": person.public_name}
    elif waits:
        words = _("It is full: you are on the waiting list. A letter tells you if a place is free.")
    else:
        words = _("You are registered. You can withdraw in one tap.")
    messages.success(request, words)
    return see_other("sprints:session", session.mission.slug, session.pk)


@require_POST
@in_mission("sprints.register")
def withdraw(request: Request, mission: Mission, pk: int) -> HttpResponse:
    session = known_session(mission, pk)
    try:
        free_the_place(request, session, request.user, by=request.user)
    except places.SessionCalledOff:
        return called_off(request, session)
    except places.SessionAlreadyHeld:
        messages.error(request, _("This session is over: nothing was changed."))
        return show(request, session, status=409)
    messages.success(request, _("You do not come any more. Thank you for saying so."))
    return see_other("sprints:session", mission.slug, pk)


@public
def withdrawal(request: HttpRequest, ticket: str) -> HttpResponse:
    """The page behind “you cannot come?”: looking at it does nothing, the button does."""
    registration = registration_behind(ticket)
    if registration is None:
        raise Http404
    session, is_too_late = registration.session, False
    if request.method == "POST":
        try:
            free_the_place(request, session, registration.person, by=registration.person)
        except (places.SessionCalledOff, places.SessionAlreadyHeld):
            is_too_late = True
        registration.refresh_from_db()
    context = {
        "session": session,
        "is_done": registration.state == Registration.State.WITHDRAWN,
        "is_too_late": is_too_late or session.is_called_off,
    }
    status = 409 if is_too_late else 200
    return render(request, "sprints/session_withdrawal.html", context, status=status)


def free_the_place(request: HttpRequest, session: Session, person: Person, *, by: Person) -> None:
    """The place goes to whoever waited first, and a letter says so."""
    now = timezone.now()
    places.withdraw(session=session, person=person, by=by, at=now)
    tell_of_places(request.build_absolute_uri("/"), at=now)
