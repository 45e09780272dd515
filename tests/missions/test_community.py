import pytest
from django.urls import reverse

from maven.missions import operations
from maven.missions.directory import A_PAGE
from maven.missions.models import Membership
from maven.people.models import Person, ProfileLine
from tests import cast

pytestmark = pytest.mark.any_store  # about pages; the verbs are asked on both stores


@pytest.fixture
def page():
    return reverse("missions:community", args=["paca"])


def is_as(first, **fields):
    Person.objects.filter(name__startswith=first).update(**fields)


def names_in(response):
    return [part.person.name.split()[0] for part in response.context["directory"].page.object_list]


def test_a_guest_is_asked_to_come_in(paca, client, page):
    response = client.get(page)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_request_login_code"))


@pytest.mark.parametrize("who", [cast.theo, cast.ana])
def test_names_are_for_those_who_take_part(paca, as_, page, who):
    response = as_(who()).get(page)
    assert response.status_code == 403
    assert "Lucie" not in response.text


def test_people_are_shown_with_their_organisation_sector_and_part(paca, as_, page):
    is_as("Lucie", organisation=cast.organisation())
    text = as_(cast.salome()).get(page).text.replace("\u00a0", " ")
    for words in (
        "Entreprises",
        "Atelier des Tilleuls",
        "Lucie Membre",
        "commanditaire",
        "Milieu non précisé",
        "5 personnes participent, dans 2 milieux",
    ):
        assert words in text
    assert "@example.org" not in text


def test_each_appears_as_she_chose(paca, as_, page):
    is_as("Lucie", presence="point", organisation=cast.organisation())
    is_as("Karim", presence="absent")
    response = as_(cast.salome()).get(page)
    directory = response.context["directory"]
    assert names_in(response) == ["Minh", "Odile", "Salomé"]
    assert (directory.people, directory.points, directory.seen) == (3, 1, 4)
    assert [(circle.title, circle.people, circle.points) for circle in directory.circles] == [
        ("Entreprises", 0, 1),
        ("Milieu non précisé", 3, 0),
    ]
    for hidden in ("Lucie", "Karim", "Atelier des Tilleuls"):
        assert hidden not in response.text
    assert "Vous apparaissez ici comme un point anonyme" in as_(cast.lucie()).get(page).text
    assert "apparaissez pas ici" in as_(cast.karim()).get(page).text


def test_the_facilitation_team_holds_the_list_and_is_told_so(paca, as_, page):
    is_as("Lucie", presence="point")
    is_as("Karim", presence="absent")
    response = as_(cast.minh()).get(page)
    assert names_in(response) == ["Karim", "Lucie", "Minh", "Odile", "Salomé"]
    assert "point anonyme pour les autres" in response.text
    assert "pas aux autres" in response.text
    assert "Comme vous animez" in response.text


@pytest.mark.parametrize("presence", ["point", "absent"])
@pytest.mark.parametrize(
    "question",
    ["q=Lucie", "q=membre", "q=tilleuls", "q=entreprises", "q=soudure", "role=member", "milieu=-"],
)
def test_no_question_finds_or_counts_who_does_not_show_her_name(
    paca, as_, page, presence, question
):
    is_as("Lucie", presence=presence, organisation=cast.organisation())
    ProfileLine.objects.create(person=cast.lucie(), side="offers", words="La soudure", rank=0)
    client = as_(cast.salome())
    response = client.get(f"{page}?{question}")
    directory = response.context["directory"]
    found = names_in(response)
    assert "Lucie Membre" not in response.text
    assert directory.page.paginator.count == len(found)
    assert directory.points_here == 0
    if "q=" in question:
        assert (directory.points, sum(circle.points for circle in directory.circles)) == (0, 0)
        assert directory.people == len(found)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("salome", ["Salomé"]),
        ("SALOMÉ championne", ["Salomé"]),
        ("championne salo", ["Salomé"]),
        ("tilleuls", ["Lucie"]),
        ("entreprise", ["Lucie"]),
        ("cœur", ["Karim"]),
        ("COEUR", ["Karim"]),
        ("lucie karim", []),
        ("m%b", ["Karim", "Lucie"]),
        ("_", ["Karim", "Lucie", "Minh", "Odile", "Salomé"]),
        ("'\"; --", ["Karim", "Lucie", "Minh", "Odile", "Salomé"]),
    ],
)
def test_search_folds_capitals_and_accents_over_all_that_is_told(paca, as_, page, words, found):
    is_as("Lucie", organisation=cast.organisation())
    ProfileLine.objects.create(person=cast.karim(), side="seeks", words="Un Cœur simple", rank=0)
    response = as_(cast.salome()).get(page, {"q": words})
    assert names_in(response) == found


def test_names_are_in_the_order_of_the_alphabet_whatever_their_accents(paca, as_, page):
    is_as("Odile", name="Élodie Commande")
    is_as("Karim", name="éric Membre")
    assert names_in(as_(cast.minh()).get(page)) == ["Élodie", "éric", "Lucie", "Minh", "Salomé"]


def test_a_sector_and_a_part_narrow_the_list(paca, as_, page):
    is_as("Lucie", organisation=cast.organisation())
    sector = paca.sectors.get(key="private").pk
    client = as_(cast.salome())
    assert names_in(client.get(f"{page}?milieu={sector}")) == ["Lucie"]
    assert names_in(client.get(f"{page}?milieu=-&role=member")) == ["Karim"]
    assert names_in(client.get(f"{page}?role=sponsor")) == ["Odile"]


@pytest.mark.parametrize(
    "question",
    ["milieu=x", "milieu=-1", "milieu=" + "9" * 19, "milieu=٣", "role=boss", "page=abc"],
)
def test_a_question_without_meaning_is_not_asked(paca, as_, page, question):
    assert len(names_in(as_(cast.salome()).get(f"{page}?{question}"))) == 5


def test_the_sector_of_another_mission_is_an_empty_one(paca, as_, page):
    foreign = cast.elsewhere().sectors.first().pk
    assert names_in(as_(cast.salome()).get(f"{page}?milieu={foreign}")) == []


def test_who_left_is_no_longer_there(paca, as_, page):
    operations.leave(mission=paca, by=cast.karim(), at=cast.NOON)
    assert "Karim" not in as_(cast.minh()).get(page).text


def crowd(mission, size):
    people = Person.objects.bulk_create(
        Person(email=f"n{size}-{n}@example.org", name=f"Personne {n:05}") for n in range(size)
    )
    Membership.objects.bulk_create(
        Membership(mission=mission, person=each, role="participant", joined_at=cast.NOON)
        for each in people
    )
    return people


def test_a_long_list_is_cut_into_pages_of_fifty(paca, as_, page):
    crowd(paca, 60)
    client = as_(cast.salome())
    assert len(names_in(client.get(page))) == A_PAGE
    last = client.get(f"{page}?page=2")
    assert len(names_in(last)) == 15
    assert "Page 2 sur 2" in last.text.replace("\u00a0", " ")


@pytest.mark.parametrize("question", ["", "?q=personne&milieu=-&role=participant"])
def test_the_page_asks_the_store_the_same_for_five_people_and_for_two_hundred(
    paca, as_, page, question, django_assert_max_num_queries
):
    client = as_(cast.salome())
    counts = []
    for more in (1, 200):
        for each in crowd(paca, more):
            ProfileLine.objects.create(person=each, side="offers", words="Du temps", rank=0)
        with django_assert_max_num_queries(8) as asked:
            client.get(page + question)
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]
