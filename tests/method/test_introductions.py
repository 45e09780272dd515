from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.matchmaking import introductions
from maven.method.matchmaking.circle import (
    AMeetingWithOneself,
    APairTwice,
    APersonTwice,
    AStranger,
    AWeightIsNoHope,
    WeightsDoNotFit,
)
from maven.method.matchmaking.evening import (
    AMaximumBelowZero,
    APairFixedTwice,
    APersonTwiceInASlot,
    ARefusedPairIsFixed,
    ASlotThatIsNone,
    NoSlot,
)

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


# When people come and go


@pytest.mark.parametrize("seed", range(25))
def test_who_comes_late_leaves_early_or_wants_few_is_planned_for_exactly(seed):
    people, weights = evening(seed, 5, 0.6)
    chance = np.random.default_rng(seed + 99)
    free = {one: [slot for slot in (1, 2, 3) if chance.random() < 0.6] for one in people[:3]}

    found = introductions(people, weights, slots=3, available=free | {"stranger": [1]})

    sound(found, weights)
    assert found.value == pytest.approx(best_by_hand(people, weights, 3, free))
    assert found.optimal
    for slot, pairs in enumerate(pairs_of(found), 1):
        assert all(slot in free.get(one, [slot]) for pair in pairs for one in pair)


@pytest.mark.parametrize("seed", range(2))
def test_a_crowded_evening_of_people_who_come_and_go_tells_its_gap(seed):
    people, weights = evening(seed, 40, 0.5)
    chance = np.random.default_rng(seed)
    free = {one: [s for s in range(1, 7) if chance.random() < 0.5] for one in people}

    found = introductions(people, weights, slots=6, available=free, most={0: 1, 1: 0, "zoe": 2})

    sound(found, weights)
    assert found.gap <= 0.07 * found.bound
    assert found.meetings_of[0] <= 1
    assert found.meetings_of[1] == 0


def test_what_was_promised_stays_when_somebody_comes_late():
    before = introductions(TABLE, FOUR, slots=2)
    promised = [(one.slot, one.a, one.b) for pairs in before.rounds for one in pairs]
    late = FOUR | {("eve", "tom"): 5, ("eve", "ana"): 2, ("eve", "luc"): 9}

    after = introductions(
        [*TABLE, "eve"], late, slots=3, fixed=promised, closed=[1], refusals=[("luc", "eve")]
    )

    sound(after, late, [("luc", "eve")])
    assert after.optimal
    assert pairs_of(after)[0] == pairs_of(before)[0]
    assert pairs_of(before)[1][0] in pairs_of(after)[1]
    assert after.value == 10 + 5 + 2 + 1
    assert after.meetings_of["eve"] == 2


def test_a_promise_counts_against_what_a_person_wants_and_may_be_worth_nothing():
    found = introductions(TABLE, FOUR, slots=3, fixed=[(2, "tom", "ana")], most={"ana": 1})

    assert found.meetings_of["ana"] == 1
    assert ("ana", "tom") in pairs_of(found)[1]
    assert found.value == 4 + 3


@pytest.mark.parametrize(
    ("fact", "wrong"),
    [
        (ARefusedPairIsFixed, {"fixed": [(1, "ana", "luc")], "refusals": [("luc", "ana")]}),
        (APairFixedTwice, {"fixed": [(1, "ana", "luc"), (2, "luc", "ana")]}),
        (APersonTwiceInASlot, {"fixed": [(1, "ana", "luc"), (1, "luc", "zoe")]}),
        (ASlotThatIsNone, {"fixed": [(3, "ana", "luc")]}),
        (ASlotThatIsNone, {"closed": [0]}),
        (AStranger, {"fixed": [(1, "ana", "eve")]}),
        (AMeetingWithOneself, {"fixed": [(1, "ana", "ana")]}),
        (AMaximumBelowZero, {"most": {"ana": -1}}),
        (AMaximumBelowZero, {"most": {"ana": 1.5}}),
        (NoSlot, {"slots": 0}),
    ],
)
def test_an_evening_that_cannot_be_is_refused_by_name(fact, wrong):
    with pytest.raises(fact):
        introductions(TABLE, FOUR, **{"slots": 2} | wrong)


@pytest.mark.parametrize(
    ("fact", "people", "weights"),
    [
        (APersonTwice, ["ana", "ana"], {}),
        (AStranger, ["ana"], {("ana", "luc"): 1}),
        (AMeetingWithOneself, ["ana"], {("ana", "ana"): 1}),
        (APairTwice, ["ana", "luc"], {("ana", "luc"): 1, ("luc", "ana"): 1}),
        (AWeightIsNoHope, ["ana", "luc"], {("ana", "luc"): -1}),
        (AWeightIsNoHope, ["ana", "luc"], {("ana", "luc"): float("nan")}),
        (AWeightIsNoHope, ["ana", "luc"], {("ana", "luc"): float("inf")}),
        (AWeightIsNoHope, ["ana", "luc"], np.array([[0, np.nan], [np.nan, 0]])),
        (WeightsDoNotFit, ["ana", "luc"], np.zeros((3, 3))),
        (WeightsDoNotFit, ["ana", "luc"], np.array([[0.0, 1.0], [2.0, 0.0]])),
        (AMeetingWithOneself, ["ana", "luc"], np.eye(2)),
    ],
)
def test_wishes_that_cannot_be_are_refused_by_name(fact, people, weights):
    with pytest.raises(fact):
        introductions(people, weights, slots=1)


