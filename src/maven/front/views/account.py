"""One's own page: who one is, what one brings, how one appears, which missions one is in."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maven.front.forms import AccountForm, what_is_known_of
from maven.missions.access import signed_in
from maven.missions.drawn import held
from maven.missions.models import Membership
from maven.missions.operations.sectors import place_organisation
from maven.missions.organisations import suggested_to
from maven.people.http import Request
from maven.people.models import Organisation, Person
from maven.people.operations import describe_oneself, introduce_oneself

PROPOSED_AT_FIRST, PROPOSED = 50, 12


@signed_in
def account(request: Request) -> HttpResponse:
    language = translation.get_language() or "fr"
    person = Person.objects.get(pk=request.user.pk) if request.method == "POST" else request.user
    form = AccountForm(
        request.POST or None,
        row=held(request, person),
        person=person,
        initial=what_is_known_of(person, language),
    )
    if request.method == "POST" and form.is_valid():
        _keep(form)
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Your page is up to date."))
            return HttpResponseRedirect(reverse("front:account"), status=303)
    return render(
        request,
        "front/account.html",
        {
            "form": form,
            "parts": Membership.objects.held_by(request.user),
            "known": suggested_to(request.user, "", most=PROPOSED_AT_FIRST),
        },
        status=422 if form.errors else 200,
    )


def _keep(form: AccountForm) -> None:
    """Who she is, then what she brings; her organisation, if new, finds its sector."""
    said, now = form.cleaned_data, timezone.now()
    proposed = form.proposed.get(said["sector"])
    is_new = bool(said["organisation"]) and not Organisation.objects.called(said["organisation"])
    person = introduce_oneself(
        name=said["name"],
        organisation=said["organisation"],
        sector=proposed.sector if proposed else "",
        presence=said["presence"],
        language=said["language"],
        by=form.person,
        at=now,
    )
    describe_oneself(
        about=said["about"], offers=said["offers"], seeks=said["seeks"], by=form.person, at=now
    )
    if is_new and proposed and proposed.row and person.organisation:
        place_organisation(
            mission=proposed.row.mission,
            organisation=person.organisation,
            sector=proposed.row,
            by=form.person,
            at=now,
        )


@require_safe
@signed_in
def organisations(request: Request) -> HttpResponse:
    """The names that the letters typed may mean: those her directories already show her."""
    typed = request.GET.get("organisation", "")[:100]
    return render(
        request,
        "front/organisations.html",
        {"known": suggested_to(request.user, typed, most=PROPOSED)},
    )
