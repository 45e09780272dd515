"""Saying who one is: a name, an organisation, how one appears to the others."""

from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Organisation, Person, ProfileLine
from maven.people.models.profile_line import MOST_LINES

CHAIN = "house"


class TooManyLines(Exception):
    """A person says at most five things that she offers, and five that she seeks."""


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


@transaction.atomic
def describe_oneself(
    *, about: str, offers: list[str], seeks: list[str], by: Person, at: datetime
) -> Person:
    """What a person brings and looks for; the fact keeps what changed, never the words."""
    person = Person.objects.select_for_update().get(pk=by.pk)  # one description at a time
    lines = ProfileLine.objects.of(person)
    changed = []
    for side, wanted in (("offers", offers), ("seeks", seeks)):
        if len(wanted) > MOST_LINES:
            raise TooManyLines
        there = [line for line in lines.in_order() if line.side == side]
        if [line.words for line in there] != wanted:
            changed.append(side)
            lines.filter(side=side).delete()
            ProfileLine.objects.bulk_create(
                ProfileLine(person=person, side=side, words=words, rank=rank)
                for rank, words in enumerate(wanted)
            )
    if person.about != about:
        changed.append("about")
        person.about = about
        person.save(update_fields=["about"])
    if changed:
        record("person.described", by, chain=CHAIN, by=by, at=at, fields=changed)
    return person


def organisation_called(name: str, sector: str) -> Organisation:
    """The organisation of this name, whatever its capitals and accents; made if there is none."""
    found = Organisation.objects.called(name)
    # Two may name it at the same moment: the second gets what the first has made.
    return found or Organisation.objects.get_or_create(name=name, defaults={"sector": sector})[0]
