"""Whom a report names: those who agreed to be shown by name; and to whom: those who take part."""

from typing import Any

from maven.people.models import Person


def shown_name(person: Person | None) -> str:
    """The name of somebody who agreed to be shown by name, else nothing."""
    if person is None or person.presence != Person.Presence.NAME:
        return ""
    return person.name


def without_names(told: Any) -> Any:
    """The content of a report for who does not take part: the same, without anybody's name."""
    if isinstance(told, list):
        return [without_names(one) for one in told]
    if not isinstance(told, dict):
        return told
    empty = {"by": "", "names": []}
    return {key: empty[key] if key in empty else without_names(one) for key, one in told.items()}
