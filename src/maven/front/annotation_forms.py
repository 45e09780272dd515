"""What a passage becomes: an idea of a consultation, a cause, or a tension."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maven.voices.models import Consultation


class BecomesIdeaForm(forms.Form):
    consultation = forms.ModelChoiceField(Consultation.objects.none(), label=_("Consultation"))
    words = forms.CharField(
        label=_("The idea, in one sentence"),
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, consultations: list[Consultation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["consultation"]
        chosen.queryset = Consultation.objects.filter(  # type: ignore[attr-defined]
            pk__in=[one.pk for one in consultations]
        ).newest_first()
        chosen.label_from_instance = lambda one: one.question  # type: ignore[attr-defined]


class BecomesCauseForm(forms.Form):
    title = forms.CharField(label=_("Name of the cause"), max_length=120)
    purpose = forms.CharField(
        label=_("In one sentence"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BecomesTensionForm(forms.Form):
    desired = forms.CharField(label=_("What we want"), max_length=280)
    observed = forms.CharField(label=_("What we see"), max_length=280)
