"""The rules by which ideas are published, what was done in their name, and how to report."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from maven.missions.access import in_mission, may
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.people.http import Request
from maven.people.limits import HOUR, limited, network, sender
from maven.voices import access, moderation_queries, operations
from maven.voices.moderation_forms import AppealForm, CharterForm, RuleForm
from maven.voices.views.vote import see_other, voice_to_keep

A_PAGE = 20


@in_mission("voices.see")
def charter(request: HttpRequest, mission: Mission) -> HttpResponse:
    """The rules, who applies them, and the numbers of what was done."""
    written = moderation_queries.charter_of(mission)
    rules = moderation_queries.rules_of(written)
    context = {
        "place": "consultations",
        "charter": written,
        "rules": rules,
        "log": moderation_queries.log_of(mission, rules),
        "may_write": may(request, "voices.moderate", mission),
    }
    return render(request, "voices/charter.html", context)


@in_mission("voices.moderate")
def charter_edit(request: Request, mission: Mission) -> HttpResponse:
    """The team writes the rules in the words of the mission."""
    held(request, mission)  # there may be no charter yet
    written = moderation_queries.charter_of(mission)
    lines = "\n".join(rule.words for rule in moderation_queries.rules_of(written))
    first = {"intro": written.intro if written else "", "rules": lines}
    form = CharterForm(request.POST or None, row=written, initial=first)
    if request.method == "POST" and form.is_valid():
        operations.write_charter(
            mission=mission,
            intro=form.cleaned_data["intro"],
            lines="\n".join(form.cleaned_data["rules"]),
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The charter is written. Everybody can read it."))
        return see_other(reverse("voices:charter", args=[mission.slug]))
    context = {"form": form, "place": "consultations"}
    status = 422 if request.method == "POST" else 200
    return render(request, "voices/charter_edit.html", context, status=status)


@in_mission("voices.answer")
@limited("report", most=10, per=HOUR, by=sender)
@limited("report-network", most=60, per=HOUR, by=network)
def report(request: HttpRequest, mission: Mission, slug: str, pk: int, number: int) -> HttpResponse:
    """Says which rule an idea breaks: one button a rule, no account needed."""
    call = access.consultation_in(mission, pk)
    idea = access.statement_to_report(call, number)
    rules = moderation_queries.rules_of(moderation_queries.charter_of(mission))
    form = RuleForm(request.POST or None, rules=rules)
    if request.method != "POST" or not form.is_valid():
        context = {
            "consultation": call,
            "place": "consultations",
            "idea": idea,
            "rules": rules,
            "form": form,
        }
        status = 422 if request.method == "POST" else 200
        return render(request, "voices/report.html", context, status=status)
    voice, known = voice_to_keep(request, call)
    try:
        operations.report_statement(
            statement=idea,
            rule=form.chosen,
            voice_digest=access.reporter_digest(idea, voice),
            at=timezone.now(),
        )
        messages.success(request, _("Thank you. The team will read it; nobody is told it was you."))
    except operations.ReportedAlready:
        messages.info(request, _("You reported this idea already. The team has it."))
    except operations.NotReadByAll:  # hidden between our look and our write
        messages.info(request, _("This idea has just been hidden."))
    response = see_other(call.get_absolute_url())
    if known:
        access.remember(response, known)
    return response


@in_mission("voices.answer")
@limited("appeal", most=10, per=HOUR, by=sender)
def appeal(request: HttpRequest, mission: Mission, slug: str, pk: int, number: int) -> HttpResponse:
    """The author of a hidden idea reads why, and may ask once that somebody else looks."""
    call = access.consultation_in(mission, pk)
    hiding = access.own_hiding(request, call, number)
    form = AppealForm(request.POST or None)
    context: dict[str, Any] = {
        "consultation": call,
        "place": "consultations",
        "hiding": hiding,
        "form": form,
    }
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "voices/appeal.html", context, status=status)
    author = access.participant_of(request, call)
    try:
        if author is not None:
            operations.appeal_hiding(
                statement=hiding.statement,
                author=author,
                words=form.cleaned_data["words"],
                at=timezone.now(),
            )
        messages.success(request, _("Somebody else will look at it. Read the answer here."))
    except operations.AppealedAlready:
        messages.info(request, _("You asked already; one asks once."))
    except operations.NotHidden:
        messages.info(request, _("Your idea is back already."))
        return see_other(call.get_absolute_url())
    return see_other(reverse("voices:appeal", args=[mission.slug, call.slug, call.pk, number]))


def page_of(request: HttpRequest, rows: Any) -> Any:
    """A page of a list; one that is no number is the first, one too far is the last."""
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
