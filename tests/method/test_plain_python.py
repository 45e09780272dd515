"""Intervals, lifecycles and effort."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maven.method.effort import SEED_TURNS, Work, effort, pert
from maven.method.intervals import percent, percents, wilson
from maven.method.lifecycles import (
    CONSULTATION,
    INVITATION,
    MISSION,
    SPRINT,
    STATEMENT,
    Lifecycle,
)


def test_wilson_of_a_published_example():
    share = wilson(30, 50)

    assert (round(share.low, 3), round(share.high, 3)) == (0.462, 0.724)
    assert round(share.margin, 3) == 0.131


def test_nobody_asked_is_no_share():
    share = wilson(0, 0)

    assert (share.value, share.low, share.high, share.margin) == (None, None, None, None)


@pytest.mark.parametrize(("count", "total"), [(-1, 3), (4, 3)])
def test_a_count_is_within_its_total(count, total):
    with pytest.raises(ValueError, match="count"):
        wilson(count, total)


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_value(count, total):
    share = wilson(min(count, total), total)

    assert 0 <= share.low <= share.value <= share.high <= 1
    assert share.high > share.low


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6).map(tuple))
def test_percentages_add_up(counts):
    found = percents(counts)

    assert sum(found) == (100 if sum(counts) else 0)
    for part, count in zip(found, counts, strict=True):
        assert abs(part - count * 100 / max(sum(counts), 1)) < 1


@given(st.floats(0, 1))
def test_a_percentage_says_all_or_nothing_only_when_it_is_so(value):
    assert (percent(value) == 0) == (value == 0)
    assert (percent(value) == 100) == (value == 1)


def test_lives_are_as_declared():
    assert MISSION.states == ("A", "B", "C", "D", "handed_over")
    assert SPRINT.ends == ("closed",)
    assert STATEMENT.allows("accepted", "refused")
    assert STATEMENT.allows("refused", "accepted")
    assert not STATEMENT.allows("accepted", "submitted")
    assert CONSULTATION.allows("closed", "open")
    assert CONSULTATION.ends == ()
    assert INVITATION.ends == ("accepted", "expired")
    assert not SPRINT.allows("forgotten", "closed")


@pytest.mark.parametrize(
    "life", [{"start": "b", "moves": {"a": frozenset()}}, {"start": "a", "moves": {"a": {"b"}}}]
)
def test_a_life_moves_among_its_own_states(life):
    with pytest.raises(ValueError, match="A life"):
        Lifecycle(**life)


def test_a_life_cannot_be_changed():
    with pytest.raises(TypeError):
        SPRINT.moves["closed"] = frozenset({"drafted"})


def test_pert_of_a_published_example():
    mean, sd = pert(5, 7, 10)

    assert (round(mean, 4), round(sd, 4)) == (7.1667, 0.9365)


def test_the_seed_foresees_31_to_45_turns():
    turns = [
        Work(slug=slug, low=1, likely=1, high=1, turns_low=low, turns_high=high)
        for slug, (low, high) in SEED_TURNS.items()
    ]

    found = effort(turns, together=0)

    assert (sum(w.turns_low for w in turns), sum(w.turns_high for w in turns)) == (31, 45)
    assert found.mean == 38
    assert round(found.sd, 2) == 2.68


def test_slipping_together_widens_the_total():
    works = [Work(slug=slug, low=1, likely=2, high=5) for slug in "abc"]

    alone, shared = effort(works, together=0), effort(works, together=1)

    assert alone.mean == pytest.approx(shared.mean)
    assert shared.sd == pytest.approx(3 * pert(1, 2, 5)[1])
    assert alone.sd < shared.sd
    assert alone.p50 < alone.mean < alone.p80 < shared.p80


def test_no_work_takes_no_time():
    assert effort([]).p80 == 0


@pytest.mark.parametrize("wrong", [{"low": 3}, {"turns_low": 2}])
def test_figures_go_from_low_to_high(wrong):
    with pytest.raises(ValueError, match="from low"):
        Work(**{"slug": "x", "low": 1, "likely": 2, "high": 3, **wrong})
