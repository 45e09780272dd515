"""Everything that the store keeps about one person, as the declarations of the models find it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import ForeignKey, Model, Q, QuerySet

from maven.people.models import Person
from maven.rights.declarations import Declaration, declarations, declared_by, fields_of, ways_of

READABLE = ("name", "title", "words", "question", "verb", "email")
type Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one table keeps about a person."""

    told: Declaration
    lines: list[Line]


def portrait_of(person: Person) -> list[Part]:
    """All parts that hold something, in the order of the rooms."""
    parts = [Part(told=told, lines=list(lines_of(told, person))) for told in declarations()]
    return [part for part in parts if part.lines]


def lines_of(told: Declaration, person: Person) -> Iterator[Line]:
    if not told.keeps:
        return
    seen = set()
    about = with_what_they_point_at(rows_about(told, person))
    for row in about.iterator(chunk_size=500):
        seen.add(row.pk)
        yield line_of(told, row, person, hidden=told.secret)
    acted_on = with_what_they_point_at(rows_acted_on(told, person))
    for row in acted_on.iterator(chunk_size=500):
        if row.pk not in seen:
            yield line_of(told, row, person, hidden=(*told.secret, *told.others))
    yield from places_of(told, person)


def with_what_they_point_at(rows: QuerySet[Model]) -> QuerySet[Model]:
    """Each row comes with the things that `pointed` puts in words: not one query for each."""
    things = [
        one.name
        for one in fields_of(rows.model)
        if isinstance(one, ForeignKey) and one.related_model is not Person
    ]
    return rows.select_related(*things) if things else rows


def rows_about(told: Declaration, person: Person) -> QuerySet[Model]:
    """The rows that are about the person: by their first way, by a key, or by the address."""
    rows = told.model._default_manager.order_by("pk")
    found = Q(pk__in=[])
    if told.whom == "self":
        found |= Q(pk=person.pk)
    elif told.whom:
        found |= Q(**{told.whom: person})
    if told.keyed:
        label, name = told.keyed
        hers = rows_about(declared_by(model_called(label)), person)
        found |= Q(pk__in=[*hers.values_list(name, flat=True)])
    if person.email:
        for name in told.address:
            found |= Q(**{f"{name}__iexact": person.email})
    return rows.filter(found)


def rows_acted_on(told: Declaration, person: Person) -> QuerySet[Model]:
    """The rows about somebody or something else, on which the person acted."""
    found = Q(pk__in=[])
    for way in told.acts:
        found |= Q(**{way: person})
    return told.model._default_manager.filter(found).order_by("pk")


def line_of(told: Declaration, row: Model, person: Person, *, hidden: tuple[str, ...]) -> Line:
    return {
        one.name: value_of(row, one, person)
        for one in fields_of(told.model)
        if one.name not in hidden and one.name != "password"
    }


def value_of(row: Model, one: Any, person: Person) -> Any:
    if isinstance(one, ForeignKey):
        return pointed(row, one, person)
    value = getattr(row, one.name)
    if one.name in {name for name, _ in declared_inside(row)}:
        return None  # the places of everybody: hers is told by itself
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | dict | list | None) else str(value)


def pointed(row: Model, one: "ForeignKey[Any, Any]", person: Person) -> Any:
    """What a key points to, in words: the person herself, never the name of somebody else."""
    if one.related_model is Person:
        key = getattr(row, one.attname)
        return None if key is None else "you" if key == person.pk else "somebody else"
    thing = getattr(row, one.name)
    if thing is None:
        return None
    words = next((getattr(thing, name) for name in READABLE if getattr(thing, name, "")), "")
    return {"key": thing.pk, "words": str(words)}


def declared_inside(row: Model) -> list[tuple[str, tuple[str, str]]]:
    return list(declared_by(type(row)).inside.items())


def places_of(told: Declaration, person: Person) -> Iterator[Line]:
    """Her own entries inside JSON whose keys are the keys of her rows."""
    for name, (place, label) in told.inside.items():
        for row, keys in rows_that_may_hold(told, label, person):
            held = (getattr(row, name) or {}).get(place) or {}
            yield from (
                {"id": row.pk, "field": name, place: held[key]} for key in keys if key in held
            )


def rows_that_may_hold(
    told: Declaration, label: str, person: Person
) -> Iterator[tuple[Model, list[str]]]:
    """The rows that share what her rows of the other model belong to, with the keys of those."""
    hers = rows_about(declared_by(model_called(label)), person)
    shared = ways_of(told.model) & ways_of(hers.model)
    keys: dict[Any, list[str]] = {}
    way = sorted(shared)[0]
    for row in hers:
        keys.setdefault(getattr(row, f"{way}_id"), []).append(str(row.pk))
    rows = told.model._default_manager.filter(**{f"{way}__in": list(keys)}).order_by("pk")
    for row in rows.iterator(chunk_size=20):
        yield row, keys[getattr(row, f"{way}_id")]


def model_called(label: str) -> type[Model]:
    return next(told.model for told in declarations() if told.label == label)
