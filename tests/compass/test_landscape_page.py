import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from maven.compass import portrait
from maven.compass.models import DueReading, Reading
from maven.compass.operations import take_landscape
from maven.voices.models import Consultation, Statement
from tests import cast
from tests.compass.planted import answer, planted

pytestmark = pytest.mark.any_store  # about pages; the verbs are asked on both stores


def page_of(consultation, language="fr"):
    with translation.override(language):
        return reverse(
            "compass:landscape",
            args=[consultation.mission.slug, consultation.slug, consultation.pk],
        )


def words_in(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    for space in "\u00a0\u202f":
        text = text.replace(space, " ")
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("&#x27;", "'"))


@pytest.fixture
def drawn(paca):
    consultation = planted(paca)
    take_landscape(consultation=consultation, at=timezone.now())
    return consultation


def close(consultation):
    Consultation.objects.filter(pk=consultation.pk).update(closed_at=timezone.now())


def test_a_facilitator_reads_the_landscape_at_once(as_, drawn):
    words = words_in(as_(cast.minh()).get(page_of(drawn)))

    assert "Deux familles d'avis se dessinent." in words
    assert "Ce qui nous rassemble" in words
    assert "Idée numéro 1 pour le territoire." in words


def test_the_sponsor_reads_the_landscape_at_once(as_, drawn):
    assert "Le paysage des avis" in words_in(as_(cast.odile()).get(page_of(drawn)))


def test_nobody_sees_what_others_think_before_five_answers(as_, drawn):
    answer(cast.karim(), drawn, 4)

    words = words_in(as_(cast.karim()).get(page_of(drawn)))

    assert "Répondez à 5 idées pour voir ce que pensent les autres." in words
    assert "Encore 1 réponse." in words
    assert "familles d'avis" not in words


def test_five_answers_open_the_results(as_, drawn):
    answer(cast.karim(), drawn, 5)

    assert "Deux familles d'avis" in words_in(as_(cast.karim()).get(page_of(drawn)))


def test_a_guest_who_answered_nothing_waits(client, drawn):
    assert "Encore 5 réponses." in words_in(client.get(page_of(drawn)))


def test_a_closed_consultation_is_shown_to_all(client, drawn):
    close(drawn)

    assert "Deux familles d'avis" in words_in(client.get(page_of(drawn)))


def test_the_numbers_of_the_page_are_those_of_the_reading(as_, drawn):
    result = Reading.objects.latest_of(drawn).result
    measured = result["alignment"]

    words = words_in(as_(cast.minh()).get(page_of(drawn)))

    low, high, index = (
        f"{measured[name]:.2f}".replace(".", ",") for name in ("low", "high", "index")
    )
    assert f"Accord : {index}, entre {low} et {high}." in words
    times = round(100 * measured["index"])
    assert f"elles vont {times} fois de plus dans le même sens qu'en sens contraire" in words
    for group in result["groups"]:
        assert f"{group['size']} personnes" in words
    details = {one["number"]: one for one in result["statements_detail"]}
    for number in result["consensus"]:
        for letter, cell in details[number]["by_group"].items():
            agree, passed, disagree = portrait.per_cent(cell)
            assert (
                f"Famille {letter} : {agree} % d'accord, {passed} % ne savent pas, "
                f"{disagree} % pas d'accord." in words
            )


def test_the_page_is_in_english_too(as_, drawn):
    words = words_in(as_(cast.minh()).get(page_of(drawn, "en")))

    assert "Two families of opinion stand out." in words
    assert "What unites us" in words


def test_the_page_says_where_one_stands_and_nobody_else(as_, paca):
    consultation = planted(paca)
    voice = answer(cast.karim(), consultation, 8)
    take_landscape(consultation=consultation, at=timezone.now())
    letter = Reading.objects.latest_of(consultation).result["places"][str(voice.pk)][2]

    own = words_in(as_(cast.karim()).get(page_of(consultation)))
    others = words_in(as_(cast.minh()).get(page_of(consultation)))

    assert f"Vous êtes dans la famille {letter}." in own
    assert "Vous êtes ici" in own
    assert "Vous êtes ici" not in others


def test_the_source_of_the_page_names_no_voice(as_, drawn):
    answer(cast.karim(), drawn, 8)
    take_landscape(consultation=drawn, at=timezone.now())

    source = as_(cast.minh()).get(page_of(drawn)).content.decode()

    assert "somebody-" not in source
    assert "Karim" not in source
    assert "places" not in source


def test_a_family_of_which_fewer_than_five_answered_is_not_shown():
    shares = portrait.shares_of({"A": [9, 1, 2], "B": [4, 0, 0]})

    assert [share.agree for share in shares] == [75, None]
    with translation.override("fr"):
        assert shares[1].sentence == "Famille B : moins de 5 réponses, non montrées."


