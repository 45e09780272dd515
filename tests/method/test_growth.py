"""Growth and survival, by hand and on what was made to a known law."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method import ties
from maven.method.ties.growth import ACountThatShrinks, NotEnoughSprints
from maven.method.ties.survival import ALifeBackwards, ATimeBeforeTheStart

START = date(2014, 1, 1)


def on(day):
    return START + timedelta(days=day)


@given(st.floats(0.5, 2), st.integers(0, 50))
@settings(max_examples=40, deadline=None)
def test_the_exponent_of_a_law_is_found(power, seed):
    people = np.cumsum(np.random.default_rng(seed).integers(1, 9, 8)) + 10.0

    found = ties.densification(people, people**power)

    assert found.value == pytest.approx(power, abs=1e-9)
    assert found.low <= found.value + 1e-12
    assert found.high >= found.value - 1e-12


def test_an_interval_holds_the_truth_about_as_often_as_promised():
    held = 0
    for seed in range(300):
        noise = np.random.default_rng(seed).normal(0, 0.001, 7)
        count = np.exp(2 + 0.3 * np.arange(7) - 0.02 * np.arange(7) ** 2 + noise)
        found = ties.growth(np.maximum.accumulate(count))
        held += found.acceleration.low <= -0.02 <= found.acceleration.high
    assert held / 300 == pytest.approx(0.95, abs=0.03)


def test_growth_that_slows_down_has_a_negative_acceleration():
    found = ties.growth([10, 18, 27, 36, 44, 50])

    assert found.acceleration.high < 0
    assert found.rate.low > 0


@pytest.mark.parametrize("count", [[1, 2, 3, 4], [5]])
def test_too_few_sprints_make_no_trend(count):
    with pytest.raises(NotEnoughSprints):
        ties.growth(count)


def test_too_few_sizes_make_no_exponent():
    with pytest.raises(NotEnoughSprints):
        ties.densification([5, 5, 6, 7, 7], [1, 2, 3, 4, 5])


@pytest.mark.parametrize(
    ("people", "tied"),
    [
        ([1, 2, 3, 4], [1, 2, 3]),
        ([4, 3, 2, 1], [1, 2, 3, 4]),
        ([0, 1, 2, 3], [1, 2, 3, 4]),
        ([1, 2, 3, float("nan")], [1, 2, 3, 4]),
        ([1, 2, 3, float("inf")], [1, 2, 3, 4]),
    ],
)
def test_counts_that_cannot_be_are_refused(people, tied):
    with pytest.raises(ACountThatShrinks):
        ties.densification(people, tied)


def test_people_and_ties_count_from_their_first_day():
    told = [("ana", "luc", on(9)), ("luc", "ana", on(2)), ("ana", "zoe", on(4))]

    assert ties.snapshots(told, [on(2), on(3), on(5)]) == ((0, 2, 3), (0, 1, 2))


def kaplan_meier_by_hand(times, ended):
    share, curve = 1.0, {}
    for moment in sorted({t for t, over in zip(times, ended, strict=True) if over}):
        at_risk = sum(t >= moment for t in times)
        left = sum(t == moment and over for t, over in zip(times, ended, strict=True))
        share *= 1 - left / at_risk
        curve[moment] = share
    return curve


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=30))
@settings(max_examples=60, deadline=None)
def test_survival_is_the_product_by_hand_and_within_its_interval(lives):
    times, ended = [t for t, _ in lives], [over for _, over in lives]

    found = ties.survival(np.array(times, float), np.array(ended, bool))

    by_hand = kaplan_meier_by_hand(times, ended)
    assert found.times.tolist() == list(by_hand)
    assert found.value == pytest.approx(list(by_hand.values()), abs=1e-12)
    assert np.all((found.low >= 0) & (found.low <= found.value + 1e-12))
    assert np.all((found.high <= 1) & (found.high >= found.value - 1e-12))
    assert (found.people, found.ended) == (len(lives), sum(ended))


def test_the_remissions_of_freireich_survive_as_published():
    # 21 treated leukaemia patients, weeks (Freireich 1963, as in Kalbfleisch & Prentice).
    times = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    open_ended = {3, 5, 7, 8, 11, 12, 13, 16, 17, 18, 19, 20}
    ended = np.array([index not in open_ended for index in range(21)])

    found = ties.survival(np.array(times, float), ended)

    assert [round(value, 3) for value in found.value] == [
        0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448,
    ]  # fmt: skip
    value, low, high = found.at(10)
    assert (round(value, 3), round(low, 3), round(high, 3)) == (0.753, 0.503, 0.889)
    assert found.median == 23
    assert found.at(5) == (1.0, 1.0, 1.0)


def test_when_all_leave_at_once_nothing_is_known_of_the_upper_bound():
    found = ties.survival(np.array([2.0, 2.0]), np.array([True, True]))

    assert found.at(2) == (0.0, 0.0, 1.0)


def test_once_nobody_is_left_the_upper_bound_stays():
    found = ties.survival(np.array([1.0, 2.0, 3.0]), np.array([True, True, True]))

    assert (found.value[-1], found.low[-1]) == (0, 0)
    assert found.high[-1] == found.high[-2]


def test_nobody_has_no_median():
    found = ties.survival(np.zeros(0), np.zeros(0, bool))

    assert (found.median, found.people, found.at(3)) == (None, 0, (1.0, 1.0, 1.0))


@pytest.mark.parametrize(
    ("times", "ended"),
    [([-1.0], [True]), ([np.nan], [True]), ([np.inf], [False]), ([1.0, 2.0], [True])],
)
def test_times_that_cannot_be_are_refused(times, ended):
    with pytest.raises(ATimeBeforeTheStart):
        ties.survival(np.array(times), np.array(ended))


def test_somebody_active_lately_has_not_left():
    lives = [(on(0), on(30)), (on(0), on(80)), (on(0), on(81)), (on(100), on(200))]

    found = ties.staying(lives, until=on(200))

    assert (found.times.tolist(), found.ended, found.people) == ([30.0, 80.0], 2, 4)


@pytest.mark.parametrize("life", [(on(3), on(2)), (on(0), on(201))])
def test_a_life_backwards_is_refused(life):
    with pytest.raises(ALifeBackwards):
        ties.staying([life], until=on(200))
