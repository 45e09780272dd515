"""Saying who one is: a name, an organisation, how one appears to the others."""

from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Organisation, Person

CHAIN = "house"


@transaction.atomic
def introduce_oneself(
    *,
    name: str,
    organisation: str,
    sector: str,
    presence: str,
    language: str,
    by: Person,
    at: datetime,
) -> Person:
    """A person says who she is; the fact keeps which particulars changed, never their words."""
    wanted = {
        "name": name,
        "organisation": organisation_called(organisation, sector) if organisation else None,
        "presence": presence,
        "language": language,
    }
    changed = [field for field, value in wanted.items() if getattr(by, field) != value]
    for field in changed:
        setattr(by, field, wanted[field])
    if changed:
        by.save(update_fields=changed)
        record("person.introduced", by, chain=CHAIN, by=by, at=at, fields=changed)
    return by


def organisation_called(name: str, sector: str) -> Organisation:
    """The organisation of this name, whatever its capitals; made when there is none."""
    found = Organisation.objects.filter(name__iexact=name).first()
    return found or Organisation.objects.create(name=name, sector=sector)
