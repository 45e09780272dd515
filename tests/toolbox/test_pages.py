"""The toolbox as people read it."""

import pytest

from maven.toolbox.models import ActivityKind
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.any_store]
HERE = "/m/paca/boite-a-outils/"


def test_anybody_may_look_into_the_toolbox_of_an_open_mission(client, paca):
    page = client.get(HERE).content.decode()
    assert "Atelier thématique" in page
    assert "The toolbox" not in page


def test_the_eight_families_of_the_method_come_first(client, paca):
    page = client.get("/en" + HERE)
    kinds = page.context["seed_kinds"]
    assert sorted({kind.seed_kind for kind in kinds}) == list(range(1, 9))
    assert page.context["count"] == ActivityKind.objects.shared().count() == 83


def test_kinds_are_filtered_by_moment_and_by_family(client, paca):
    page = client.get(HERE + "?arc=close&kind=5")
    assert [kind.slug for kind in page.context["seed_kinds"]] == ["atelier-thematique"]
    assert not page.context["other_kinds"]


def test_a_choice_that_makes_no_sense_lists_everything(client, paca):
    assert client.get(HERE + "?arc=nowhere&kind=99").context["count"] == 83


def test_the_toolbox_takes_as_many_queries_for_eighty_kinds_as_for_one(
    client, paca, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as all_kinds:
        client.get(HERE)
    with CaptureQueriesContext(connection) as one_family:
        client.get(HERE + "?kind=3")
    assert len(all_kinds) == len(one_family) <= 6


def test_a_kind_shows_its_four_dimensions_in_a_table(client, paca):
    page = client.get("/en" + HERE + "matchmaking/").content.decode()
    assert "Connects, in quality (0 to 4)" in page
    assert "0.75" in page


def test_a_kind_that_does_not_exist_is_not_found(client, paca):
    assert client.get(HERE + "rien/").status_code == 404


def test_the_toolbox_of_a_closed_mission_is_not_known_to_exist(as_, paca):
    cast.elsewhere()
    assert as_(cast.karim()).get("/m/ailleurs/boite-a-outils/").status_code == 404


@pytest.mark.parametrize("page", ["ajouter/", "quantites/", "conference/corriger/"])
def test_only_facilitators_correct_the_toolbox(as_, paca, page):
    assert as_(cast.minh()).get(HERE + page).status_code == 200
    assert as_(cast.karim()).get(HERE + page).status_code == 403
    assert as_(cast.ana()).get(HERE + page).status_code == 403


def corrected(**changes):
    kind = ActivityKind.objects.shared().get(slug="conference")
    fields = [
        "name_fr",
        "name_en",
        "n_min",
        "n_typ",
        "n_max",
        "effort_low",
        "effort_likely",
        "effort_high",
    ]
    fields += ["convergence", "measure", "engage", "connect_qty", "connect_quality"]
    return {name: getattr(kind, name) for name in fields} | changes


def test_a_correction_holds_for_its_mission_only(as_, send, paca):
    as_(cast.minh())
    answer = send(HERE + "conference/corriger/", corrected(engage=3))
    assert answer.status_code == 303
    assert ActivityKind.objects.of(paca).get(slug="conference").engage == 3
    assert ActivityKind.objects.shared().get(slug="conference").engage == 1
    assert ActivityKind.objects.of(cast.elsewhere()).get(slug="conference").engage == 1


def test_a_correction_that_makes_no_sense_comes_back_and_writes_nothing(as_, send, paca):
    as_(cast.minh())
    answer = send(HERE + "conference/corriger/", corrected(effort_low=9, engage=7))
    assert answer.status_code == 422
    assert not ActivityKind.objects.filter(mission=paca).exists()


def test_the_team_goes_back_to_the_catalogue(as_, send, paca):
    as_(cast.minh())
    send(HERE + "conference/corriger/", corrected(engage=3))
    assert send(HERE + "conference/revenir/").status_code == 303
    assert not ActivityKind.objects.filter(mission=paca).exists()


def test_a_kind_set_aside_is_listed_apart_and_may_come_back(as_, send, paca):
    browser = as_(cast.minh())
    send(HERE + "hackathon/ecarter/")
    page = browser.get(HERE)
    assert [kind.slug for kind in page.context["aside"]] == ["hackathon"]
    assert page.context["count"] == 82
    send(HERE + "hackathon/reprendre/")
    assert browser.get(HERE).context["count"] == 83


def test_the_team_adds_a_kind_of_its_own(as_, send, paca):
    as_(cast.minh())
    fields = corrected(name_fr="Marche du dimanche", name_en="Sunday walk", arc="open")
    answer = send(HERE + "ajouter/", fields | {"seed_kind": 6})
    assert answer.status_code == 303
    assert answer["Location"].endswith("/boite-a-outils/marche-du-dimanche/")
    assert ActivityKind.objects.of(cast.elsewhere()).filter(slug="marche-du-dimanche").count() == 0


def test_the_quantities_are_those_of_the_method_until_the_team_sets_them(as_, send, paca):
    browser = as_(cast.minh())
    planned = browser.get(HERE).context["quantities"]
    assert [(one.low, one.high) for one in planned] == [
        (1, 1), (5, 10), (2, 2), (10, 15), (5, 5), (3, 5), (3, 5), (2, 2)
    ]  # fmt: skip
    data = {}
    for one in planned:
        data |= {f"low_{one.seed_kind.value}": one.low, f"high_{one.seed_kind.value}": one.high}
    send(HERE + "quantites/", data | {"high_5": 8})
    workshop = browser.get(HERE).context["quantities"][4]
    assert (workshop.low, workshop.high, workshop.own) == (5, 8, True)
    assert send(HERE + "quantites/", data | {"high_2": 1}).status_code == 422
