import pytest
from django.urls import reverse

from maven.missions import operations
from maven.people.models import Person
from tests import cast


@pytest.fixture
def page():
    return reverse("missions:community", args=["paca"])


def test_a_guest_is_asked_to_come_in(paca, client, page):
    response = client.get(page)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_request_login_code"))


@pytest.mark.parametrize("who", [cast.theo, cast.ana])
def test_names_are_for_those_who_take_part(paca, as_, page, who):
    response = as_(who()).get(page)
    assert response.status_code == 403
    assert "Lucie" not in response.text


def test_people_are_shown_by_sector_with_their_organisation_and_part(paca, as_, page):
    Person.objects.filter(name__startswith="Lucie").update(organisation=cast.organisation())
    text = as_(cast.salome()).get(page).text
    for words in (
        "Entreprises",
        "Atelier des Tilleuls",
        "Lucie Membre",
        "commanditaire",
        "Organisation non précisée",
        "5 personnes participent",
    ):
        assert words.replace("5 p", "5\u00a0p") in text
    assert "@example.org" not in text


def test_each_appears_as_she_chose(paca, as_, page):
    Person.objects.filter(name__startswith="Lucie").update(
        presence="point", organisation=cast.organisation()
    )
    Person.objects.filter(name__startswith="Karim").update(presence="absent")
    community = as_(cast.minh()).get(page).context["community"]
    text = as_(cast.minh()).get(page).text
    assert "Lucie" not in text
    assert "Karim" not in text
    assert "Atelier des Tilleuls" not in text, "a dot has no organisation"
    assert (community.named, community.points, community.seen) == (3, 1, 4)
    assert "Vous apparaissez ici comme un point anonyme" in as_(cast.lucie()).get(page).text
    assert "apparaissez pas ici" in as_(cast.karim()).get(page).text


def test_who_left_is_no_longer_there(paca, as_, page):
    operations.leave(mission=paca, by=cast.karim(), at=cast.NOON)
    assert "Karim" not in as_(cast.minh()).get(page).text


@pytest.mark.django_db
def test_the_page_asks_the_store_the_same_for_one_person_and_for_three(
    as_, page, django_assert_max_num_queries
):
    mission = cast.mission(slug="paca")
    client = as_(cast.minh())
    counts = []
    for newcomer in (None, "Un Venu", "Deux Venue"):
        if newcomer:
            person = cast.person(newcomer, organisation=cast.organisation(newcomer))
            operations.join(
                mission=mission, role="member", invited_by=None, by=person, at=cast.NOON
            )
        with django_assert_max_num_queries(12) as asked:
            client.get(page)
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1] == counts[2]
