"""Rows of an archive made into rows of the store: each value checked as a form would, each key known."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _

from maven.archives.decisions import SHARED
from maven.archives.opening import Opened, Row, wrong
from maven.archives.survey import Table

LARGEST_KEY = 1 << 40
EMPTY: tuple[Any, ...] = ("", {}, [])


@dataclass(slots=True, kw_only=True)
class Keys:
    """The keys of an archive and what they are here: moved by one step, or those of rows found here."""

    step: int
    found: dict[type[models.Model], dict[int, int]] = field(default_factory=dict)
    known: dict[type[models.Model], set[int]] = field(default_factory=dict)
    shared: dict[type[models.Model], dict[str, int]] = field(default_factory=dict)

    def here(self, model: type[models.Model], key: int) -> int:
        return self.found.get(model, {}).get(key, key + self.step)

    def named(self, model: type[models.Model], name: str) -> int | None:
        """A row that is the same in every house, by its name."""
        column = SHARED.get(model._meta.label)
        if column is None:
            return None
        if model not in self.shared:
            rows = model._default_manager.filter(mission=None).order_by("pk")
            self.shared[model] = dict(rows.values_list(column, "pk"))
        return self.shared[model].get(name)


@dataclass(slots=True, kw_only=True)
class Reader:
    """The rows of one table, as models that are not saved yet."""

    opened: Opened
    table: Table
    keys: Keys
    later: list[tuple[int, str, int]] = field(default_factory=list)

    def made(self) -> Iterator[tuple[Row, models.Model]]:
        remembered = self.keys.known.setdefault(self.table.model, set())
        names = {one.name for one in self.table.fields()}
        for number, row in self.opened.rows(self.table.label):
            if unknown := sorted(set(row) - names):
                raise wrong(self.table.label, number, _("unknown field %s") % unknown[0][:60])
            made = self.table.model(**dict(self._values(number, row)))
            if "id" in row:
                key = self._key(number, "id", row["id"])
                if key in remembered:
                    raise wrong(self.table.label, number, _("this key is there twice"))
                remembered.add(key)
                made.pk = self.keys.here(self.table.model, key)
            yield row, made
        for number, name, key in self.later:
            if key not in remembered:
                raise self._refers(number, name)

    def _values(self, number: int, row: Row) -> Iterator[tuple[str, Any]]:
        for one in self.table.fields():
            if one.primary_key:
                continue
            if one.name not in row and (one.has_default() or one.null) and one.name != self.root:
                continue
            if row.get(one.name) is None and (one.name == self.root or not one.null):
                raise wrong(self.table.label, number, _("%s is empty") % one.name)
            yield one.attname, self._value(number, one, row[one.name])
        yield from self._left(row)

    def _left(self, row: Row) -> Iterator[tuple[str, Any]]:
        """What stayed behind, as it comes back."""
        for name, left in self.table.decision.left.items():
            if left.made is not None:
                yield name, left.made(row)
            elif not left.by_default and not getattr(self._field(name), "auto_now_add", False):
                yield name, left.value

    @property
    def root(self) -> str:
        """The field that leads to the mission: what is of no mission belongs to every house."""
        return self.table.path.partition("__")[0]

    def _field(self, name: str) -> Any:
        return self.table.model._meta.get_field(name)

    def _value(self, number: int, one: models.Field[Any, Any], value: Any) -> Any:
        if value is None:
            return None
        if isinstance(one, models.ForeignKey):
            return self._reference(number, one, value)
        try:
            if one.name in self.table.decision.days:
                return datetime.combine(date.fromisoformat(value), time(), UTC)
            return self._checked(one, value)
        except (ValidationError, TypeError, ValueError, AttributeError) as refused:
            raise wrong(
                self.table.label, number, _("%s is not what it should be") % one.name
            ) from refused

    def _checked(self, one: models.Field[Any, Any], value: Any) -> Any:
        if isinstance(value, dict | list) and not isinstance(one, models.JSONField):
            raise ValueError(value)
        if value in EMPTY:
            return value if isinstance(one, models.JSONField) or value == "" else None
        made = one.clean(value, None)
        if isinstance(made, datetime) and is_naive(made):
            raise ValueError(value)
        return made

    def _reference(self, number: int, one: models.ForeignKey[Any, Any], value: Any) -> int:
        model = one.related_model
        if isinstance(value, str):
            found = self.keys.named(model, value)
            if found is None:
                raise self._refers(number, one.name)
            return found
        key = self._key(number, one.name, value)
        if model is self.table.model:
            self.later.append((number, one.name, key))
        elif key not in self.keys.known.get(model, ()):
            raise self._refers(number, one.name)
        return self.keys.here(model, key)

    def _key(self, number: int, name: str, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < LARGEST_KEY:
            raise wrong(self.table.label, number, _("%s is no key") % name)
        return value

    def _refers(self, number: int, name: str) -> Exception:
        return wrong(self.table.label, number, _("%s refers to what is not in the archive") % name)
