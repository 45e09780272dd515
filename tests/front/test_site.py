import re

import pytest
from django.core import mail
from django.urls import reverse

from maven.front.cookies import cookies
from maven.missions.models import Invitation, Membership
from maven.voices.models import Arrival
from tests import cast

pytestmark = pytest.mark.any_store

CODE = re.compile(r"^\s{4}(\S+)$", re.MULTILINE)

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


def test_the_data_page_names_every_cookie_that_a_walk_sets_and_how_long(paca, client, send):
    """A guest answers, somebody comes in by a code and reads her pages: nothing else is set."""
    call = cast.consultation(paca, statements=1)
    jar = {}

    def look(response):
        jar.update({name: one["max-age"] for name, one in response.cookies.items()})
        return response

    pages = [reverse(f"front:{name}") for name in ("home", "help", "legal", "accessibility")]
    for page in [*pages, "/en/", call.get_absolute_url(), reverse("account_request_login_code")]:
        assert look(client.get(page)).status_code == 200
    answer = {"statement": call.statements.get(number=1).pk, "choice": 1}
    look(send(f"{call.get_absolute_url()}avis/", answer))
    look(send(reverse("account_request_login_code"), {"email": "karim@example.org"}))
    code = CODE.search(mail.outbox[-1].body)[1]
    look(send(reverse("account_confirm_login_code"), {"code": code}))
    for page in (reverse("front:account"), reverse("front:mission", args=[paca.slug])):
        assert look(client.get(page)).status_code == 200

    declared = {one.name: one for one in cookies()}
    assert set(jar) == set(declared), "set and not declared, or declared and set nowhere"
    assert all(int(age) <= declared[name].seconds for name, age in jar.items())
    text = client.get(reverse("front:data")).text
    for name, one in declared.items():
        said = text.split(f"<code>{name}</code>")[1].split("</li>")[0]
        assert (f"{one.days}" if one.days else "un an") in said


@pytest.mark.django_db
def test_the_data_page_says_the_terms_that_the_registry_keeps(client):
    text = client.get("/en/donnees/").text
    assert "what kind of browser" in text, "what is compared between voices is told too"
    for model, words in [(Invitation, "after its link"), (Arrival, "after the first answer")]:
        assert f"{model.Kept.ends[1]} days {words}" in text.replace("\xa0", " ")


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
