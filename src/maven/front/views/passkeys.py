"""Passkeys: made on the security page, shown at the door, alone or after a code.

The browser asks for a challenge just before it needs one: the page itself holds nothing that ends.
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStageController
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maven.front import second_factor
from maven.front.account_forms import SecondProofForm
from maven.front.passkey_forms import NewPasskeyForm, PasskeyAtDoorForm, ShownPasskeyForm
from maven.front.proof import just_proved
from maven.front.second_factor import SecondProof
from maven.front.sessions import login_of, prove
from maven.front.views.door import attempts, by_network_of_passkeys
from maven.front.views.security import SHOWN_ONCE
from maven.missions.access import public
from maven.people.http import Request, see_other
from maven.people.operations import security
from maven.people.redirects import wished_address


def given(options: dict[str, Any]) -> HttpResponse:
    response = JsonResponse(options)
    response["Cache-Control"] = "no-store"
    return response


@just_proved
@require_POST
def challenge_for_new(request: Request) -> HttpResponse:
    """What a new passkey is to sign: resident, and with the person present."""
    return given(auth.begin_registration(request.user, passwordless=True))


@just_proved
def new(request: Request) -> HttpResponse:
    form = NewPasskeyForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "front/new_passkey.html", {"form": form}, status=status)
    auth.WebAuthn.add(request.user, form.cleaned_data["name"], form.cleaned_data["credential"])
    now = timezone.now()
    security.change_passkeys(added=True, by=request.user, at=now)
    prove(request, strong=True, at=now)
    must = second_factor.must_have_it(request.user) and not second_factor.wants_it(request.user)
    if must:
        request.session[SHOWN_ONCE] = second_factor.turn_on(request.user)
    messages.success(request, _("The passkey is ready: it opens the door by itself."))
    return see_other("front:security", anchor="#second" if must else "#keys")


@just_proved
@require_POST
def removal(request: Request, pk: int) -> HttpResponse:
    found = second_factor.keys_of(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    found.delete()
    security.change_passkeys(added=False, by=request.user, at=timezone.now())
    if not second_factor.has_second_proof(request.user):
        second_factor.turn_off(request.user)
    messages.success(request, _("The passkey no longer opens the door. Delete it on your device."))
    return see_other("front:security", anchor="#keys")


@public
@by_network_of_passkeys
@require_POST
def challenge_at_door(request: HttpRequest) -> HttpResponse:
    """For anybody: the passkey itself says whose it is."""
    return given(auth.begin_authentication(user=None))


@public
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """In by a passkey alone; one that opens nothing leads back to the door, with a word."""
    form = PasskeyAtDoorForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This passkey opens nothing here. Ask for a code."))
        return HttpResponseRedirect(reverse("account_login"), status=303)
    found = form.shown
    login = login_of(found.user, wished=wished_address(request))
    response: HttpResponse = flows.perform_passwordless_login(request, found, login)
    return response


def stage_of(request: HttpRequest) -> SecondProof | None:
    if request.user.is_authenticated:
        return None
    stage = LoginStageController.enter(request, SecondProof.key)
    return stage if isinstance(stage, SecondProof) else None


@public
@by_network_of_passkeys
@require_POST
def challenge_for_second(request: HttpRequest) -> HttpResponse:
    stage = stage_of(request)
    if stage is None:
        raise Http404
    return given(auth.begin_authentication(stage.login.user))


@public
@attempts
@never_cache
def second(request: HttpRequest) -> HttpResponse:
    """After the code: a passkey, or one of the codes that were kept."""
    stage = stage_of(request)
    if stage is None:
        return HttpResponseRedirect(reverse("account_login"))
    person = stage.login.user
    shows_key = "credential" in request.POST
    kind = ShownPasskeyForm if shows_key else SecondProofForm
    form = kind(request.POST or None, user=person)
    if request.method == "POST" and form.is_valid():
        shown: Authenticator = form.shown
        shown.record_usage()
        record_authentication(request, person, "mfa", id=shown.pk, type=shown.type)
        response: HttpResponse = stage.exit()
        return response
    context = {
        "form": form if not shows_key else SecondProofForm(user=person),
        "shown": form if shows_key else None,
    }
    status = 422 if form.errors else 200
    return render(request, "account/second.html", context, status=status)
