"""What the facilitation team fills in about the end of a mission."""

from django import forms
from django.utils.translation import gettext_lazy as _


class HandoverForm(forms.Form):
    """The day of the handover, and that one knows what follows from it."""

    on = forms.DateField(
        label=_("Day of the handover"),
        help_text=_("It may be past, today or planned."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    known = forms.BooleanField(
        label=_("I know that a year after this day, what ties people to their answers goes")
    )
