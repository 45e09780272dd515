"""Is a change of intention after a meeting above chance?"""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method import ties
from maven.method.ties.influence import (
    AMeetingOfStrangers,
    MovementsThatDisagree,
    StancesOutOfRange,
)
from maven.method.ties.mixing import NoPermutation

TABLES = [range(first, first + 3) for first in range(0, 24, 3)]


def movements(effect, seed=0, size=24):
    """Chance for everybody, and `effect` more for those who sat together."""
    moved = np.random.default_rng(seed).normal(0, 0.2, (size, size))
    for table in TABLES:
        for one, two in itertools.combinations(table, 2):
            moved[one, two] += effect
    return np.triu(moved, 1) + np.triu(moved, 1).T


def test_an_influence_that_is_there_is_found():
    found = ties.influence(movements(0.5), TABLES)

    assert (found.meetings, found.met, found.apart, found.enough) == (8, 24, 252, True)
    assert found.difference == pytest.approx(0.5, abs=0.1)
    assert found.low < found.difference < found.high
    assert found.low > 0.3
    assert found.p == 0.001


def test_chance_is_taken_for_influence_as_rarely_as_promised():
    above = [ties.influence(movements(0, seed), TABLES, permutations=99).p for seed in range(200)]

    assert np.mean(np.array(above) <= 0.05) == pytest.approx(0.05, abs=0.035)
    assert np.mean(above) == pytest.approx(0.5, abs=0.06)


def test_what_happens_to_everybody_is_no_influence():
    moved = np.full((24, 24), 0.7)

    found = ties.influence(moved, TABLES)

    assert (found.difference, found.p) == (pytest.approx(0, abs=1e-12), 1.0)


def test_means_are_those_counted_by_hand():
    moved = movements(0.3, seed=4)
    known = np.random.default_rng(1).random((24, 24)) < 0.9
    known = known & known.T
    again = [*TABLES, [0, 1, 5]]

    found = ties.influence(moved, again, known=known, permutations=19)

    met = [pair for table in again for pair in itertools.combinations(table, 2) if known[pair]]
    apart = [
        pair for pair in itertools.combinations(range(24), 2) if known[pair] and pair not in met
    ]
    assert (found.met, found.apart) == (len(set(met)), len(apart))
    assert found.moved_met == pytest.approx(np.mean([moved[pair] for pair in met]))
    assert found.moved_apart == pytest.approx(np.mean([moved[pair] for pair in apart]))


def test_those_who_came_to_no_meeting_are_not_compared_with():
    small = movements(0.3)
    large = np.full((30, 30), 9.0)
    large[:24, :24] = small

    assert ties.influence(large, TABLES) == ties.influence(small, TABLES)


def test_many_deals_are_looked_at_a_few_at_a_time(monkeypatch):
    import sys

    whole = ties.influence(movements(0.3), TABLES, permutations=50)
    monkeypatch.setattr(sys.modules["maven.method.ties.influence"], "CELLS", 100)

    assert ties.influence(movements(0.3), TABLES, permutations=50) == whole


@pytest.mark.parametrize(
    "meetings", [[], [[]], [range(24)], TABLES[:5], [[number, number + 1] for number in range(6)]]
)
def test_too_little_is_said_to_be_too_little(meetings):
    found = ties.influence(movements(0.5), meetings)

    assert not found.enough
    assert (found.difference, found.low, found.p, found.moved_met) == (None,) * 4


@pytest.mark.parametrize(
    ("moved", "known"),
    [
        (np.zeros((2, 3)), None),
        (np.zeros(3), None),
        (np.array([[0.0, 1.0], [2.0, 0.0]]), None),
        (np.array([[0.0, np.nan], [np.nan, 0.0]]), None),
        (np.zeros((2, 2)), np.array([[True, True], [False, True]])),
        (np.zeros((2, 2)), np.ones((3, 3), bool)),
    ],
)
def test_movements_that_disagree_are_refused(moved, known):
    with pytest.raises(MovementsThatDisagree):
        ties.influence(moved, [], known=known)


def test_strangers_and_too_few_permutations_are_refused():
    with pytest.raises(AMeetingOfStrangers):
        ties.influence(np.zeros((2, 2)), [[1, 2]])
    with pytest.raises(NoPermutation):
        ties.influence(np.zeros((2, 2)), [[0, 1]], permutations=5)


def test_coming_closer_is_the_fall_of_the_distance():
    before = np.array([[1.0, -1.0], [-1.0, -1.0], [1.0, 0.5]])
    after = np.array([[0.0, -1.0], [-1.0, 1.0], [1.0, np.nan]])
    answered = np.array([[True, True], [True, True], [True, False]])

    moved, known = ties.closer(before, after, answered)

    assert moved[0, 1] == pytest.approx(((2 - 1) + (0 - 2)) / 2)
    assert moved[0, 2] == pytest.approx(0 - 1)
    assert known.tolist() == (~np.eye(3, dtype=bool)).tolist()


def test_people_without_a_common_statement_are_not_compared():
    answered = np.array([[True, False], [False, True]])

    moved, known = ties.closer(np.ones((2, 2)), np.ones((2, 2)), answered)

    assert (moved.tolist(), known.any()) == ([[0, 0], [0, 0]], False)


@given(st.integers(0, 100))
@settings(max_examples=20, deadline=None)
def test_coming_closer_stays_within_two(seed):
    chance = np.random.default_rng(seed)
    before, after = chance.uniform(-1, 1, (2, 6, 4))

    moved, _ = ties.closer(before, after, chance.random((6, 4)) < 0.7)

    assert np.all(np.abs(moved) <= 2)
    assert np.array_equal(moved, moved.T)


@pytest.mark.parametrize(
    ("before", "after", "answered"),
    [
        (np.zeros((2, 1)), np.zeros((1, 2)), np.ones((2, 1), bool)),
        (np.zeros(2), np.zeros(2), np.ones(2, bool)),
        (np.full((2, 1), 1.5), np.zeros((2, 1)), np.ones((2, 1), bool)),
        (np.zeros((2, 1)), np.full((2, 1), np.nan), np.ones((2, 1), bool)),
    ],
)
def test_stances_out_of_range_are_refused(before, after, answered):
    with pytest.raises(StancesOutOfRange):
        ties.closer(before, after, answered)
