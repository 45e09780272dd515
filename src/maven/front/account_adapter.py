"""How people come in: by a code sent to their address, in the language of the page."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override

from maven.front.known import remember_browser
from maven.missions import operations
from maven.missions.operations import InvitationExpired, InvitationTaken, InvitationUnknown
from maven.missions.views.parts import welcome
from maven.people.models import Person
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

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The missions, in the language that the person chose."""
        language = getattr(request.user, "language", "") or get_language()
        with override(language):
            return reverse("front:home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("front:home")

    def post_login(self, request: HttpRequest, user: Person, **known: Any) -> HttpResponse:
        """Goes on with the invitation that led to the door, if one did."""
        response: HttpResponse = super().post_login(request, user, **known)
        remember_browser(response, user.email or "")
        request.session.pop("address", None)
        token = request.session.pop("invitation", None)
        if token is None:
            return response
        try:
            invitation = operations.invitation_behind(token)
            operations.accept_invitation(invitation=invitation, by=user, at=timezone.now())
        except (InvitationUnknown, InvitationExpired, InvitationTaken):
            # The page of the link says what is wrong; here an answer of refusal would undo the
            # signing in as well.
            return HttpResponseRedirect(reverse("missions:join", args=[token]))
        welcome(request, invitation.mission)
        return HttpResponseRedirect(invitation.mission.get_absolute_url())
