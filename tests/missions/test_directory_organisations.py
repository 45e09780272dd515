import pytest
from django.urls import reverse

from maven.missions.models import Placement
from maven.missions.organisations import suggested_to
from maven.people.models import Organisation, Person
from tests import cast


@pytest.fixture
def tilleuls(paca):
    made = cast.organisation()
    Person.objects.filter(name__startswith="Lucie").update(organisation=made)
    return made


@pytest.fixture
def page(paca):
    return reverse("missions:organisations", args=["paca"])


def address(one):
    return reverse("missions:organisation", args=["paca", one.slug, one.pk])


def shown(response):
    return [
        (entry.organisation.name, entry.sector, entry.people)
        for entry in response.context["directory"].entries
    ]


def test_organisations_are_found_by_their_people_and_their_sector(paca, as_, page, tilleuls):
    school = cast.organisation("École des Pins", "education")
    Person.objects.filter(name__startswith="Karim").update(organisation=school)
    client = as_(cast.salome())
    both = [("Atelier des Tilleuls", "Entreprises", 1), ("École des Pins", "Éducation", 1)]
    assert shown(client.get(page)) == both
    assert shown(client.get(f"{page}?q=ecole")) == both[1:]
    assert shown(client.get(f"{page}?q=lucie")) == both[:1]
    education = paca.sectors.get(key="education").pk
    assert shown(client.get(f"{page}?milieu={education}")) == both[1:]
    assert shown(client.get(f"{page}?milieu=-")) == []
    for who in ("Lucie", "Karim"):
        assert who not in client.get(page).text


@pytest.mark.parametrize("presence", ["point", "absent"])
def test_the_organisation_of_nobody_who_shows_her_name_is_not_there(
    paca, as_, page, tilleuls, presence
):
    Person.objects.filter(name__startswith="Lucie").update(presence=presence)
    client = as_(cast.salome())
    assert shown(client.get(page)) == []
    assert shown(client.get(f"{page}?q=tilleuls")) == []
    assert client.get(address(tilleuls)).status_code == 404
    assert suggested_to(cast.salome(), "till", most=9) == []
    assert [name for name, *_ in shown(as_(cast.minh()).get(page))] == ["Atelier des Tilleuls"]
    assert "Lucie Membre" in as_(cast.minh()).get(address(tilleuls)).text


def test_the_page_of_an_organisation_lists_its_people(paca, as_, tilleuls):
    response = as_(cast.salome()).get(address(tilleuls))
    assert "Lucie Membre" in response.text
    assert "Entreprises" in response.text
    old = reverse("missions:organisation", args=["paca", "autre-nom", tilleuls.pk])
    assert as_(cast.salome()).get(old).url == address(tilleuls)


def test_an_organisation_of_another_mission_is_as_absent_as_none(paca, as_):
    foreign = cast.organisation("Secret des Tilleuls")
    Person.objects.filter(pk=cast.ana().pk).update(organisation=foreign)
    cast.elsewhere()
    client = as_(cast.minh())
    assert client.get(address(foreign)).status_code == 404
    foreign.pk = 999_999
    assert client.get(address(foreign)).status_code == 404


def test_the_team_says_in_which_sector_an_organisation_is(paca, as_, send, tilleuls):
    client = as_(cast.minh())
    there = reverse("missions:placement", args=["paca", tilleuls.pk])
    citizens = paca.sectors.get(key="citizens")
    assert send(there, {"sector": citizens.pk}).url == address(tilleuls)
    assert Placement.objects.get().sector == citizens
    assert "Citoyens et associations" in as_(cast.salome()).get(address(tilleuls)).text
    as_(cast.minh())
    foreign = cast.elsewhere().sectors.first()
    send(there, {"sector": foreign.pk})
    assert Placement.objects.get().sector == citizens
    assert "Choisissez un milieu de cette mission" in client.get(address(tilleuls)).text
    nowhere = reverse("missions:placement", args=["paca", cast.organisation("Loin").pk])
    assert send(nowhere, {"sector": citizens.pk}).status_code == 404


def test_names_are_suggested_from_ones_own_directories_only(paca, tilleuls):
    Person.objects.filter(pk=cast.ana().pk).update(organisation=cast.organisation("Atelier caché"))
    cast.elsewhere()
    assert suggested_to(cast.karim(), "ATELIER", most=9) == ["Atelier des Tilleuls"]
    assert suggested_to(cast.theo(), "atelier", most=9) == []
    assert suggested_to(cast.ana(), "", most=9) == ["Atelier caché"]
    Organisation.objects.bulk_create(
        Organisation(name=f"Bureau {n}", sector="public") for n in range(3)
    )
    for n, who in enumerate((cast.karim(), cast.salome(), cast.odile())):
        Person.objects.filter(pk=who.pk).update(
            organisation=Organisation.objects.get(name=f"Bureau {n}")
        )
    assert suggested_to(cast.minh(), "bureau", most=2) == ["Bureau 0", "Bureau 1"]


def test_the_lists_cost_the_same_for_one_organisation_and_for_sixty(
    paca, as_, page, tilleuls, django_assert_max_num_queries
):
    client = as_(cast.salome())
    counts = []
    for more in (0, 60):
        for n in range(more):
            one = cast.organisation(f"Bureau {n}")
            person = cast.person(f"P{n}", f"p{n}@example.org", organisation=one)
            paca.memberships.create(person=person, role="participant", joined_at=cast.NOON)
        with django_assert_max_num_queries(8) as asked:
            client.get(page)
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]
    assert len(shown(client.get(f"{page}?page=2"))) == 11
