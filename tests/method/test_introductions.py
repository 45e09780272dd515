from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.matchmaking import introductions

FOUR = {("ana", "luc"): 3, ("luc", "zoe"): 4, ("tom", "zoe"): 3, ("ana", "zoe"): 1}
TABLE = ["ana", "luc", "tom", "zoe"]


def pairs_of(found):
    return [[(one.a, one.b) for one in pairs] for pairs in found.rounds]


def sound(found, weights, refusals=()):
    """Nobody twice in a slot, no pair twice, no refusal, and the value is what it says."""
    met = [frozenset(pair) for pairs in pairs_of(found) for pair in pairs]
    for pairs in pairs_of(found):
        present = [person for pair in pairs for person in pair]
        assert len(present) == len(set(present))
    assert len(met) == len(set(met))
    assert not set(met) & {frozenset(pair) for pair in refusals}
    hopes = {frozenset(pair): weight for pair, weight in weights.items()}
    assert found.value == pytest.approx(sum(hopes.get(pair, 0) for pair in met))
    assert found.bound >= found.value - 1e-9
    assert found.gap == pytest.approx(found.bound - found.value)


def best_by_hand(people, weights, slots, free=None):
    """Every way of giving each pair a slot or none."""
    free = free or {}
    pairs = list(weights)
    best = 0
    for dealt in product(range(slots + 1), repeat=len(pairs)):
        seats = [(s, p) for s, pair in zip(dealt, pairs, strict=True) if s for p in pair]
        if len(seats) == len(set(seats)) and all(s in free.get(p, [s]) for s, p in seats):
            best = max(best, sum(weights[p] for s, p in zip(dealt, pairs, strict=True) if s))
    return best


def evening(seed, people, share=0.5, whole=True):
    chance = np.random.default_rng(seed)
    drawn = {
        pair: float(chance.integers(1, 10) if whole else chance.random() + 0.01)
        for pair in combinations(range(people), 2)
        if chance.random() < share
    }
    return list(range(people)), drawn


def test_four_people_in_two_slots_by_hand():
    found = introductions(TABLE, FOUR, slots=2)

    assert pairs_of(found) == [[("ana", "luc"), ("tom", "zoe")], [("luc", "zoe")]]
    assert (found.value, found.bound, found.gap, found.optimal) == (10, 10, 0, True)
    assert found.meetings_of == {"ana": 1, "luc": 2, "tom": 1, "zoe": 2}
    assert found.left_out == ()


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("slots", [1, 2, 3])
def test_the_best_plan_of_a_small_evening_is_found_and_proved(seed, slots):
    people, weights = evening(seed, 5, 0.6, whole=seed % 2)

    found = introductions(people, weights, slots=slots)

    sound(found, weights)
    assert found.value == pytest.approx(best_by_hand(people, weights, slots))
    assert found.optimal


@pytest.mark.parametrize("real", [True, False])
@pytest.mark.parametrize(("people", "share", "slots"), [(60, 0.3, 6), (61, 1, 4), (150, 0.2, 8)])
def test_larger_evenings_are_proved_too(people, share, slots, real):
    people, weights = evening(people, people, share, whole=not real)

    found = introductions(people, weights, slots=slots)

    sound(found, weights)
    assert found.optimal


@given(st.permutations(range(12)), st.integers(0, 3))
@settings(deadline=None, max_examples=15)
def test_the_order_of_rows_does_not_matter(order, seed):
    people, weights = evening(seed, 12)
    pairs = list(weights.items())
    shuffled = {
        (b, a): weight for (a, b), weight in sorted(pairs, key=lambda one: order[one[0][0]])
    }

    assert introductions(order, shuffled, slots=3) == introductions(people, weights, slots=3)
