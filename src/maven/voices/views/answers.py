"""All ideas on one page, one's own answers, and what one may do with them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission, person_of
from maven.missions.models import Mission
from maven.voices import access, operations, queries
from maven.voices.models import Consultation
from maven.voices.views.vote import see_other


@in_mission("voices.see")
def statements(request: HttpRequest, mission: Mission, slug: str, pk: int) -> HttpResponse:
    """Every idea in a list, with one's own answer beside it."""
    return _list(request, mission, slug, pk, page="statements")


@in_mission("voices.see")
def answers(request: HttpRequest, mission: Mission, slug: str, pk: int) -> HttpResponse:
    """Only the ideas that one answered, to change an answer."""
    return _list(request, mission, slug, pk, page="answers")


def _list(request: HttpRequest, mission: Mission, slug: str, pk: int, *, page: str) -> HttpResponse:
    call = access.consultation_in(mission, pk)
    if slug != call.slug:
        return redirect(f"voices:{page}", mission.slug, call.slug, call.pk, permanent=True)
    ideas = queries.own_statements(call, access.participant_of(request, call))
    answered = [one for one in ideas if one.choice is not None]
    context = {
        "consultation": call,
        "place": "consultations",
        "page": page,
        "statements": answered if page == "answers" else ideas,
        "answered": len(answered),
        "total": len(ideas),
        "is_open": call.is_open_on(timezone.localdate()),
    }
    return render(request, "voices/statements.html", context)


@in_mission("voices.answer")
@require_POST
def claim(request: HttpRequest, mission: Mission, slug: str, pk: int) -> HttpResponse:
    """Takes over what one answered here before signing in."""
    call = access.consultation_in(mission, pk)
    guest = access.guest_to_claim(request, call)
    person = person_of(request)
    if guest is None or person is None:
        messages.info(request, _("There is nothing to take over here."))
        return see_other(call.get_absolute_url())
    operations.claim_opinions(guest=guest, by=person, at=timezone.now())
    messages.success(request, _("These answers are now with your account."))
    return see_other(call.get_absolute_url())


@in_mission("voices.answer")
@require_POST
def withdrawal(request: HttpRequest, mission: Mission, slug: str, pk: int) -> HttpResponse:
    """Takes back all of one's answers."""
    call = access.consultation_in(mission, pk)
    participant = access.participant_of(request, call)
    taken = 0
    if participant is not None:
        try:
            taken = operations.withdraw_opinions(participant=participant, at=timezone.now())
        except operations.ConsultationClosed:
            messages.error(request, _("This consultation is closed: its answers stay as they are."))
            return see_other(_answers(call))
    told = ngettext("%(count)d answer erased.", "%(count)d answers erased.", taken)
    messages.success(request, told % {"count": taken})
    return see_other(_answers(call))


def _answers(call: Consultation) -> str:
    return reverse("voices:answers", args=[call.mission.slug, call.slug, call.pk])
