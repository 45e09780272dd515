"""What a browser hands over when a passkey was made or shown. Anybody may send anything here."""

import struct
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.utils.translation import gettext_lazy as _

from maven.people.models import Person

LONGEST, DEEPEST = 20_000, 60
# What the reading of hostile bytes has been seen to raise.
UNREADABLE = (
    forms.ValidationError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    RecursionError,
    struct.error,
)


class SignedField(forms.JSONField):
    """The JSON that the browser made: an object, short, and no deeper than browsers make it."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        text = value if isinstance(value, str) else ""
        if len(text) > LONGEST or text.count("[") + text.count("{") > DEEPEST:
            raise refused()
        try:
            found = super().to_python(text)
        except (
            ValueError,
            RecursionError,
        ) as unreadable:  # a number of 5,000 digits is no JSON error
            raise refused() from unreadable
        if not isinstance(found, dict):
            raise refused()
        return found


def refused() -> forms.ValidationError:
    return forms.ValidationError(_("This passkey could not be read. Try again."))


def reading[Found](read: Callable[..., Found], *what: Any) -> Found:
    """What is read, or one refusal: what was wrong would only help whoever tries."""
    try:
        return read(*what)
    except UNREADABLE as trouble:
        raise refused() from trouble


class NewPasskeyForm(forms.Form):
    """A name for it, and what the browser made."""

    name = forms.CharField(label=_("What to call it"), max_length=60, required=False)
    credential = SignedField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs = {"autocomplete": "off", "maxlength": 60}

    def clean_name(self) -> str:
        return self.cleaned_data["name"].strip() or str(_("My passkey"))

    def clean_credential(self) -> Any:
        """The library refuses a key that does not check who holds it: it would serve a thief."""
        credential = self.cleaned_data["credential"]
        reading(auth.parse_registration_response, credential)
        reading(auth.complete_registration, credential)
        return credential


class ShownPasskeyForm(forms.Form):
    """A passkey shown by a person whom one knows already."""

    credential = SignedField()
    shown: Authenticator

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def whose(self, credential: dict[str, Any]) -> Person:
        return self.user

    def clean_credential(self) -> Any:
        credential = self.cleaned_data["credential"]
        reading(auth.parse_authentication_response, credential)
        person = self.whose(credential)
        self.shown = reading(auth.complete_authentication, person, credential)
        return credential


class PasskeyAtDoorForm(ShownPasskeyForm):
    """A passkey that says itself whose it is; one of a closed account opens nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=Person(), **kwargs)

    def whose(self, credential: dict[str, Any]) -> Person:
        person: Person = reading(auth.extract_user_from_response, credential)
        if not person.is_active:
            raise refused()
        return person
