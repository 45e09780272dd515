"""The code of the door: whoever proves an address has an account, and nobody else gets one.

Until then nothing is written but the session: an address typed by somebody else is kept nowhere, and
the door does the same work whether it is known or not.
"""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.signup import send_unknown_account_mail
from allauth.account.models import EmailAddress, Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.http import HttpRequest, HttpResponse

from maven.people.models import Person


class Knock(LoginCodeVerificationProcess):  # type: ignore[misc]
    """A code on its way to an address; the account is looked for when the code comes back."""

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:  # noqa: FBT001
        known = Person.objects.by_address(email)
        code = self.generate_code()
        if known is not None and not known.is_active:
            self.state["code"] = ""  # nothing typed opens a closed account; the letter says why
            send_unknown_account_mail(self.request, email)
        else:
            get_adapter().send_mail("account/email/login_code", email, {"code": code})
        self.add_sent_message({"email": email, "recipient": email})

    def enter(self, redirect_url: str | None) -> HttpResponse | None:
        """In, with an account made now if there was none; nothing for one closed meanwhile."""
        person = person_at(self.state["email"])
        if person is None:
            return None
        # The code proved the address: the library marks it as verified.
        EmailAddress.objects.get_or_create(
            user=person, email=person.email, defaults={"primary": True}
        )
        self._user = person
        response: HttpResponse = self.finish(redirect_url)
        return response


def knock(request: HttpRequest, address: str) -> None:
    """Sends a code to this address."""
    login = Login(user=None, email=address)
    login.state["stages"] = {"current": LoginByCodeStage.key}
    stage = LoginByCodeStage(LoginStageController(request, login), request, login)
    stage.state.update(Knock.initial_state(user=None, email=address))
    stage.state["initiated_by_user"] = True
    begun = Knock(stage)
    begun.send()
    begun.persist()


def person_at(address: str) -> Person | None:
    """The person at this address, made when there is none; nobody when the account is closed."""
    found = Person.objects.by_address(address)
    if found is None:
        found, _ = Person.objects.get_or_create(email=address, defaults={"password": "!"})
    return found if found.is_active else None
