"""Every table says what it keeps about people; a table that does not is refused."""

import pytest
from django.apps import apps
from django.db import connection, models

from maven.people.models import Person
from maven.rights.declarations import (
    Declaration,
    Undeclared,
    declarations,
    declared_by,
    troubles_of,
)
from maven.rights.outside import OUTSIDE

MODELS = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_says_what_it_keeps_about_people(model):
    declared_by(model)


def test_what_is_said_of_the_tables_of_libraries_is_said_of_tables_that_are_there():
    there = {model._meta.label for model in MODELS}

    assert OUTSIDE.keys() - there == set()
    assert [one.label for one in declarations() if one.label in OUTSIDE] == [
        model._meta.label for model in MODELS if not model.__module__.startswith("maven.")
    ]


@pytest.mark.django_db
def test_the_store_has_no_table_that_no_model_tells_of():
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}

    assert set(connection.introspection.table_names()) - known == {"django_migrations"}


def test_a_model_that_says_nothing_is_refused():
    class Silent(models.Model):  # noqa: DJ008
        class Meta:
            app_label = "tests_silent"

    with pytest.raises(Undeclared, match="does not say what it keeps"):
        declared_by(Silent)


def test_a_model_that_says_something_unknown_is_refused():
    class Strange(models.Model):  # noqa: DJ008
        class Kept:
            colour = "blue"

        class Meta:
            app_label = "tests_strange"

    with pytest.raises(Undeclared, match="colour"):
        declared_by(Strange)


def test_a_way_to_a_person_left_out_is_refused():
    class Forgotten(models.Model):  # noqa: DJ008
        owner = models.ForeignKey(Person, models.CASCADE, related_name="+")

        class Kept:
            nothing = "so it says"

        class Meta:
            app_label = "tests_forgotten"

    with pytest.raises(Undeclared, match="a foreign key to a person"):
        declared_by(Forgotten)


SOUND = {"purpose": "p", "basis": "consent", "until": "u", "person": ("invited_by",)}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"until": ""}, "it does not say until"),
        ({"basis": "because"}, "'because' is no legal basis"),
        ({"person": ()}, "no way leads to a person, and it does not say why"),
        ({"person": ("invited_by", "mission")}, "mission does not lead to a person"),
        ({"person": ("invited_by", "nobody")}, "nobody does not lead to a person"),
        ({"erased": ""}, "it does not say what erasing does"),
        ({"erased": "burnt"}, "'burnt' is no way to erase"),
        ({"erased": {"colour": ""}}, "it has no field colour"),
        ({"nothing": "why"}, "it keeps nothing, and says what it keeps"),
        ({}, "person leads to a person, and is not among its ways"),
    ],
)
def test_a_declaration_that_does_not_hold_is_told(changes, told):
    membership = apps.get_model("missions.Membership")
    declaration = Declaration(model=membership, **{**SOUND, "erased": "row", **changes})

    assert told in list(troubles_of(declaration))


def test_what_says_keeping_nothing_names_nobody():
    silent = [one for one in declarations() if one.nothing]

    assert [one.label for one in silent if one.person or one.address] == []
