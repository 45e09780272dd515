"""What is written during a session, line by line, and told in a few lines after it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maven.missions.drawn import Drawn
from maven.people.models import Person
from maven.sprints.models import Minutes, MinutesLine

FARTHEST = timedelta(days=366 * 3)


class SummaryForm(Drawn, forms.ModelForm[Minutes]):
    verbs = ("minutes.summarised",)

    class Meta:
        model = Minutes
        fields = ["summary"]
        labels = {"summary": _("In a few lines")}
        widgets = {"summary": forms.Textarea(attrs={"rows": 5})}


class NewLineForm(forms.Form):
    """One field and a kind; who and by when, where somebody commits."""

    kind = forms.ChoiceField(label=_("Kind"), choices=MinutesLine.Kind.choices)
    words = forms.CharField(label=_("What was said"), max_length=400)
    person = forms.TypedChoiceField(label=_("Who"), required=False, coerce=int, empty_value=None)
    due_on = forms.DateField(
        label=_("By when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    in_the_room = forms.BooleanField(
        label=_("Said in the room by that person"),
        required=False,
        help_text=_("Otherwise the commitment awaits that person's own yes."),
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.pk: one for one in people}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody in particular")),
            *((pk, self.called(one)) for pk, one in self.people.items()),
        ]

    def called(self, person: Person) -> str:
        return person.name

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day is not None and abs(day - timezone.localdate()) > FARTHEST:
            raise forms.ValidationError(_("Give a day within three years."))
        return day

    def said(self) -> dict[str, Any]:
        """What the verb takes."""
        told = self.cleaned_data
        return {**told, "person": self.people.get(told["person"])}


class LineForm(Drawn, NewLineForm):
    """A line as it stands."""

    verbs = ("minutes.line_written", "minutes.line_reworded")

    def __init__(self, *args: Any, row: MinutesLine, people: Iterable[Person], **more: Any) -> None:
        known = {one.pk: one for one in people}
        self.named = set(known)
        if row.person is not None:  # who left since, or is not shown by name, stays in the line
            known.setdefault(row.person.pk, row.person)
        first = {
            "kind": row.kind,
            "words": row.words,
            "person": row.person_id,
            "due_on": row.due_on,
            "in_the_room": row.word == MinutesLine.Word.IN_THE_ROOM,
        }
        super().__init__(*args, row=row, people=known.values(), initial=first, **more)

    def called(self, person: Person) -> str:
        return person.name if person.pk in self.named else person.shown_name


class GapForm(forms.Form):
    """A line becomes a tension: what is wanted, beside what is seen."""

    desired = forms.CharField(label=_("What we want"), max_length=280)
    observed = forms.CharField(label=_("What we see"), max_length=280)
