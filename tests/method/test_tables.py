"""Who sits where: the designs, the search, the measures, and what is refused."""

import json
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.matchmaking.checking import check
from maven.method.matchmaking.designs import design
from maven.method.matchmaking.fields import field, prime_powers
from maven.method.matchmaking.meetings import least_repeats, mix_of, most_rounds, repeats_of
from maven.method.matchmaking.parties import (
    GroupsOfOthers,
    NobodyToSeat,
    NoRound,
    NoSeatAtATable,
    SeatedTwice,
    StrangerAtTable,
    TooManySeats,
    WithOneself,
    party,
)
from maven.method.matchmaking.repairs import Repairs
from maven.method.matchmaking.searching import RefusalsLeaveNoSeat, by_chance
from maven.method.matchmaking.tables import MoreHostsThanTables, tables
from tests.method.conftest import DATA, needs_data


def checked(plan, **more):
    return check(plan.rounds, people=plan.party.people, **more)


def sectors(people, shares=(0.4, 0.3, 0.2, 0.1), seed=1):
    return np.random.default_rng(seed).choice(len(shares), people, p=shares).tolist()


@needs_data
def test_the_published_nine_weeks_of_eight_foursomes_have_no_repeat():
    text = (DATA / "social-golfer" / "8-4-9.txt").read_text()
    weeks = json.loads(
        f"[{re.sub(r'}', ']', re.sub(r'{', '[', ','.join(text.split(chr(10) * 2))))}]"
    )

    found = check(weeks, people=range(1, 33))

    assert (len(weeks), found.repeats, found.pairs, found.unseated) == (9, 0, 432, ())


@pytest.mark.parametrize(
    ("count", "size", "rounds"),
    [
        (8, 4, 7),
        (10, 3, 9),
        (8, 4, 8),
        (8, 4, 9),
        (5, 3, 7),  # Kirkman's fifteen schoolgirls
        (5, 5, 6),
        (7, 7, 8),
        (9, 9, 10),
        (9, 3, 13),
        (16, 4, 21),
        (6, 4, 7),
        (10, 3, 13),
        (8, 3, 11),
        (12, 4, 11),
        (15, 3, 15),
        (10, 5, 6),
        (6, 3, 7),
        (5, 2, 9),
    ],
)
def test_nobody_meets_anybody_twice(count, size, rounds):
    plan = tables(range(count * size), size=size, rounds=rounds)
    found = checked(plan)

    assert (found.repeats, found.smallest, found.largest) == (0, size, size)
    assert (found.unseated, found.twice, found.strangers) == ((), (), ())
    assert (len(plan.rounds), plan.repeats, plan.least_repeats, plan.unseated) == (rounds, 0, 0, ())


def test_a_round_that_would_leave_a_table_two_short_is_not_kept():
    found = checked(tables(range(23), size=5, rounds=6, seconds=0.1))

    assert (found.smallest, found.largest, found.unseated) == (4, 5, ())


@pytest.mark.parametrize(("people", "size"), [(29, 4), (30, 4), (31, 4), (33, 4), (23, 5), (50, 6)])
def test_tables_differ_by_one_at_most_when_people_do_not_fill_them(people, size):
    found = checked(tables(range(people), size=size, rounds=4))

    assert (found.repeats, found.unseated, found.twice) == (0, (), ())
    assert found.largest - found.smallest == 1


def test_fifty_thousand_people_in_six_rounds_of_six():
    group = sectors(50_000)
    plan = tables(range(50_000), size=6, rounds=6, group_of=group)

    sizes = {len(table) for one in plan.rounds for table in one}
    assert (plan.repeats, repeats_of(plan.table_of), plan.unseated, sizes) == (0, 0, (), {6, 7})
    assert plan.mix >= 0.99 * plan.best_mix


def test_two_hundred_people_of_four_groups_mix_as_well_as_can_be():
    group = sectors(200)
    plan = tables(range(200), size=6, rounds=6, group_of=group)

    found = checked(plan, group_of=dict(enumerate(group)))
    assert (found.repeats, plan.mix) == (0, pytest.approx(plan.best_mix))
    assert found.mix == pytest.approx(plan.mix)


def test_three_hundred_people_mix_as_well_as_can_be():
    plan = tables(range(300), size=5, rounds=3, group_of=sectors(300, seed=4))

    assert (repeats_of(plan.table_of), plan.mix) == (0, pytest.approx(plan.best_mix))


def test_a_search_ends_after_its_steps():
    guests = party(range(12))
    chance = np.random.default_rng(0)
    seats = by_chance(guests, np.arange(12), 3, 4, chance)
    before = seats.copy()
    found = Repairs(guests, seats, chance).run(steps=2)

    assert (found != before).sum() <= 4
    assert repeats_of(found) <= repeats_of(before)


def test_people_without_a_group_are_of_different_groups():
    plan = tables(range(8), size=4, rounds=1, group_of=[None] * 8)

    assert (plan.mix, plan.best_mix) == (1, 1)
    assert checked(plan, group_of=dict.fromkeys(range(8))).mix == 1


