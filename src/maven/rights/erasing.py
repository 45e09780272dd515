"""What erasing a person does to the rows of the store, as each model declares it.

What is found is found first, whole; only then is anything changed: a row that goes must not hide
another that hangs from it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import ForeignKey

from maven.people.models import Person
from maven.rights.declarations import Declaration, declarations
from maven.rights.portrait import rows_about, rows_that_may_hold

NOW = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The rows of one table that are about a person, and the JSON that holds entries of theirs."""

    told: Declaration
    keys: list[Any]
    inside: list[tuple[Any, str, str, list[str]]]  # row, field, place, keys


def found_about(person: Person) -> list[Found]:
    return [
        Found(
            told=told,
            keys=list(rows_about(told, person).values_list("pk", flat=True)),
            inside=[
                (row.pk, name, place, keys)
                for name, (place, label) in told.inside.items()
                for row, keys in rows_that_may_hold(told, label, person)
            ],
        )
        for told in declarations()
        if told.keeps
    ]


def erase_rows(person: Person, *, at: datetime) -> int:
    """Changes or takes away everything found; says how many rows."""
    found = found_about(person)
    for one in found:
        _empty_inside(one)
    touched = sum(_forget_acts(one.told, person) for one in found)
    return touched + sum(_erase(one, at=at) for one in found)


def _empty_inside(found: Found) -> None:
    for pk, name, place, keys in found.inside:
        row = found.told.model._default_manager.get(pk=pk)
        content = getattr(row, name)
        held = content.get(place) or {}
        if any(held.pop(key, None) is not None for key in list(keys)):
            for key in keys:
                held.pop(key, None)
            row.save(update_fields=[name])


def _forget_acts(told: Declaration, person: Person) -> int:
    """A key to the person becomes none, where what she did stays without her."""
    if told.why_kept:
        return 0
    forgotten = 0
    for name in (*told.acts, *told.written):
        one = told.model._meta.get_field(name)
        if isinstance(one, ForeignKey) and one.related_model is Person and one.null:
            rows = told.model._default_manager.filter(**{name: person})
            forgotten += rows.update(**{name: None})
    return forgotten


def _erase(found: Found, *, at: datetime) -> int:
    told, rows = found.told, found.told.model._default_manager.filter(pk__in=found.keys)
    if not found.keys:
        return 0
    if told.gone:
        rows.filter(**told.gone).delete()
    if told.erased == "row":
        rows.delete()
        return len(found.keys)
    for name, value in told.written.items():
        one = told.model._meta.get_field(name)
        if value == NOW:
            rows.filter(**{name: None}).update(**{name: at})
        elif not (isinstance(one, ForeignKey) and one.related_model is Person):
            rows.update(**{name: value})
    return len(found.keys) if told.written else 0
