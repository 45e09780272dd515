import importlib
import importlib.util
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.intervals import OutsideAPoll, adjusted, margin, wilson
from maven.method.polls import (
    NobodyAnsweredBoth,
    NobodyRepresents,
    NotAPoll,
    NotATableOfCounts,
    OutOfReach,
    TotalsDiffer,
    design_effect,
    paired_change,
    rake,
    weighted_share,
    withheld,
)

COUNTS = np.array([[40, 30], [35, 50], [100, 45]])
ROWS, COLUMNS = [150, 100, 50], [140, 160]


def table(counts):
    """The cells of an array of counts, as `rake` takes them."""
    return np.argwhere(np.ones_like(counts)), np.ravel(counts)


# Raking


def test_raking_gives_the_reference_table():
    found = rake(*table(COUNTS), [ROWS, COLUMNS])

    expected = [74.646688, 75.353312, 34.213852, 65.786148, 31.139460, 18.860540]
    assert found.raked.fitted == pytest.approx(expected, abs=1e-6)
    assert round(found.raked.design_effect, 4) == 1.5539
    assert round(found.raked.effective_n, 2) == 193.06
    assert found.raked.weights * np.ravel(COUNTS) == pytest.approx(expected, abs=1e-6)
    assert (found.people, found.population, found.converged) == (300, 300, True)
    assert found.raked.largest_gap <= 1e-10


def test_shares_give_the_same_weights_as_totals():
    shares = [np.array(ROWS) / 300, np.array(COLUMNS) / 300]

    found = rake(*table(COUNTS), shares)

    assert found.raked.weights == pytest.approx(rake(*table(COUNTS), [ROWS, COLUMNS]).raked.weights)
    assert found.raked.fitted.sum() == pytest.approx(1)


def test_one_row_for_each_person_is_the_same_poll():
    cells, counts = table(COUNTS)
    people = np.repeat(cells, counts, axis=0)[::-1]

    found = rake(people, np.ones(len(people)), [ROWS, COLUMNS])

    whole = rake(cells, counts, [ROWS, COLUMNS])
    assert found.raked.design_effect == pytest.approx(whole.raked.design_effect)
    assert found.raked.weights[::-1] == pytest.approx(np.repeat(whole.raked.weights, counts))
    assert found.raked.fitted.sum() == pytest.approx(300)


def test_more_combinations_than_places_change_nothing(monkeypatch):
    chance = np.random.default_rng(4)
    people = chance.integers(0, 3, size=(90, 3))
    targets = [chance.dirichlet(np.ones(3) * 3) * 90 for _ in range(3)]
    whole = rake(people, np.ones(90), targets)

    monkeypatch.setattr(importlib.import_module("maven.method.polls.margins"), "MOST_PLACES", 26)

    assert rake(people, np.ones(90), targets).raked.weights.tolist() == whole.raked.weights.tolist()


def test_three_variables_by_the_other_hand():
    if importlib.util.find_spec("ipfn") is None:
        pytest.skip("the other hand is installed for the benchmarks only")
    from ipfn import ipfn

    chance = np.random.default_rng(2)
    counts = chance.integers(1, 40, size=(3, 4, 2))
    targets = [chance.dirichlet(np.ones(size) * 3) * 1000 for size in counts.shape]

    found = rake(*table(counts), targets)

    theirs = ipfn.ipfn(counts.astype(float), targets, [[0], [1], [2]], convergence_rate=1e-12)
    assert found.raked.fitted == pytest.approx(theirs.iteration().ravel(), rel=1e-5)


