"""The agenda of a session, as the team writes it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from maven.missions.drawn import Drawn
from maven.people.models import Person
from maven.sprints.models import AgendaItem
from maven.sprints.operations.sessions import Item

MOST_ITEMS = 40
SPARE = 3  # empty lines at the end of an agenda


class SessionAgendaForm(Drawn, forms.Form):
    """The agenda, line by line; an emptied line goes, empty lines at the end wait for more."""

    verbs = ("session.agenda_set",)

    def __init__(
        self,
        *args: Any,
        items: list[AgendaItem],
        people: Mapping[str, Person],
        lines: int = 0,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.there = people, items
        self.count = min(MOST_ITEMS, max(len(items) + SPARE, lines))
        for n in range(self.count):
            one = items[n] if n < len(items) else None
            nth = {"number": n + 1}  # said above the form, where an error stands beside no item
            self.fields[f"title-{n}"] = forms.CharField(
                label=_("Item %(number)s") % nth,
                max_length=160,
                required=False,
                initial=one and one.title,
            )
            self.fields[f"minutes-{n}"] = forms.IntegerField(
                label=_("Item %(number)s, minutes") % nth,
                min_value=1,
                max_value=600,
                required=False,
                initial=one and one.minutes,
            )
            self.fields[f"lead-{n}"] = forms.CharField(
                label=_("Item %(number)s, who leads") % nth,
                max_length=120,
                required=False,
                initial=one and who_leads(one),
                widget=forms.TextInput(attrs={"list": "leaders"}),
            )

    def rows(self) -> list[dict[str, forms.BoundField]]:
        names = ("title", "minutes", "lead")
        return [{name: self[f"{name}-{n}"] for name in names} for n in range(self.count)]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for n in range(self.count):
            title, minutes = found.get(f"title-{n}"), found.get(f"minutes-{n}")
            if title and minutes is None and f"minutes-{n}" not in self.errors:
                self.add_error(f"minutes-{n}", _("Say how many minutes this item takes."))
            elif not title and (minutes or found.get(f"lead-{n}")):
                self.add_error(f"title-{n}", _("Say what this item is about."))
        return found

    def items(self) -> list[Item]:
        found = []
        for n in range(self.count):
            if title := self.cleaned_data[f"title-{n}"]:
                said = self.cleaned_data[f"lead-{n}"]
                lead = self.lead_of(n, said)
                found.append(
                    Item(
                        title=title,
                        minutes=self.cleaned_data[f"minutes-{n}"],
                        lead=lead,
                        lead_words="" if lead else said,
                    )
                )
        return found

    def lead_of(self, n: int, said: str) -> Person | None:
        """Whoever leads the item already, as long as her name was left there; or a member."""
        there = self.there[n] if n < len(self.there) else None
        if there is not None and there.lead is not None and said == who_leads(there):
            return there.lead
        return self.people.get(said.casefold())


def who_leads(item: AgendaItem) -> str:
    return item.lead.public_name if item.lead else item.lead_words
