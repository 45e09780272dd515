"""Inviting people: paste, look at what would be done, send, see who came."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maven.missions import operations, tasks
from maven.missions.access import in_mission, public
from maven.missions.addresses import table_of
from maven.missions.forms import AddressesForm
from maven.missions.models import Invitation, Mission, Role
from maven.missions.operations import reminders
from maven.missions.queries import preview_of
from maven.missions.reasons import explained
from maven.people.http import Request
from maven.people.limits import HOUR, limited, person


@in_mission("missions.invite")
def invitations(request: Request, mission: Mission) -> HttpResponse:
    """The form and the list; sending the form shows what would be done, and does nothing."""
    now = timezone.now()
    form = AddressesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        preview = preview_of(mission, form.reading, at=now)
        return render(
            request,
            "missions/preview.html",
            {
                "preview": preview,
                "troubles": [(one, explained(one)) for one in preview.to_correct],
                "role": form.cleaned_data["role"],
                "role_name": Role(form.cleaned_data["role"]).label,
                "addresses": table_of(preview.new),
            },
        )
    return _list(request, mission, form)


def _list(request: Request, mission: Mission, form: AddressesForm) -> HttpResponse:
    now = timezone.now()
    sent = [
        (invitation, invitation.is_expired(at=now))
        for invitation in Invitation.objects.of(mission).newest_first()
    ]
    return render(
        request,
        "missions/invitations.html",
        {
            "form": form,
            "sent": sent,
            "to_remind": Invitation.objects.of(mission).to_remind(at=now).count(),
            "accepted": sum(one.accepted_at is not None for one, _expired in sent),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@in_mission("missions.invite")
@limited("invite", most=60, per=HOUR, by=person)
def letters(request: Request, mission: Mission) -> HttpResponse:
    """Invites the addresses that the preview showed as new."""
    now = timezone.now()
    form = AddressesForm(request.POST)
    if not form.is_valid():
        return _list(request, mission, form)
    new = preview_of(mission, form.reading, at=now).new
    for found in new:
        letter = operations.invite(
            mission=mission,
            email=found.email,
            name=found.name,
            role=form.cleaned_data["role"],
            by=request.user,
            at=now,
        )
        _post(request, letter.invitation)
    messages.success(
        request,
        ngettext(
            "%(count)d invitation is on its way.",
            "%(count)d invitations are on their way.",
            len(new),
        )
        % {"count": len(new)},
    )
    return HttpResponseRedirect(reverse("missions:invitations", args=[mission.slug]), status=303)


@require_POST
@in_mission("missions.invite")
@limited("invite", most=60, per=HOUR, by=person)
def letter(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """Sends one invitation again, with a new link."""
    invitation = get_object_or_404(Invitation.objects.of(mission), pk=pk)
    back = HttpResponseRedirect(reverse("missions:invitations", args=[mission.slug]), status=303)
    if invitation.accepted_at is not None:
        messages.info(request, _("This invitation was already accepted."))
        return back
    renewed = operations.invite(
        mission=mission,
        email=invitation.email,
        name=invitation.name,
        role=invitation.role,
        by=request.user,
        at=timezone.now(),
    )
    _post(request, renewed.invitation)
    messages.success(
        request,
        _("A new invitation is on its way to %(address)s. The former link no longer works.")
        % {"address": invitation.email},
    )
    return back


@require_POST
@in_mission("missions.invite")
@limited("invite", most=60, per=HOUR, by=person)
def reminder(request: Request, mission: Mission) -> HttpResponse:
    """Writes again to those who have not answered for a week."""
    again = reminders.remind(mission=mission, by=request.user, at=timezone.now())
    for invitation in again:
        _post(request, invitation)
    messages.success(
        request,
        ngettext(
            "%(count)d reminder is on its way.", "%(count)d reminders are on their way.", len(again)
        )
        % {"count": len(again)},
    )
    return HttpResponseRedirect(reverse("missions:invitations", args=[mission.slug]), status=303)


@public
def silence(request: HttpRequest, signed: str) -> HttpResponse:
    """The page behind “no more invitations”: looking at it does nothing, the button does."""
    try:
        key = reminders.key_behind(signed)
    except reminders.NoSuchLetter as forged:
        raise Http404 from forged
    if request.method == "POST":
        reminders.refuse_letters(key=key, by=None, at=timezone.now())
    return render(request, "missions/silence.html", {"is_done": request.method == "POST"})


def _post(request: Request, invitation: Invitation) -> None:
    tasks.send_invitation.enqueue(invitation.pk, request.build_absolute_uri("/"))