@given(
    st.lists(st.integers(1, 60), min_size=6, max_size=6),
    st.lists(st.integers(1, 100), min_size=3, max_size=3),
    st.integers(1, 9),
)
@settings(deadline=None, max_examples=80)
def test_the_margins_are_reached_and_the_weights_bounded(counts, rows, cut):
    cells, number = table(np.reshape(counts, (3, 2)))
    total = sum(rows)
    kept = number.copy()

    found = rake(cells, number, [rows, [total * cut / 10, total * (10 - cut) / 10]])

    fitted = found.raked.fitted.reshape(3, 2)
    assert fitted.sum(axis=1) == pytest.approx(rows)
    assert fitted.sum(axis=0) == pytest.approx([total * cut / 10, total * (10 - cut) / 10])
    # What raking does to a table keeps its odds ratios.
    first = np.reshape(counts, (3, 2))
    assert fitted[0, 0] * fitted[1, 1] / (fitted[0, 1] * fitted[1, 0]) == pytest.approx(
        first[0, 0] * first[1, 1] / (first[0, 1] * first[1, 0])
    )
    assert (found.raked.weights * number).sum() == pytest.approx(found.people)
    trimmed = found.trimmed
    assert (trimmed.weights >= 1 / 5).all()
    assert (trimmed.weights <= 5).all()
    assert (trimmed.weights * number).sum() == pytest.approx(found.people)
    assert 1 <= trimmed.design_effect <= found.raked.design_effect + 1e-9
    assert (number == kept).all()


def test_trimming_keeps_the_mean_and_says_what_it_costs():
    found = rake([[0], [1]], [10, 990], [[50, 50]])

    assert found.raked.weights == pytest.approx([50, 500 / 990])
    assert found.trimmed.weights == pytest.approx([5, 950 / 990])
    assert found.trimmed.bounded == 10
    assert found.trimmed.largest_gap == pytest.approx(0.45)
    assert found.trimmed.effective_n > 10 * found.raked.effective_n


def test_a_category_that_the_population_has_not_counts_for_nobody():
    found = rake([[0], [1], [2]], [10, 20, 70], [[50, 50, 0]])

    assert found.raked.weights == pytest.approx([1.5, 0.75, 0])
    assert found.trimmed.weights == pytest.approx([1.5, 0.75, 0])
    assert found.people == 30


def test_a_category_without_anybody_is_named():
    with pytest.raises(NobodyRepresents) as refused:
        rake([[0, 0], [1, 0]], [5, 5], [[1, 1], [1, 1]])

    assert (refused.value.variable, refused.value.category) == (1, 1)


def test_margins_of_two_populations_are_refused_with_their_totals():
    with pytest.raises(TotalsDiffer, match="300, 310") as refused:
        rake(*table(COUNTS), [ROWS, [150, 160]])

    assert refused.value.totals == (300, 310)


def test_combinations_without_anybody_may_put_the_margins_out_of_reach():
    corner = [(0, 0), (0, 1), (1, 1)]

    assert rake(corner, [5, 5, 5], [[50, 50], [40, 60]]).converged
    with pytest.raises(OutOfReach):
        rake(corner, [5, 5, 5], [[50, 50], [60, 40]])


def test_weights_that_go_to_nothing_are_said_not_to_have_arrived():
    found = rake([(0, 0), (0, 1), (1, 1)], [5, 5, 5], [[50, 50], [50, 50]], rounds=50)

    assert (found.converged, found.rounds) == (False, 50)
    assert 0 < found.raked.largest_gap < 0.01
    assert found.trimmed.weights.min() == 1 / 5


@pytest.mark.parametrize(
    ("codes", "counts", "margins"),
    [
        ([0, 1], [1, 1], [[1, 1]]),
        ([[0.5], [1]], [1, 1], [[1, 1]]),
        ([[0, 0]], [1], [[1]]),
        ([[0], [1]], [1], [[1, 1]]),
        ([[0], [1]], [1, -1], [[1, 1]]),
        ([[0], [1]], [1, np.nan], [[1, 1]]),
        ([[0], [1]], [1, np.inf], [[1, 1]]),
        ([[0], [-1]], [1, 1], [[1, 1]]),
        ([[0], [2]], [1, 1], [[1, 1]]),
        ([[0], [1]], [1, 1], [[[1, 1]]]),
        ([[0], [1]], [1, 1], [[1, np.nan]]),
        ([[0], [1]], [1, 1], [[0, 0]]),
        (np.zeros((1, 0), int), [1], []),
    ],
)
def test_what_is_no_poll_is_refused(codes, counts, margins):
    with pytest.raises(NotAPoll):
        rake(codes, counts, margins)


@pytest.mark.parametrize("bounds", [(0.2, 1), (1, 5), (-1, 5)])
def test_the_bounds_of_weights_hold_one(bounds):
    with pytest.raises(NotAPoll):
        rake([[0], [1]], [1, 1], [[1, 1]], bounds=bounds)


