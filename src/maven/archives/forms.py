"""What one chooses before an archive is made."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ArchiveForm(forms.Form):
    addresses = forms.BooleanField(
        label=_("Put the e-mail addresses of the members in it"),
        help_text=_(
            "Needed only to open the mission elsewhere with the same accounts: facilitation team, sponsors and members of the working group."
        ),
        required=False,
    )
