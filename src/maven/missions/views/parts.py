"""Coming into a mission, and leaving it."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions import operations
from maven.missions.access import in_mission, person_of, public
from maven.missions.models import Channel, Mission, Role
from maven.missions.operations import (
    InvitationExpired,
    InvitationTaken,
    InvitationUnknown,
    LastFacilitator,
)
from maven.missions.rules import membership_of
from maven.people.http import Request, see_other
from maven.people.redirects import wished_address

STATUS = {InvitationUnknown: 404, InvitationExpired: 410, InvitationTaken: 409}


@public
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of a letter: looking at it does nothing, the button joins."""
    person, now = person_of(request), timezone.now()
    try:
        invitation = operations.invitation_to_open(token, person=person, at=now)
    except (InvitationUnknown, InvitationExpired, InvitationTaken) as trouble:
        return refusal(request, trouble)
    mission = invitation.mission
    if request.method != "POST":
        part = membership_of(person, mission) if person else None
        context = {"invitation": invitation, "to": mission, "part": part, "token": token}
        return render(request, "missions/join.html", context)
    if person is None:
        request.session["invitation"] = token
        request.session["address"] = invitation.email
        return redirect_to_login(mission.get_absolute_url())
    try:
        operations.accept_invitation(invitation=invitation, by=person, at=now)
    except InvitationTaken as trouble:  # by somebody else meanwhile, or by who has left since
        return refusal(request, trouble)
    welcome(request, mission)
    return HttpResponseRedirect(mission.get_absolute_url(), status=303)


@require_POST
@public
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """No, thank you: said by whoever holds the link, and reminded no more."""
    person, now = person_of(request), timezone.now()
    try:
        invitation = operations.invitation_to_open(token, person=person, at=now)
    except (InvitationUnknown, InvitationExpired, InvitationTaken) as trouble:
        return refusal(request, trouble)
    operations.decline_invitation(invitation=invitation, by=person, at=now)
    return see_other("missions:join", token)


def refusal(request: HttpRequest, trouble: Exception) -> HttpResponse:
    kind = type(trouble)
    return render(
        request,
        "missions/invitation_refused.html",
        {"trouble": kind.__name__},
        status=STATUS[kind],
    )


def welcome(request: HttpRequest, mission: Mission) -> None:
    messages.success(
        request, _("You now take part in “%(mission)s”. Welcome.") % {"mission": mission.name}
    )


@require_POST
@in_mission("missions.join")
def membership(request: Request, mission: Mission) -> HttpResponse:
    """Takes part in an open mission, and goes back to the page one came from."""
    operations.join(
        mission=mission,
        role=Role.PARTICIPANT,
        invited_by=None,
        channel=Channel.POSTER if request.POST.get("par") == "affiche" else Channel.LINK,
        by=request.user,
        at=timezone.now(),
    )
    welcome(request, mission)
    back = wished_address(request) or mission.get_absolute_url()
    return HttpResponseRedirect(back, status=303)


@in_mission("missions.leave")
def departure(request: Request, mission: Mission) -> HttpResponse:
    """Asks once more, then leaves."""
    if request.method != "POST":
        return render(request, "missions/departure.html")
    try:
        operations.leave(mission=mission, by=request.user, at=timezone.now())
    except LastFacilitator:
        return render(request, "missions/departure.html", {"is_last": True}, status=422)
    messages.success(
        request, _("You no longer take part in “%(mission)s”.") % {"mission": mission.name}
    )
    return HttpResponseRedirect(reverse("front:home"), status=303)
