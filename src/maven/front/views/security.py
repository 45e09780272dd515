"""How one comes in, and where one is in: the open sign-ins, the passkeys, the password."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maven.front import providers, second_factor
from maven.front.account_forms import has_password
from maven.front.proof import just_proved
from maven.front.sessions import STRONG
from maven.missions.access import signed_in
from maven.people.http import Request, see_other
from maven.people.models import SignIn
from maven.people.operations import security
from maven.people.operations.sign_ins import end_sign_ins

SHOWN_ONCE = "recovery_codes"


@signed_in
def page(request: Request) -> HttpResponse:
    person = request.user
    context = {
        "sign_ins": SignIn.objects.of(person),
        "here": request.session.session_key,
        "keys": [(key.pk, key.wrap().name, key) for key in second_factor.keys_of(person)],
        "has_password": has_password(person),
        "second_factor": second_factor.wants_it(person),
        "must": second_factor.must_have_it(person),
        "lacks_it": second_factor.must_have_it(person) and not request.session.get(STRONG),
        "codes": request.session.pop(SHOWN_ONCE, None),
        "codes_left": second_factor.codes_left(person),
        "linked": providers.linked_to(person),
        "offered": providers.not_yet_linked_to(person),
        "idle_hours": int(settings.SESSION_IDLE.total_seconds() // 3600),
        "most_days": settings.SESSION_LASTS.days,
    }
    response = render(request, "front/security.html", context)
    response["Cache-Control"] = "no-store"
    return response


@signed_in
@require_POST
def end_of_sign_in(request: Request, pk: int) -> HttpResponse:
    ended = end_sign_ins(only=pk, by=request.user, at=timezone.now())
    if not ended:
        raise Http404
    messages.success(request, _("That browser is signed out."))
    return see_other("front:security")


@signed_in
@require_POST
def end_of_other_sign_ins(request: Request) -> HttpResponse:
    """Everywhere else, at once: what a lost phone calls for."""
    here = request.session.session_key or ""
    ended = end_sign_ins(but=here, by=request.user, at=timezone.now())
    words = ngettext("%(n)d browser is signed out.", "%(n)d browsers are signed out.", ended)
    messages.success(request, words % {"n": ended})
    return see_other("front:security")


@just_proved
@require_POST
def second_factor_choice(request: Request) -> HttpResponse:
    """Asks for a second proof at the door from now on, or no longer does."""
    on = request.POST.get("wanted") == "yes"
    if on and not second_factor.has_second_proof(request.user):
        messages.info(request, _("Add a passkey first: it is what will be asked for."))
        return HttpResponseRedirect(reverse("front:new_passkey"), status=303)
    if on:
        request.session[SHOWN_ONCE] = second_factor.turn_on(request.user)
    else:
        second_factor.turn_off(request.user)
    security.change_second_factor(on=on, by=request.user, at=timezone.now())
    return see_other("front:security", anchor="#second")
