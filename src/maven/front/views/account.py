"""One's own page: who one is, how one appears, which missions one takes part in."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from maven.front.forms import AccountForm, what_is_known_of
from maven.missions.access import signed_in
from maven.missions.models import Membership
from maven.people.http import Request
from maven.people.operations import introduce_oneself


@signed_in
def account(request: Request) -> HttpResponse:
    language = translation.get_language() or "fr"
    form = AccountForm(request.POST or None, initial=what_is_known_of(request.user, language))
    if request.method == "POST" and form.is_valid():
        introduce_oneself(by=request.user, at=timezone.now(), **form.cleaned_data)
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Your page is up to date."))
            return HttpResponseRedirect(reverse("front:account"), status=303)
    parts = Membership.objects.held_by(request.user)
    return render(
        request,
        "front/account.html",
        {"form": form, "parts": parts},
        status=422 if form.errors else 200,
    )
