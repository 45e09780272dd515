"""The barometer: asked in two minutes, answered in secret, told to all at its closing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from maven.compass.models import UNSURE, Barometer, BarometerAnswer, Question, Reading
from maven.compass.operations import (
    BarometerAlreadyOpen,
    BarometerClosed,
    answer_barometer,
    close_barometer,
    count_barometer,
    open_barometer,
    set_aim,
    take_back_answer,
    take_state,
)
from maven.compass.polled import told_of
from maven.compass.readers import REACTIONS
from maven.compass.state import state_of
from maven.compass.tasks import close_barometers_that_are_over, count_answers, keep_state
from maven.journal.models import Fact
from maven.missions.models import Membership
from tests import cast

PAGE, STATE = "/m/paca/barometre/", "/m/paca/etat/"
LATER = timedelta(days=1)


@pytest.fixture
def people(paca):
    """Twelve people who take part, besides those of the cast."""
    found = [
        cast.person(f"Personne {index}", f"personne-{index}@example.org") for index in range(12)
    ]
    for person in found:
        Membership.objects.create(
            mission=paca, person=person, role="participant", joined_at=cast.NOON
        )
    return found


def asked(mission, *, at=cast.NOON):
    return open_barometer(
        mission=mission, closes_on=(at + 10 * LATER).date(), by=cast.minh(), at=at
    )


def everything(level):
    return dict.fromkeys(Question.values, level)


def answered(mission, people, levels, *, at=cast.NOON):
    """A barometer that was answered at these levels, closed and counted."""
    barometer = asked(mission, at=at)
    for person, level in zip(people, levels, strict=False):
        answer_barometer(barometer=barometer, person=person, answers=everything(level), at=at)
    closed = close_barometer(barometer=barometer, by=cast.minh(), at=at + LATER)
    return count_barometer(barometer=closed, at=at + LATER)


def test_it_says_the_share_of_those_who_agree_with_its_interval(paca, people):
    found = answered(paca, people, [5, 4, 4, 4, 4, 4, 2, 1]).result["questions"]["trust"]

    assert found["share"] == 6 / 8
    assert found["low"] < 6 / 8 < found["high"]
    assert found["counts"] == [1, 1, 0, 5, 1]


def test_fewer_than_five_answers_tell_nothing(paca, people, as_):
    found = answered(paca, people, [5, 5, 5, 5])
    page = as_(cast.minh()).get(PAGE).content.decode()

    assert found.result["questions"] == {}
    assert "understanding" not in found.result
    assert "Rien n’est dit de moins de cinq réponses" in page


def test_a_question_that_fewer_than_five_answered_is_left_out(paca, people):
    barometer = asked(paca)
    for index, person in enumerate(people[:6]):
        answers = everything(4) | {"trust": 4 if index < 4 else None}
        answer_barometer(barometer=barometer, person=person, answers=answers, at=cast.NOON)
    closed = close_barometer(barometer=barometer, by=None, at=cast.NOON)
    found = count_barometer(barometer=closed, at=cast.NOON).result["questions"]

    assert "trust" not in found
    assert found["stakes"]["of"] == 6


def test_only_who_answered_twice_is_compared(paca, people):
    answered(paca, people[:6], [2] * 6)
    again = answered(paca, people, [5] * 12, at=cast.NOON + 21 * LATER)
    moved = again.result["questions"]["ownership"]["moved"]

    assert moved["people"] == 6
    assert (moved["start"], moved["end"]) == (0, 1)
    assert moved["low"] > 0
    few = answered(paca, people[:4] + [cast.minh()], [5] * 5, at=cast.NOON + 42 * LATER)
    assert few.result["questions"]["ownership"]["moved"] is None  # four answered both


def test_what_is_left_when_a_movement_is_taken_out_is_five_people_or_nobody(paca, people):
    """Twelve, then the same but one: that one's answer must not come out by a subtraction."""
    answered(paca, people, [4] * 6 + [2] * 6)
    again = answered(paca, people[:11], [5] * 11, at=cast.NOON + 21 * LATER)
    moved = again.result["questions"]["trust"]["moved"]

    assert moved["people"] == 6  # of the eleven: six more are left then, and five now
    few = answered(paca, people[:9], [5] * 9, at=cast.NOON + 42 * LATER)
    assert few.result["questions"]["trust"]["moved"] is None


