"""The entry of what somebody without an address answered on paper, aloud or by telephone."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.missions.queries import helped_in
from maven.people.models import Organisation, Person
from maven.people.names import reserved
from maven.voices.forms import DayInput
from maven.voices.models import Assistance, Consultation, Opinion, Statement
from maven.voices.operations import Said
from maven.voices.words import LONGEST, WordsRefused, cleaned

CHOICES = [*((str(value), label) for value, label in Opinion.Choice.choices), ("", _("No answer"))]


class AssistedForm(forms.Form):
    """Who, how they agreed, what they think of each idea, and an idea of their own."""

    who = forms.ChoiceField(label=_("Who answers"), required=False)
    name = forms.CharField(
        label=_("Their name"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "As they want it to be written. It may stay empty if they are not shown by name."
        ),
    )
    organisation = forms.CharField(
        label=_("Their organisation"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sector = forms.ChoiceField(
        label=_("Its sector"),
        required=False,
        choices=[("", _("Not told")), *Organisation.Sector.choices],
        help_text=_("Only for an organisation that is new here."),
    )
    presence = forms.ChoiceField(
        label=_("In the directory"),
        required=False,
        choices=[
            (Person.Presence.NAME, _("by name")),
            (Person.Presence.POINT, _("as an anonymous dot: counted, without a name")),
            (Person.Presence.ABSENT, _("not at all")),
        ],
        initial=Person.Presence.POINT,
        widget=forms.RadioSelect,
    )
    how = forms.ChoiceField(
        label=_("How they agreed"), choices=Assistance.How.choices, widget=forms.RadioSelect
    )
    agreed_on = forms.DateField(label=_("When they agreed"), widget=DayInput())
    words = forms.CharField(
        label=_("Their idea"),
        required=False,
        help_text=_("In their words. The team reads it before everybody, as any other."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, mission: Mission, consultation: Consultation, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.helped = {str(one.pk): one for one in helped_in(mission)}
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            ("", _("Somebody new")),
            *(
                (key, one.name or _("Without a name, number %d") % one.pk)
                for key, one in self.helped.items()
            ),
        ]
        self.statements = list(Statement.objects.of(consultation).accepted().in_order())
        for one in self.statements:
            self.fields[f"choice-{one.pk}"] = forms.ChoiceField(
                label=one.words, choices=CHOICES, required=False, widget=forms.RadioSelect
            )
            self.fields[f"important-{one.pk}"] = forms.BooleanField(required=False)

    def rows(self) -> list[tuple[Statement, str, bool]]:
        """Each idea, with what the form says of it so far."""
        return [
            (
                one,
                str(self[f"choice-{one.pk}"].value() or ""),
                bool(self[f"important-{one.pk}"].value()),
            )
            for one in self.statements
        ]

    @property
    def said(self) -> list[Said]:
        return [
            Said(
                statement=one,
                choice=int(self.cleaned_data[f"choice-{one.pk}"]),
                important=self.cleaned_data[f"important-{one.pk}"],
            )
            for one in self.statements
            if self.cleaned_data[f"choice-{one.pk}"] != ""
        ]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if reserved(name):
            raise forms.ValidationError(_("Readers would take this name for the team's."))
        return name

    def clean_agreed_on(self) -> Any:
        day = self.cleaned_data["agreed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean_words(self) -> str:
        words = self.cleaned_data["words"]
        if not words.strip():
            return ""
        try:
            return cleaned(words)
        except WordsRefused as reason:
            raise forms.ValidationError(reason.args[0]) from reason

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        if not given["who"]:
            if not given["presence"]:
                self.add_error("presence", _("Ask how they want to appear."))
            elif given["presence"] == Person.Presence.NAME and not given["name"]:
                self.add_error("name", _("Who appears by name has one."))
        if not self.said and not given["words"]:
            self.add_error(None, _("Enter at least one answer, or an idea."))
        return given
