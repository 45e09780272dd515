"""What is typed in the pages of the voices, made clean."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from maven.intake.decoding import MOST_BYTES
from maven.voices.models import Consultation, Opinion, Statement
from maven.voices.words import LONGEST, WordsRefused, cleaned


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OpinionForm(forms.Form):
    statement = forms.CharField(max_length=18)
    choice = forms.TypedChoiceField(choices=Opinion.Choice.choices, coerce=int)
    important = forms.BooleanField(required=False)
    back = forms.CharField(max_length=12, required=False)


class IdeaForm(forms.Form):
    there: Statement | None = None  # the idea that says the same, when there is one
    asks_if_different = False  # whether it is only close, so that one may propose one's own

    words = forms.CharField(
        label=_("Your idea"),
        help_text=_("One idea, one sentence, not a question."),
        strip=True,
        max_length=2000,  # more than an idea holds: by how much it is too long is told
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    words.widget.attrs["maxlength"] = LONGEST
    different = forms.BooleanField(required=False)


class ConsultationForm(forms.ModelForm[Consultation]):
    ideas = forms.CharField(
        label=_("Ideas to begin with"),
        help_text=_("One a line, eight to twelve: each a single idea, in one sentence."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    class Meta:
        model = Consultation
        fields = ("question", "intro", "closes_on")
        labels = {
            "question": _("The question"),
            "intro": _("Two lines to introduce it"),
            "closes_on": _("It closes on"),
        }
        help_texts = {
            "question": _("As you would ask it in the street: open, short, without jargon."),
            "closes_on": _("Leave empty to close it yourself."),
        }
        widgets = {"intro": forms.Textarea(attrs={"rows": 3}), "closes_on": DayInput()}

    field_order = ("question", "intro", "ideas", "closes_on")

    def clean_question(self) -> str:
        return self._clean_line(self.cleaned_data["question"], longest=200)

    def clean_ideas(self) -> list[str]:
        """Each line is an idea; the message of a refused one says which line."""
        kept = []
        for number, line in enumerate(self.cleaned_data["ideas"].splitlines(), 1):
            if line.strip():
                try:
                    kept.append(cleaned(line))
                except WordsRefused as reason:
                    told = {"number": number, "why": reason.args[0]}
                    raise forms.ValidationError(_("Line %(number)s: %(why)s") % told) from reason
        return kept

    @staticmethod
    def _clean_line(text: str, *, longest: int) -> str:
        try:
            return cleaned(text, longest=longest)
        except WordsRefused as reason:
            raise forms.ValidationError(reason.args[0]) from reason


class RefusalForm(forms.Form):
    reason = forms.CharField(label=_("The rule"), max_length=280)


class PromotionForm(forms.Form):
    title = forms.CharField(label=_("Name of the cause"), max_length=120)


class ReopeningForm(forms.Form):
    closes_on = forms.DateField(label=_("last day, excluded"), required=False, widget=DayInput())


class ImportForm(forms.Form):
    question = forms.CharField(
        label=_("The question that was asked"), max_length=200, widget=forms.TextInput()
    )
    comments = forms.FileField(label=_("The ideas: comments.csv"))
    votes = forms.FileField(
        label=_("The votes: votes.csv or votes.csv.gz"),
    )
    source = forms.CharField(
        label=_("Where it took place"),
        help_text=_("The address of the conversation, if it is public."),
        max_length=200,
        required=False,
    )
    attribution = forms.CharField(
        label=_("Attribution"),
        help_text=_("The sentence that the licence asks for, for instance CC BY 4.0. It is shown."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        for name in ("comments", "votes"):
            upload = self.cleaned_data.get(name)
            if isinstance(upload, UploadedFile) and (upload.size or 0) > MOST_BYTES:
                most = {"most": MOST_BYTES // 1024 // 1024}
                self.add_error(name, _("The file is larger than %(most)s MB.") % most)
        return self.cleaned_data
