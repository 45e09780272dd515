"""How people come in: by a code sent to their address, in the language of the page."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override

from maven.front.known import remember_browser
from maven.front.providers import LATER, link, provider_called
from maven.front.second_factor import must_have_it, shows_two_things
from maven.front.sessions import STRONG, begin
from maven.missions import operations
from maven.missions.operations import InvitationExpired, InvitationTaken, InvitationUnknown
from maven.missions.views.parts import welcome
from maven.people.models import Person
from maven.people.operations import sign_ins
from maven.people.operations.security import change_link
from maven.people.redirects import is_ours
from maven.ui.typography import typeset


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def format_email_subject(self, subject: str) -> str:
        """No prefix: the subject says what the letter is for."""
        return typeset(subject) if get_language() == "fr" else subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Once the form is committed: no vote waits for a mail server with the store held."""
        words = {"request": self.request, "email": email, **context}
        transaction.on_commit(self.render_mail(template_prefix, email, words).send)

    def is_safe_url(self, url: str) -> bool:
        """Where one wished to go on to: a path of this house, or nothing."""
        return is_ours(self.request, url or "")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The missions, in the language that the person chose."""
        language = getattr(request.user, "language", "") or get_language()
        with override(language):
            return reverse("front:home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("front:home")

    def login(self, request: HttpRequest, user: Person) -> None:
        """In, under a new number; the session remembers when, and whether by two proofs."""
        records = get_authentication_records(request, user)
        super().login(request, user)
        request.session[STRONG] = any(shows_two_things(one) for one in records)
        begin(request, user, means=means_in(records), at=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        sign_ins.close_sign_in(request.session.session_key)
        super().logout(request)

    def get_login_stages(self) -> list[str]:
        """The library's, with our own idea of when a second proof is asked."""
        return [
            "maven.front.second_factor.SecondProof" if one.endswith(".AuthenticateStage") else one
            for one in super().get_login_stages()
        ]

    def post_login(self, request: HttpRequest, user: Person, **known: Any) -> HttpResponse:
        """Goes on with the invitation that led to the door, if one did."""
        response: HttpResponse = super().post_login(request, user, **known)
        remember_browser(response, user.email or "")
        request.session.pop("address", None)
        link_what_waits(request, user)
        token = request.session.pop("invitation", None)
        if token is None:
            return response if not asked_for_more(request, user) else lead_to_it()
        try:
            invitation = operations.invitation_behind(token)
            operations.accept_invitation(invitation=invitation, by=user, at=timezone.now())
        except (InvitationUnknown, InvitationExpired, InvitationTaken):
            # The page of the link says what is wrong; here an answer of refusal would undo the
            # signing in as well.
            return HttpResponseRedirect(reverse("missions:join", args=[token]))
        welcome(request, invitation.mission)
        return HttpResponseRedirect(invitation.mission.get_absolute_url())


def means_in(records: list[dict[str, Any]]) -> str:
    """How the person came in: what she showed first."""
    first = records[0] if records else {"method": "code"}
    if first["method"] == "mfa":
        return "passkey"
    if first["method"] == "socialaccount":
        return f"oidc:{first.get('provider', '')}"
    return str(first["method"])


def link_what_waits(request: HttpRequest, user: Person) -> None:
    """The identity that led to the door, now that a code has proved the address."""
    slug, subject = request.session.pop(LATER, ("", ""))
    provider = provider_called(slug)
    if provider is not None and link(provider, subject, user):
        change_link(provider=slug, added=True, by=user, at=timezone.now())


def asked_for_more(request: HttpRequest, user: Person) -> bool:
    """Whether the operator asks a second proof of this person, who has none to show yet."""
    return not request.session.get(STRONG) and must_have_it(user)


def lead_to_it() -> HttpResponse:
    return HttpResponseRedirect(reverse("front:security"))
