import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maven.method.landscape import grouping, landscape, stability
from maven.method.landscape.clusters import (
    adjusted_rand,
    adjusted_rands,
    base_clusters,
    by_size,
    grid_cells,
    hull_of,
    k_means,
    many_k_means,
    silhouette,
    smallest_group,
)
from maven.method.landscape.grouping import (
    FewerThanNoReplica,
    NoReadingYet,
    damped,
)
from maven.method.landscape.replicas import redrawn_places
from maven.method.landscape.stability import winner_of
from maven.method.votes import votes_of
from tests.method.conftest import planted


def test_a_split_with_too_small_a_group_is_refused():
    points = np.array([[0.0, 0.0]] * 9 + [[9.0, 0.0]])

    assert k_means(points, np.ones(10), 2, np.random.default_rng(0), starts=5, smallest=2) is None


def test_a_heavy_point_draws_the_centre():
    points = np.array([[0.0, 0.0], [1.0, 0.0], [10.0, 0.0]])

    labels = k_means(
        points, np.array([5.0, 5, 1]), 2, np.random.default_rng(0), starts=5, smallest=1
    )

    assert labels[0] == labels[1] != labels[2]


def test_the_search_stops_even_when_it_has_not_settled():
    maps = np.random.default_rng(1).normal(size=(1, 200, 2))

    labels, _, found = many_k_means(
        maps, np.ones((1, 200)), 3, np.random.default_rng(0), starts=2, smallest=1, steps=1
    )

    assert found.all()
    assert set(labels[0]) == {0, 1, 2}


def test_maps_are_split_each_for_itself():
    """Where groups are far apart each map is split as it would be alone."""
    chance = np.random.default_rng(4)
    group = np.repeat([0, 1, 2], 30)
    far = np.array([[0.0, 0], [50, 0], [0, 50]])
    maps = np.stack([far[chance.permutation(3)][group] for _ in range(6)])
    maps += chance.normal(size=maps.shape)

    labels, _, found = many_k_means(
        maps.astype(np.float32), np.ones((6, 90), np.float32), 3, chance, starts=8, smallest=5
    )

    assert found.all()
    assert [adjusted_rand(group, split) for split in labels] == [1.0] * 6
    assert adjusted_rands(np.tile(group, (6, 1)), labels).tolist() == [1.0] * 6


def test_cells_of_a_map_hold_everybody_once():
    maps = np.random.default_rng(6).normal(size=(3, 500, 2))
    maps[2] = 7.0  # all in one place

    middles, sizes = grid_cells(maps)

    assert middles.shape == (3, 144, 2)
    assert sizes.sum(axis=1).tolist() == [500.0] * 3
    assert (middles * sizes[:, :, None]).sum(axis=1) == pytest.approx(maps.sum(axis=1))
    assert sizes[2].max() == 500


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=30))
def test_adjusted_rand_is_one_with_oneself_and_the_same_both_ways(pairs):
    first, second = (np.array(side) for side in zip(*pairs, strict=True))

    assert adjusted_rand(first, first) == 1.0
    assert adjusted_rand(first, second) == pytest.approx(adjusted_rand(second, first))
    assert adjusted_rand(first, second) <= 1.0


def test_the_hull_of_many_is_the_hull_of_those_near_the_edge():
    from scipy.spatial import ConvexHull

    chance = np.random.default_rng(5)
    for places in (chance.normal(size=(900, 2)), chance.random((900, 2)).round(1)):
        distinct = np.unique(places, axis=0)

        assert set(hull_of(places)) == {tuple(p) for p in distinct[ConvexHull(distinct).vertices]}
    assert hull_of(np.zeros((900, 2))) == ((0.0, 0.0),)


def test_few_distinct_places_are_their_own_clusters():
    centres, labels = base_clusters(np.array([[1.0, 0], [0, 1], [1, 0]]), np.random.default_rng(0))

    assert centres.tolist() == [[0, 1], [1, 0]]
    assert labels.tolist() == [1, 0, 1]


def test_base_clusters_are_a_hundred_at_most():
    points = np.random.default_rng(2).normal(size=(700, 2))

    centres, labels = base_clusters(points, np.random.default_rng(0))

    assert len(centres) <= 100
    assert set(labels) == set(range(len(centres)))


def test_adjusted_rand_of_a_published_example():
    first = np.array([0, 0, 0, 1, 1, 1])
    second = np.array([0, 0, 1, 1, 2, 2])

    assert adjusted_rand(first, second) == pytest.approx(0.24242424)
    assert adjusted_rand(first, np.zeros(6, int)) == 0.0
    assert adjusted_rand(np.zeros(6, int), np.zeros(6, int)) == 1.0
    assert adjusted_rand(np.zeros(1, int), np.zeros(1, int)) == 1.0


def test_silhouette_of_a_point_alone_counts_nothing():
    points = np.array([[0.0, 0], [0, 1], [10, 0]])

    found = silhouette(points, np.array([0, 0, 1]))

    near, far = 10, np.hypot(10, 1)
    assert found == pytest.approx(((near - 1) / near + (far - 1) / far) / 3)


