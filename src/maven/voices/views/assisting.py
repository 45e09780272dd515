"""Taking part without an address: a form to print, and the page where the team enters it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maven.missions.access import in_mission
from maven.missions.models import Mission
from maven.missions.operations import bring
from maven.missions.queries import helped_in
from maven.people.http import Request, see_other
from maven.voices import access, operations
from maven.voices.assisted_forms import AssistedForm
from maven.voices.models import Assistance, Consultation, Statement


@require_safe
@in_mission("voices.see")
def paper(request: HttpRequest, mission: Mission, slug: str, pk: int) -> HttpResponse:
    """The ideas, each with three boxes to tick by hand; as large as one wishes."""
    call = access.consultation_in(mission, pk)
    if slug != call.slug:
        return redirect("voices:paper", mission.slug, call.slug, call.pk, permanent=True)
    context = {
        "consultation": call,
        "place": "consultations",
        "statements": Statement.objects.of(call).accepted().in_order(),
        "large": request.GET.get("caracteres") == "grands",
    }
    return render(request, "voices/paper.html", context)


@require_safe
@in_mission("voices.assist")
def helped(request: Request, mission: Mission) -> HttpResponse:
    """Who was helped, and where to enter more. What they answered is nowhere here."""
    calls = Consultation.objects.of(mission).open_on(timezone.localdate()).newest_first()
    context = {
        "calls": calls.filter(source=""),
        "people": helped_in(mission),
        "entries": Assistance.objects.of(mission).newest_first()[:200],
    }
    return render(request, "voices/helped.html", context)


@in_mission("voices.assist")
def assist(request: Request, mission: Mission, slug: str, pk: int) -> HttpResponse:
    """One sheet of paper at a time; once entered, its answers are shown to nobody again."""
    call = access.consultation_in(mission, pk)
    form = AssistedForm(
        mission, call, request.POST or None, initial={"agreed_on": timezone.localdate()}
    )
    context = {"consultation": call, "form": form, "place": "consultations"}
    if not call.is_open_on(timezone.localdate()):
        return render(request, "voices/assist.html", {**context, "is_closed": True}, status=409)
    if request.method != "POST":
        return render(request, "voices/assist.html", context)
    if not form.is_valid() or not _entered(request, call, form):
        return render(request, "voices/assist.html", context, status=422)
    messages.success(
        request, _("It is entered. Nobody reads these answers again, the team included.")
    )
    return see_other("voices:assist", mission.slug, call.slug, call.pk)


def _entered(request: Request, call: Consultation, form: AssistedForm) -> bool:
    """Whether all of it was written; if not, none of it was, and the form says why."""
    now, given = timezone.now(), form.cleaned_data
    try:
        with transaction.atomic():
            person = form.helped.get(given["who"])
            if person is None:
                person = bring(
                    mission=call.mission,
                    name=given["name"],
                    organisation=given["organisation"],
                    sector=given["sector"],
                    presence=given["presence"],
                    by=request.user,
                    at=now,
                ).person
            operations.enter_contribution(
                consultation=call,
                person=person,
                how=given["how"],
                agreed_on=given["agreed_on"],
                said=form.said,
                words=given["words"],
                by=request.user,
                at=now,
            )
    except operations.IdeaAlreadyThere as same:
        there = {"number": same.statement.number}
        form.add_error(
            "words",
            _("This idea is there already, number %(number)d: enter an answer to it.") % there,
        )
    except operations.CloseIdea:
        form.add_error("words", _("This person has said nearly the same already."))
    except operations.TooManyIdeasWaiting:
        form.add_error("words", _("Several ideas of this person wait: read those first."))
    except operations.TooManyLinks:
        form.add_error("words", _("Leave the link out: an idea is read without it."))
    except (
        operations.ConsultationClosed,
        operations.NotHelped,  # erased by somebody else of the team
        operations.StatementNotInConsultation,
    ):
        form.add_error(None, _("The consultation has changed meanwhile: open this page again."))
    return not form.errors
