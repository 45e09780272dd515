from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maven.missions.drawn import Drawn
from maven.reports.choosing import lines_of
from maven.reports.models import Addendum, Passage, StageReport


class WordsForm(Drawn, forms.ModelForm[StageReport]):
    """What is not gathered: what the team wants to say, and what it asks of the sponsor."""

    verbs = ("report.worded",)

    class Meta:
        model = StageReport
        fields = ["words", "asked"]
        widgets = {
            "words": forms.Textarea(attrs={"rows": 6}),
            "asked": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "words": _("What the figures do not tell. Leave a blank line for a paragraph."),
            "asked": _("One decision, in a sentence. It stands first on the page for officials."),
        }


class SectionForm(Drawn, forms.Form):
    """The words of one section, and which of its gathered lines it prints."""

    verbs = ("report.edited",)

    words = forms.CharField(
        label=_("Your words in this section"),
        max_length=Passage._meta.get_field("words").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("They stand above what was gathered. Leave a blank line for a paragraph."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        report: StageReport,
        section: str,
        passage: Passage | None,
    ) -> None:
        self.choices = lines_of(report.content, section)
        left_out = set(passage.left_out) if passage else set()
        standing = {
            "words": passage.words if passage else "",
            "printed": [key for key, _words in self.choices if key not in left_out],
        }
        super().__init__(data, initial=standing, row=report)
        if self.choices:
            self.fields["printed"] = forms.MultipleChoiceField(
                label=_("Lines printed in this section"),
                choices=self.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("A line you leave out stays in the list that its number opens."),
            )

    @property
    def left_out(self) -> list[str]:
        printed = set(self.cleaned_data.get("printed", []))
        return [key for key, _words in self.choices if key not in printed]


class AddendumForm(forms.ModelForm[Addendum]):
    """A new correction beside an issued report."""

    class Meta:
        model = Addendum
        fields = ["words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
