"""What is typed to report an idea, to hide it, to argue for it, and to write the charter."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maven.missions.drawn import Drawn
from maven.voices.models import Rule
from maven.voices.words import WordsRefused, cleaned

MOST_RULES = 12


class RuleForm(forms.Form):
    """One of the rules of the charter, by its slug."""

    rule = forms.ChoiceField(label=_("The rule"))

    def __init__(self, *args: Any, rules: Iterable[Rule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = {rule.slug: rule for rule in rules}
        field = self.fields["rule"]
        field.choices = [(rule.slug, rule.words) for rule in self.rules.values()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Rule:
        return self.rules[self.cleaned_data["rule"]]


class HidingForm(RuleForm):
    reason = forms.CharField(label=_("Why, in words for its author"), max_length=280)


class RestoringForm(forms.Form):
    answer = forms.CharField(label=_("A word for its author"), max_length=280, required=False)


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("Why should your idea return?"),
        help_text=_("You can ask once. Somebody else than the person who hid it will decide."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 500}),
    )


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"), choices=[("back", _("It returns")), ("upheld", _("It stays hidden"))]
    )
    answer = forms.CharField(label=_("The answer, in words for its author"), max_length=280)


class CharterForm(Drawn, forms.Form):
    verbs = ("charter.written",)

    intro = forms.CharField(
        label=_("Two lines to introduce it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
    )
    rules = forms.CharField(
        label=_("The rules"),
        help_text=_("One a line, twelve at most. Each is a reason to refuse or hide an idea."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": 4000}),
    )

    def clean_rules(self) -> list[str]:
        kept: list[str] = []
        for number, line in enumerate(self.cleaned_data["rules"].splitlines(), 1):
            if not line.strip():
                continue
            try:
                words = cleaned(line, longest=140)
            except WordsRefused as reason:
                told = {"number": number, "why": reason.args[0]}
                raise forms.ValidationError(_("Line %(number)s: %(why)s") % told) from reason
            if words not in kept:
                kept.append(words)
        if not kept or len(kept) > MOST_RULES:
            raise forms.ValidationError(_("Write between one and twelve rules."))
        return kept
