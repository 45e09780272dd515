"""The draft on the table, as the team changes it in the plenary."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maven.missions.drawn import Drawn
from maven.sprints.day_words import days_said
from maven.sprints.forms import MOST_DAYS, days_field
from maven.sprints.models import Activity, Sprint
from maven.sprints.operations import Proposal
from maven.toolbox.models import ActivityKind

DAY = "%d/%m/%Y"


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def day_read(word: str) -> date:
    """A day as it is written here, or as the machines write it."""
    if "-" in word:
        return date.fromisoformat(word)
    return datetime.strptime(word, DAY).date()  # noqa: DTZ007 (a day has no time zone)


def days_written(days: Iterable[str]) -> str:
    return ", ".join(date.fromisoformat(one).strftime(DAY) for one in days)


def days_sent(words: str) -> str:
    """Days as somebody typed them, right or wrong."""
    try:
        return days_said(float(words.replace(",", ".")))
    except ValueError:
        return words


class PlenaryForm(Drawn, forms.Form):
    """The draft on the table: keep or not, rename, change the days, add one, change the capacity."""

    verbs = ("sprint.drafted", "sprint.redrafted")

    capacity_days = forms.FloatField(
        label=_("Team days available"),
        min_value=0.5,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"step": "0.5"}),
    )
    starts_on = forms.DateField(label=_("First day"), required=False, widget=day_input())
    ends_on = forms.DateField(
        label=_("Review on"),
        help_text=_("The sprint runs up to this day."),
        required=False,
        widget=day_input(),
    )
    closed_days = forms.CharField(
        label=_("Days on which nobody can meet"),
        help_text=_("For instance 14/07/2026, 15/08/2026. Weekends are left out anyway."),
        max_length=400,
        required=False,
    )
    add = forms.ChoiceField(label=_("Add from the toolbox"), required=False)

    def __init__(
        self,
        *args: Any,
        sprint: Sprint,
        activities: list[Activity],
        kinds: Mapping[str, ActivityKind],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.activities, self.kinds = activities, kinds
        self.sprint = sprint
        self.fields["capacity_days"].initial = f"{sprint.capacity_days:g}"
        self.fields["starts_on"].initial = sprint.starts_on
        self.fields["ends_on"].initial = sprint.ends_on
        self.fields["closed_days"].initial = days_written(sprint.closed_days)
        self.fields["add"].choices = [  # type: ignore[attr-defined]
            ("", _("Nothing more")),
            *sorted(((slug, kind.name) for slug, kind in kinds.items()), key=lambda one: one[1]),
        ]
        for one in activities:
            self.fields[f"keep-{one.pk}"] = forms.BooleanField(
                label=one.title, initial=True, required=False
            )
            self.fields[f"title-{one.pk}"] = forms.CharField(
                label=_("Title"), initial=one.title, max_length=160
            )
            self.fields[f"days-{one.pk}"] = days_field(
                _("Days planned"), initial=f"{one.days_planned:g}"
            )

    def rows(self) -> list[dict[str, Any]]:
        """Each activity of the draft with its three fields."""
        return [
            {
                "activity": one,
                "keep": self[f"keep-{one.pk}"],
                "title": self[f"title-{one.pk}"],
                "days": self[f"days-{one.pk}"],
            }
            for one in self.activities
        ]

    def clean_starts_on(self) -> date:
        return self.cleaned_data["starts_on"] or self.sprint.starts_on

    def clean_ends_on(self) -> date:
        end: date = self.cleaned_data["ends_on"] or self.sprint.ends_on
        first = self.cleaned_data.get("starts_on") or self.sprint.starts_on
        if end <= first:
            raise forms.ValidationError(_("The review comes after the first day."))
        return end

    def clean_closed_days(self) -> list[date]:
        if "closed_days" not in self.data:
            return [date.fromisoformat(one) for one in self.sprint.closed_days]
        found = []
        for word in self.cleaned_data["closed_days"].replace(",", " ").replace(";", " ").split():
            try:
                found.append(day_read(word))
            except ValueError:
                raise forms.ValidationError(
                    _("“%(word)s” is not a day: write it as 14/07/2026."), params={"word": word}
                ) from None
        return found

    @property
    def is_stale(self) -> bool:
        # A new draft has new rows: what is sent may look like nothing changed, and adopt it.
        return self.is_another

    def theirs(self) -> list[tuple[str, str]]:
        """The form itself shows them: its rows are those of the new draft."""
        return []

    def mine(self) -> list[tuple[str, str]]:
        """The rows as they were sent, by the numbers that the former draft gave them."""
        found = [(str(_("Team days available")), self.data.get("capacity_days", ""))]
        for name in self.data:
            if name.startswith("title-"):
                number = name.removeprefix("title-")
                kept = _("on the table") if f"keep-{number}" in self.data else _("set aside")
                days = days_sent(self.data.get(f"days-{number}", ""))
                found.append((self.data[name], f"{days}, {kept}"))
        return found

    def proposals(self) -> list[Proposal]:
        found = [
            Proposal(
                kind=one.kind,
                item=one.item,
                title=self.cleaned_data[f"title-{one.pk}"],
                days=self.cleaned_data[f"days-{one.pk}"],
                reason=one.reason,
            )
            for one in self.activities
            if self.cleaned_data[f"keep-{one.pk}"]
        ]
        kind = self.kinds.get(self.cleaned_data["add"])
        if kind is not None:
            found.append(Proposal(kind=kind, title=kind.name, days=kind.effort_likely))
        return found


class OfferForm(forms.Form):
    """How many days somebody can give."""

    days = days_field(_("Days I can give"))
