"""Correcting and adding kinds, setting quantities."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maven.missions.drawn import Drawn
from maven.toolbox.models import ActivityKind, SeedKind
from maven.toolbox.operations import CORRECTABLE
from maven.toolbox.queries import Planned

ARCS = [
    ("", _("All moments")),
    ("open", pgettext_lazy("moment", "Open")),
    ("diverge", pgettext_lazy("moment", "Explore")),
    ("converge", pgettext_lazy("moment", "Converge")),
    ("close", pgettext_lazy("moment", "Conclude")),
]


class ChoiceOfKinds(forms.Form):
    """Which kinds to list; what is not understood lists them all."""

    arc = forms.ChoiceField(label=_("Moment"), choices=ARCS, required=False)
    kind = forms.TypedChoiceField(
        label=_("Family of activities"),
        choices=[("", _("All families")), *SeedKind.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )


class KindForm(Drawn, forms.ModelForm[ActivityKind]):
    """What the team believes of a kind."""

    verbs = ("activity_kind.added", "activity_kind.corrected", "activity_kind.restored")

    class Meta:
        model = ActivityKind
        fields = CORRECTABLE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("convergence", "measure", "engage", "connect_qty", "connect_quality"):
            self.fields[name].widget.attrs["step"] = "0.25"
        for name in ("effort_low", "effort_likely", "effort_high"):
            self.fields[name].widget.attrs.update({"step": "0.05", "min": "0"})

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        days = [found.get(name) for name in ("effort_low", "effort_likely", "effort_high")]
        if None not in days and not 0 <= days[0] <= days[1] <= days[2]:  # type: ignore[operator]
            self.add_error("effort_likely", _("Days go from the best case to the worst."))
        most = found.get("n_max")
        if most is not None and not (found.get("n_min") or 0) <= (found.get("n_typ") or 0) <= most:
            self.add_error("n_typ", _("People usually there lie between the least and the most."))
        return found

    def validate_unique(self) -> None:
        """The mission's own row is written by the operation, not by this form."""


class NewKindForm(KindForm):
    """A kind of the mission's own."""

    class Meta(KindForm.Meta):
        fields = [*CORRECTABLE, "seed_kind", "arc"]
        labels = {"seed_kind": _("Family of activities"), "arc": _("Moment")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arc"] = forms.ChoiceField(label=_("Moment"), choices=ARCS[1:])


class QuantitiesForm(Drawn, forms.Form):
    """The eight quantities, each from so many to so many."""

    def __init__(self, *args: Any, planned: list[Planned], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.planned = planned
        for one in planned:
            for bound, label in (("low", _("at least")), ("high", _("at most"))):
                self.fields[f"{bound}_{one.seed_kind.value}"] = forms.IntegerField(
                    label=f"{one.label}, {label}",
                    min_value=0,
                    max_value=99,
                    initial=getattr(one, bound),
                )

    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [
            (one.label, self[f"low_{one.seed_kind.value}"], self[f"high_{one.seed_kind.value}"])
            for one in self.planned
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for one in self.planned:
            low, high = (found.get(f"{bound}_{one.seed_kind.value}") for bound in ("low", "high"))
            if low is not None and high is not None and low > high:
                self.add_error(
                    f"high_{one.seed_kind.value}", _("At most is not less than at least.")
                )
        return found

    def changes(self) -> list[tuple[SeedKind, int, int]]:
        """Those that differ from what is planned already."""
        found = []
        for one in self.planned:
            low = self.cleaned_data[f"low_{one.seed_kind.value}"]
            high = self.cleaned_data[f"high_{one.seed_kind.value}"]
            if (low, high) != (one.low, one.high):
                found.append((one.seed_kind, low, high))
        return found
