"""What people fill in about a mission."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maven.missions.addresses import (
    NotText,
    Reading,
    both,
    read_addresses,
    table_of,
    text_of,
)
from maven.missions.drawn import Drawn
from maven.missions.models import Mission, Role, Sector
from maven.missions.models.sector import SectorQuerySet

MANY = 2_000


class FramingForm(Drawn, forms.ModelForm[Mission]):
    """What a mission is for and how it is run; all but four fields have a good default."""

    verbs = ("mission.launched", "mission.settled")

    class Meta:
        model = Mission
        fields = (
            "name",
            "territory",
            "sponsor_name",
            "question",
            "language",
            "sprint_days",
            "group_name",
            "visibility",
        )
        help_texts = {
            "name": _("What people will see at the top of every page."),
            "territory": _("A region, a city, a sector or a large organisation."),
            "sponsor_name": _("Who asked for the mission and receives the stage reports."),
            "question": _("In the sponsor's own words: what should the community answer?"),
            "language": _("The language of the letters; everyone reads pages in their own."),
            "sprint_days": _("Three weeks suit most missions."),
            "group_name": _("How the people who decide together call themselves."),
        }
        widgets = {
            "question": forms.Textarea(attrs={"rows": 4}),
            "visibility": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("instance") is None:
            defaults = {"language": get_language(), "group_name": _("Working group")}
            kwargs["initial"] = {**defaults, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class AddressesForm(forms.Form):
    """Addresses pasted or in a file, and the part that the people invited will hold."""

    addresses = forms.CharField(
        label=_("Addresses"),
        required=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "Paste what you have: a column of a workbook, the recipients of a message, "
            "lines such as “Name <address>”."
        ),
    )
    file = forms.FileField(
        label=_("Or a CSV file"),
        required=False,
        help_text=_("With or without headings; any separator. 2 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )
    role = forms.ChoiceField(
        label=_("They will take part as"),
        choices=[
            (Role.MEMBER, Role.MEMBER.label),
            (Role.PARTICIPANT, Role.PARTICIPANT.label),
            (Role.SPONSOR, Role.SPONSOR.label),
            (Role.FACILITATOR, Role.FACILITATOR.label),
        ],
        initial=Role.MEMBER,
    )
    word = forms.CharField(
        label=_("A word from you, in the letter"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where you met, what you expect: a letter that one recognises is opened."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        text = cleaned.get("addresses", "")
        surely = read_addresses(table_of([]) + "\n".join(self.kept_anyway))
        self.sure = {one.email for one in surely.found}
        if cleaned.get("file"):
            try:
                text += ("\n" if text.strip() else "") + text_of(cleaned["file"].read())
            except NotText:
                self.add_error(
                    "file", _("This is not a text file: save the workbook as CSV, then choose it.")
                )
                return cleaned
        reading = both(read_addresses(text), surely)
        if not reading.found and not reading.troubles:
            self.add_error("addresses", _("No address was found in these lines."))
        elif len(reading.found) > MANY:
            self.add_error(
                "addresses",
                _("At most %(many)d addresses at a time; there are %(found)d.")
                % {"many": MANY, "found": len(reading.found)},
            )
        cleaned["reading"] = reading
        return cleaned

    @property
    def kept_anyway(self) -> list[str]:
        """The doubtful addresses that the preview was told to write to, a row of a table each."""
        rows: list[str] = getattr(self.data, "getlist", lambda name: [])("also")
        return [row[:500] for row in rows[:MANY]]

    @property
    def reading(self) -> Reading:
        found: Reading = self.cleaned_data["reading"]
        return found


class AskForm(forms.Form):
    """Why one would like to take part, in one line."""

    words = forms.CharField(
        label=_("In one line: who are you, and why would you like to take part?"),
        max_length=200,
        help_text=_("The facilitation team alone reads it."),
    )


class AnswerForm(forms.Form):
    """What a facilitator answers to a request."""

    role = forms.ChoiceField(
        label=_("As"),
        choices=[(role, role.label) for role in (Role.PARTICIPANT, Role.MEMBER)],
        initial=Role.PARTICIPANT,
    )
    answer = forms.CharField(label=_("A word in the letter"), required=False, max_length=300)
    outcome = forms.ChoiceField(choices=[("accepted", ""), ("declined", "")])


class NoteForm(forms.Form):
    """A few words on what a step gave."""

    note = forms.CharField(label=_("Note"), required=False, max_length=200)


class SectorForm(Drawn, forms.Form):
    """The name of a sector."""

    verbs = ("sector.added", "sector.renamed")

    name = forms.CharField(label=_("Name of the sector"), max_length=60)


class ChoiceOfSector(forms.Form):
    """One sector among some of a mission."""

    sector = forms.ModelChoiceField(queryset=Sector.objects.none(), label=_("Sector"))

    def __init__(self, *args: Any, among: SectorQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sector"]
        field.queryset = among.in_order()  # type: ignore[attr-defined]
