"""What is filled in during the launch: the framing, notes on the context, documents, passages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maven.missions.documents import ACCEPTED, MOST_SENT, is_document, plain_name
from maven.missions.drawn import Drawn
from maven.missions.models import Annotation, BriefingNote, EarlierDeliverable, Framing
from maven.missions.operations.deliverables import Document


class AgreementForm(Drawn, forms.ModelForm[Framing]):
    """What the sponsor and the team agree on; the question is the mission's own."""

    verbs = ("framing.set",)
    question = forms.CharField(
        label=_("The question, in the sponsor's own words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Framing
        fields = ("objectives", "constraints", "follow_up", "follow_up_by", "follow_up_on")
        help_texts = {
            "objectives": _("One a line: what must be true at the end."),
            "constraints": _("One a line: time, money, law, what must not be touched."),
            "follow_up": _("Those who answer read this: say only what will be done."),
            "follow_up_by": _("The people or the body that decide."),
        }
        widgets = {
            "objectives": forms.Textarea(attrs={"rows": 5}),
            "constraints": forms.Textarea(attrs={"rows": 4}),
            "follow_up": forms.Textarea(attrs={"rows": 4}),
            "follow_up_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    field_order = ("objectives", "question", "constraints")

    @property
    def framing(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class BriefingForm(Drawn, forms.ModelForm[BriefingNote]):
    verbs = ("briefing_note.written", "briefing_note.reworded")

    class Meta:
        model = BriefingNote
        fields = ("title", "words", "audience")
        help_texts = {"words": _("Plain words; an empty line begins a paragraph.")}
        widgets = {
            "words": forms.Textarea(attrs={"rows": 14}),
            "audience": forms.RadioSelect,
        }


class DocumentForm(forms.ModelForm[EarlierDeliverable]):
    """A document of earlier work: a file, a link, or both."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        max_length=255,
        help_text=_("PDF, text, table or slides (.docx, .odt, .xlsx, .pptx…); 10 MB at most."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    class Meta:
        model = EarlierDeliverable
        fields = ("title", "origin", "link")
        help_texts = {
            "origin": _("For example: the agency, 2021."),
            "link": _("Where it is published, if it is."),
        }

    field_order = ("title", "origin", "file", "link")

    def clean_file(self) -> Document | None:
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if (file.size or 0) > MOST_SENT:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        content: bytes = file.read()
        if not is_document(file.name or "", content):
            raise forms.ValidationError(
                _("This file is not what its name says, or is of a kind that is not kept here.")
            )
        return Document(name=plain_name(file.name or ""), content=content)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("link") and not cleaned.get("file"):
            self.add_error("file", _("Choose a file, or give a link."))
        return cleaned


class PassageForm(forms.ModelForm[Annotation]):
    """A passage of a document, copied by hand: nothing is read out of the file."""

    class Meta:
        model = Annotation
        fields = ("quotation", "page", "note")
        help_texts = {
            "quotation": _("Copied as it is written."),
            "page": _("For example: 12, or 12-14."),
        }
        widgets = {"quotation": forms.Textarea(attrs={"rows": 4}), "note": forms.TextInput()}


class HeardForm(forms.ModelForm[Annotation]):
    """A passage of an interview: it has no page."""

    class Meta:
        model = Annotation
        fields = ("quotation", "note")
        help_texts = {"quotation": _("In the words of whoever was met.")}
        widgets = {"quotation": forms.Textarea(attrs={"rows": 4}), "note": forms.TextInput()}
