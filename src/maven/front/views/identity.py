"""Coming in by an identity provider: there, back, and what is linked to what."""

from dataclasses import asdict

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maven.front import oidc, providers
from maven.front.declared import Provider
from maven.front.newcomers import person_at
from maven.front.proof import just_proved
from maven.front.sessions import login_of, prove
from maven.missions.access import public
from maven.people.http import Request, see_other
from maven.people.limits import HOUR, limited, network
from maven.people.models import Person
from maven.people.operations import security
from maven.people.redirects import wished_address

ASKED = "oidc"


def known_provider(slug: str) -> Provider:
    found = providers.provider_called(slug)
    if found is None:
        raise Http404
    return found


def address_of_return(request: HttpRequest, provider: Provider) -> str:
    """One address, whatever the language: it is the one declared to the provider."""
    with override("fr"):
        return request.build_absolute_uri(reverse("identity_return", args=[provider.slug]))


def go_on_to(request: HttpRequest, provider: Provider, address: str) -> HttpResponse:
    """A page that leads there: a form may not be answered by another site (form-action)."""
    context = {"provider": provider, "address": address}
    response = render(request, "account/onward.html", context)
    response["Cache-Control"] = "no-store"
    return response


@public
@limited("oidc", most=60, per=HOUR, by=network)
@require_POST
def start(request: HttpRequest, provider: str) -> HttpResponse:
    """Asks the provider; what was asked stays in this browser's session."""
    there, asked = known_provider(provider), oidc.new_question()
    back = address_of_return(request, there)
    try:
        address = oidc.address_to_ask(there, asked, back=back)
    except oidc.ProviderUnreachable:
        return sorry(request, there)
    request.session[ASKED] = {
        **asdict(asked),
        "provider": there.slug,
        "next": wished_address(request),
        "language": get_language() or "fr",
        "by": request.user.pk if request.user.is_authenticated else None,
    }
    return go_on_to(request, there, address)


def sorry(request: HttpRequest, provider: Provider) -> HttpResponse:
    words = _("%(name)s does not answer as it should. Ask for a code instead.")
    messages.error(request, words % {"name": provider.name})
    page = "front:security" if request.user.is_authenticated else "account_login"
    return HttpResponseRedirect(reverse(page), status=303)


@public
@never_cache
@require_safe
def come_back(request: HttpRequest, provider: str) -> HttpResponse:
    """Back from the provider: worth something only in the browser that asked, and once."""
    there = known_provider(provider)
    asked = request.session.pop(ASKED, None)
    state = request.GET.get("state", "")
    if not asked or asked["provider"] != there.slug or asked["state"] != state:
        return render(request, "account/lost.html", status=400)
    with override(asked["language"]):
        if not request.GET.get("code"):
            return sorry(request, there)
        question = oidc.Asked(asked["state"], asked["nonce"], asked["verifier"])
        try:
            known = oidc.known_by(
                there, question, code=request.GET["code"], back=address_of_return(request, there)
            )
        except (oidc.ProviderUnreachable, oidc.AnswerRefused):
            return sorry(request, there)
        with transaction.atomic():
            if request.user.is_authenticated:
                return linked(request, there, known, by=asked["by"])  # type: ignore[arg-type]
            return entered(request, there, known, asked["next"])


def linked(request: Request, there: Provider, known: oidc.Known, *, by: int | None) -> HttpResponse:
    """Signed in already: whoever asked for the link has it."""
    if by != request.user.pk or not providers.link(there, known.subject, request.user):
        words = _("This identity of %(name)s opens another account.")
        messages.error(request, words % {"name": there.name})
        return HttpResponseRedirect(reverse("front:security"), status=303)
    now = timezone.now()
    security.change_link(provider=there.slug, added=True, by=request.user, at=now)
    prove(request, strong=known.strong, at=now)
    messages.success(request, _("You can now come in with %(name)s.") % {"name": there.name})
    return HttpResponseRedirect(reverse("front:security"), status=303)


def entered(request: HttpRequest, there: Provider, known: oidc.Known, wished: str) -> HttpResponse:
    """In, when the identity is linked, or when the provider vouches for its address."""
    person = providers.person_behind(there, known)
    if person is None and known.email and known.email_verified:
        person = person_at(known.email)
        if person is not None:
            link_newly(there, known, person)
    if person is None:
        return first_prove_address(request, there, known, wished)
    if not person.is_active:
        return HttpResponseRedirect(reverse("account_inactive"))
    if not person.name and known.name:
        Person.objects.filter(pk=person.pk).update(name=known.name)
    request.session["id_token"] = [there.slug, known.id_token]
    record_authentication(
        request, person, "socialaccount", provider=there.slug, strong=known.strong or None
    )
    response: HttpResponse = perform_login(request, login_of(person, wished=wished))
    return response


def link_newly(there: Provider, known: oidc.Known, person: Person) -> None:
    EmailAddress.objects.update_or_create(
        user=person, email=known.email, defaults={"verified": True, "primary": True}
    )
    providers.link(there, known.subject, person)
    security.change_link(provider=there.slug, added=True, by=person, at=timezone.now())


def first_prove_address(
    request: HttpRequest, there: Provider, known: oidc.Known, wished: str
) -> HttpResponse:
    """Nobody vouches for the address: a code proves it, and the link is made at that moment."""
    request.session["address"] = known.email
    request.session[providers.LATER] = [there.slug, known.subject]
    words = _(
        "One more step, the first time: a code sent to your address. Then %(name)s is enough."
    )
    messages.info(request, words % {"name": there.name})
    address = reverse("account_login")
    return HttpResponseRedirect(f"{address}?next={wished}" if wished else address, status=303)


@just_proved
@require_POST
def removal(request: Request, provider: str) -> HttpResponse:
    there = known_provider(provider)
    if not providers.unlink(there, request.user):
        raise Http404
    security.change_link(provider=there.slug, added=False, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s no longer opens your account.") % {"name": there.name})
    return see_other("front:security", anchor="#providers")
