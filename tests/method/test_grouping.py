import numpy as np
import pytest

from maven.method.landscape import grouping
from maven.method.landscape.clusters import (
    adjusted_rand,
    base_clusters,
    by_size,
    hull_of,
    k_means,
    silhouette,
)
from maven.method.landscape.grouping import smallest_group


def test_a_split_with_too_small_a_group_is_refused():
    points = np.array([[0.0, 0.0]] * 9 + [[9.0, 0.0]])

    assert k_means(points, np.ones(10), 2, np.random.default_rng(0), starts=5, smallest=2) is None


def test_a_heavy_point_draws_the_centre():
    points = np.array([[0.0, 0.0], [1.0, 0.0], [10.0, 0.0]])

    labels = k_means(
        points, np.array([5.0, 5, 1]), 2, np.random.default_rng(0), starts=5, smallest=1
    )

    assert labels[0] == labels[1] != labels[2]


def test_the_search_stops_even_when_it_has_not_settled(monkeypatch):
    monkeypatch.setattr("maven.method.landscape.clusters.STEPS", 1)
    points = np.random.default_rng(1).normal(size=(200, 2))

    labels = k_means(points, np.ones(200), 3, np.random.default_rng(0), starts=2, smallest=1)

    assert set(labels) == {0, 1, 2}


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
