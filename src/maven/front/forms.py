"""What a person says of herself."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from maven.people.models import Organisation, Person


class AccountForm(forms.Form):
    """A name, an organisation, and how one wishes to appear."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As the others will read it. Your address is never shown."),
    )
    organisation = forms.CharField(
        label=_("Your organisation"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    sector = forms.ChoiceField(
        label=_("Its sector"),
        required=False,
        choices=[("", _("Choose")), *Organisation.Sector.choices],
    )
    presence = forms.ChoiceField(
        label=_("In the communities, show me"),
        choices=Person.Presence.choices,
        widget=forms.RadioSelect,
        help_text=_("The change is immediate, and you can make another whenever you wish."),
    )
    language = forms.ChoiceField(label=_("Language of the pages"), choices=settings.LANGUAGES)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("organisation") and not cleaned.get("sector"):
            self.add_error("sector", _("Say which sector this organisation belongs to."))
        return cleaned


def what_is_known_of(person: Person, language: str) -> dict[str, str]:
    """The form as the person last left it."""
    organisation = person.organisation
    return {
        "name": person.name,
        "organisation": organisation.name if organisation else "",
        "sector": organisation.sector if organisation else "",
        "presence": person.presence,
        "language": person.language or language,
    }