def test_per_cents_add_up_to_a_hundred():
    assert portrait.per_cent([1, 1, 1]) == (34, 33, 33)
    assert portrait.per_cent([2, 2, 3]) == (29, 28, 43)


def test_too_few_people_are_told_what_is_missing(as_, paca):
    consultation = planted(paca, people=8)
    take_landscape(consultation=consultation, at=timezone.now())

    words = words_in(as_(cast.minh()).get(page_of(consultation)))

    assert "Encore 4 personnes avant de dessiner la carte." in words


def test_a_reading_that_is_due_is_under_way(as_, paca):
    consultation = planted(paca)
    DueReading.objects.create(consultation=consultation, asked_at=timezone.now())

    response = as_(cast.minh()).get(page_of(consultation))

    assert "Le calcul est en cours." in words_in(response)
    assert 'http-equiv="refresh"' in response.content.decode()


def test_an_old_reading_is_to_be_taken_again(as_, drawn):
    Reading.objects.update(taken_at=timezone.now() - timedelta(days=22))

    assert "à remesurer" in words_in(as_(cast.minh()).get(page_of(drawn)))


def test_an_imported_consultation_says_where_it_comes_from(as_, drawn):
    Consultation.objects.filter(pk=drawn.pk).update(
        attribution="Recueilli ailleurs, sous CC BY 4.0", closed_at=timezone.now()
    )

    words = words_in(as_(cast.minh()).get(page_of(drawn)))

    assert "Recueilli ailleurs, sous CC BY 4.0" in words


def test_the_address_follows_the_words_of_the_question(as_, drawn):
    wrong = page_of(drawn).replace(drawn.slug, "autre-chose")

    response = as_(cast.minh()).get(wrong)

    assert (response.status_code, response["Location"]) == (301, page_of(drawn))


def test_a_stranger_does_not_learn_that_a_closed_mission_consults(as_, db):
    there = planted(cast.elsewhere(), people=12)
    missing = page_of(there).replace(f"-{there.pk}/", f"-{there.pk + 99}/")

    assert as_(cast.theo()).get(page_of(there)).status_code == 404
    assert as_(cast.theo()).get(missing).status_code == 404


def test_ana_does_not_reach_her_consultation_through_another_mission(as_, paca):
    hers = planted(cast.elsewhere(), people=12)

    address = page_of(hers).replace("/ailleurs/", "/paca/")

    assert as_(cast.minh()).get(address).status_code == 404


def test_only_the_team_may_make_a_cause_of_an_idea(as_, drawn):
    close(drawn)

    assert "En faire une cause" in words_in(as_(cast.minh()).get(page_of(drawn)))
    assert "En faire une cause" not in words_in(as_(cast.odile()).get(page_of(drawn)))


def test_hostile_words_stay_words(as_, paca):
    consultation = planted(paca)
    Statement.objects.filter(consultation=consultation, number=1).update(
        words='<script>alert("x")</script>'
    )
    take_landscape(consultation=consultation, at=timezone.now())

    assert "<script>alert" not in as_(cast.minh()).get(page_of(consultation)).content.decode()


@pytest.mark.parametrize("statements", [8, 40])
def test_the_page_costs_the_same_whatever_the_ideas(
    as_, paca, statements, django_assert_max_num_queries
):
    consultation = planted(paca, statements=statements)
    take_landscape(consultation=consultation, at=timezone.now())
    browser = as_(cast.minh())

    with django_assert_max_num_queries(15):
        assert browser.get(page_of(consultation)).status_code == 200


@pytest.mark.parametrize(
    ("index", "english", "french"),
    [
        (0.25, "25 times more", "25 fois de plus"),
        (0.02, "hardly more often", "à peine plus souvent"),
        (-0.03, "hardly more often", "à peine plus souvent"),
    ],
)
def test_the_meaning_of_the_alignment_follows_its_number(index, english, french):
    measured = {"index": index, "low": index - 0.02, "high": index + 0.02, "between": None}

    with translation.override("en"):
        assert english in portrait.alignment_meaning(measured)
    with translation.override("fr"):
        assert french in portrait.alignment_meaning(measured)


def test_numbers_are_rounded_and_not_cut():
    measured = {"index": 0.2464, "low": 0.2259, "high": 0.2665, "between": None}

    with translation.override("fr"):
        assert portrait.alignment_sentence(measured) == "Accord : 0,25, entre 0,23 et 0,27."


def test_a_sentence_without_spaces_is_folded_beside_the_map():
    from maven.ui.charts.landscape import breadth, fold

    lines = fold("« 如果不趕時間，就算在馬路邊有許多計程車，我還是會傾向叫 Uber »", 24)

    assert len(lines) == 3
    assert all(breadth(line) <= 25 for line in lines)
