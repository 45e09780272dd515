from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from maven.method.matchmaking import two_sides
from maven.method.matchmaking.circle import AStranger
from maven.method.matchmaking.evening import AMaximumBelowZero, NoSlot
from maven.method.matchmaking.sides import OnBothSides, OnOneSide

HOPES = {("ana", "luc"): 3, ("ana", "zoe"): 2, ("tom", "luc"): 2}
OFFERS, NEEDS = {"ana": 2, "tom": 1}, {"luc": 2, "zoe": 1}


def pairs_of(found):
    return [[(one.a, one.b) for one in pairs] for pairs in found.rounds]


def wishes(offers, needs, seed, share=0.6):
    chance = np.random.default_rng(seed)
    table = np.where(chance.random((offers, needs)) < share, chance.random((offers, needs)), 0)
    return table, {
        (f"o{i}", f"n{j}"): float(table[i, j]) for i in range(offers) for j in range(needs)
    }


@pytest.mark.parametrize("seed", range(10))
def test_one_meeting_each_is_the_assignment(seed):
    table, hopes = wishes(9, 12, seed)
    rows, columns = linear_sum_assignment(table, maximize=True)

    found = two_sides({f"o{i}": 1 for i in range(9)}, {f"n{j}": 1 for j in range(12)}, hopes)

    assert found.value == pytest.approx(table[rows, columns].sum())
    assert found.optimal
    assert all(one.weight > 0 for one in found.rounds[0])


@pytest.mark.parametrize("seed", range(6))
def test_who_takes_on_three_is_as_three_people_with_one_each(seed):
    table, hopes = wishes(4, 10, seed, share=1)
    rows, columns = linear_sum_assignment(np.repeat(table, 3, axis=0), maximize=True)

    found = two_sides({f"o{i}": 3 for i in range(4)}, {f"n{j}": 1 for j in range(10)}, hopes)

    assert found.value == pytest.approx(np.repeat(table, 3, axis=0)[rows, columns].sum())
    assert max(found.meetings_of.values()) <= 3


@pytest.mark.parametrize("seed", range(10))
def test_as_many_slots_as_meetings_always_suffice(seed):
    _, hopes = wishes(12, 15, seed)
    offers, needs = {f"o{i}": 4 for i in range(12)}, {f"n{j}": 3 for j in range(15)}

    untimed = two_sides(offers, needs, hopes)
    found = two_sides(offers, needs, hopes, slots=4)

    assert found.value == pytest.approx(untimed.value)
    assert found.optimal
    for pairs in pairs_of(found):
        there = [one for pair in pairs for one in pair]
        assert len(there) == len(set(there))


def test_offers_come_first_and_reasons_go_with_them():
    found = two_sides({"tom": 1}, {"ana": 1}, {("tom", "ana"): 1}, reasons=lambda a, b: (a, b))

    assert pairs_of(found) == [[("tom", "ana")]]
    assert found.rounds[0][0].reasons == ("ana", "tom")


def test_few_slots_bound_what_a_person_can_take_on():
    found = two_sides(OFFERS, NEEDS, HOPES, slots=1)

    assert pairs_of(found) == [[("ana", "zoe"), ("tom", "luc")]]


def test_nobody_and_nothing():
    assert two_sides({}, {}, {}).rounds == ((),)
    assert two_sides({"ana": 0}, {"luc": 1}, {("ana", "luc"): 2}, slots=2).left_out == (
        "ana",
        "luc",
    )


def test_a_refusal_of_either_side_is_absolute():
    for seed in range(40):
        _, hopes = wishes(3, 4, seed)
        everybody = [f"o{i}" for i in range(3)] + [f"n{j}" for j in range(4)]
        refusals = [
            pair for k, pair in enumerate(combinations(reversed(everybody), 2)) if k % 3 == seed % 3
        ]

        found = two_sides(
            {f"o{i}": 2 for i in range(3)}, {f"n{j}": 2 for j in range(4)}, hopes, refusals=refusals
        )

        met = {frozenset(pair) for pairs in pairs_of(found) for pair in pairs}
        assert not met & {frozenset(pair) for pair in refusals}


@pytest.mark.parametrize(
    ("fact", "wrong"),
    [
        (OnBothSides, {"needs": {"ana": 1, **NEEDS}}),
        (OnOneSide, {"weights": {("luc", "ana"): 1}}),
        (OnOneSide, {"weights": {("ana", "tom"): 1}}),
        (AStranger, {"weights": {("ana", "eve"): 1}}),
        (AMaximumBelowZero, {"offers": {"ana": -1, "tom": 1}}),
        (AMaximumBelowZero, {"needs": {"luc": 0.5, "zoe": 1}}),
        (NoSlot, {"slots": 0}),
    ],
)
def test_sides_that_cannot_be_are_refused_by_name(fact, wrong):
    asked = {"offers": OFFERS, "needs": NEEDS, "weights": HOPES} | wrong
    with pytest.raises(fact):
        two_sides(asked.pop("offers"), asked.pop("needs"), asked.pop("weights"), **asked)
