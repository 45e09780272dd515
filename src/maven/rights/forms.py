from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ErasureForm(forms.Form):
    """A word to type, so that nobody erases themselves by a slip of the finger."""

    word = forms.CharField(label=_("Type the word: ERASE"), max_length=40)

    def clean_word(self) -> Any:
        if self.cleaned_data["word"].strip().casefold() != gettext("ERASE").casefold():
            raise forms.ValidationError(_("The word is not the one asked for: nothing was erased."))
        return self.cleaned_data["word"]
