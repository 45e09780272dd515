"""What one chooses before an archive is made, or before counts are published."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maven.archives.models import Licence


class ArchiveForm(forms.Form):
    addresses = forms.BooleanField(
        label=_("Put the e-mail addresses of the members in it"),
        help_text=_(
            "Needed only to open the mission elsewhere with the same accounts: facilitation team, sponsors and members of the working group."
        ),
        required=False,
    )


class LicenceForm(forms.Form):
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence)
