"""What the team counts of a session, who has which part in it, and the mark of each."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from maven.missions.drawn import Drawn
from maven.people.models import Person
from maven.sprints.models import Roti, SessionRole, SessionTally

MOST_DAYS, MOST_PEOPLE = 200, 2000


class TallyForm(Drawn, forms.ModelForm[SessionTally]):
    verbs = ("session.tallied",)

    class Meta:
        model = SessionTally
        fields = ["without_account", "days"]
        labels = {
            "without_account": _("Came without an account"),
            "days": _("Person-days really spent"),
        }
        help_texts = {"days": _("Preparing, holding and writing up: by all of the team.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["without_account"] = forms.IntegerField(
            label=_("Came without an account"), min_value=0, max_value=MOST_PEOPLE
        )
        self.fields["days"] = forms.FloatField(
            label=_("Person-days really spent"),
            help_text=_("Preparing, holding and writing up: by all of the team."),
            min_value=0,
            max_value=MOST_DAYS,
            required=False,
            widget=forms.NumberInput(attrs={"step": "0.25"}),
        )


class RoleForm(forms.Form):
    person = forms.TypedChoiceField(label=_("Who"), coerce=int)
    role = forms.ChoiceField(label=_("What for"), choices=SessionRole.Role.choices)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.pk: one for one in people}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (pk, one.name) for pk, one in self.people.items()
        ]

    @property
    def chosen(self) -> Person:
        return self.people[self.cleaned_data["person"]]


class MarkForm(forms.Form):
    mark = forms.TypedChoiceField(
        label=_("Was it worth your time?"),
        choices=[
            (one.value, format_lazy("{} · {}", one.value, one.label)) for one in reversed(Roti.Mark)
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("A word, if you wish"),
        max_length=280,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SearchForm(forms.Form):
    """Somebody of the mission who is not on the list yet."""

    q = forms.CharField(label=_("Look for somebody"), max_length=80, required=False, strip=True)