def test_a_crowd_of_one_group_does_not_mix_and_says_that_nothing_else_is_possible():
    plan = tables(range(8), size=4, rounds=1, group_of=["a"] * 8)

    assert (plan.mix, plan.best_mix) == (0, 0)


@pytest.mark.parametrize(
    ("people", "size", "rounds", "sizes", "repeats"),
    [
        (1, 4, 2, [1], 0),
        (2, 4, 2, [2], 1),
        (3, 2, 2, [3], 3),
        (3, 9, 3, [3], 6),
        (4, 1, 3, [1, 1, 1, 1], 0),
        (5, 4, 1, [5], 0),
    ],
)
def test_a_handful_of_people_is_seated(people, size, rounds, sizes, repeats):
    plan = tables(range(people), size=size, rounds=rounds, group_of=["a"] * people)

    assert [len(table) for table in plan.rounds[-1]] == sizes
    assert (plan.repeats, plan.least_repeats, plan.unseated) == (repeats, repeats, ())
    assert (plan.mix is None) == (max(sizes) == 1)


def test_when_repeats_cannot_be_avoided_the_least_there_can_be_is_told():
    plan = tables(range(8), size=4, rounds=3, seed=1)

    assert (plan.repeats, plan.least_repeats, plan.most_rounds) == (8, 8, 1)
    assert repeats_of(plan.table_of) == 8


def test_a_time_limit_ends_a_search_that_cannot_succeed():
    plan = tables(range(12), size=6, rounds=3, seconds=0.05)

    assert plan.repeats >= plan.least_repeats > 0


def test_a_refusal_is_absolute_and_wishes_come_true_without_a_repeat():
    refusals, wishes = [(0, k) for k in range(1, 5)], [(6, 7), (8, 9), (10, 31)]
    plan = tables(range(32), size=4, rounds=9, wishes=wishes, refusals=refusals)

    found = checked(plan, wishes=wishes, refusals=refusals)
    assert (found.refused, found.missed, found.repeats) == ((), (), 0)
    assert (set(plan.wishes_kept), plan.wishes_missed) == (set(wishes), ())


def test_a_wish_against_a_refusal_is_missed():
    plan = tables(range(8), size=4, rounds=2, wishes=[(1, 0), (2, 3)], refusals=[(0, 1)])

    assert (plan.wishes_missed, plan.wishes_kept) == (((0, 1),), ((2, 3),))
    assert checked(plan, refusals=[(0, 1)]).refused == ()


def test_the_search_mends_what_no_exchange_of_places_can():
    names = range(9)
    refusals = [(0, 1), (2, 3), (4, 5), (6, 7), (8, 0), (1, 2)]
    plan = tables(names, size=3, rounds=3, refusals=refusals, wishes=[(3, 4), (5, 6)], hosts=[0, 4])

    found = checked(plan, refusals=refusals, wishes=[(3, 4), (5, 6)])
    assert (found.refused, found.missed, found.unseated) == ((), (), ())
    assert all((plan.table_of[:, host] == plan.table_of[0, host]).all() for host in (0, 4))


def test_a_large_crowd_with_wishes_and_refusals():
    n = 1_500
    every = np.random.default_rng(3).permutation(n)
    refusals = [(int(a), int(b)) for a, b in every[:1200].reshape(-1, 2)]
    wishes = [(int(a), int(b)) for a, b in np.roll(every, 1)[-1000:].reshape(-1, 2)]
    plan = tables(range(n), size=6, rounds=5, wishes=wishes, refusals=refusals, group_of=sectors(n))

    found = checked(plan, wishes=wishes, refusals=refusals)
    assert (found.refused, found.unseated, found.repeats) == ((), (), plan.repeats)
    assert len(found.missed) == len(plan.wishes_missed) < 5


def test_refusals_that_leave_no_seat_name_a_pair():
    everybody = [(0, k) for k in range(1, 8)]

    with pytest.raises(RefusalsLeaveNoSeat, match="0 is refused by too many .* 0 and 1 refuse"):
        tables(range(8), size=4, rounds=2, refusals=everybody)
    with pytest.raises(RefusalsLeaveNoSeat, match="too many to have a table; 0 and 1 refuse"):
        tables(range(5), size=5, rounds=1, refusals=[(0, 1)])
    with pytest.raises(RefusalsLeaveNoSeat, match="keeps all refusals"):
        tables(range(8), size=4, rounds=1, refusals=[(0, 1), (1, 2), (0, 2)])


def test_hosts_stay_at_their_table_and_the_others_turn():
    hosts = [3, 9, 20, 31]
    wishes = [(3, 15), (9, 16), (18, 20), (3, 9)]
    plan = tables(
        range(32), size=4, rounds=8, hosts=hosts, group_of=sectors(32), wishes=wishes, seed=2
    )

    found = checked(plan)
    assert plan.wishes_missed == ((3, 9),)
    assert (found.repeats, found.unseated) == (0, ())
    assert (plan.table_of[:, hosts] == plan.table_of[0, hosts]).all()
    assert len(set(plan.table_of[0, hosts].tolist())) == 4