def test_who_is_erased_does_not_come_out_by_what_was_told_before(paca, people):
    answered(paca, people[:6], [4] * 6)
    people[0].delete()
    again = answered(paca, people[1:11], [5] * 10, at=cast.NOON + 21 * LATER)

    assert again.result["questions"]["trust"]["moved"] is None  # six were told of, five are there


def test_a_question_left_out_counts_nowhere_and_not_to_know_is_an_answer(paca, people):
    barometer = asked(paca)
    for index, person in enumerate(people[:9]):
        answers = everything(5)
        if index < 2:
            answers |= {"trust": UNSURE, "stakes": UNSURE}
        elif index == 2:
            answers |= {"trust": None, "stakes": None}
        answer_barometer(barometer=barometer, person=person, answers=answers, at=cast.NOON)
    closed = close_barometer(barometer=barometer, by=None, at=cast.NOON)
    found = count_barometer(barometer=closed, at=cast.NOON).result

    trust = found["questions"]["trust"]
    assert (trust["of"], trust["unknown"], found["answered"]) == (6, 2, 9)
    understanding = found["understanding"]
    assert (understanding["of"], understanding["share"]) == (8, 6 / 8)


def test_only_a_movement_that_is_established_is_drawn(paca, people):
    """And as far as those who answered twice moved: five more came, who were not asked before."""
    answered(paca, people[:7], [4, 2, 2, 2, 2, 2, 2])
    levels = [5] * 7 + [1] * 5
    again = answered(paca, people, levels, at=cast.NOON + 21 * LATER)
    found = told_of(again)[-1]
    assert "86 points de plus" in found.moved
    assert "g-was" in found.drawing
    assert 'cx="0%"' in found.drawing  # 58 less 86 is below the scale, that starts at 0
    levels = [5, 5, 5, 5, 5, 5, 1] + [1] * 5
    still = told_of(answered(paca, people, levels, at=cast.NOON + 42 * LATER))[-1]
    assert "aucun mouvement" in still.moved
    assert "g-was" not in still.drawing


def test_an_answer_is_one_for_each_person_and_may_be_taken_back(paca, people):
    barometer = asked(paca)
    for level in (1, 5):
        answer_barometer(
            barometer=barometer, person=people[0], answers=everything(level), at=cast.NOON
        )
    [kept] = BarometerAnswer.objects.of(barometer)
    assert kept.trust == 5
    assert take_back_answer(barometer=barometer, person=people[0], at=cast.NOON)
    assert not take_back_answer(barometer=barometer, person=people[0], at=cast.NOON)
    assert not BarometerAnswer.objects.exists()
    assert not Fact.objects.filter(verb__startswith="barometer.answered", details__by__isnull=False)


def test_after_the_closing_no_answer_comes_in_and_it_is_counted_once(paca, people):
    found = answered(paca, people, [4] * 6)

    with pytest.raises(BarometerClosed):
        answer_barometer(barometer=found, person=people[0], answers=everything(1), at=cast.NOON)
    assert close_barometer(barometer=found, by=None, at=cast.NOON + 9 * LATER).closed_at < (
        cast.NOON + 2 * LATER
    )
    assert count_barometer(barometer=found, at=cast.NOON + 9 * LATER).counted_at == found.counted_at
    assert Fact.objects.filter(verb="barometer.closed").count() == 1


def test_one_is_open_at_a_time(paca):
    asked(paca)
    with pytest.raises(BarometerAlreadyOpen):
        asked(paca)


def test_one_whose_last_day_is_past_closes_by_itself(paca, people):
    barometer = asked(paca)
    over = cast.NOON + 11 * LATER

    assert close_barometers_that_are_over(at=cast.NOON) == 0
    assert close_barometers_that_are_over(at=over) == 1
    [fact] = Fact.objects.filter(verb="barometer.closed")
    REACTIONS[fact.verb](fact)
    count_answers.func(barometer.pk)
    count_answers.func(0)  # one that was erased meanwhile
    barometer.refresh_from_db()
    assert barometer.result["answered"] == 0


def test_understanding_is_measured_by_the_last_one_that_says_something(paca, people):
    answered(paca, people, [4] * 6 + [2] * 4)
    answered(paca, people, [5] * 2, at=cast.NOON + 5 * LATER)
    gauge = state_of(paca, at=cast.NOON + 9 * LATER).of("understanding")

    assert round(gauge.value) == 60
    assert gauge.low < 60 < gauge.high
    assert "6 personnes sur 10" in gauge.sentence
    assert state_of(paca, at=cast.NOON).of("understanding").value is None


