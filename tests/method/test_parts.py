"""What each activity is worth in a combination: four reasons that add up."""

import random

import pytest

from maven.method.coverage import Kind, Needs, coverage, parts, points


def some(chance, size):
    return [
        Kind(
            slug=f"k{number}",
            days=1,
            convergence=round(chance.uniform(-1, 1), 2),
            measure=chance.randint(0, 4),
            engage=chance.randint(0, 4),
            connect_qty=chance.randint(0, 4),
        )
        for number in range(size)
    ]


def test_the_parts_make_the_whole_and_the_points_add_up_in_both_ways():
    chance = random.Random(5)
    for _ in range(200):
        kinds = some(chance, chance.randint(0, 6))
        kinds += kinds[:1] * chance.randint(0, 2)
        needs = Needs(
            direction=chance.uniform(-3, 3),
            measure=chance.uniform(0, 3),
            engage=chance.uniform(0, 3),
            connect=chance.uniform(0, 3),
            weights=(1, 2, 1, 0.5),
        )
        shares = parts(kinds, needs)
        total = coverage(kinds, needs).total
        assert sum(map(sum, shares)) == pytest.approx(total)
        told = points(shares)
        assert sum(map(sum, told)) == round(100 * total)
        for exact, shown in zip(shares, told, strict=True):
            assert all(abs(100 * a - b) < 2 for a, b in zip(exact, shown, strict=True))
            assert min(shown) >= 0


def test_where_nothing_is_asked_nothing_is_worth_anything():
    assert parts([Kind(slug="a", days=1, measure=4)], Needs()) == ((0, 0, 0, 0),)


def test_nothing_on_the_table_is_worth_nothing():
    assert points(parts([], Needs(measure=1))) == ()
