import pytest
from django.urls import reverse

from maven.journal.models import Fact
from maven.missions import operations
from maven.missions.models import PreparationStep
from maven.missions.preparation import STEPS, phases_of
from tests import cast


@pytest.fixture
def page():
    return reverse("missions:preparation", args=["paca"])


def do(send, slug, note=""):
    return send(reverse("missions:step_done", args=["paca", slug]), {"note": note})


def test_a_mission_begins_with_its_three_phases_to_do(paca):
    assert [(one.letter, one.done, one.total, one.note) for one in phases_of(paca)] == [
        ("A", 0, 6, "à commencer"),
        ("B", 0, 4, "à commencer"),
        ("C", 0, 3, "à commencer"),
    ]
    assert phases_of(paca)[0].name == "Lancement"


def test_every_step_is_shown_with_what_to_do(paca, as_, page):
    text = as_(cast.minh()).get(page).text
    assert len({step.slug for step in STEPS}) == len(STEPS) == 13
    for step in STEPS:
        assert f'id="{step.slug}"' in text


def test_a_step_is_done_with_a_note_and_the_progress_shows_it(paca, as_, send, page):
    as_(cast.minh())
    response = do(send, "framing", "Trois objectifs retenus.")
    assert response.url == f"{page}#framing"
    phase = phases_of(paca)[0]
    assert (phase.done, phase.note, phase.is_done) == (1, "1 sur 6", False)
    text = as_(cast.minh()).get(page).text
    assert "Trois objectifs retenus." in text
    assert "Minh Facilitant" in text
    fact = Fact.objects.of(paca.chain).order_by("-number").first()
    assert (fact.verb, fact.details.particulars) == ("preparation_step.done", {"step": "framing"})


def test_a_phase_that_is_over_says_when(paca, as_, send):
    for slug in ("toolbox", "backlog", "first-actions"):
        operations.finish_step(
            mission=paca, phase="C", slug=slug, note="", by=cast.minh(), at=cast.NOON
        )
    phase = phases_of(paca)[2]
    assert (phase.is_done, phase.note) == (True, "janvier 2014")


def test_a_step_is_taken_back(paca, as_, send, page):
    as_(cast.minh())
    do(send, "framing")
    assert send(reverse("missions:step_reopened", args=["paca", "framing"])).status_code == 303
    assert not PreparationStep.objects.exists()
    verbs = [fact.verb for fact in Fact.objects.of(paca.chain).order_by("number")]
    assert verbs[-2:] == ["preparation_step.done", "preparation_step.reopened"]


def test_doing_a_step_again_renews_its_note_only(paca):
    for note, by in (("Un", cast.minh()), ("Deux", cast.karim())):
        operations.finish_step(
            mission=paca, phase="A", slug="framing", note=note, by=by, at=cast.NOON
        )
    step = PreparationStep.objects.get()
    assert (step.note, step.done_by) == ("Deux", cast.minh())


def test_an_unknown_step_is_not_found(paca, as_, send):
    as_(cast.minh())
    assert do(send, "inventee").status_code == 404
    assert send(reverse("missions:step_reopened", args=["paca", "inventee"])).status_code == 404


def test_a_note_too_long_is_refused(paca, as_, send):
    as_(cast.minh())
    assert do(send, "framing", "x" * 201).status_code == 422
    assert not PreparationStep.objects.exists()


@pytest.mark.parametrize("who", [cast.karim, cast.ana, cast.theo])
def test_only_facilitators_prepare(paca, as_, send, who):
    as_(who())
    assert do(send, "framing").status_code == 403


def test_the_progress_costs_one_query_and_one_for_what_shows_by_itself(
    paca, django_assert_num_queries
):
    with django_assert_num_queries(2):
        phases_of(paca)
