from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from maven.journal.models import Fact
from maven.people.models import Organisation, Person, ProfileLine
from maven.people.operations import TooManyLines, describe_oneself, introduce_oneself
from tests import cast

pytestmark = pytest.mark.django_db
ONESELF = {
    "name": "Théo Lointain",
    "organisation": "Lycée des Pins",
    "sector": "education",
    "presence": "point",
    "language": "en",
}


def introduce(**changes):
    return introduce_oneself(by=cast.theo(), at=cast.NOON, **{**ONESELF, **changes})


def test_a_person_says_who_she_is_and_the_journal_keeps_no_word_of_it():
    theo = introduce()
    assert (theo.organisation.name, theo.presence, theo.language) == (
        "Lycée des Pins",
        "point",
        "en",
    )
    [fact] = Fact.objects.of("house")
    assert fact.verb == "person.introduced"
    assert fact.details.particulars == {"fields": ["organisation", "presence", "language"]}


def test_saying_the_same_again_is_no_fact():
    introduce()
    introduce()
    assert Fact.objects.of("house").count() == 1


def test_an_organisation_is_known_whatever_its_capitals():
    introduce()
    introduce(organisation="LYCÉE DES PINS".replace("É", "é"), sector="private")
    assert list(Organisation.objects.values_list("name", "sector")) == [
        ("Lycée des Pins", "education")
    ]


def test_an_organisation_can_be_left_empty():
    introduce()
    assert introduce(organisation="", sector="").organisation is None


def test_an_address_has_one_person_whatever_its_capitals():
    person = Person.objects.create_user("  Zoe@Example.ORG ")
    assert person.email == "zoe@example.org"
    assert Person.objects.by_address("ZOE@example.org") == person


def test_names_give_initials_and_never_the_address():
    assert cast.theo().initials == "TL"
    nameless = Person.objects.create_user("secret@example.org")
    assert (nameless.initials, nameless.public_name) == ("·", "Un membre")
    assert "secret" not in str(nameless)


def test_who_never_came_is_told_apart_from_who_has_a_name():
    now = timezone.now()
    lost = Person.objects.create_user("lost@example.org")
    cast.theo()
    assert list(Person.objects.never_came(before=now + timedelta(hours=1))) == [lost]
    assert not Person.objects.never_came(before=now - timedelta(hours=1))


def describe(**changes):
    wanted = {"about": "Je relie.", "offers": ["Une salle", "Du temps"], "seeks": [], **changes}
    return describe_oneself(by=cast.theo(), at=cast.NOON, **wanted)


def test_a_person_says_what_she_brings_and_the_journal_keeps_no_word_of_it():
    theo = describe()
    assert (theo.about, theo.offered(), theo.sought()) == (
        "Je relie.",
        ["Une salle", "Du temps"],
        [],
    )
    describe()
    describe(offers=["Du temps"], seeks=["Un cartographe"])
    facts = Fact.objects.of("house").in_order()
    assert [(fact.verb, fact.details.particulars["fields"]) for fact in facts] == [
        ("person.described", ["offers", "about"]),
        ("person.described", ["offers", "seeks"]),
    ]
    assert [line.words for line in ProfileLine.objects.of(theo).in_order()] == [
        "Du temps",
        "Un cartographe",
    ]


def test_five_lines_are_the_most_in_the_verb_and_in_the_store():
    with pytest.raises(TooManyLines):
        describe(seeks=[str(n) for n in range(6)])
    assert not ProfileLine.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProfileLine.objects.create(person=cast.theo(), side="offers", words="x", rank=5)


def test_an_organisation_is_known_whatever_its_accents():
    introduce()
    assert introduce(organisation="lycee DES pins").organisation.name == "Lycée des Pins"


def test_names_give_addresses_and_what_has_no_letter_too():
    assert (cast.theo().slug, Person(name="👩‍👩‍👧").slug) == ("theo-lointain", "personne")
    assert (cast.organisation().slug, Organisation(name="木").slug) == (
        "atelier-des-tilleuls",
        "structure",
    )
