from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.matchmaking import contrasts, pairing
from maven.method.matchmaking.contrasts import PlacesDoNotFit


def crowd(people, seed=0, axes=2):
    return np.random.default_rng(seed).normal(size=(people, axes))


def exact(places):
    distance = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
    return pairing(range(len(places)), distance).value


@pytest.mark.parametrize("seed", range(3))
def test_ninety_nine_percent_of_what_is_possible_at_two_hundred(seed):
    places = crowd(200, seed) * [2, 1]

    assert contrasts(places).value >= 0.999 * exact(places)


def test_groups_of_opinion_are_paired_across():
    chance = np.random.default_rng(1)
    centre = np.array([[-2, 0], [2, 0.5], [0, 3], [-1, -2]])
    places = crowd(120, 2) * 0.4 + centre[chance.choice(4, 120, p=[0.4, 0.3, 0.2, 0.1])]

    assert contrasts(places).value >= 0.99 * exact(places)


@pytest.mark.parametrize("people", [6, 7, 12, 13])
def test_on_one_axis_the_pairing_is_the_best(people):
    places = crowd(people, people, axes=1)

    found = contrasts(places)

    assert found.value == pytest.approx(exact(places))
    assert len(found.left_out) == people % 2


def test_many_axes_are_paired_too():
    places = crowd(60, 4, axes=5)

    assert contrasts(places).value >= 0.9 * exact(places)


def test_a_large_crowd_nearly_reaches_its_bound():
    found = contrasts(crowd(5001))

    assert found.value >= 0.9999 * found.bound
    assert len(found.pairs) == 2500


@given(
    st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), max_size=12),
    st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20),
)
@settings(deadline=None, max_examples=150)
def test_everybody_at_most_once_never_refused_and_below_the_bound(places, refusals):
    table = np.array(places, float).reshape(-1, 2)
    kept = table.copy()

    found = contrasts(table, refusals=refusals)

    rows = [*found.pairs.ravel().tolist(), *found.left_out]
    assert sorted(rows) == list(range(len(places)))
    met = {frozenset(pair) for pair in found.pairs.tolist()}
    assert not met & {frozenset(pair) for pair in refusals}
    assert found.value <= found.bound
    assert (table == kept).all()


def test_refused_pairs_find_other_partners_at_little_cost():
    places = crowd(100, 3)
    free = contrasts(places)

    found = contrasts(places, refusals=free.pairs[:20].tolist())

    assert found.left_out == ()
    assert found.value >= 0.97 * free.value


def test_everybody_refused_is_left_out():
    assert contrasts(crowd(6), refusals=combinations(range(6), 2)).left_out == tuple(range(6))


@pytest.mark.parametrize(
    "places", [np.zeros(3), np.zeros((3, 0)), np.array([[np.nan, 0]]), np.array([[np.inf, 0]])]
)
def test_places_that_are_none_are_refused(places):
    with pytest.raises(PlacesDoNotFit):
        contrasts(places)
