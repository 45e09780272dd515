"""Those who come late and those who leave."""

import numpy as np
import pytest

from maven.method.matchmaking.checking import check
from maven.method.matchmaking.latecomers import NoSuchRound, reseat
from maven.method.matchmaking.parties import SeatedTwice, StrangerAtTable
from maven.method.matchmaking.searching import RefusalsLeaveNoSeat
from maven.method.matchmaking.tables import tables


def sizes(plan, r):
    return sorted(len(table) for table in plan.rounds[r])


def moved(before, after, people):
    return (after.table_of[:, people] != before.table_of[:, people]).sum(axis=1).tolist()


def test_thirty_come_late_among_four_hundred_and_nobody_moves():
    group = np.random.default_rng(1).integers(4, size=400).tolist()
    plan = tables(range(400), size=5, rounds=8, group_of=group)
    late = reseat(plan, arrivals=range(900, 930), from_round=3, group_of=[0] * 30)

    assert moved(plan, late, range(400)) == [0] * 8
    assert (late.repeats, set(sizes(late, 2)), set(sizes(late, 3))) == (0, {5}, {5, 6})
    assert (late.table_of[:3, 400:] == -1).all()
    assert late.unseated == ()
    assert (late.table_of[3:] >= 0).all()


def test_those_who_leave_leave_their_seat_only():
    plan = tables(range(32), size=4, rounds=5)
    less = reseat(plan, departures=[3], from_round=2)

    assert moved(plan, less, [k for k in range(32) if k != 3]) == [0] * 5
    assert (less.table_of[2:, 3] == -1).all()
    assert sizes(less, 2) == [3, 4, 4, 4, 4, 4, 4, 4]


def test_arrivals_refused_everywhere_open_a_table_that_others_join():
    plan = tables(range(16), size=4, rounds=2)
    refusals = [("z", int(np.flatnonzero(plan.table_of[1] == t)[0])) for t in range(4)]
    late = reseat(plan, arrivals=["z"], from_round=1, refusals=refusals)

    seats = next(table for table in late.rounds[1] if "z" in table)
    assert not {other for _, other in refusals} & set(seats)
    assert check(late.rounds[1:], people=late.party.people, refusals=refusals).refused == ()


def test_many_arrivals_open_tables_of_their_own():
    plan = tables(range(12), size=3, rounds=2)
    late = reseat(plan, arrivals=range(100, 112), from_round=1)

    assert moved(plan, late, range(12)) == [0, 0]
    assert sum(sizes(late, 1)) == 24
    assert min(sizes(late, 1)) >= 2
    assert max(sizes(late, 1)) <= 4


def test_a_table_that_is_left_by_nearly_all_moves_to_the_others():
    plan = tables(range(16), size=4, rounds=2)
    table = plan.rounds[1][0]
    less = reseat(plan, departures=table[:3], from_round=1)

    assert sizes(less, 1) == [4, 4, 5]
    assert moved(plan, less, [k for k in range(16) if k not in table]) == [0, 0]


def test_a_table_two_short_is_joined_by_somebody():
    plan = tables(range(25), size=5, rounds=2)
    table = plan.rounds[1][0]
    less = reseat(plan, departures=table[:2], from_round=1)

    assert sizes(less, 1) == [4, 4, 5, 5, 5]


def test_one_person_left_where_the_others_are_full_is_joined():
    plan = tables(range(11), size=5, rounds=1)
    less = reseat(plan, departures=plan.rounds[0][1][:4], from_round=0)

    assert (sizes(plan, 0), sizes(less, 0)) == ([5, 6], [3, 4])


def test_a_new_refusal_parts_those_who_would_have_met():
    plan = tables(range(16), size=4, rounds=3, hosts=[0])
    for pair in (plan.rounds[2][0][:2], plan.rounds[2][1][:2]):
        parted = reseat(plan, from_round=1, refusals=[pair])
        assert check(parted.rounds[1:], people=range(16), refusals=[pair]).refused == ()
        assert (parted.table_of[:, 0] == plan.table_of[:, 0]).all()


def test_a_wish_of_a_latecomer_is_heard():
    plan = tables(range(16), size=4, rounds=2)
    late = reseat(plan, arrivals=["z"], from_round=1, wishes=[("z", 7)])

    assert late.wishes_kept == ((7, "z"),)


def test_who_left_may_come_back():
    plan = tables(range(16), size=4, rounds=3)
    away = reseat(plan, departures=[5], from_round=1)
    back = reseat(away, arrivals=[5], from_round=2)

    assert (back.table_of[:, 5] >= 0).tolist() == [True, False, True]


def test_what_cannot_be_changed_is_refused():
    plan = tables(range(4), size=2, rounds=2)

    with pytest.raises(NoSuchRound):
        reseat(plan, from_round=2)
    with pytest.raises(StrangerAtTable):
        reseat(plan, departures=[9], from_round=1)
    with pytest.raises(StrangerAtTable):
        reseat(reseat(plan, departures=[1], from_round=0), departures=[1], from_round=1)
    with pytest.raises(SeatedTwice):
        reseat(plan, arrivals=[1], from_round=1)
    eight = tables(range(8), size=3, rounds=2)
    with pytest.raises(RefusalsLeaveNoSeat, match="'z'"):
        reseat(eight, arrivals=["z"], from_round=1, refusals=[("z", k) for k in range(8)])
    with pytest.raises(RefusalsLeaveNoSeat, match="'z'"):
        reseat(plan, arrivals=["z"], from_round=1, refusals=[("z", k) for k in range(4)])
