import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.alignment import alignment, pairwise
from maven.method.votes import votes_of
from tests.method.conftest import needs_data


def community(agree, passed, disagree):
    choices = [1] * agree + [0] * passed + [-1] * disagree
    return votes_of((person, "s", choice) for person, choice in enumerate(choices))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((50, 0, 50), -1 / 99), ((0, 100, 0), 0), ((5, 0, 0), 1), ((34, 33, 33), (1 - 67) / 9900)],
)
def test_alignment_of_one_statement_by_hand(counts, expected):
    found = alignment(community(*counts), least_votes=2, resamples=10)

    assert found.overall == pytest.approx(expected)
    assert found.statements[0].alignment == found.overall


@given(st.lists(st.sampled_from([-1, 0, 1]), min_size=2, max_size=12))
@settings(deadline=None, max_examples=50)
def test_alignment_is_the_mean_over_pairs_of_people(choices):
    pairs = [a * b for i, a in enumerate(choices) for b in choices[:i]]

    found = alignment(
        votes_of((i, 1, x) for i, x in enumerate(choices)), least_votes=2, resamples=5
    )

    assert found.overall == pytest.approx(np.mean(pairs))
    assert -1 <= found.low <= found.high <= 1


def test_too_few_votes_say_nothing():
    found = alignment(community(1, 0, 0))

    assert (found.overall, found.low, found.high, found.between) == (None, None, None, None)
    assert (found.counted, found.people) == (0, 0)
    assert found.statements[0].alignment is None


def test_a_statement_left_out_does_not_weigh():
    votes = votes_of([(i, s, 1 if s == 1 else (-1) ** i) for i in range(30) for s in (1, 2)])

    found = alignment(votes, selected={1})

    assert found.overall == 1.0
    assert [one.statement for one in found.statements] == [1]


def test_between_two_camps_is_what_is_lost():
    votes = votes_of([(i, 1, 1 if i < 15 else -1) for i in range(30)])

    assert alignment(votes, group_of=np.repeat([0, 1], 15), resamples=5).between == -1.0
    assert alignment(votes, group_of=np.zeros(30, int), resamples=5).between is None
    assert alignment(votes, resamples=5).between is None


def test_camps_that_never_answered_the_same_are_not_compared():
    votes = votes_of([(i, i // 20, 1) for i in range(40)])

    assert alignment(votes, group_of=np.repeat([0, 1], 20), resamples=5).between is None


def test_the_interval_is_the_same_for_the_same_seed_and_holds_the_value():
    votes = community(60, 20, 20)

    first, second = alignment(votes, seed=4), alignment(votes, seed=4)

    assert first == second
    assert first.low < first.overall < first.high


def test_a_person_drawn_twice_does_not_meet_herself():
    choices, weight = np.array([1.0, -1.0]), np.array([2.0, 1.0])
    total, square = (weight * choices).sum(), (weight**2).sum()

    found = pairwise(np.array(total), np.array(square), np.array(weight.sum()), np.array(square))

    assert found == -1.0


@needs_data
def test_vtaiwan_is_as_aligned_as_measured_before(vtaiwan):
    """The part between groups depends on the partition: 0.058 with the published one."""
    votes, _, groups = vtaiwan
    published = np.array([int(float(groups[p])) if groups[p] else -1 for p in votes.participants])

    found = alignment(votes, group_of=published)

    assert round(found.overall, 3) == 0.246
    assert (round(found.low, 3), round(found.high, 3)) == pytest.approx((0.225, 0.266), abs=0.002)
    assert found.between == pytest.approx(0.054, abs=0.005)
    assert found.counted == 99
