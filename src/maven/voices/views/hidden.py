"""What the team does with a published idea: look at its reports, hide it, bring it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission, may
from maven.missions.models import Mission
from maven.people.http import Request
from maven.voices import access, moderation_queries, operations
from maven.voices.models import Hiding
from maven.voices.moderation_forms import DecisionForm, HidingForm, RestoringForm
from maven.voices.tasks import so_far, tell_author
from maven.voices.views.charter import page_of
from maven.voices.views.vote import see_other


@in_mission("voices.moderate")
def reported(request: HttpRequest, mission: Mission) -> HttpResponse:
    """The ideas that somebody reported, and nobody of the team has looked at."""
    page = page_of(request, moderation_queries.reported_statements(mission))
    told = moderation_queries.rules_reported(page.object_list)
    context = {
        "place": "consultations",
        "page": page,
        "ideas": [(idea, told.get(idea.pk, [])) for idea in page.object_list],
        "rules": moderation_queries.rules_of(moderation_queries.charter_of(mission)),
        "tab": "reported",
    }
    return render(request, "voices/reported.html", context)


@in_mission("voices.judge")
def hidden(request: Request, mission: Mission) -> HttpResponse:
    """The ideas out of sight, each with its reason, its answers kept, and its appeal if any."""
    page = page_of(request, moderation_queries.standing_hidings(mission))
    held = operations.judges_of(mission)
    context = {
        "place": "consultations",
        "page": page,
        "hidings": [
            (hiding, bool(hiding.asked) and operations.is_judge(held, request.user, hiding))
            for hiding in page.object_list
        ],
        "may_moderate": may(request, "voices.moderate", mission),
        "tab": "hidden",
    }
    return render(request, "voices/hidden.html", context)


@in_mission("voices.moderate")
@require_POST
def hiding(request: Request, mission: Mission, statement: int) -> HttpResponse:
    """Takes an idea out of sight."""
    now = timezone.now()
    idea = access.statement_in(mission, statement)
    rules = moderation_queries.rules_of(moderation_queries.charter_of(mission))
    form = HidingForm(request.POST, rules=rules)
    back = see_other(reverse("voices:reported", args=[mission.slug]))
    if not form.is_valid():
        messages.error(request, _("Choose the rule, and say in a word to its author why."))
        return back
    try:
        made = operations.hide_statement(
            statement=idea,
            rule=form.chosen,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=now,
        )
        if made.hidden_at == now:  # not by a colleague a moment ago, who told the author
            _tell(request, made)
    except operations.NotReadByAll:
        messages.info(request, _("Only an idea that everybody reads can be hidden."))
        return back
    messages.success(request, _("The idea is hidden. Its answers are kept; its author reads why."))
    return back


@in_mission("voices.moderate")
@require_POST
def keeping(request: Request, mission: Mission, statement: int) -> HttpResponse:
    """The reports were read; the idea stays."""
    idea = access.statement_in(mission, statement)
    operations.keep_statement(statement=idea, by=request.user, at=timezone.now())
    messages.success(request, _("The idea stays. Its reports are settled."))
    return see_other(reverse("voices:reported", args=[mission.slug]))


@in_mission("voices.moderate")
@require_POST
def restoring(request: Request, mission: Mission, statement: int) -> HttpResponse:
    """Brings a hidden idea back, with its answers."""
    idea = access.statement_in(mission, statement)
    form = RestoringForm(request.POST)
    try:
        if form.is_valid():
            back = operations.restore_statement(
                statement=idea,
                answer=form.cleaned_data["answer"],
                by=request.user,
                at=timezone.now(),
            )
            _tell(request, back)
            messages.success(request, _("The idea is back, with all of its answers."))
        else:
            messages.error(request, _("The answer is too long: say it in 280 characters."))
    except operations.NotHidden:
        messages.info(request, _("This idea is not hidden any more."))
    return see_other(reverse("voices:hidden", args=[mission.slug]))


@in_mission("voices.judge")
@require_POST
def decision(request: Request, mission: Mission, statement: int) -> HttpResponse:
    """Answers an appeal: by somebody else than whoever hid the idea."""
    idea = access.statement_in(mission, statement)
    form = DecisionForm(request.POST)
    back = see_other(reverse("voices:hidden", args=[mission.slug]))
    if not form.is_valid():
        messages.error(request, _("Decide, and say in a word to the author why."))
        return back
    try:
        decided = operations.decide_appeal(
            statement=idea,
            returns=form.cleaned_data["decision"] == "back",
            answer=form.cleaned_data["answer"],
            by=request.user,
            at=timezone.now(),
        )
        _tell(request, decided)
        messages.success(request, _("The appeal is decided. The author reads the answer."))
    except operations.OwnHiding:
        messages.error(request, _("Somebody else decides: you hid this idea yourself."))
    except (operations.NoAppeal, operations.NotHidden):
        messages.info(request, _("This appeal is decided already."))
    return back


def _tell(request: HttpRequest, hiding: Hiding) -> None:
    """A letter to the author, after what it tells is written."""
    tell_author.enqueue(hiding.pk, so_far(hiding), request.build_absolute_uri("/"))
