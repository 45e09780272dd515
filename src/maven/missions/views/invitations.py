"""Inviting people: paste, look at what would be done, send, see who came."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maven.missions import operations, tasks
from maven.missions.access import in_mission, public
from maven.missions.addresses import table_of
from maven.missions.arrivals import Arrivals
from maven.missions.forms import AddressesForm
from maven.missions.models import Channel, Invitation, Mission, Role
from maven.missions.operations import InvitationDeclined, reminders
from maven.missions.postage import TooManyLetters, take_letters
from maven.missions.queries import preview_of
from maven.missions.reasons import doubted, explained, ways_on
from maven.people.http import Request, see_other


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
                "doubtful": [(one, doubted(one), ways_on(one)) for one in preview.doubtful],
                "troubles": [(one, explained(one)) for one in preview.to_correct],
                "role": form.cleaned_data["role"],
                "role_name": Role(form.cleaned_data["role"]).label,
                "word": form.cleaned_data["word"],
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
            "to_print": Invitation.objects.of(mission).to_print(at=now).count(),
            "accepted": sum(one.accepted_at is not None for one, _expired in sent),
            "arrivals": Arrivals(mission),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@in_mission("missions.invite")
def letters(request: Request, mission: Mission) -> HttpResponse:
    """Invites the addresses that the preview showed as new, and the doubtful ones kept there."""
    now = timezone.now()
    form = AddressesForm(request.POST)
    if not form.is_valid():
        return _list(request, mission, form)
    new = preview_of(mission, form.reading, at=now, sure=form.sure).new
    on_sheets = request.POST.get("send") == "sheets"
    role, word = form.cleaned_data["role"], form.cleaned_data["word"]
    try:
        made = operations.invite_many(
            mission=mission,
            guests=[operations.Guest(email=one.email, name=one.name, role=role) for one in new],
            channel=Channel.SHEET if on_sheets else Channel.EMAIL,
            word=word,
            letters=not on_sheets,
            by=request.user,
            at=now,
        )
        if not on_sheets:
            take_letters(request.user, len(made), at=now)
    except TooManyLetters:
        return _too_many(request, mission)
    if on_sheets:
        return see_other("missions:sheets", mission.slug)
    _post(request, mission)
    messages.success(
        request,
        ngettext(
            "%(count)d invitation is on its way.",
            "%(count)d invitations are on their way.",
            len(made),
        )
        % {"count": len(made)},
    )
    return see_other("missions:invitations", mission.slug)


@require_POST
@in_mission("missions.invite")
def letter(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """Sends one invitation again, with a new link."""
    invitation, now = get_object_or_404(Invitation.objects.of(mission), pk=pk), timezone.now()
    if invitation.accepted_at is not None:
        messages.info(request, _("This invitation was already accepted."))
        return see_other("missions:invitations", mission.slug)
    try:
        renewed = operations.invite(
            mission=mission,
            email=invitation.email,
            name=invitation.name,
            role=invitation.role,
            word=invitation.word,
            by=request.user,
            at=now,
        )
        take_letters(request.user, 1, at=now)
    except InvitationDeclined:
        messages.info(request, _("This invitation was declined: nobody is written to twice."))
        return see_other("missions:invitations", mission.slug)
    except TooManyLetters:
        return _too_many(request, mission)
    _post(request, mission)
    messages.success(
        request,
        _("A new invitation is on its way to %(address)s. The former link no longer works.")
        % {"address": renewed.invitation.email},
    )
    return see_other("missions:invitations", mission.slug)


@require_POST
@in_mission("missions.invite")
def returned(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """The letter came back to whoever sent it: it is said here, and no reminder follows."""
    invitation = get_object_or_404(Invitation.objects.of(mission), pk=pk)
    operations.note_return(
        invitation=invitation, words=_("it came back"), by=request.user, at=timezone.now()
    )
    return see_other("missions:invitations", mission.slug, anchor="#sent")


@require_POST
@in_mission("missions.invite")
def reminder(request: Request, mission: Mission) -> HttpResponse:
    """Writes again to those who have not answered for a week."""
    now = timezone.now()
    again = reminders.remind(mission=mission, by=request.user, at=now)
    try:
        take_letters(request.user, len(again), at=now)
    except TooManyLetters:
        return _too_many(request, mission)
    _post(request, mission)
    messages.success(
        request,
        ngettext(
            "%(count)d reminder is on its way.", "%(count)d reminders are on their way.", len(again)
        )
        % {"count": len(again)},
    )
    return see_other("missions:invitations", mission.slug)


def _too_many(request: Request, mission: Mission) -> HttpResponse:
    """The page again: what was written meanwhile is undone with the answer (`OnceMiddleware`)."""
    form = AddressesForm(request.POST if "addresses" in request.POST else None)
    if form.is_bound:
        form.add_error(None, TooManyLetters.words)
    else:  # a letter again, or reminders: no list was sent that could be wrong
        messages.error(request, TooManyLetters.words)
    answer = _list(request, mission, form)
    answer.status_code = 429
    return answer


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


def _post(request: Request, mission: Mission) -> None:
    tasks.send_letters.enqueue(mission.pk, request.build_absolute_uri("/"))
