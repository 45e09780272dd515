"""What people write during a sprint and at its review."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maven.missions.drawn import Drawn
from maven.sprints.models import Activity, Deliverable, Feedback, Sprint, Tension
from maven.sprints.operations import Proposal
from maven.toolbox.models import ActivityKind

MOST_DAYS = 200


def days_field(label: Any, **more: Any) -> forms.FloatField:
    return forms.FloatField(
        label=label,
        min_value=0,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"step": "0.25"}),
        **more,
    )


class ShipForm(forms.ModelForm[Deliverable]):
    class Meta:
        model = Deliverable
        fields = ["title", "link", "activity"]
        labels = {"activity": _("Comes from the activity")}

    def __init__(self, *args: Any, activities: Iterable[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"] = forms.TypedChoiceField(
            label=_("Comes from the activity"),
            choices=[("", _("None in particular")), *((one.pk, one.title) for one in activities)],
            required=False,
            empty_value=None,
            coerce=int,
        )


class FeelingForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What I feel"), choices=Feedback.Kind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In a few words"),
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TensionForm(forms.ModelForm[Tension]):
    class Meta:
        model = Tension
        fields = ["desired", "observed"]
        labels = {"desired": _("What we want"), "observed": _("What we see")}
        widgets = {
            "desired": forms.Textarea(attrs={"rows": 2}),
            "observed": forms.Textarea(attrs={"rows": 2}),
        }


class AgendaForm(Drawn, forms.ModelForm[Sprint]):
    verbs = ("agenda.set",)

    class Meta:
        model = Sprint
        fields = ["agenda"]
        labels = {"agenda": _("What the next plenary will talk about")}
        widgets = {"agenda": forms.Textarea(attrs={"rows": 6})}


class FinishForm(forms.Form):
    days_spent = days_field(_("Days really spent"))


class PlanForm(forms.Form):
    """One more activity, out of the toolbox."""

    kind = forms.ChoiceField(label=_("Kind of activity"))
    title = forms.CharField(
        label=_("Title"),
        max_length=160,
        required=False,
        help_text=_("Left empty, it takes the name of its kind."),
    )
    days = days_field(
        _("Days planned"), required=False, help_text=_("Left empty, those of the toolbox.")
    )

    def __init__(self, *args: Any, kinds: Mapping[str, ActivityKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose in the toolbox")),
            *sorted(((slug, kind.name) for slug, kind in kinds.items()), key=lambda one: one[1]),
        ]

    def proposal(self) -> Proposal:
        kind = self.kinds[self.cleaned_data["kind"]]
        days = self.cleaned_data["days"]
        return Proposal(
            kind=kind,
            title=self.cleaned_data["title"] or kind.name,
            days=kind.effort_likely if days is None else days,
        )


class PlenaryForm(Drawn, forms.Form):
    """The draft on the table: keep or not, rename, change the days, add one, change the capacity."""

    verbs = ("sprint.drafted", "sprint.redrafted")

    capacity_days = forms.FloatField(
        label=_("Team days available"),
        min_value=0.5,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"step": "0.5"}),
    )
    add = forms.ChoiceField(label=_("Add from the toolbox"), required=False)

    def __init__(
        self,
        *args: Any,
        sprint: Sprint,
        activities: list[Activity],
        kinds: Mapping[str, ActivityKind],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.activities, self.kinds = activities, kinds
        self.fields["capacity_days"].initial = f"{sprint.capacity_days:g}"
        self.fields["add"].choices = [  # type: ignore[attr-defined]
            ("", _("Nothing more")),
            *sorted(((slug, kind.name) for slug, kind in kinds.items()), key=lambda one: one[1]),
        ]
        for one in activities:
            self.fields[f"keep-{one.pk}"] = forms.BooleanField(
                label=one.title, initial=True, required=False
            )
            self.fields[f"title-{one.pk}"] = forms.CharField(
                label=_("Title"), initial=one.title, max_length=160
            )
            self.fields[f"days-{one.pk}"] = days_field(
                _("Days planned"), initial=f"{one.days_planned:g}"
            )

    def rows(self) -> list[dict[str, Any]]:
        """Each activity of the draft with its three fields."""
        return [
            {
                "activity": one,
                "keep": self[f"keep-{one.pk}"],
                "title": self[f"title-{one.pk}"],
                "days": self[f"days-{one.pk}"],
            }
            for one in self.activities
        ]

    @property
    def is_stale(self) -> bool:
        # A new draft has new rows: what is sent may look like nothing changed, and adopt it.
        return self.is_another

    def theirs(self) -> list[tuple[str, str]]:
        """The form itself shows them: its rows are those of the new draft."""
        return []

    def mine(self) -> list[tuple[str, str]]:
        """The rows as they were sent, by the numbers that the former draft gave them."""
        found = [(str(_("Team days available")), self.data.get("capacity_days", ""))]
        for name in self.data:
            if name.startswith("title-"):
                number = name.removeprefix("title-")
                kept = _("on the table") if f"keep-{number}" in self.data else _("set aside")
                days = _("%(days)s days") % {"days": self.data.get(f"days-{number}", "")}
                found.append((self.data[name], f"{days}, {kept}"))
        return found

    def proposals(self) -> list[Proposal]:
        found = [
            Proposal(
                kind=one.kind,
                title=self.cleaned_data[f"title-{one.pk}"],
                days=self.cleaned_data[f"days-{one.pk}"],
                reason=one.reason,
            )
            for one in self.activities
            if self.cleaned_data[f"keep-{one.pk}"]
        ]
        kind = self.kinds.get(self.cleaned_data["add"])
        if kind is not None:
            found.append(Proposal(kind=kind, title=kind.name, days=kind.effort_likely))
        return found
