"""The two forms of the door."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.account.models import EmailAddress
from allauth.core import context
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maven.front.newcomers import forget_those_who_never_came, person_at
from maven.people.models import Person


class EnterForm(RequestLoginCodeForm):  # type: ignore[misc]
    """An address. Known or not, what follows is the same: nobody learns who has an account."""

    _user: Person | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = _("Your e-mail address")
        field.initial = context.request.session.get("address", "")
        field.widget.attrs = {"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}

    def clean_email(self) -> str:
        address: str = super().clean_email().lower()
        if self._user is None:
            now = timezone.now()
            forget_those_who_never_came(at=now)
            self._user = person_at(address)
        if self._user is not None:
            # The code will prove the address: the library then marks it as verified.
            EmailAddress.objects.get_or_create(
                user=self._user, email=address, defaults={"primary": True}
            )
        return address


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code received."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("The code received")
        field.widget.attrs = {
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }
