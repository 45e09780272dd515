"""What is written on the page of the reserve."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maven.sprints.models import BacklogItem

MOST_ITEMS = 100_000
ANSWERS = ("accept", "same", "later", "decline", "again")


class ProposeForm(forms.Form):
    title = forms.CharField(label=_("What could be done?"), max_length=160)
    kind = forms.ChoiceField(choices=BacklogItem.Kind, required=False, initial="idea")

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or BacklogItem.Kind.IDEA


class AnswerForm(forms.Form):
    """What the team answers to an item; `seen` is the state in which it was shown."""

    act = forms.ChoiceField(choices=[(act, act) for act in ANSWERS])
    seen = forms.ChoiceField(choices=BacklogItem.State)
    reason = forms.CharField(label=_("Why"), max_length=600, required=False)
    same = forms.IntegerField(label=_("Says the same as"), min_value=1, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("act") == "decline" and not told.get("reason"):
            self.add_error("reason", _("Say why: whoever proposed it reads it."))
        if told.get("act") == "same" and not told.get("same"):
            self.add_error("same", _("Choose what it says the same as."))
        return told


class PlaceForm(forms.Form):
    """Where it goes: a step up or down, first, or a place in figures."""

    to = forms.ChoiceField(choices=[(to, to) for to in ("up", "down", "first", "place")])
    place = forms.IntegerField(label=_("Place"), min_value=1, max_value=MOST_ITEMS, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("to") == "place" and not told.get("place"):
            self.add_error("place", _("Say which place, in figures."))
        return told
