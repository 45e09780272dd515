from datetime import timedelta

import pytest
from django.utils import translation

from maven.causes.models import Champion
from maven.compass.models import Reading
from maven.compass.state import Gauge, scaled, state_of
from maven.missions import operations as missions
from maven.sprints.models import Deliverable, Sprint, Tension
from maven.voices.models import Participant, Statement
from tests import cast

LATER = cast.NOON + timedelta(days=10)


def reading(mission, consultation, index, *, at=cast.NOON, width=0.05):
    measured = None if index is None else round(index, 4)
    return Reading.objects.create(
        mission=mission,
        consultation=consultation,
        kind=Reading.Kind.LANDSCAPE,
        taken_at=at,
        algorithm="landscape-2/2",
        fingerprint=f"{at}",
        result={
            "missing": None
            if index is not None
            else {"people": 4, "statements": 0, "difference": False},
            "alignment": {
                "index": measured,
                "low": None if index is None else index - width,
                "high": None if index is None else index + width,
                "between": None,
                "statements": 9,
                "people": 31,
            },
        },
    )


def test_a_mission_that_begins_has_nothing_measured_and_says_what_would(paca):
    with translation.override("fr"):
        state = state_of(paca, at=LATER)

        assert [gauge.value for gauge in state.gauges] == [None] * 4
        assert all(gauge.missing for gauge in state.gauges)
        assert state.sentence == "Rien n'est encore mesuré."


def test_the_gauges_come_in_the_order_of_the_method(paca):
    keys = [gauge.key for gauge in state_of(paca, at=LATER).gauges]

    assert keys == ["convergence", "understanding", "engagement", "connections"]


def test_convergence_is_the_alignment_with_its_interval(paca):
    reading(paca, cast.consultation(paca), 0.25)

    gauge = state_of(paca, at=LATER).of("convergence")

    assert (gauge.value, round(gauge.low), round(gauge.high)) == (25, 20, 30)
    assert gauge.measured_at == cast.NOON


@pytest.mark.parametrize(("index", "value"), [(-0.02, 0), (0, 0), (0.5, 50), (1, 100)])
def test_no_common_direction_is_the_zero_of_the_scale(index, value):
    assert scaled(index) == value


def test_convergence_before_is_that_of_the_same_consultation_at_the_last_review(paca):
    consultation, other = cast.consultation(paca), cast.consultation(paca, "Autre question ?")
    cast.sprint(paca, 1, closed=True)
    Sprint.objects.update(closed_at=cast.NOON + timedelta(days=5))
    reading(paca, consultation, 0.20, at=cast.NOON + timedelta(days=1))
    reading(paca, consultation, 0.36, at=cast.NOON + timedelta(days=8))

    gauge = state_of(paca, at=LATER).of("convergence")
    assert (round(gauge.value), round(gauge.previous), gauge.change) == (36, 20, 16)

    reading(paca, other, 0.50, at=cast.NOON + timedelta(days=9))
    assert state_of(paca, at=LATER).of("convergence").previous is None


def test_a_reading_of_tomorrow_is_not_known_today(paca):
    reading(paca, cast.consultation(paca), 0.25, at=LATER + timedelta(days=1))

    assert state_of(paca, at=LATER).of("convergence").value is None


def test_a_reading_without_enough_people_says_how_many_are_missing(paca):
    reading(paca, cast.consultation(paca), None)

    with translation.override("fr"):
        gauge = state_of(paca, at=LATER).of("convergence")

    assert gauge.value is None
    assert gauge.missing == "Encore 4 personnes avant de dessiner la carte."


def test_a_measure_older_than_21_days_is_stale(paca):
    reading(paca, cast.consultation(paca), 0.25)

    assert not state_of(paca, at=cast.NOON + timedelta(days=21)).of("convergence").stale
    assert state_of(paca, at=cast.NOON + timedelta(days=22)).of("convergence").stale


def test_engagement_counts_those_who_acted_since_the_sprint_was_adopted(paca):
    sprint = cast.sprint(paca, 1)  # Karim, Lucie and Salomé take part beside team and sponsor
    Deliverable.objects.create(
        sprint=sprint, title="Un agenda", shipped_at=LATER, shipped_by=cast.karim()
    )
    Deliverable.objects.create(
        sprint=sprint, title="Une charte", shipped_at=LATER, shipped_by=cast.karim()
    )

    gauge = state_of(paca, at=LATER + timedelta(days=1)).of("engagement")

    assert round(gauge.value, 1) == 33.3
    assert (gauge.low, gauge.high) == (None, None)


def test_the_team_and_the_sponsor_do_not_make_engagement(paca):
    sprint = cast.sprint(paca, 1)
    for who in (cast.minh(), cast.odile()):
        Deliverable.objects.create(
            sprint=sprint, title=f"De {who}", shipped_at=LATER, shipped_by=who
        )

    assert state_of(paca, at=LATER + timedelta(days=1)).of("engagement").value == 0