def test_the_design_effect_is_that_of_kish():
    assert design_effect([2.0, 2.0]) == 1
    assert design_effect([1, 3], [30, 10]) == pytest.approx(40 * (30 + 90) / 60**2)
    for weights in ([0, 0], [-1, 2], [np.nan]):
        with pytest.raises(NotAPoll):
            design_effect(weights)


# Shares and margins


@pytest.mark.parametrize(
    ("total", "population", "expected"),
    [(50, 200, 12.03), (50, None, 13.86), (100, 300, 8.02), (100, 400, 8.50), (200, 500, 5.37)],
)
def test_margins_are_those_of_the_reference(total, population, expected):
    assert 100 * margin(total, population=population) == pytest.approx(expected, abs=0.006)


def test_a_share_is_surer_in_a_small_community_and_less_sure_with_weights():
    plain = adjusted(0.6, 50)
    known = adjusted(0.6, 50, population=100)
    weighed = adjusted(0.6, 50, design_effect=2)

    assert plain == (wilson(30, 50).low, wilson(30, 50).high)
    assert known[1] - known[0] < plain[1] - plain[0] < weighed[1] - weighed[0]
    assert adjusted(0.6, 50, population=50) == (0.6, 0.6)
    assert margin(50, population=50) == margin(1, population=1) == 0


@given(st.floats(0, 1), st.integers(1, 500), st.floats(1, 9), st.integers(0, 900))
@settings(max_examples=80)
def test_an_adjusted_interval_holds_its_share(value, total, effect, absent):
    low, high = adjusted(value, total, design_effect=effect, population=total + absent)

    assert 0 <= low <= value <= high <= 1


@pytest.mark.parametrize(
    ("value", "total", "more"),
    [
        (1.1, 5, {}),
        (-0.1, 5, {}),
        (float("nan"), 5, {}),
        (0.5, 0, {}),
        (0.5, 5, {"design_effect": 0.5}),
        (0.5, 5, {"design_effect": float("inf")}),
        (0.5, 5, {"population": 4}),
        (0.5, 5, {"level": 1}),
    ],
)
def test_a_share_that_no_poll_has_is_refused(value, total, more):
    with pytest.raises(OutsideAPoll):
        adjusted(value, total, **more)
    with pytest.raises(OutsideAPoll):
        margin(total, value=value, **more)


def test_a_weighted_share_by_hand():
    found = weighted_share([True, False, True, False], [1, 1, 3, 1])

    assert found.value == pytest.approx(4 / 6)
    assert found.effective_n == pytest.approx(36 / 12)
    assert found.people == 4
    assert 0 < found.low < found.value < found.high < 1
    assert weighted_share([True], [2.0]).high == 1


@pytest.mark.parametrize(
    ("chosen", "weights"), [([True], [1, 1]), ([], []), ([True], [-1]), ([[True]], [[1]])]
)
def test_a_weighted_share_of_nobody_is_refused(chosen, weights):
    with pytest.raises(NotAPoll):
        weighted_share(chosen, weights)


# Start and end


def polls(yes, gained, lost, no):
    answers = [(True, True)] * yes + [(False, True)] * gained
    answers += [(True, False)] * lost + [(False, False)] * no
    return (dict(enumerate(side)) for side in zip(*answers, strict=True))


def test_a_paired_change_is_that_of_newcombe():
    """Newcombe 1998, the example of 36, 12, 2 and 0 pairs, method 10."""
    found = paired_change(*polls(36, 12, 2, 0))

    assert (round(found.change, 2), round(found.low, 4), round(found.high, 4)) == (
        0.2,
        0.0569,
        0.3404,
    )
    assert found.chance == pytest.approx(2 * sum(comb(14, k) for k in range(3)) / 2**14)


@given(*(st.integers(0, 30) for _ in range(4)))
@settings(deadline=None, max_examples=100)
def test_a_paired_change_stays_within_its_bounds_and_turns_round(yes, gained, lost, no):
    if not yes + gained + lost + no:
        return
    start, end = polls(yes, gained, lost, no)

    there, back = paired_change(start, end), paired_change(end, start)

    assert -1 <= there.low <= there.change <= there.high <= 1
    assert there.change == pytest.approx(there.end - there.start)
    assert (back.low, back.high) == pytest.approx((-there.high, -there.low))
    assert 0 <= there.chance <= 1
    assert there.chance == pytest.approx(back.chance)


