"""Erases somebody of this store, as the page would: run as a program, it says whom."""

from datetime import UTC, datetime

import django

django.setup()

from maven.people.models import Person
from maven.rights.operations import erase_person

person = Person.objects.exclude(email=None).order_by("pk").first()
print(person.email)
erase_person(person=person, by=None, at=datetime.now(UTC))
