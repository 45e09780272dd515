from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.exploration import (
    NotASize,
    NotThemes,
    TooFewContributions,
    coverage,
    discovery,
    exploration,
    more_to_reach,
    richness,
    themes_at,
)

# Ellison et al. 2010, as published with the R package iNEXT (Hsieh, Ma & Chao 2016).
GIRDLED = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4] + [2] * 4 + [1] * 12
LOGGED = [88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, 3, 3, 3, 3] + [2] * 4 + [1] * 14

counts_of_themes = st.lists(st.integers(0, 6), min_size=1, max_size=9).filter(
    lambda counts: sum(counts) >= 2
)


@pytest.mark.parametrize(
    ("counts", "n", "seen", "covered"), [(GIRDLED, 168, 26, 0.9289), (LOGGED, 252, 37, 0.9446)]
)
def test_coverage_is_the_published_one(counts, n, seen, covered):
    found = exploration(counts, resamples=50)

    assert (found.contributions, found.themes) == (n, seen)
    assert round(found.coverage, 4) == covered


@pytest.mark.parametrize(
    ("size", "themes", "covered"),
    [
        (1, 1.0, 0.122),
        (84, 18.912, 0.900),
        (168, 26.0, 0.929),
        (248, 30.883, 0.948),
        (336, 34.731, 0.964),
    ],
)
def test_the_curve_of_discovery_is_the_published_one(size, themes, covered):
    assert round(themes_at(GIRDLED, size), 3) == themes
    assert round(coverage(GIRDLED, size=size), 3) == covered


@pytest.mark.parametrize(
    ("counts", "published"),
    [(GIRDLED, (43.893, 14.306, 30.511, 96.971)), (LOGGED, (61.403, 18.532, 43.502, 128.583))],
)
def test_richness_is_the_published_one(counts, published):
    found = richness(counts, corrected=False)

    assert (found.value, found.sd, found.low, found.high) == pytest.approx(published, abs=5e-4)


def test_the_corrected_richness_by_hand():
    """n = 22, three themes once, three twice: 9 + 21/22 · 3 · 2 / (2 · 4)."""
    found = richness([0, 1, 1, 4, 2, 5, 2, 4, 1, 2])

    share = 21 / 22
    variance = share * 6 / 8 + share**2 * 3 * 25 / 64 + share**2 * 9 * 3 * 4 / (4 * 4**4)
    assert found.value == pytest.approx(9 + share * 0.75)
    assert found.sd == pytest.approx(np.sqrt(variance))
    assert found.seen == 9 < found.low < found.value < found.high
    # Themes that all came once, and never twice.
    alone = richness([1, 1, 1, 1, 1, 6])
    assert alone.value == pytest.approx(6 + 10 / 11 * 10)
    assert alone.low >= 6
    assert richness([1, 1], corrected=False) == richness([1, 1])


def test_when_nothing_tells_of_unseen_themes_some_may_still_have_been_missed():
    found = richness([3, 3, 3])

    missed = np.exp(-3)
    assert (found.value, found.low) == (3.0, 3.0)
    assert found.high == pytest.approx(
        3 / (1 - missed) + 1.959964 * np.sqrt(3 * missed) / (1 - missed), abs=1e-5
    )


@given(counts_of_themes, st.integers(1, 60))
@settings(deadline=None, max_examples=100)
def test_fewer_contributions_show_what_a_part_of_them_shows_on_average(counts, size):
    n = sum(counts)
    if size > n:
        return
    seen = [count for count in counts if count]
    absent = [comb(n - count, size) / comb(n, size) for count in seen]
    assert themes_at(counts, size) == pytest.approx(len(seen) - sum(absent))
    if size < n:
        missing = sum(c / n * comb(n - c, size) / comb(n - 1, size) for c in seen)
        assert coverage(counts, size=size) == pytest.approx(1 - missing)


@given(counts_of_themes)
@settings(deadline=None, max_examples=100)
def test_more_contributions_show_and_cover_more(counts):
    sizes = range(1, 3 * sum(counts))
    themes = [themes_at(counts, size) for size in sizes]
    covered = [coverage(counts, size=size) for size in sizes]

    assert (np.diff(themes) >= -1e-9).all()
    n = sum(counts)
    assert (np.diff(covered[: n - 1]) >= -1e-9).all()
    assert (np.diff(covered[n - 1 :]) >= -1e-9).all()
    assert all(-1e-9 <= share <= 1 for share in covered)
    limit = richness(counts, corrected=False).value
    assert themes[-1] <= limit + 1e-9


