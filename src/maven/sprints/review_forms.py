"""What people write at the review: feelings, a mood, tensions, the names of groups."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maven.missions.drawn import Drawn
from maven.sprints.measures import Measure, named
from maven.sprints.models import Activity, FeedbackGroup, Mood, Tension

ALONE, NEW = "alone", "new"


class MoodForm(forms.Form):
    value = forms.TypedChoiceField(
        label=_("How I am at the end of this sprint"),
        choices=[(int(one), one.label) for one in reversed(Mood.Value)],
        coerce=int,
        widget=forms.RadioSelect,
    )


class MoveForm(forms.Form):
    """Feelings ticked, and where they go."""

    notes = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Tick what you want to move.")}
    )
    to = forms.ChoiceField(label=_("Put what is ticked"))
    name = forms.CharField(label=_("Name of the new group"), max_length=80, required=False)

    def __init__(
        self, *args: Any, groups: Iterable[FeedbackGroup], pks: Iterable[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group in groups}
        self.fields["notes"].choices = [(pk, pk) for pk in pks]  # type: ignore[attr-defined]
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (NEW, _("in a new group")),
            *((pk, group.name or _("group without a name")) for pk, group in self.groups.items()),
            (ALONE, _("out of any group")),
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("to") == NEW and not found.get("name"):
            self.add_error("name", _("Say what the new group is about."))
        return found

    @property
    def target(self) -> dict[str, Any]:
        """As the operation wants it."""
        to = self.cleaned_data["to"]
        return {
            "group": self.groups.get(to),
            "name": self.cleaned_data["name"] if to == NEW else "",
        }


class GroupForm(Drawn, forms.ModelForm[FeedbackGroup]):
    verbs = ("feelings.named",)

    class Meta:
        model = FeedbackGroup
        fields = ["name"]
        labels = {"name": _("Name of the group")}


class TensionForm(forms.ModelForm[Tension]):
    """A new tension; whatever more is known of it may be said at once, or later."""

    class Meta:
        model = Tension
        fields = ["desired", "observed", "severity", "measure", "wanted"]
        labels = {"desired": _("What we want"), "observed": _("What we see")}
        widgets = {
            "desired": forms.Textarea(attrs={"rows": 2}),
            "observed": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["severity"] = severity_field()
        self.fields["wanted"] = wanted_field()
        self.fields["measure"] = forms.ChoiceField(
            label=_("Measured by"),
            choices=[("", _("Nothing measures it")), *named().items()],
            required=False,
        )

    def with_figure(self, measures: Mapping[str, Measure]) -> bool:
        """Reads the measure as it is now; one that nobody has taken yet measures nothing."""
        known = measures.get(self.cleaned_data["measure"])
        if known is not None and known.value is None:
            self.add_error("measure", _("This is not measured yet: tell the tension without it."))
            return False
        self.cleaned_data["measured"] = known.value if known else None
        self.cleaned_data["wanted"] = self.cleaned_data["wanted"] if known else None
        return True


class TensionPlanForm(Drawn, forms.ModelForm[Tension]):
    """How much it holds us back, and what is meant to reduce it."""

    verbs = ("tension.planned",)

    class Meta:
        model = Tension
        fields = ["severity", "activity", "wanted"]

    def __init__(self, *args: Any, activities: Iterable[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["severity"] = severity_field()
        self.fields["activity"] = activity_field(activities)
        if self.instance.measure:
            self.fields["wanted"] = wanted_field()
        else:
            del self.fields["wanted"]


def severity_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("How much it holds us back"),
        choices=[
            ("", _("Not said")),
            *((int(value), label) for value, label in Tension.Severity.choices),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )


def wanted_field() -> forms.FloatField:
    return forms.FloatField(
        label=_("Where the measure should be, out of 100"),
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs={"step": "1"}),
    )


class ActivityField(forms.TypedChoiceField):
    """The activity meant to reduce a tension, out of those that are given."""

    def __init__(self, *, activities: Iterable[Activity], **kwargs: Any) -> None:
        self.known = {one.pk: one for one in activities}
        choices = [("", _("None yet")), *((pk, one.title) for pk, one in self.known.items())]
        super().__init__(choices=choices, coerce=self.one, empty_value=None, **kwargs)

    def one(self, value: str) -> Activity:
        return self.known[int(value)]


def activity_field(activities: Iterable[Activity]) -> ActivityField:
    return ActivityField(
        label=_("The activity meant to reduce it"), activities=activities, required=False
    )