def test_groups_are_numbered_from_the_largest_and_by_first_come():
    assert by_size(np.array([2, 0, 1, 1])).tolist() == [1, 2, 0, 0]


def test_hulls_of_a_square_a_line_and_a_point():
    square = np.array([[0.0, 0], [1, 0], [1, 1], [0, 1], [0.5, 0.5]])

    assert set(hull_of(square)) == {(0, 0), (1, 0), (1, 1), (0, 1)}
    assert hull_of(square[:2]) == ((0, 0), (1, 0))
    assert hull_of(square[:1]) == ((0, 0),)
    assert hull_of(np.array([[0.0, 0], [1, 1], [2, 2]])) == ((0, 0), (2, 2))


def test_a_group_is_five_people_or_one_in_twenty():
    assert [smallest_group(n) for n in (10, 100, 101, 1000)] == [5, 5, 6, 50]


def test_borders_are_not_moved_where_a_group_would_become_too_small():
    points = np.array([[float(x), 0.0] for x in (0, 0, 0, 0, 0, 0, 0, 0, 9, 9)])
    labels = np.array([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])

    assert list(grouping._refined(points, labels, 5)[0]) == list(labels)


winners = st.lists(st.integers(1, 5), min_size=1, max_size=30)


def test_without_a_reading_no_number_is_shown():
    with pytest.raises(NoReadingYet):
        damped([])


@given(winners)
def test_a_number_shown_was_first_or_has_won_four_in_a_row(history):
    shown = damped(history)

    runs = [history[at : at + 4] for at in range(len(history) - 3)]
    assert shown == history[0] or [shown] * 4 in runs
    assert damped([*history, shown]) == shown
    assert damped([*history, *[3] * 4]) == 3


@given(winners, st.integers(1, 5))
def test_one_reading_alone_changes_nothing_but_the_fourth_of_a_row(history, last):
    before, after = damped(history), damped([*history, last])

    assert after in {before, last}
    if after != before:
        assert [*history, last][-4:] == [last] * 4


def test_a_new_number_of_groups_is_held_back():
    votes = votes_of(planted()[0])

    three = landscape(votes)
    two = landscape(votes, earlier=[2, 2, 3, 3])
    held = landscape(votes, earlier=[1])
    settled = landscape(votes, earlier=[2, 3, 3, 3])

    assert (three.winner, len(three.groups)) == (3, 3)
    assert (two.winner, len(two.groups)) == (3, 2)
    assert two.stability is not None
    assert (held.winner, len(held.groups), held.stability) == (3, 1, None)
    assert (settled.winner, len(settled.groups)) == (3, 3)


def test_a_number_that_cannot_be_drawn_any_more_gives_way():
    votes = votes_of(planted()[0])

    assert len(landscape(votes, earlier=[9]).groups) == 3


def test_a_group_too_small_in_the_crowd_is_none_though_the_sample_saw_it(monkeypatch):
    """Borders are learnt from a sample; sizes are looked at in the whole."""
    monkeypatch.setattr(grouping, "SAMPLE", 40)
    monkeypatch.setattr("maven.method.landscape.clusters.SMALLEST_SHARE", 0.02)
    far = np.array([[60.0, 0]] * 5 + [[0.0, 0]] * 495) + np.random.default_rng(0).normal(
        size=(500, 2)
    )
    sample = np.arange(40)
    centres, base = base_clusters(far[sample], np.random.default_rng(0))

    splits = grouping._splits(far, sample, centres, base, np.random.default_rng(0))

    assert 2 not in splits


def test_without_replicas_the_silhouette_decides():
    votes = votes_of(planted()[0])

    found = landscape(votes, replicas=0)

    assert len(found.groups) == 3
    assert found.stability is None
    assert found.silhouette is not None
    with pytest.raises(FewerThanNoReplica):
        landscape(votes, replicas=-1)


@pytest.mark.parametrize(("clear", "drawn"), [(4, [6]), (1e9, [6, 19])])
def test_no_more_replicas_are_drawn_once_the_answer_is_clear(monkeypatch, clear, drawn):
    asked = []

    def counted(votes, drawing, people, components, chance):
        asked.append(len(people))
        return redrawn_places(votes, drawing, people, components, chance)

    monkeypatch.setattr(stability, "CLEAR", clear)
    monkeypatch.setattr(stability, "redrawn_places", counted)

    found = landscape(votes_of(planted()[0]))

    assert asked == drawn
    assert len(found.groups) == 3


def test_a_rival_better_set_apart_is_not_clearly_beaten():
    marks = {2: np.array([0.8, 0.9, 0.7, 0.9]), 3: np.array([0.82, 0.9, 0.75, 0.9])}

    assert winner_of(marks, {2: 0.5, 3: 0.4}) == 2
    assert winner_of(marks, {2: 0.4, 3: 0.5}) == 3
    assert not stability._clear(marks, {2: 0.5, 3: 0.4})
    assert stability._clear(marks, {2: 0.4, 3: 0.5})
    assert not stability._clear({2: np.array([0.5, 0.75])}, {2: 0.5})
    assert stability._clear({2: np.array([0.1, 0.11])}, {2: 0.5})
    assert winner_of({2: np.array([0.1, 0.11])}, {2: 0.5}) == 1
