from django import forms
from django.utils.translation import gettext_lazy as _

from maven.missions.drawn import Drawn
from maven.reports.models import StageReport


class WordsForm(Drawn, forms.ModelForm[StageReport]):
    """The one thing of a report that is not gathered: what the team wants to say."""

    verbs = ("report.worded",)

    class Meta:
        model = StageReport
        fields = ["words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "words": _("What the figures do not tell. Leave a blank line for a paragraph.")
        }