def test_a_host_whom_everybody_wishes_for_meets_everybody():
    wishes = [(0, k) for k in range(2, 6)]
    plan = tables(range(6), size=3, rounds=2, hosts=[0, 1], wishes=wishes)

    assert plan.wishes_missed == ()
    assert (plan.table_of[:, :2] == plan.table_of[0, :2]).all()


def test_more_rounds_than_hosts_allow_are_searched():
    plan = tables(range(9), size=3, rounds=4, hosts=[0, 1, 2], seconds=0.1)

    assert (plan.table_of[:, :3] == plan.table_of[0, :3]).all()
    assert plan.repeats == repeats_of(plan.table_of) > 0


@pytest.mark.parametrize(
    ("refused", "asked"),
    [
        (NobodyToSeat, {"people": []}),
        (NoSeatAtATable, {"size": 0}),
        (NoRound, {"rounds": 0}),
        (TooManySeats, {"rounds": 10_000_000}),
        (SeatedTwice, {"people": ["a", "b", "a"]}),
        (GroupsOfOthers, {"group_of": [1, 2]}),
        (StrangerAtTable, {"wishes": [("a", "z")]}),
        (StrangerAtTable, {"hosts": ["z"]}),
        (WithOneself, {"refusals": [("a", "a")]}),
        (MoreHostsThanTables, {"hosts": ["a", "b"], "size": 3}),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(refused, asked):
    with pytest.raises(refused):
        tables(**({"people": ["a", "b", "c"], "size": 2, "rounds": 2} | asked))


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 26),
    st.integers(1, 6),
    st.integers(1, 3),
    st.randoms(use_true_random=False),
)
def test_everybody_has_one_seat_whatever_the_order_of_the_list(people, size, rounds, chance):
    names = [*range(people // 2), *(f"p{k}" for k in range(people - people // 2))]
    group = {one: k % 3 or None for k, one in enumerate(names)}
    plan = tables(
        names, size=size, rounds=rounds, group_of=[group[one] for one in names], seconds=0.02
    )
    shuffled = chance.sample(names, people)
    other = tables(
        shuffled, size=size, rounds=rounds, group_of=[group[one] for one in shuffled], seconds=0.02
    )

    found = checked(plan, group_of=group)
    assert (found.unseated, found.twice, found.strangers) == ((), (), ())
    assert found.largest - found.smallest <= 1
    assert found.repeats == plan.repeats >= plan.least_repeats
    assert plan.repeats == 0 or plan.most_rounds is None or rounds > 0
    assert other.party.people == plan.party.people
    assert other.party.group.tolist() == plan.party.group.tolist()
    if plan.mix is not None:
        assert found.mix == pytest.approx(plan.mix)
        assert 0 <= plan.mix <= plan.best_mix + 1e-9


def test_the_same_people_in_another_order_get_the_same_seats():
    names, group = [9, 3, "b", 7, "a", 1, 2, 4, 5], list("xyxyxyxxx")
    one = tables(names, size=3, rounds=5, group_of=group, wishes=[(9, 3)])
    other = tables(names[::-1], size=3, rounds=5, group_of=group[::-1], wishes=[(3, 9)])

    assert one.rounds == other.rounds
    assert names == [9, 3, "b", 7, "a", 1, 2, 4, 5]


def test_a_field_is_a_field():
    for p, k in [(2, 1), (2, 3), (3, 2), (5, 1), (2, 4), (7, 2)]:
        one = field(p, k)
        every = np.arange(one.order)
        products = one.product(every[1:, None], every[1:])
        sums = one.add(every[:, None], every)
        assert (np.sort(products, axis=1) == every[1:]).all()
        assert (np.sort(sums, axis=1) == every).all()
        a, b, c = np.random.default_rng(0).integers(one.order, size=(3, 50))
        assert (
            one.product(a, one.add(b, c)) == one.add(one.product(a, b), one.product(a, c))
        ).all()
    assert prime_powers(97) == ((97, 1),)


@pytest.mark.parametrize("count", range(1, 20))
def test_no_design_repeats_a_pair(count):
    for size in range(1, 7):
        found = design(count, size, 12)
        assert repeats_of(found.table_of) == 0
        assert (np.bincount(found.table_of[-1]) == size).all()


def test_the_bounds_hold_where_the_answer_is_known():
    assert [most_rounds(4 * n, n) for n in (4, 7, 8)] == [5, 9, 10]
    assert most_rounds(3, 2) == 3
    assert least_repeats(9, 3, 4) == 0
    assert least_repeats(9, 3, 5) == 9
    assert least_repeats(9, 3, 4, refused=1) == 1


def test_the_mix_of_very_many_groups_is_counted_too():
    seats = np.repeat(np.arange(600, dtype=np.int32), 2)[None]

    assert mix_of(seats, np.arange(1200)) == 1
