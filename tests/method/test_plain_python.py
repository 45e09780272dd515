"""Intervals and lifecycles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
