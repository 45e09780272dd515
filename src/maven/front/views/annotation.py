"""What a passage becomes, in one step: an idea, a cause or a tension, each saying its source."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maven.causes.models import Cause
from maven.causes.operations import CauseAlreadyNamed, name_cause
from maven.front.annotation_forms import BecomesCauseForm, BecomesIdeaForm, BecomesTensionForm
from maven.missions.access import in_mission
from maven.missions.models import Annotation, Mission
from maven.people.http import Request, see_other
from maven.sprints.models import Tension
from maven.sprints.operations.sourcing import note_tension
from maven.voices import operations as voices
from maven.voices.models import Consultation, Statement
from maven.voices.words import WordsRefused

type Forms = dict[str, forms.Form]


@in_mission("missions.keep_deliverables")
def annotation(request: Request, mission: Mission, pk: int) -> HttpResponse:
    known = Annotation.objects.of(mission).select_related("deliverable", "interview", "mission")
    found = get_object_or_404(known, pk=pk)
    today = timezone.localdate()
    every = Consultation.objects.of(mission).newest_first()
    consultations = [one for one in every if one.is_open_on(today)]
    sent = request.POST.get("becomes", "") if request.method == "POST" else ""
    filled = _forms(request, found, consultations, sent)
    if sent and sent not in filled:
        messages.error(request, _("Choose what the passage becomes."))
        return see_other("front:annotation", mission.slug, pk)
    if sent and filled[sent].is_valid() and BORN[sent](request, found, filled[sent]):
        return see_other("front:annotation", mission.slug, pk, anchor="#nees")
    context = {
        "annotation": found,
        "forms": filled,
        "consultations": consultations,
        "sent": sent,
        "ideas": list(
            Statement.objects.filter(annotation=found).select_related("consultation__mission")
        ),
        "causes": list(Cause.objects.filter(annotation=found).select_related("mission")),
        "tensions": list(Tension.objects.filter(annotation=found)),
        "place": "home",
    }
    status = 422 if sent else 200
    return render(request, "front/annotation.html", context, status=status)


def _forms(
    request: Request, found: Annotation, consultations: list[Consultation], sent: str
) -> Forms:
    """Each begins with the words of the passage; the one that was sent, with what was sent."""
    words = " ".join(found.quotation.split())
    first: dict[str, dict[str, Any]] = {
        "idea": {"words": words[:280], "consultation": consultations[0] if consultations else None},
        # A name, and what is wanted, are for the team to find: neither stands in the passage.
        "cause": {"purpose": words[:500]},
        "tension": {"observed": words[:280]},
    }
    told = {name: request.POST if name == sent else None for name in first}
    return {
        "idea": BecomesIdeaForm(
            told["idea"],
            initial=first["idea"],
            consultations=consultations,
            auto_id="idea_%s",
        ),
        "cause": BecomesCauseForm(told["cause"], initial=first["cause"], auto_id="cause_%s"),
        "tension": BecomesTensionForm(
            told["tension"], initial=first["tension"], auto_id="tension_%s"
        ),
    }


def _idea(request: Request, found: Annotation, form: forms.Form) -> bool:
    try:
        voices.submit_statement(
            consultation=form.cleaned_data["consultation"],
            author=None,
            words=form.cleaned_data["words"],
            by=request.user,
            accepted=True,
            annotation=found,
            at=timezone.now(),
        )
    except WordsRefused as reason:
        form.add_error("words", str(reason.args[0]))
    except voices.IdeaAlreadyThere:
        form.add_error("words", _("This idea is already there, in the same words."))
    except voices.ConsultationClosed:
        form.add_error("consultation", _("This consultation is closed."))
    else:
        messages.success(request, _("The idea is put to everybody, with its source."))
        return True
    return False


def _cause(request: Request, found: Annotation, form: forms.Form) -> bool:
    try:
        name_cause(
            mission=found.mission,
            title=form.cleaned_data["title"],
            purpose=form.cleaned_data["purpose"],
            annotation=found,
            by=request.user,
            at=timezone.now(),
        )
    except CauseAlreadyNamed:
        form.add_error("title", _("A cause of this mission has this name already."))
        return False
    messages.success(request, _("The cause is named, with its source."))
    return True


def _tension(request: Request, found: Annotation, form: forms.Form) -> bool:
    note_tension(annotation=found, by=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The tension is noted, with its source."))
    return True


BORN: dict[str, Callable[[Request, Annotation, forms.Form], bool]] = {
    "idea": _idea,
    "cause": _cause,
    "tension": _tension,
}
