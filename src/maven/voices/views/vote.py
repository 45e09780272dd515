"""One idea at a time: read it, answer it, meet the next."""

from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission, person_of
from maven.missions.models import Mission
from maven.people.limits import HOUR, limited
from maven.voices import access, operations, queries
from maven.voices.forms import OpinionForm
from maven.voices.models import Consultation, Opinion, Participant, Voice
from maven.voices.moderation_queries import hidings_of, returned_to

COUNTS_LAST = 30  # seconds: they only say which ideas come sooner


@in_mission("voices.see")
def consultation(request: HttpRequest, mission: Mission, slug: str, pk: int) -> HttpResponse:
    call = access.consultation_in(mission, pk)
    if slug != call.slug:
        return redirect(call, permanent=True)
    voice = access.voice_of(request, call)
    participant = Participant.objects.of(call).behind(voice).first()
    context = card_context(request, call, voice, participant)
    if person_of(request):
        guest = access.guest_to_claim(request, call)
        context["claimable"] = Opinion.objects.by(guest).count() if guest else 0
    context["hidden_own"] = hidings_of(call, participant)
    context["returned_own"] = returned_to(call, participant, at=timezone.now())
    context["aside"] = participant.set_aside if participant else None
    return render(request, "voices/consultation.html", context)


@in_mission("voices.see")
def statement(
    request: HttpRequest, mission: Mission, slug: str, pk: int, number: int
) -> HttpResponse:
    """One idea by its number, to answer it or to change one's answer."""
    call = access.consultation_in(mission, pk)
    if slug != call.slug:
        return redirect(
            "voices:statement", mission.slug, call.slug, call.pk, number, permanent=True
        )
    voice = access.voice_of(request, call)
    participant = Participant.objects.of(call).behind(voice).first()
    context = card_context(request, call, voice, participant)
    chosen = next((one for one in context["statements"] if one.number == number), None)
    if chosen is None:
        raise Http404
    context |= {"statement": chosen, "chosen": True}
    return render(request, "voices/consultation.html", context)


@in_mission("voices.answer")
@limited("guest", most=300, per=HOUR, by=access.network_of_new_guest)
@require_POST
def opinions(request: HttpRequest, mission: Mission, slug: str, pk: int) -> HttpResponse:
    """Takes one answer. Cheap, and content with the transaction it is given: the live lane
    runs many of these in one."""
    now = timezone.now()
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return refused(request, access.consultation_in(mission, pk), 422)
    idea = access.statement_to_answer(mission, pk, form.cleaned_data["statement"])
    call = idea.consultation
    if not call.is_open_on(timezone.localdate(now)):
        return refused(request, call, 409)
    voice, known = voice_to_keep(request, call)
    trace = access.trace_of(request, call)
    participant = operations.welcome(consultation=call, voice=voice, trace=trace, at=now)
    try:
        operations.give_opinion(
            participant=participant,
            statement=idea,
            choice=form.cleaned_data["choice"],
            important=form.cleaned_data["important"],
            at=now,
        )
    except operations.ConsultationClosed:  # between our look and our write
        call.refresh_from_db()
        return refused(request, call, 409)
    except operations.StatementNotInConsultation:  # hidden since the card was shown
        return refused(request, call, 409, hidden=True)
    if request.headers.get("HX-Request"):
        context = card_context(request, call, voice, participant) | {"saved": True}
        response = render(request, "voices/consultation.html#card", context)
    else:
        response = see_other(after(form.cleaned_data["back"], call, idea.number))
    if known:
        access.remember(response, known)
    return response


def card_context(
    request: HttpRequest, call: Consultation, voice: Voice, participant: Participant | None
) -> dict[str, Any]:
    """What the card needs, in one query (and now and then the counts that order the ideas)."""
    statements = queries.own_statements(call, participant)
    answers = cache.get_or_set(
        f"voices.answers.{call.pk}", lambda: queries.answers_by_statement(call), COUNTS_LAST
    )
    card = queries.card_of(statements, voice.name, answers or {})
    day = timezone.localdate()
    is_open = call.is_open_on(day)
    context: dict[str, Any] = {
        "consultation": call,
        "place": "consultations",
        "statements": statements,
        "card": card,
        "statement": card.statement,
        "is_open": is_open,
        "results_open": access.results_are_open(
            request, call, answered=card.answered, total=card.total, day=day
        ),
    }
    if not is_open:
        context["numbers"] = queries.consultations_with_numbers(call.mission).get(pk=call.pk)
    return context


def refused(
    request: HttpRequest, call: Consultation, status: int, *, hidden: bool = False
) -> HttpResponse:
    """The page again, as it is now: the answer was not taken."""
    voice = access.voice_of(request, call)
    participant = Participant.objects.of(call).behind(voice).first()
    context = card_context(request, call, voice, participant) | {
        "not_taken": status >= 400,
        "hidden_since": hidden,
    }
    fragment = "#card" if request.headers.get("HX-Request") else ""
    return render(request, f"voices/consultation.html{fragment}", context, status=status)


def voice_to_keep(request: HttpRequest, call: Consultation) -> tuple[Voice, str]:
    """The voice that speaks, and the new guest's number to keep in the browser, if it is new."""
    voice = access.voice_of(request, call)
    if voice.person is not None or voice.guest_digest:
        return voice, ""
    known = access.new_guest()
    return Voice(guest_digest=access.digest_of(known, call)), known


def after(back: str, call: Consultation, number: int) -> str:
    words = [call.mission.slug, call.slug, call.pk]
    if back in {"answers", "statements"}:
        return f"{reverse(f'voices:{back}', args=words)}#idee-{number}"
    return reverse("voices:consultation", args=words)


def see_other(address: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": address})
