"""Whom a report names: those who agreed to be shown by name, and nobody else."""

from maven.people.models import Person


def shown_name(person: Person | None) -> str:
    """The name of somebody who agreed to be shown by name, else nothing."""
    if person is None or person.presence != Person.Presence.NAME:
        return ""
    return person.name