def test_answers_that_go_together_make_a_change_surer():
    together = paired_change(*polls(40, 8, 2, 30))
    apart = paired_change(*polls(22, 28, 20, 10))

    assert together.high - together.low < apart.high - apart.low


def test_those_who_answered_once_are_left_out_and_counted():
    found = paired_change({1: True, 2: False, 3: True}, {2: True, 3: True, 4: True, 5: False})

    assert (found.people, found.only_start, found.only_end) == (2, 1, 2)
    assert (found.gained, found.lost) == (1, 0)


def test_polls_without_anybody_in_common_are_not_compared():
    with pytest.raises(NobodyAnsweredBoth):
        paired_change({1: True}, {2: True})


# What may be shown


def highest(shown, place):
    """The highest value of a withheld count for who reads the rest: every count at 0 or more."""
    from scipy.optimize import linprog

    rows, columns = len(shown.cells), len(shown.columns)
    known = [[*row, total] for row, total in zip(shown.cells, shown.rows, strict=True)]
    known.append([*shown.columns, shown.total])
    width = columns + 1
    sides, bounds = [], []
    for line in range(rows + 1):
        side = np.zeros((rows + 1, width))
        side[line, :columns], side[line, columns] = 1, -1
        sides.append(side.ravel())
    for line in range(width):
        side = np.zeros((rows + 1, width))
        side[:rows, line], side[rows, line] = 1, -1
        sides.append(side.ravel())
    bounds = [(0, None) if cell is None else (cell, cell) for row in known for cell in row]
    goal = np.zeros((rows + 1, width))
    goal[place] = -1
    found = linprog(goal.ravel(), A_eq=np.array(sides), b_eq=np.zeros(len(sides)), bounds=bounds)
    return np.inf if found.status == 3 else -found.fun


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(
                st.sampled_from([0, 1, 3, 4, 6, 9, 12, 25, 80]), min_size=width, max_size=width
            ),
            min_size=1,
            max_size=4,
        )
    ),
    st.sampled_from([2, 5, 10]),
)
@settings(deadline=None, max_examples=60)
def test_no_count_below_k_can_be_found_again(counts, k):
    found = withheld(counts, k=k)

    for row, (told, real) in enumerate(zip(found.cells, counts, strict=True)):
        for column, (cell, count) in enumerate(zip(told, real, strict=True)):
            assert cell in {None, count}
            assert count >= k or cell is None
            assert cell is not None or count >= k or highest(found, (row, column)) >= k - 1e-6
    for line, total in enumerate(np.sum(counts, axis=1)):
        assert found.rows[line] in {None, total}
        assert total >= k or found.rows[line] is None
    assert found.total in {None, np.sum(counts)}


def test_what_is_large_enough_is_shown():
    found = withheld([[10, 20], [30, 40]])

    assert found.cells == ((10, 20), (30, 40))
    assert (found.rows, found.columns, found.total) == ((30, 70), (40, 60), 100)
    assert (found.small, found.companions) == (0, 0)


def test_a_small_count_takes_the_smallest_companions_with_it():
    found = withheld([[4, 50, 20], [60, 15, 70], [80, 90, 99]])

    assert found.cells == ((None, 50, None), (None, 15, None), (80, 90, 99)) or found.cells == (
        (None, None, 20),
        (None, None, 70),
        (80, 90, 99),
    )
    assert (found.small, found.companions) == (1, 3)
    assert found.total == 488


def test_a_small_total_is_withheld_with_what_would_tell_it():
    found = withheld([[2, 3], [40, 50]])

    assert found.cells[0] == (None, None)
    assert found.rows[0] is None
    assert found.total is None or found.rows[1] is None or None in found.cells[1]


def test_a_community_smaller_than_k_shows_nothing():
    found = withheld([[1, 2], [3, 1]])

    assert found.cells == ((None, None), (None, None))
    assert found.total is None


@pytest.mark.parametrize(
    ("counts", "k"),
    [([], 5), ([[-1]], 5), ([0.5], 5), ([[[1]]], 5), ([1], 1), ([True], 5)],
)
def test_what_is_no_table_of_counts_is_refused(counts, k):
    with pytest.raises(NotATableOfCounts):
        withheld(counts, k=k)
