"""The forms of the door: an address, a code, a second proof."""

import secrets
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Membership
from maven.people.models import Person
from maven.people.passwords import LONGEST, SHORTEST, Weakness, weakness_of


class EnterForm(RequestLoginCodeForm):  # type: ignore[misc]
    """An address. Known or not, what follows is the same: nobody learns who has an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = _("Your e-mail address")
        field.initial = context.request.session.get("address", "")
        field.widget.attrs = {"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}

    def clean_email(self) -> str:
        """Whether anybody has this address is asked when the code comes back, not here."""
        address: str = self.cleaned_data["email"].lower()
        return address


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code received."""

    code = forms.CharField(label=_("The code received"), max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stay"] = forms.BooleanField(
            label=_("Stay signed in on this device, which is mine"), required=False
        )
        field = self.fields["code"]
        field.widget.attrs = {
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }


class SecondProofForm(forms.Form):
    """One of the codes kept for the day no passkey is at hand."""

    code = forms.CharField(label=_("A rescue code"), max_length=20)
    shown: Authenticator

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        self.fields["code"].widget.attrs = attrs

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split()).replace("-", "")
        kept = Authenticator.objects.filter(
            user=self.user, type=Authenticator.Type.RECOVERY_CODES
        ).first()
        if kept is not None and kept.wrap().validate_code(code):
            self.shown = kept
            return code
        raise forms.ValidationError(_("This code opens nothing, or was used already."))


class ProofCodeForm(forms.Form):
    """The code of the letter, typed by somebody who is in already."""

    code = forms.CharField(label=_("The code received"), max_length=20)

    def __init__(
        self, *args: Any, right: Callable[[str], bool] = lambda _said: False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.right = right
        self.fields["code"].widget.attrs = {
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not self.right(code):
            raise forms.ValidationError(_("This is not the code, or it is no longer good."))
        return code


class PasswordField(forms.CharField):
    """The same password however its accents are written, and whatever spaces surround it."""

    widget = forms.PasswordInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST, **kwargs, "strip": False})

    def to_python(self, value: Any) -> Any:
        return unicodedata.normalize("NFC", super().to_python(value) or "")


class PasswordForm(forms.Form):
    """An address and its password; nothing tells which of the two is wrong."""

    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)
    password = PasswordField(label=_("Your password"))
    person: Person

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs = {"autocomplete": "username", "spellcheck": "false"}
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if {"email", "password"} <= said.keys():
            person = Person.objects.by_address(said["email"])
            # Nobody there, or nobody with a password: as much work as a wrong one.
            known = person.password if person and has_password(person) else nobodys()
            if not check_password(said["password"], known) or person is None:
                raise forms.ValidationError(_("This address and this password do not go together."))
            if not person.is_active:
                raise forms.ValidationError(_("This address and this password do not go together."))
            self.person = person
        return said


class PasswordProofForm(forms.Form):
    """One's own password, shown again."""

    password = PasswordField(label=_("Your password"))

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not check_password(password, self.user.password):
            raise forms.ValidationError(_("This is not your password."))
        return password


class NewPasswordForm(forms.Form):
    """A password of one's own choice: long, and not among the first that are tried."""

    password = PasswordField(
        label=_("The password you choose"),
        max_length=None,
        help_text=_(
            "Twelve characters at least, whatever they are. Four words that have nothing to do "
            "with each other are easy to keep in mind and hard to guess."
        ),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["password"].widget.attrs = {
            "autocomplete": "new-password",
            "passwordrules": f"minlength: {SHORTEST}; maxlength: {LONGEST};",
        }

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        weakness = weakness_of(password, near=words_around(self.person))
        if weakness is not None:
            raise forms.ValidationError(in_words(weakness))
        return password


def has_password(person: Person) -> bool:
    """Some accounts were made without a word about a password: they have none."""
    return bool(person.password) and person.has_usable_password()


def in_words(weakness: Weakness) -> str:
    if weakness.kind == "short":
        return gettext("Twelve characters at least.")
    if weakness.kind == "long":
        return gettext("128 characters at most.")
    if weakness.parts:
        parts = ", ".join(f"« {part} »" for part in weakness.parts[:4])
        words = gettext(
            "Easy to guess: it is made of %(parts)s. Add a word that nobody would expect."
        )
        return words % {"parts": parts}
    return gettext("Easy to guess. Add a word that nobody would expect.")


def words_around(person: Person) -> list[str]:
    """What somebody who knows the person tries first."""
    missions = Membership.objects.held_by(person)
    around = [part for held in missions for part in (held.mission.name, held.mission.territory)]
    if person.organisation:
        around.append(person.organisation.name)
    return [person.name, person.email or "", "maven toolkit", *around]


@cache
def nobodys() -> str:
    """A password that nobody has, kept as those of people are."""
    return make_password(secrets.token_urlsafe(24))
