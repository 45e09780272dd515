import pytest
from django.urls import reverse

from maven.journal.models import Fact
from maven.missions.models import Membership, Mission, Role
from tests import cast

FRAMING = {
    "name": "Une vallée reliée",
    "territory": "Vallée de la Roya",
    "sponsor_name": "La communauté de communes",
    "question": "Comment vivre et travailler ici en 2030 ?",
    "language": "fr",
    "sprint_days": "21",
    "group_name": "Groupe de travail",
    "visibility": "open",
}


def new(**changes):
    return {**FRAMING, **changes}


@pytest.mark.django_db
def test_a_stranger_is_asked_to_come_in_first(client):
    response = client.get(reverse("missions:new"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_request_login_code"))


@pytest.mark.django_db
def test_the_form_comes_with_its_defaults(as_):
    page = as_(cast.theo()).get(reverse("missions:new"))
    form = page.context["form"]
    assert (form["language"].value(), form["sprint_days"].value()) == ("fr", 21)
    assert form["group_name"].value() == "Groupe de travail"
    assert form["visibility"].value() == "open"


@pytest.mark.django_db
def test_whoever_launches_a_mission_is_its_first_facilitator(as_, send):
    theo = cast.theo()
    as_(theo)
    response = send(reverse("missions:new"), FRAMING)
    mission = Mission.objects.get(name="Une vallée reliée")
    assert (response.status_code, response.url) == (303, mission.get_absolute_url())
    assert mission.slug == "une-vallee-reliee"
    assert Membership.objects.between(mission, theo).role == Role.FACILITATOR
    assert [fact.verb for fact in Fact.objects.of(mission.chain)] == ["mission.launched"]


@pytest.mark.django_db
def test_a_form_sent_twice_launches_one_mission(as_, client):
    as_(cast.theo())
    form = {**FRAMING, "submission_key": "k" * 24}
    first = client.post(reverse("missions:new"), form)
    again = client.post(reverse("missions:new"), form)
    assert (again.status_code, again["Location"]) == (303, first.url)
    assert Mission.objects.filter(name="Une vallée reliée").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"territory": ""},
        {"question": ""},
        {"sprint_days": "3"},
        {"sprint_days": "61"},
        {"visibility": "secret"},
        {"language": "de"},
    ],
)
def test_a_wrong_form_comes_back_filled_and_launches_nothing(as_, send, changes):
    as_(cast.theo())
    response = send(reverse("missions:new"), new(**changes))
    assert response.status_code == 422
    assert "Vallée de la Roya" in response.text or "territory" in changes
    assert not Mission.objects.exists()


@pytest.mark.django_db
def test_two_missions_of_one_name_have_two_addresses(as_, send):
    as_(cast.theo())
    assert send(reverse("missions:new"), FRAMING).url != send(reverse("missions:new"), FRAMING).url


def test_the_facilitator_settles_the_frame_and_the_journal_keeps_which_fields(paca, as_, send):
    as_(cast.minh())
    address = reverse("missions:settings", args=["paca"])
    assert "Le numérique en commun" in as_(cast.minh()).get(address).text
    form = {
        **FRAMING,
        "name": paca.name,
        "territory": paca.territory,
        "question": paca.question,
        "sponsor_name": paca.sponsor_name,
        "group_name": "Le cercle",
        "sprint_days": "14",
    }
    assert send(address, form).status_code == 303
    paca.refresh_from_db()
    assert (paca.group_name, paca.sprint_days) == ("Le cercle", 14)
    fact = Fact.objects.of(paca.chain).order_by("-number").first()
    assert (fact.verb, fact.details.particulars) == (
        "mission.settled",
        {"fields": ["group_name", "sprint_days"]},
    )


def test_a_wrong_frame_changes_nothing_not_even_the_header(paca, as_, send):
    as_(cast.minh())
    response = send(reverse("missions:settings", args=["paca"]), new(name="X" * 81))
    assert response.status_code == 422
    assert "<b>Le numérique en commun</b>" in response.text


@pytest.mark.parametrize("who", [cast.karim, cast.odile, cast.salome, cast.theo, cast.ana])
@pytest.mark.parametrize("page", ["settings", "preparation", "invitations"])
def test_only_facilitators_steer(paca, as_, who, page):
    assert as_(who()).get(reverse(f"missions:{page}", args=["paca"])).status_code == 403


@pytest.mark.parametrize("page", ["settings", "preparation", "invitations", "community"])
def test_the_pages_of_a_closed_mission_do_not_exist_for_others(db, as_, page):
    cast.elsewhere()
    answer = as_(cast.minh()).get(reverse(f"missions:{page}", args=["ailleurs"]))
    unknown = as_(cast.minh()).get(reverse(f"missions:{page}", args=["nulle-part"]))
    assert (answer.status_code, unknown.status_code) == (404, 404)
    assert "secret" not in answer.text


@pytest.mark.django_db
def test_whose_address_is_taken_meanwhile_has_the_next_one(monkeypatch):
    """As when two launch missions of one name at once: what was free is no longer."""
    cast.mission("Une vallée reliée")
    seen = iter(["une-vallee-reliee", "une-vallee-reliee-2"])
    monkeypatch.setattr("maven.missions.operations._free_slug", lambda _: next(seen))

    second = cast.mission("Une vallée reliée")

    assert second.slug == "une-vallee-reliee-2"
    assert Mission.objects.count() == 2
