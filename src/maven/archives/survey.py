"""What hangs from a mission: found from the foreign keys of the models, so that none is forgotten."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from maven.archives.decisions import AROUND, DECISIONS, Carried, StaysHere
from maven.missions.models import Mission

type Model = type[models.Model]
type Rows = models.QuerySet[models.Model, Any]


class Undecided(Exception):
    """Nobody decided whether the rows of a model leave with a mission: no archive is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A model whose rows leave with a mission, and the way from a row to its mission."""

    model: Model
    decision: Carried
    path: str = ""

    @property
    def label(self) -> str:
        return self.model._meta.label

    def rows_of(self, mission: Mission) -> Rows:
        rows: Rows = self.model._default_manager.all()
        return rows.filter(**{self.path: mission.pk}).order_by("pk")

    def fields(self) -> list[models.Field[Any, Any]]:
        return [
            one for one in self.model._meta.concrete_fields if one.name not in self.decision.left
        ]

    def references(self) -> list[models.ForeignKey[Any, Any]]:
        return [one for one in self.fields() if isinstance(one, models.ForeignKey)]


def pointing(model: Model) -> Iterator[models.ForeignKey[Any, Any]]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            yield field


def reached(every: Iterable[Model]) -> dict[Model, str]:
    """Each model from whose rows foreign keys lead to a mission, and the shortest way there.

    A way that always leads there is better than one that may be empty.
    """
    every = list(every)
    paths: dict[Model, str] = {Mission: "pk"}
    for nullable in (False, True):
        while found := dict(_one_step(every, paths, nullable=nullable)):
            paths |= found
    return paths


def _one_step(
    every: list[Model], paths: Mapping[Model, str], *, nullable: bool
) -> Iterator[tuple[Model, str]]:
    for model in every:
        if model in paths:
            continue
        ways = [
            f"{field.name}__{paths[field.related_model]}"
            for field in pointing(model)
            if field.related_model in paths and (nullable or not field.null)
        ]
        if ways:
            yield model, min(ways, key=lambda way: (way.count("__"), way))


def reached_models() -> dict[Model, str]:
    every = apps.get_models(include_auto_created=True)
    return reached(model for model in every if model.__module__.startswith("maven."))


def undecided() -> list[str]:
    """The models, and the fields that a model declares secret, about which nobody decided."""
    return sorted(
        name
        for model in (*reached_models(), *map(apps.get_model, AROUND))
        for name in _open_questions(model, {**DECISIONS, **AROUND})
    )


def _open_questions(model: Model, decisions: Mapping[str, Carried | StaysHere]) -> Iterator[str]:
    decision = decisions.get(model._meta.label)
    if decision is None:
        yield model._meta.label
    elif isinstance(decision, Carried):
        for name in getattr(getattr(model, "Kept", None), "secret", ()):
            if name not in decision.left:
                yield f"{model._meta.label}.{name}"


@cache
def tables() -> tuple[Table, ...]:
    """The tables of a mission, each after those that its rows refer to."""
    if missing := undecided():
        raise Undecided(", ".join(missing))
    paths = reached_models()
    carried = {
        model: Table(model=model, decision=decision, path=path)
        for model, path in paths.items()
        if isinstance(decision := DECISIONS[model._meta.label], Carried)
    }
    return tuple(carried[model] for model in _in_order(carried))


@cache
def everything() -> tuple[Table, ...]:
    """Every table that hangs from a mission, leaving with it or not, each after those it refers to."""
    if missing := undecided():
        raise Undecided(", ".join(missing))
    found = {
        model: Table(model=model, decision=Carried(), path=path)
        for model, path in reached_models().items()
    }
    return tuple(found[model] for model in _in_order(found))


@cache
def around() -> tuple[Table, ...]:
    """The tables of which a mission takes only the rows it refers to."""
    return tuple(
        Table(model=apps.get_model(label), decision=decision) for label, decision in AROUND.items()
    )


def staying() -> list[tuple[str, StaysHere]]:
    return [(label, one) for label, one in sorted(DECISIONS.items()) if isinstance(one, StaysHere)]


def _in_order(carried: Mapping[Model, Table]) -> list[Model]:
    order: list[Model] = []
    left = sorted(carried, key=lambda model: model._meta.label)
    while left:
        ready = next(
            (one for one in left if not _waits(carried[one], left)),
            # Rows that refer to one another in a ring: a reference that may be empty does not wait.
            next((one for one in left if not _waits(carried[one], left, empty=False)), left[0]),
        )
        order.append(ready)
        left.remove(ready)
    return order


def _waits(table: Table, left: list[Model], *, empty: bool = True) -> bool:
    """Whether it refers to tables that are not placed yet; `empty`: by fields that may be empty too."""
    return any(
        one.related_model in left
        and one.related_model is not table.model
        and (empty or not one.null)
        for one in table.references()
    )
