"""The page that asks who one is once more, and the ways to say it."""

from allauth.mfa.webauthn.internal import auth
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maven.front import proof as proofs
from maven.front import second_factor
from maven.front.account_forms import PasswordProofForm, ProofCodeForm, has_password
from maven.front.passkey_forms import ShownPasskeyForm
from maven.front.sessions import prove
from maven.front.views.door import attempts, by_network_of_passkeys
from maven.front.views.passkeys import given
from maven.missions.access import signed_in
from maven.people.http import Request
from maven.people.limits import HOUR, limited, person
from maven.people.redirects import wished_address

letters = limited("code", most=10, per=HOUR, by=person)


@signed_in
@by_network_of_passkeys
@require_POST
def challenge(request: Request) -> HttpResponse:
    return given(auth.begin_authentication(request.user))


@signed_in
@letters
@require_POST
def letter(request: Request) -> HttpResponse:
    """Sends the code, and comes back to the page that waits for it."""
    proofs.send_code(request, at=timezone.now())
    return HttpResponseRedirect(address_of_page(request), status=303)


def address_of_page(request: Request) -> str:
    wished = wished_address(request)
    return f"{reverse('front:proof')}?next={wished}" if wished else reverse("front:proof")


@signed_in
@attempts
@never_cache
def page(request: Request) -> HttpResponse:
    now, sent = timezone.now(), request.POST if request.method == "POST" else None
    code, password, shown = None, None, None
    if sent is not None and "credential" in sent:
        shown = ShownPasskeyForm(sent, user=request.user)
    elif sent is not None and "password" in sent:
        password = PasswordProofForm(sent, user=request.user)
    elif sent is not None:
        code = ProofCodeForm(sent, right=lambda said: proofs.code_is_right(request, said, at=now))
    form = code or password or shown
    if form is not None and form.is_valid():
        prove(request, strong=shown is not None, at=now)
        return HttpResponseRedirect(
            wished_address(request) or reverse("front:security"), status=303
        )
    context = {
        "form": form,
        "code": code or ProofCodeForm(),
        "waiting": proofs.is_waiting(request, at=now),
        "password": password or PasswordProofForm(user=request.user),
        "has_password": has_password(request.user),
        "has_key": second_factor.keys_of(request.user).exists(),
        "wished": wished_address(request),
    }
    return render(request, "front/proof.html", context, status=200 if form is None else 422)
