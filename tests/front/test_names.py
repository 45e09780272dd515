"""Nobody passes for another by a name, and nobody advertises by a page of her own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from maven.front.forms import AccountForm
from maven.missions.namesakes import looks_like_another
from maven.people.models import Organisation, Person
from tests import cast

pytestmark = pytest.mark.django_db


def errors(person, **said):
    data = {"name": person.name, "presence": "name", "language": "fr", **said}
    form = AccountForm(data, person=person)
    form.is_valid()
    return set(form.errors)


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("Minh Facilitant", True),  # the team's name
        ("MINH  FACILITANT", True),
        ("Mіnh Facіlіtant", True),  # two letters are Cyrillic
        ("Lucie Membre", False),  # a homonym of a member: it happens
        ("Luсie Membre", True),  # in letters that only look the same
        ("Ana Ailleurs", False),  # of another mission
        ("Minh Facilitant (Les Tilleuls)", False),
        ("www.promo.example", True),
        ("", False),
    ],
)
def test_a_name_of_ones_own(paca, name, refused):
    cast.elsewhere()

    assert ("name" in errors(cast.karim(), name=name)) is refused


def test_whoever_bears_a_name_already_keeps_it_and_dots_are_no_name(paca):
    Person.objects.filter(pk=cast.karim().pk).update(name="Minh Facilitant")

    assert "name" not in errors(cast.karim())
    Person.objects.filter(pk=cast.karim().pk).update(
        name="Karim donnees.fr", organisation=Organisation.objects.create(name="atelier.example")
    )
    assert errors(cast.karim(), organisation="Atelier.example") == set(), "it is hers already"
    assert not looks_like_another("…", cast.karim())
    assert not looks_like_another("Minh Facilitant", cast.theo())


def test_links_wait_a_day_and_are_two_in_all():
    new = cast.theo()
    assert errors(new, about="https://a.example") == {"about"}
    assert errors(new, about="Je répare des vélos.") == set()
    new.joined_at = timezone.now() - timedelta(days=2)
    assert errors(new, about="https://a.example", offers="www.b.fr") == set()
    assert errors(new, about="https://a.example", offers="www.b.fr", seeks="c.shop") == {"seeks"}
    assert errors(new, organisation="promo.shop", sector="private") == {"organisation"}