def test_each_way_of_acting_counts_once(paca):
    cast.sprint(paca, 1)
    consultation = cast.consultation(paca)
    karim = Participant.objects.create(
        consultation=consultation, person=cast.karim(), came_at=cast.NOON
    )
    Statement.objects.create(
        consultation=consultation, number=1, words="Une idée.", submitted_at=LATER, author=karim
    )
    Tension.objects.create(
        mission=paca, desired="a", observed="b", raised_at=LATER, raised_by=cast.lucie()
    )
    Champion.objects.create(
        cause=cast.cause(paca),
        person=cast.salome(),
        solicited_at=cast.NOON,
        solicited_by=cast.minh(),
        accepted_at=cast.NOON,
    )

    with translation.override("fr"):
        gauge = state_of(paca, at=LATER + timedelta(days=1)).of("engagement")

    assert gauge.value == 100
    assert gauge.sentence == (
        "3 personnes sur 3 ont livré, proposé, soulevé une tension ou portent une cause "
        "depuis le 13 janvier."
    )


def test_a_refused_idea_is_no_engagement(paca):
    cast.sprint(paca, 1)
    consultation = cast.consultation(paca)
    karim = Participant.objects.create(
        consultation=consultation, person=cast.karim(), came_at=cast.NOON
    )
    Statement.objects.create(
        consultation=consultation,
        number=1,
        words="Une insulte.",
        submitted_at=LATER,
        refused_at=LATER,
        author=karim,
    )

    assert state_of(paca, at=LATER + timedelta(days=1)).of("engagement").value == 0


def test_what_is_done_elsewhere_does_not_count_here(paca):
    cast.sprint(paca, 1)
    there = cast.elsewhere()
    missions.join(mission=there, role="member", invited_by=None, by=cast.karim(), at=cast.NOON)
    Deliverable.objects.create(
        sprint=cast.sprint(there, 1), title="Ailleurs", shipped_at=LATER, shipped_by=cast.karim()
    )

    assert state_of(paca, at=LATER + timedelta(days=1)).of("engagement").value == 0


def test_engagement_before_is_that_of_the_sprint_before(paca):
    first = cast.sprint(paca, 1, closed=True)
    Sprint.objects.filter(pk=first.pk).update(closed_at=cast.NOON + timedelta(days=5))
    Deliverable.objects.create(
        sprint=first,
        title="Un agenda",
        shipped_at=cast.NOON + timedelta(days=2),
        shipped_by=cast.lucie(),
    )
    second = cast.sprint(paca, 2)
    Sprint.objects.filter(pk=second.pk).update(adopted_at=cast.NOON + timedelta(days=6))

    gauge = state_of(paca, at=LATER).of("engagement")

    assert (gauge.value, round(gauge.previous)) == (0, 33)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "fr",
            "Convergence : 64 sur 100, entre 58 et 70. À la fin du sprint précédent : 48.",
        ),
        (
            "en",
            "Convergence: 64 out of 100, between 58 and 70. At the end of the sprint before: 48.",
        ),
    ],
)
def test_the_whole_sentence_says_the_numbers_of_the_drawing(language, sentence):
    with translation.override(language):
        gauge = Gauge(
            key="convergence",
            name="Convergence",
            icon="git-merge",
            value=64.2,
            low=57.6,
            high=70.1,
            previous=48.4,
            sentence="",
        )

        assert gauge.full_sentence == sentence
        assert (gauge.shown, gauge.change) == ("64", 16)
        assert 'cx="64.2%"' in gauge.drawing


def test_what_is_not_measured_is_not_drawn():
    gauge = Gauge(key="connections", name="Connexions", icon="network", sentence="", missing="x")

    assert "g-now" not in gauge.drawing
    assert (gauge.shown, gauge.change) == ("", None)


def test_the_sentence_of_the_whole_names_what_moved_most(paca):
    consultation = cast.consultation(paca)
    cast.sprint(paca, 1, closed=True)
    Sprint.objects.update(closed_at=cast.NOON + timedelta(days=5))
    reading(paca, consultation, 0.40, at=cast.NOON + timedelta(days=1))
    reading(paca, consultation, 0.28, at=cast.NOON + timedelta(days=8))

    with translation.override("fr"):
        sentence = state_of(paca, at=LATER).sentence

    assert sentence == (
        "2 dimensions sur 4 sont mesurées. Depuis le sprint précédent, convergence : 12 de moins."
    )


@pytest.mark.parametrize("sprints", [1, 3])
def test_the_state_costs_the_same_at_one_sprint_and_at_three(
    paca, sprints, django_assert_max_num_queries
):
    for number in range(1, sprints + 1):
        cast.sprint(paca, number, closed=True)
    reading(paca, cast.consultation(paca), 0.25)

    with django_assert_max_num_queries(18):
        state_of(paca, at=LATER)
