"""The ideas that wait to be read, and what the facilitation team does with each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission
from maven.missions.models import Mission
from maven.people.http import Request
from maven.voices import access, moderation_queries, operations, queries
from maven.voices.forms import PromotionForm, RefusalForm
from maven.voices.views.charter import page_of
from maven.voices.views.vote import see_other


@in_mission("voices.moderate")
def moderation(request: HttpRequest, mission: Mission) -> HttpResponse:
    """Ideas to read, before anybody else does."""
    page = page_of(request, queries.waiting_statements(mission))
    rules = moderation_queries.rules_of(moderation_queries.charter_of(mission))
    close = queries.close_ones(page.object_list)
    context = {
        "place": "consultations",
        "page": page,
        "waiting": [(idea, close.get(idea.pk, [])) for idea in page.object_list],
        "rules": [rule.words for rule in rules],
        "tab": "waiting",
    }
    return render(request, "voices/moderation.html", context)


@in_mission("voices.moderate")
def published(request: HttpRequest, mission: Mission) -> HttpResponse:
    """The ideas put to everybody: one that unites may become a cause, one that hurts be hidden."""
    page = page_of(request, queries.accepted_statements(mission))
    context = {
        "place": "consultations",
        "page": page,
        "accepted": page.object_list,
        "rules": moderation_queries.rules_of(moderation_queries.charter_of(mission)),
        "tab": "published",
    }
    return render(request, "voices/published.html", context)


@in_mission("voices.moderate")
@require_POST
def acceptance(request: Request, mission: Mission, statement: int) -> HttpResponse:
    idea = access.statement_in(mission, statement)
    try:
        operations.accept_statement(statement=idea, by=request.user, at=timezone.now())
        messages.success(request, _("The idea is put to everybody."))
    except operations.AlreadyModerated:
        messages.info(request, _("Somebody of the team has answered this idea already."))
    return see_other(_page(mission))


@in_mission("voices.moderate")
@require_POST
def refusal(request: Request, mission: Mission, statement: int) -> HttpResponse:
    idea = access.statement_in(mission, statement)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Quote the rule, so that the author can write the idea again."))
        return see_other(_page(mission))
    try:
        operations.refuse_statement(
            statement=idea,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The idea is kept aside, with the rule."))
    except operations.AlreadyModerated:
        messages.info(request, _("Somebody of the team has answered this idea already."))
    return see_other(_page(mission))


@in_mission("voices.moderate")
@require_POST
def promotion(request: Request, mission: Mission, statement: int) -> HttpResponse:
    """Makes a cause of an idea."""
    idea = access.statement_in(mission, statement)
    form = PromotionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the cause a name, in 120 characters at most."))
        return see_other(_page(mission))
    try:
        cause = operations.promote_statement(
            statement=idea, title=form.cleaned_data["title"], by=request.user, at=timezone.now()
        )
    except operations.NotPublished:
        messages.error(request, _("Only an idea that everybody reads can become a cause."))
        return see_other(_page(mission))
    messages.success(request, _("The idea is now a cause. It is looking for its champion."))
    return see_other(cause.get_absolute_url())


def _page(mission: Mission) -> str:
    return reverse("voices:moderation", args=[mission.slug])
