"""What is typed about a cause, made clean."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maven.causes.models import Cause
from maven.missions.drawn import Drawn


class CauseForm(Drawn, forms.ModelForm[Cause]):
    verbs = ("cause.named", "cause.reworded")

    class Meta:
        model = Cause
        fields = ("title", "purpose")
        labels = {"title": _("Name of the cause")}
        help_texts = {
            "title": _("A few words that everybody can repeat."),
            "purpose": _("What we want together, that nobody can reach alone."),
        }
        widgets = {"title": forms.TextInput(), "purpose": forms.Textarea(attrs={"rows": 3})}


class ChampionForm(forms.Form):
    person = forms.IntegerField(min_value=1)
    words = forms.CharField(
        label=_("A word from you, in the letter"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why this person: what you saw, what you hope for."),
    )


class AnswerForm(forms.Form):
    """Yes or no is the button; the word is for whoever asked."""

    words = forms.CharField(
        label=_("A word back"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("If you wish: nobody has to give a reason."),
    )
