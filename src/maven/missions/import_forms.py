"""Choosing a file to import, and what is said beside it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maven.intake.registry import Importer

MB = 1024 * 1024
MOST_SENT = 10 * MB
ACCEPTED = ".csv,.tsv,.txt,.gz,.xlsx,.ods,.vcf"


class FileForm(forms.Form):
    """One file, and the importer's own choices."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A table (CSV, XLSX, ODS) or an address book (vCard); 10 MB at most."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        max_length=200,
    )

    def __init__(self, importer: Importer, target: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.importer = importer
        for option in importer.options:
            self.fields[option.name] = (
                forms.ChoiceField(
                    label=option.label, help_text=option.help, choices=option.choices(target)
                )
                if option.choices
                else forms.BooleanField(label=option.label, help_text=option.help, required=False)
            )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_SENT:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return file

    @property
    def said(self) -> dict[str, str]:
        """The choices, as words that travel with the file."""
        return {
            option.name: "yes" if value is True else str(value or "")
            for option in self.importer.options
            for value in [self.cleaned_data[option.name]]
        }
