"""Two people editing the same thing: nobody's words go without their being read.

A form that edits what stands carries a mark of what stood when it was drawn. When it is sent and
something else stands, nothing is saved: the page comes back with both texts, and with a new mark.
A form without a mark (a script's) was not drawn by us, and writes as it always did.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from maven.journal.models import Fact

MARK = "drawn"


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What happened between the drawing of a form and its sending."""

    by: str
    theirs: list[tuple[str, str]]
    mine: list[tuple[str, str]] = field(default_factory=list)


class Drawn(forms.BaseForm):
    """A form that edits what stands: its fields begin with it, read with the row held."""

    verbs: ClassVar[tuple[str, ...]] = ()  # the facts that tell who wrote last
    row: models.Model | None = None

    def __init__(self, *args: Any, row: models.Model | None = None, **kwargs: Any) -> None:
        self.row = row or kwargs.get("instance")
        super().__init__(*args, **kwargs)
        self.meanwhile: Meanwhile | None = None

    @cached_property
    def mark(self) -> str:
        """What stands now, in a digest that only we can make."""
        stands = {name: said(one, self.at_first(name)) for name, one in self.fields.items()}
        told = json.dumps([type(self).__name__, stands], sort_keys=True).encode()
        return hmac.new(settings.SECRET_KEY.encode(), b"drawn" + told, hashlib.sha256).hexdigest()

    def at_first(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)

    @property
    def is_another(self) -> bool:
        """Something else stands than when the form was drawn."""
        sent = self.data.get(MARK, "") if self.is_bound else ""
        return bool(sent) and sent != self.mark

    @property
    def is_stale(self) -> bool:
        """Something else stands than when the form was drawn, and it is not what is sent."""
        return self.is_another and self.has_changed()

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_stale:
            self.meanwhile = Meanwhile(by=self.writer(), theirs=self.theirs(), mine=self.mine())
            self.add_error(
                None, _("This was changed while you were writing: nothing is saved yet.")
            )

    def writer(self) -> str:
        """Who wrote last, as they chose to be shown; nobody where the journal does not tell."""
        if self.row is None or self.row.pk is None:
            return ""
        facts = Fact.objects.about(self.row).with_verbs(*self.verbs)
        details = getattr(facts.newest_first().first(), "details", None)
        return details.by.shown_name if details is not None and details.by else ""

    def theirs(self) -> list[tuple[str, str]]:
        """What stands where it is something else than what is sent."""
        return [
            (str(self[name].label), shown(self.fields[name], self.at_first(name)))
            for name in self.changed_data
        ]

    def mine(self) -> list[tuple[str, str]]:
        """What was sent and finds no field any more; elsewhere the fields themselves keep it."""
        return []


def said(one: forms.Field, value: Any) -> str:
    value = one.prepare_value(value)
    return "" if value is None else str(value)


def shown(one: forms.Field, value: Any) -> str:
    """A value as its reader knows it: the words of a choice, not its key."""
    choices = {str(key): str(words) for key, words in getattr(one, "choices", None) or ()}
    told = said(one, value)
    return choices.get(told, told)


def held[Row: models.Model](request: HttpRequest, row: Row) -> Row:
    """The row as it stands; when a form is sent, nobody else's until the answer is committed."""
    if request.method == "POST":
        rows = type(row)._base_manager.select_for_update(no_key=True)
        row.refresh_from_db(from_queryset=rows)
    return row