# Hardly anybody


@pytest.mark.parametrize(
    ("people", "weights", "rounds"),
    [
        ([], {}, [[], []]),
        (["ana"], {}, [[], []]),
        (["ana", "luc"], {("ana", "luc"): 2}, [[("ana", "luc")], []]),
        (["ana", "luc"], {("ana", "luc"): 0}, [[], []]),
        (["ana", "luc", "zoe"], {}, [[], []]),
    ],
)
def test_hardly_anybody_meets_when_hardly_anybody_is_there(people, weights, rounds):
    found = introductions(people, weights, slots=2)

    assert pairs_of(found) == rounds
    assert found.optimal
    assert set(found.left_out) == set(people) - {
        one for pairs in rounds for p in pairs for one in p
    }


def test_more_slots_than_people_leave_slots_empty():
    people, weights = evening(1, 4, 1)

    found = introductions(people, weights, slots=9)

    assert found.value == sum(weights.values())
    assert [len(pairs) for pairs in found.rounds] == [2, 2, 2, 0, 0, 0, 0, 0, 0]


def test_three_people_never_have_three_meetings_in_two_slots():
    triangle = {("ana", "luc"): 3, ("luc", "zoe"): 2, ("ana", "zoe"): 2}

    found = introductions(["ana", "luc", "zoe"], triangle, slots=2)

    assert (found.value, found.bound, found.optimal) == (5, 5, True)


def test_a_graph_that_no_colouring_fits_is_still_planned_and_told_honestly():
    """Petersen's: three meetings each, but no three slots hold them, though no set is too full."""
    outer = [(i, (i + 1) % 5) for i in range(5)]
    inner = [(5 + i, 5 + (i + 2) % 5) for i in range(5)]
    weights = dict.fromkeys([*outer, *inner, *((i, i + 5) for i in range(5))], 1)

    one = introductions(range(10), weights, slots=3)

    assert (one.value, one.bound, one.optimal) == (13, 13, True)

    many = {(a + 10 * k, b + 10 * k): 1 for k in range(14) for a, b in weights}
    found = introductions(range(140), many, slots=3)

    assert (found.value, found.bound, found.optimal) == (14 * 13, 14 * 15, False)
    assert found.gap == 28


def test_when_impossible_sets_are_not_all_found_the_gap_stays_honest(monkeypatch):
    monkeypatch.setattr("maven.method.matchmaking.planning.CUTS", 1)
    monkeypatch.setattr("maven.method.matchmaking.planning.MOST_CELLS", 0)
    triangles = {(a + 3 * k, b + 3 * k): 1 for k in range(4) for a, b in ((0, 1), (0, 2), (1, 2))}

    found = introductions(range(12), triangles, slots=2)

    assert (found.value, found.bound, found.optimal) == (8, 12, False)


def test_weights_as_a_table_are_the_same_as_by_pair():
    people, weights = evening(5, 9)
    order = people[::-1]
    table = np.zeros((9, 9))
    for (a, b), weight in weights.items():
        table[order.index(a), order.index(b)] = table[order.index(b), order.index(a)] = weight
    kept = table.copy()

    assert introductions(order, table, slots=3) == introductions(people, weights, slots=3)
    assert (table == kept).all()


def test_a_meeting_carries_its_reasons():
    def why(a, b):
        return (f"{a} and {b}",)

    found = introductions(TABLE, FOUR, slots=1, reasons=why)

    assert [one.reasons for one in found.rounds[0]] == [("ana and luc",), ("tom and zoe",)]


def test_everybody_refused_meets_nobody():
    refusals = list(combinations(TABLE, 2))

    found = introductions(TABLE, FOUR, slots=2, refusals=[*refusals, ("ana", "stranger")])

    assert (found.value, found.optimal, found.left_out) == (0, True, tuple(TABLE))


@pytest.mark.parametrize("seed", range(4))
def test_no_refused_pair_ever_meets_in_a_thousand_evenings(seed):
    chance = np.random.default_rng(seed)
    for number in range(250):
        people, weights = evening(1000 * seed + number, int(chance.integers(2, 6)), 0.8)
        pairs = list(combinations(people, 2))
        refusals = [pair if chance.random() < 0.5 else pair[::-1] for pair in pairs]
        refusals = [pair for pair in refusals if chance.random() < 0.3]
        allowed = [p for p in pairs if p not in refusals and p[::-1] not in refusals]
        fixed = [(1, *allowed[0])] if allowed and number % 3 == 0 else []

        found = introductions(people, weights, slots=2, refusals=refusals, fixed=fixed)

        sound(found, weights, refusals)
