"""What one may change in the proposal: the team days, the ticks."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ChoiceForm(forms.Form):
    """The days the team has; left out, those of the last sprint."""

    jours = forms.FloatField(
        label=_("Team days available"),
        min_value=1,
        max_value=200,
        required=False,
        localize=False,
        widget=forms.NumberInput(attrs={"step": "0.5"}),
    )

    def days_or(self, usual: float) -> float:
        """What was asked for; the usual days when nothing was, or nothing that makes sense."""
        self.is_valid()
        asked: float | None = self.cleaned_data.get("jours")
        return asked if asked is not None else usual


class ReasonForm(forms.Form):
    """Why accounts are set aside, or count again: everybody reads it."""

    reason = forms.CharField(
        label=_("Why, in words that everybody reads"),
        help_text=_("What you saw, without a name. It stands in the results of the consultation."),
        max_length=280,
    )
