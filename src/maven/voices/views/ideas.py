"""Proposing an idea of one's own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from maven.missions.access import in_mission, may, person_of
from maven.missions.models import Mission
from maven.people.limits import HOUR, limited, network, sender
from maven.voices import access, operations, queries
from maven.voices.forms import IdeaForm
from maven.voices.models import Consultation, Statement, Voice
from maven.voices.views.vote import refused, voice_to_keep
from maven.voices.words import WordsRefused


@in_mission("voices.answer")
@limited("idea", most=20, per=HOUR, by=sender)
@limited("idea-network", most=120, per=HOUR, by=network)
def idea(request: HttpRequest, mission: Mission, slug: str, pk: int) -> HttpResponse:
    """The form, then a thank-you with the idea as it was understood."""
    call = access.consultation_in(mission, pk)
    if not call.is_open_on(timezone.localdate()):
        return refused(request, call, 409 if request.method == "POST" else 200)
    form = IdeaForm(request.POST or None)
    context: dict[str, Any] = {"consultation": call, "form": form, "place": "consultations"}
    if request.method != "POST":
        context["refused"] = queries.refused_own(call, access.participant_of(request, call))
        return render(request, "voices/idea.html", context)
    voice, known = voice_to_keep(request, call)
    try:
        proposed = _propose(request, call, voice, form) if form.is_valid() else None
    except operations.ConsultationClosed:  # between our look and our write
        call.refresh_from_db()
        return refused(request, call, 409)
    if proposed is None:
        return render(request, "voices/idea.html", context, status=422)
    context |= {"proposed": proposed, "form": None}
    response = render(request, "voices/idea.html", context)
    if known:
        access.remember(response, known)
    return response


def _propose(
    request: HttpRequest, call: Consultation, voice: Voice, form: IdeaForm
) -> Statement | None:
    """The idea proposed; or None, with the reason in the form."""
    now = timezone.now()
    try:
        return operations.submit_statement(
            consultation=call,
            author=operations.welcome(
                consultation=call, voice=voice, trace=access.trace_of(request, call), at=now
            ),
            words=form.cleaned_data["words"],
            by=person_of(request),
            accepted=may(request, "voices.moderate", call.mission),
            different=form.cleaned_data["different"],
            at=now,
        )
    except WordsRefused as reason:
        form.add_error("words", str(reason.args[0]))
    except operations.IdeaAlreadyThere as same:
        form.there = same.statement
        hidden = same.statement.hidden_at is not None
        form.add_error(
            "words",
            _("An idea in the same words was hidden: the charter says why, and how to ask again.")
            if hidden
            else _("This idea is already here, in the same words. You can support it."),
        )
    except operations.CloseIdea as close:
        _say_it_is_close(form, close)
    except operations.TooManyLinks as links:
        form.add_error(
            "words",
            _("One link at most: say the rest in your own words.")
            if links.most
            else _(
                "Say it without a link: links wait until the team has read a first idea of yours."
            ),
        )
    except operations.TooManyIdeasWaiting as waiting:
        form.add_error(
            "words",
            _("%(count)d of your ideas are waiting to be read. Thank you; come back soon.")
            % {"count": waiting.most},
        )
    return None


def _say_it_is_close(form: IdeaForm, close: operations.CloseIdea) -> None:
    """The close idea is shown beside the form; of another's, one may say that it is not the same."""
    form.there = close.statement
    if isinstance(close, operations.OwnCloseIdea):
        form.add_error("words", _("You proposed nearly the same idea already. Thank you."))
        return
    form.asks_if_different = True
    form.add_error("words", _("An idea very close to yours is here already. You can support it."))
