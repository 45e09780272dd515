"""What people write during a sprint and at its review."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maven.missions.drawn import Drawn
from maven.sprints.models import Activity, Deliverable, Feedback, Sprint
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
