"""The barometer: six questions with five levels each, and until when they are asked."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maven.compass.models import UNSURE, Aim, BarometerAnswer, Question
from maven.missions.drawn import Drawn
from maven.missions.models import Mission

LEVELS = (
    ("1", gettext_lazy("Not at all")),
    ("2", gettext_lazy("Rather not")),
    ("3", gettext_lazy("Half and half")),
    ("4", gettext_lazy("Rather yes")),
    ("5", gettext_lazy("Entirely")),
    (str(UNSURE), gettext_lazy("I don't know")),
)
USUAL_DAYS, MOST_DAYS = 10, 60


class AnswerForm(forms.Form):
    """One answer. Nothing is chosen beforehand: a question may be left out, and then counts nowhere."""

    def __init__(self, *args: Any, given: BarometerAnswer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in Question:
            level = getattr(given, name.value) if given else None
            self.fields[name.value] = forms.TypedChoiceField(
                label=name.label,
                choices=LEVELS,
                coerce=int,
                empty_value=None,
                required=False,
                initial=None if level is None else str(level),
                widget=forms.RadioSelect,
            )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and all(level is None for level in told.values()):
            raise forms.ValidationError(_("Answer one question at least."))
        return told


class OpeningForm(forms.Form):
    closes_on = forms.DateField(
        label=gettext_lazy("Last day to answer"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["closes_on"].initial = today + timedelta(days=USUAL_DAYS)

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if not self.today <= day <= self.today + timedelta(days=MOST_DAYS):
            raise forms.ValidationError(
                _("Choose a day from today to sixty days from now."), code="invalid"
            )
        return day


class AimForm(Drawn, forms.Form):
    """From where to where, in hundredths; both empty take the aim away."""

    verbs = ("aim.set", "aim.dropped")

    low = forms.IntegerField(label=gettext_lazy("from"), min_value=0, max_value=99, required=False)
    high = forms.IntegerField(label=gettext_lazy("to"), min_value=1, max_value=100, required=False)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = told.get("low"), told.get("high")
        if not self.errors and ((low is None) != (high is None) or (low or 0) >= (high or 101)):
            raise forms.ValidationError(_("A zone goes from a number to a greater one, up to 100."))
        return told

    @classmethod
    def of(cls, mission: Mission, zone: Aim | None, sent: QueryDict | None = None) -> "AimForm":
        """The form of one dimension, with the zone that stands."""
        stands = {"low": zone.low, "high": zone.high} if zone else {}
        return cls(sent, row=mission, initial=stands)

    def zone(self) -> tuple[int, int] | None:
        low, high = self.cleaned_data["low"], self.cleaned_data["high"]
        return None if low is None else (low, high)
