import pytest
from django.urls import reverse

from maven.missions.models import Membership
from tests import cast

PAGES = ["/", "/aide/", "/accessibilite/", "/donnees/", "/mentions-legales/"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["", "/en"])
def test_everybody_reads_the_pages_of_the_instance(client, page, language):
    response = client.get(language + page)
    assert response.status_code == 200
    assert f'lang="{language.strip("/") or "fr"}"' in response.text


def test_the_home_shows_open_missions_and_no_closed_one(paca, client):
    cast.elsewhere()
    text = client.get("/").text
    assert paca.name in text
    assert "secret" not in text
    assert reverse("missions:new") in text


def test_the_home_begins_with_ones_own_missions(paca, as_):
    cast.elsewhere()
    context = as_(cast.ana()).get("/").context
    assert [part.mission.slug for part in context["parts"]] == ["ailleurs"]
    assert [mission.slug for mission in context["missions"]] == ["paca"]


@pytest.mark.django_db
def test_the_home_is_whole_without_any_mission(client):
    assert "Aucune autre mission" in client.get("/").text


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["data", "legal", "help", "accessibility"])
def test_the_operator_is_named_where_people_look_for_her(client, settings, page):
    settings.OPERATOR = "Association des Tilleuls, bonjour@tilleuls.example"
    assert "Association des Tilleuls" in client.get(reverse(f"front:{page}")).text


@pytest.mark.django_db
def test_the_data_page_names_every_cookie_that_the_pages_set(client, settings):
    text = client.get(reverse("front:data")).text
    assert "sorte de navigateur" in text, "what is compared between voices is told too"
    for cookie in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "voice"):
        assert f"<code>{cookie}</code>" in text


@pytest.mark.django_db
def test_a_guest_has_no_page_of_her_own(client):
    assert client.get(reverse("front:account")).status_code == 302


ACCOUNT = {
    "name": "Théo Lointain",
    "organisation": "Lycée des Pins",
    "sector": "education",
    "presence": "absent",
    "language": "fr",
}


@pytest.mark.django_db
def test_one_says_who_one_is(as_, send):
    theo = cast.theo()
    client = as_(theo)
    assert send(reverse("front:account"), ACCOUNT).status_code == 303
    theo.refresh_from_db()
    assert (theo.presence, theo.organisation.name) == ("absent", "Lycée des Pins")
    assert "Lycée des Pins" in client.get(reverse("front:account")).text


@pytest.mark.django_db
def test_choosing_a_language_leads_to_its_pages(as_, send):
    as_(cast.theo())
    assert send(reverse("front:account"), {**ACCOUNT, "language": "en"}).url == "/en/moi/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes", [{"sector": ""}, {"presence": "ghost"}, {"language": "de"}, {"name": "x" * 151}]
)
def test_a_wrong_page_of_ones_own_changes_nothing(as_, send, changes):
    theo = cast.theo()
    as_(theo)
    assert send(reverse("front:account"), {**ACCOUNT, **changes}).status_code == 422
    theo.refresh_from_db()
    assert theo.presence == "name"


def test_ones_page_lists_ones_missions_and_how_to_leave_them(paca, as_):
    text = as_(cast.karim()).get(reverse("front:account")).text
    assert paca.name in text
    assert reverse("missions:departure", args=["paca"]) in text
    assert Membership.objects.between(paca, cast.karim())