def test_a_person_answers_changes_and_takes_back_on_a_page(paca, people, as_, send):
    asked(paca, at=timezone.now())
    as_(people[0])
    assert send(PAGE + "reponse/", {}).status_code == 422
    assert send(PAGE + "reponse/", {"trust": "9"}).status_code == 422
    assert " checked" not in as_(people[0]).get(PAGE).content.decode()
    assert send(PAGE + "reponse/", {"trust": "4", "stakes": "0"}).status_code == 303
    [kept] = BarometerAnswer.objects.all()
    assert (kept.trust, kept.stakes, kept.maturity) == (4, UNSURE, None)
    page = as_(people[0]).get(PAGE).content.decode()
    assert page.count(" checked") == 2
    assert 'name="trust" value="4" id="id_trust_3" checked' in page
    assert 'name="stakes" value="0" id="id_stakes_5" checked' in page
    assert send(PAGE + "reponse/", {"take_back": "1"}).status_code == 303
    assert not BarometerAnswer.objects.exists()


def test_the_team_asks_closes_and_never_reads_an_answer(paca, people, as_, send):
    as_(cast.minh())
    day = (timezone.now() + 5 * LATER).date()
    assert send(PAGE + "ouvrir/", {"closes_on": "2001-01-01"}).status_code == 422
    assert send(PAGE + "ouvrir/", {"closes_on": str(day)}).status_code == 303
    assert send(PAGE + "ouvrir/", {"closes_on": str(day)}).status_code == 303
    [barometer] = Barometer.objects.all()
    for person in people[:6]:
        answer_barometer(
            barometer=barometer, person=person, answers=everything(5), at=timezone.now()
        )
    page = as_(cast.minh()).get(PAGE).content.decode()
    assert "6 réponses, de" in page
    assert send(PAGE + "clore/").status_code == 303
    assert send(PAGE + "clore/").status_code == 404
    assert "Les réponses sont en cours de comptage" in as_(cast.minh()).get(PAGE).content.decode()
    count_answers.func(barometer.pk)
    assert "6 sur 6 le disent" in as_(cast.minh()).get(PAGE).content.decode()
    as_(people[0])
    late = send(PAGE + "reponse/", {"trust": "1"}, follow=True).content.decode()
    assert "vos réponses sont arrivées trop tard" in late


def test_the_state_is_kept_at_each_turn_and_shown_over_time(paca, people, as_, send):
    answered(paca, people, [4] * 4 + [2] * 6)
    keep_state.func(paca.pk, (cast.NOON + 2 * LATER).isoformat())
    keep_state.func(paca.pk, (cast.NOON + 2 * LATER).isoformat())
    keep_state.func(0, cast.NOON.isoformat())
    assert Reading.objects.states().count() == 1
    answered(paca, people, [5] * 10, at=cast.NOON + 21 * LATER)
    page = as_(cast.minh()).get(STATE).content.decode()
    assert "De 40 à 100" in page
    assert "cela monte" in page

    assert send(STATE + "understanding/", {"low": "80", "high": "60"}).status_code == 422
    assert send(STATE + "understanding/", {"low": "80", "high": ""}).status_code == 422
    assert send(STATE + "nowhere/", {"low": "10", "high": "60"}).status_code == 404
    assert send(STATE + "understanding/", {"low": "60", "high": "80"}).status_code == 303
    page = as_(cast.minh()).get(STATE).content.decode()
    assert "Au-dessus de la zone visée, de 60 à 80" in page


def test_an_aim_is_written_once_changed_and_dropped(paca):
    for zone in ((10, 30), (10, 30), (20, 90), None, None):
        set_aim(mission=paca, dimension="engagement", zone=zone, by=cast.minh(), at=cast.NOON)
    verbs = Fact.objects.filter(verb__startswith="aim.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["aim.set", "aim.set", "aim.dropped"]


def test_a_mission_of_which_nothing_is_known_keeps_no_state(paca):
    assert take_state(mission=paca, at=cast.NOON) is None


def test_its_pages_ask_the_store_as_much_at_sixty_turns(
    paca, people, as_, django_assert_max_num_queries
):
    for turn in range(4):
        answered(paca, people, [4] * 6, at=cast.NOON + 3 * turn * LATER)
        take_state(mission=paca, at=cast.NOON + (3 * turn + 2) * LATER)
    browser = as_(cast.minh())
    for page in (STATE, PAGE):
        with django_assert_max_num_queries(15):
            assert browser.get(page).status_code == 200