@given(counts_of_themes, st.floats(0.05, 0.99))
@settings(deadline=None, max_examples=100)
def test_as_many_more_contributions_as_said_reach_the_target_and_one_fewer_does_not(counts, target):
    more, n = more_to_reach(counts, target), sum(counts)

    assert coverage(counts, size=n + more) >= target - 1e-12
    assert not more or coverage(counts, size=n + more - 1) < target + 1e-12


@given(counts_of_themes, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_an_exploration_keeps_its_bounds_and_does_not_mind_the_order(counts, shuffled):
    given_counts = np.array(counts)
    found = exploration(given_counts, resamples=20)

    assert 0 <= found.low <= found.coverage <= found.high <= 1
    assert 0 <= found.surety <= 1
    assert found.richness.low <= found.richness.value <= found.richness.high
    assert found.richness.low >= found.themes
    assert given_counts.tolist() == counts
    again = list(counts)
    shuffled.shuffle(again)
    assert exploration(again, resamples=20) == found


@pytest.mark.parametrize(
    ("shares", "n"),
    [
        (np.full(20, 1 / 20), 60),
        (1 / np.arange(1, 101), 100),
        (0.7 ** np.arange(30), 60),
        (np.full(200, 1 / 200), 200),
    ],
)
def test_the_interval_holds_the_true_coverage_nine_times_of_ten(shares, n):
    shares, chance, held = shares / shares.sum(), np.random.default_rng(7), 0
    for _ in range(120):
        drawn = chance.multinomial(n, shares)
        found = exploration(drawn, resamples=100)
        held += found.low - 1e-12 <= shares[drawn > 0].sum() <= found.high + 1e-12

    assert held >= 0.88 * 120


@pytest.mark.parametrize(
    ("counts", "verdict", "more"),
    [([1] * 30, "exploring", None), ([40] * 5, "saturating", 0), (GIRDLED, "unsure", 89)],
)
def test_a_verdict_is_given_when_the_whole_interval_is_on_one_side(counts, verdict, more):
    found = exploration(counts)

    assert found.verdict == verdict
    assert more is None or found.more == more
    assert found.surety > 0.6
    assert found == exploration(counts)


def test_many_unseen_themes_are_redrawn_in_bounded_memory(monkeypatch):
    import maven.method.exploration as module

    monkeypatch.setattr(module, "MOST_UNSEEN", 50)
    monkeypatch.setattr(module, "MOST_CELLS", 500)

    found = exploration([1] * 40, resamples=20)

    assert found.verdict == "exploring"
    assert found.high < 0.5


# Sprint after sprint


def test_a_sprint_that_opens_new_ground_is_seen():
    first, second, third = discovery([[5, 5, 0, 0, 0], [5, 4, 0, 0, 0], [1, 0, 2, 2, 1]])

    assert [step.new for step in (first, second, third)] == [2, 0, 3]
    assert [step.themes for step in (first, second, third)] == [2, 2, 5]
    assert second.expected > second.themes
    assert third.expected == third.themes == 5
    assert first.contributions == 10
    assert third.coverage == coverage([11, 9, 2, 2, 1])


def test_a_sprint_without_contributions_is_told_too():
    steps = discovery([[0, 0], [1, 0], [1, 1]])

    assert [(step.new, step.expected, step.coverage) for step in steps[:1]] == [(0, 0.0, None)]
    assert steps[1].coverage is None
    assert steps[2].themes == 2


@pytest.mark.parametrize(
    "counts", [[[1, 2]], [-1, 4], [1.5, 2], [np.nan, 1], ["a", "b"], [True, True]]
)
def test_what_is_no_count_of_themes_is_refused(counts):
    with pytest.raises(NotThemes):
        exploration(counts)


@pytest.mark.parametrize("counts", [[1, 2], [[-1, 4]], [[0.5]]])
def test_what_is_no_table_of_sprints_is_refused(counts):
    with pytest.raises(NotThemes):
        discovery(counts)


def test_one_contribution_says_nothing():
    for ask in (exploration, coverage, richness, lambda counts: discovery([counts])):
        with pytest.raises(TooFewContributions):
            ask(np.array([1, 0]))


@pytest.mark.parametrize("size", [0, -1, 1.5])
def test_a_size_that_cannot_be_is_refused(size):
    with pytest.raises(NotASize):
        coverage([1, 2], size=size)
    with pytest.raises(NotASize):
        themes_at([1, 2], size)


@pytest.mark.parametrize("target", [0, 1, float("nan"), -0.5])
def test_a_target_that_cannot_be_is_refused(target):
    with pytest.raises(NotASize):
        exploration([1, 2], target=target)
    with pytest.raises(NotASize):
        exploration([1, 2], resamples=0)
