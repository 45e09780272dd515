"""A name and an address in the words of others: reports, agendas, notes, jobs, receipts.

The address is looked for everywhere. A name is looked for in free words when it is more than one
word; alone, it is somebody only where a model says so (`named`).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Field, JSONField, Q, QuerySet, TextField
from django.db.models.functions import Cast

from maven.people.models import Person
from maven.rights.declarations import Declaration, declarations, fields_of

SOMEBODY = "une personne"
# A changed detail would break the chain, a changed job would do something else: the row goes.
WHOLE = {"journal.FactDetails", "journal.Receipt", "django_tasks_database.DBTaskResult"}
NOT_WORDS = {"sessions.Session", "contenttypes.ContentType"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """By what a person is recognised in words."""

    address: str
    name: str

    @property
    def in_words(self) -> list[str]:
        return [mark for mark in (self.address, self.name if " " in self.name else "") if mark]


def marks_of(person: Person) -> Marks:
    return Marks(address=(person.email or "").lower(), name=person.name.strip())


def scrub(marks: Marks) -> int:
    """Takes the marks out of every word of the store; says how many rows changed or went."""
    if not marks.in_words and not marks.name:
        return 0
    return sum(_scrubbed(told, marks) for told in declarations() if _holds_words(told))


def _holds_words(told: Declaration) -> bool:
    """Not the rows that tell of somebody who may bear the same name."""
    return told.label not in NOT_WORDS and told.whom != "self" and not told.address


def _scrubbed(told: Declaration, marks: Marks) -> int:
    changed = 0
    for one in fields_of(told.model):
        if not isinstance(one, CharField | TextField | JSONField) or one.choices:
            continue
        for row in _rows_with(told, one, marks):
            changed += 1
            if told.label in WHOLE:
                row.delete()
                continue
            exact = marks.name if one.name in told.named else ""
            setattr(row, one.name, without(getattr(row, one.name), marks.in_words, exact))
            row.save(update_fields=[one.name])
    return changed


def _rows_with(told: Declaration, one: "Field[Any, Any]", marks: Marks) -> "QuerySet[Any]":
    wanted = list(marks.in_words)
    if one.name in told.named and marks.name:
        wanted.append(marks.name)
    asked = Q(pk__in=[])
    for mark in wanted:
        for spelled in {mark, json.dumps(mark)[1:-1], mark.lower(), mark.upper()}:
            asked |= Q(spelled__icontains=spelled)
    rows = told.model._default_manager.annotate(spelled=Cast(one.name, TextField()))
    return rows.filter(asked).order_by("pk") if wanted else rows.none()


def without(value: Any, marks: list[str], exact: str) -> Any:
    """The same, where the marks are somebody; a string that is exactly the name is nobody."""
    if isinstance(value, str):
        return "" if exact and value == exact else _replaced(value, marks)
    if isinstance(value, list):
        return [without(one, marks, exact) for one in value if not exact or one != exact]
    if isinstance(value, dict):
        return {key: without(one, marks, exact) for key, one in value.items()}
    return value


def _replaced(words: str, marks: list[str]) -> str:
    for mark in marks:
        words = re.sub(rf"(?<!\w){re.escape(mark)}(?!\w)", SOMEBODY, words, flags=re.IGNORECASE)
    return words


def places_with(marks: Marks) -> Iterator[tuple[str, str, int]]:
    """Where the marks still are: for whoever wants to verify that they are nowhere."""
    for told in declarations():
        for one in fields_of(told.model):
            if _holds_words(told) and isinstance(one, CharField | TextField | JSONField):
                count = _rows_with(told, one, marks).count()
                if count:
                    yield told.label, one.name, count
