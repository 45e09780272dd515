"""What each model declares that it keeps about people: read from the models, listed nowhere.

    class Kept:
        purpose, basis, until      why, by what right, how long: required
        recipients                 who reads it, where it is not the people of the mission
        person = ("person", …)     ways from a row to the persons concerned; the first is whom the row
                                   is about, the others those who acted on it ("self": the person)
        address = ("email",)       fields that may hold the address of somebody without an account
        keyed = (model, field)     the rows whose key stands in that field of rows about the person
        untied                     why no way leads from a row to a person
        erased                     "row": it goes; {field: value}: what is written instead, where
                                   "now" is the instant; "kept: why": it stays, under no name
        gone = {field: value}      of those rows, which go whole whatever `erased` says
        others = (…)               fields that tell of somebody else to those who only acted
        secret = (…)               fields that are proofs or keys, given to nobody
        named = (…)                JSON in which a string that is exactly a name is that person
        inside = {field: (place, model)}   JSON objects whose keys are keys of rows that go
        ends = (field, days[, {…}])        the row goes so many days after that instant

or `nothing = "why"` where it keeps nothing about anybody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from maven.people.models import Person
from maven.rights.outside import OUTSIDE

BASES = {"contract", "consent", "public task", "legitimate interest", "legal duty"}


class Undeclared(Exception):
    """A model does not say what it keeps about people, or says it in a way that does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What one model keeps about people; the words are English keys."""

    model: type[Model]
    nothing: str = ""
    purpose: str = ""
    basis: str = ""
    until: str = ""
    recipients: str = "the people of the mission, as the person chose to appear"
    person: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    keyed: tuple[str, str] | None = None
    untied: str = ""
    erased: Mapping[str, Any] | str = ""
    gone: Mapping[str, Any] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    inside: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    ends: tuple[Any, ...] = ()

    @property
    def label(self) -> str:
        return self.model._meta.label

    @property
    def keeps(self) -> bool:
        return not self.nothing

    @property
    def whom(self) -> str:
        """The way from a row to the person it is about."""
        return self.person[0] if self.person else ""

    @property
    def acts(self) -> tuple[str, ...]:
        """The ways from a row to those who only acted on it."""
        return self.person[1:]

    @property
    def why_kept(self) -> str:
        """The words after « kept: », or nothing."""
        words = self.erased if isinstance(self.erased, str) else ""
        return words.removeprefix("kept: ") if words.startswith("kept: ") else ""

    @property
    def written(self) -> Mapping[str, Any]:
        return self.erased if isinstance(self.erased, Mapping) else {}


def declarations() -> list[Declaration]:
    """That of every table we make, in the order of the rooms."""
    models = apps.get_models(include_auto_created=True)
    return [declared_by(model) for model in models if model._meta.managed]


def declared_by(model: type[Model]) -> Declaration:
    told = model.__dict__.get("Kept")
    if told is not None:
        said = {name: value for name, value in vars(told).items() if not name.startswith("__")}
    elif model._meta.label in OUTSIDE:
        said = OUTSIDE[model._meta.label]
    else:
        raise Undeclared(f"{model._meta.label} does not say what it keeps: class Kept")
    try:
        declaration = Declaration(model=model, **said)
    except TypeError as unknown:
        raise Undeclared(f"{model._meta.label}: {unknown}") from unknown
    wrong = [f"{model._meta.label}: {words}" for words in troubles_of(declaration)]
    if wrong:
        raise Undeclared("; ".join(wrong))
    return declaration


def troubles_of(told: Declaration) -> Iterator[str]:
    """What does not hold in a declaration, in words."""
    if told.nothing:
        if told.purpose or told.person:
            yield "it keeps nothing, and says what it keeps"
        if list(ways_to_a_person(told.model)):
            yield "it keeps nothing, and has a foreign key to a person"
        return
    missing = [name for name in ("purpose", "basis", "until") if not getattr(told, name)]
    if missing:
        yield f"it does not say {', '.join(missing)}"
    if told.basis not in BASES:
        yield f"{told.basis!r} is no legal basis"
    yield from _troubles_of_ways(told)
    yield from _troubles_of_fields(told)


def _troubles_of_ways(told: Declaration) -> Iterator[str]:
    if not told.person and not told.untied:
        yield "no way leads to a person, and it does not say why"
    if told.person and not told.erased:
        yield "it does not say what erasing does"
    for way in told.person:
        if way != "self" and end_of(told.model, way) is not Person:
            yield f"{way} does not lead to a person"
    for name in ways_to_a_person(told.model):
        if name not in told.person:
            yield f"{name} leads to a person, and is not among its ways"


def _troubles_of_fields(told: Declaration) -> Iterator[str]:
    there = {one.name for one in told.model._meta.get_fields()}
    asked = {*told.address, *told.others, *told.secret, *told.named, *told.inside, *told.gone}
    asked |= {*told.written, *told.ends[:1]}
    for name in sorted(asked - there):
        yield f"it has no field {name}"
    if isinstance(told.erased, str) and told.erased not in {"", "row"} and not told.why_kept:
        yield f"{told.erased!r} is no way to erase"


def ways_to_a_person(model: type[Model]) -> Iterator[str]:
    for one in model._meta.concrete_fields:
        if isinstance(one, ForeignKey) and one.related_model is Person:
            yield one.name


def ways_of(model: type[Model]) -> set[str]:
    return {one.name for one in model._meta.concrete_fields if isinstance(one, ForeignKey)}


def end_of(model: type[Model], way: str) -> type[Model] | None:
    """The model at the end of a way of foreign keys."""
    here: Any = model
    for step in way.split("__"):
        names = {one.name: one for one in here._meta.concrete_fields}
        if step not in names or names[step].related_model is None:
            return None
        here = names[step].related_model
    return here  # type: ignore[no-any-return]


def fields_of(model: type[Model]) -> list[Field[Any, Any]]:
    return list(model._meta.concrete_fields)
