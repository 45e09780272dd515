"""Days: what is foreseen, what is drawn, what the days logged change."""

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.cli.effort_command import days_known
from maven.method.effort import (
    SEED_TURNS,
    AWorkOutOfBounds,
    Work,
    effort,
    forecast,
    pace,
    pert,
    quantiles,
    unlisted,
)
from maven.method.effort.forecast import GRID, curve_of

SEED_OF_THE_NOTE = [
    Work(slug=slug, low=1, likely=1, high=1, turns_low=low, turns_high=high)
    for slug, (low, high) in SEED_TURNS.items()
]


def test_pert_of_a_published_example():
    mean, sd = pert(5, 7, 10)

    assert (round(mean, 4), round(sd, 4)) == (7.1667, 0.9365)


def test_the_seed_foresees_31_to_45_turns():
    found = effort(SEED_OF_THE_NOTE, together=0)

    assert sum(work.turns_low for work in SEED_OF_THE_NOTE) == 31
    assert sum(work.turns_high for work in SEED_OF_THE_NOTE) == 45
    assert found.mean == 38
    assert round(found.sd, 2) == 2.68


def test_the_turns_of_the_seed_drawn_one_by_one_are_as_published():
    found = forecast(SEED_OF_THE_NOTE, together=0).days

    assert found.mean == pytest.approx(38, abs=0.03)
    assert found.sd == pytest.approx(2.68, abs=0.02)
    assert (found.p10, found.p50, found.p80, found.p90) == (34, 38, 40, 42)


def test_a_pert_curve_drawn_has_its_exact_mean_and_spread():
    found = forecast([Work(slug="poll", low=5, likely=7, high=10)], draws=400_000).days

    assert found.mean == pytest.approx(7.1667, abs=0.006)
    assert found.sd == pytest.approx(0.9365, abs=0.004)


def test_three_quantiles_are_those_of_the_curve():
    work = Work(slug="open", low=9, likely=16, high=35, curve="quantiles")
    found = forecast([work], draws=200_000)

    assert found.days.p10 == pytest.approx(9, rel=0.02)
    assert found.days.p50 == pytest.approx(16, rel=0.01)
    assert found.days.p90 == pytest.approx(35, rel=0.02)
    assert (found.days.mean, found.days.sd) == pytest.approx(quantiles(9, 16, 35), rel=0.02)
    # By the other hand: the mean of the tabulated curve under the normal density.
    density = np.exp(-(GRID**2) / 2)
    assert curve_of(work) @ density / density.sum() == pytest.approx(
        quantiles(9, 16, 35)[0], rel=1e-5
    )


@pytest.mark.parametrize("together", [0, 0.4, 1])
def test_the_drawn_spread_is_that_of_the_closed_form(together):
    works = [
        Work(slug=slug, low=1, likely=2, high=5, turns_low=2, turns_high=4) for slug in "abcdef"
    ]

    drawn, foreseen = forecast(works, together=together).days, effort(works, together=together)

    assert drawn.mean == pytest.approx(foreseen.mean, rel=0.03)
    assert drawn.sd == pytest.approx(foreseen.sd, rel=0.04)
    assert drawn.p80 == pytest.approx(foreseen.p80, rel=0.04)


def test_two_kinds_slip_together_as_much_as_asked():
    works = [Work(slug=slug, low=1, likely=2, high=3) for slug in "ab"]
    alone = forecast(works[:1]).days.sd

    found = forecast(works, together=0.4).days.sd

    # var(a + b) = 2·var·(1 + correlation)
    assert found**2 / (2 * alone**2) - 1 == pytest.approx(0.4, abs=0.02)


def test_slipping_together_widens_the_total():
    works = [Work(slug=slug, low=1, likely=2, high=5) for slug in "abc"]

    alone, shared = effort(works, together=0), effort(works, together=1)

    assert alone.mean == pytest.approx(shared.mean)
    assert shared.sd == pytest.approx(3 * pert(1, 2, 5)[1])
    assert alone.sd < shared.sd
    assert alone.p50 < alone.mean < alone.p80 < shared.p80
    assert alone.p10 < alone.p50 < alone.p90


def test_no_work_takes_no_time():
    assert effort([]).p80 == 0
    found = forecast([])
    assert (found.days.mean, found.days.sd, found.lines, found.pace) == (0, 0, (), None)


def test_each_line_says_its_part_of_the_days_and_of_the_doubt():
    works = [
        Work(slug="sure", low=10, likely=10, high=10),
        Work(slug="open", low=1, likely=2, high=9),
    ]

    found = forecast(works)

    assert [line.slug for line in found.lines] == ["open", "sure"]
    assert sum(line.share for line in found.lines) == pytest.approx(1)
    assert [line.spread for line in found.lines] == pytest.approx([1, 0])
    assert found.lines[1].days.p90 == 10


def test_nothing_at_all_has_no_part():
    (line,) = forecast([Work(slug="none", low=0, likely=0, high=0)]).lines

    assert (line.share, line.spread, line.cost) == (0, 0, 0)


def test_days_cost_what_their_profile_costs():
    works = [
        Work(slug="talk", low=2, likely=2, high=2, rate=600, profile="senior"),
        Work(slug="post", low=1, likely=1, high=1, rate=400, profile="junior", turns_high=1),
        Work(slug="poll", low=3, likely=3, high=3, rate=400, profile="junior"),
    ]

    found = forecast(works, draws=100)

    assert found.cost.p50 == 2 * 600 + 4 * 400
    assert found.profiles == {"junior": (4, 1600), "senior": (2, 1200)}
    assert {line.slug: line.cost for line in found.lines} == {
        "talk": 1200,
        "post": 400,
        "poll": 1200,
    }


def test_what_is_done_is_counted_and_what_remains_is_foreseen():
    work = Work(slug="poll", low=2, likely=2, high=2, turns_low=5, turns_high=5, logged=6.0, done=3)

    found = forecast([work], draws=100)

    assert found.left.p50 == found.days.p50 - 6
    assert found.days.mean == pytest.approx(6 + 2 * 2)
    assert found.lines[0].turns == 5
    assert found.pace.ratio == 1


def test_what_is_over_leaves_nothing():
    found = forecast([Work(slug="poll", low=2, likely=3, high=7, logged=4.5)])

    assert (found.days.mean, found.days.sd, found.left.mean) == (4.5, 0, 0)


def test_days_logged_correct_those_to_come_and_the_more_so_the_more_there_are():
    foreseen = Work(slug="talk", low=4, likely=4, high=4)
    one = Work(slug="poll", low=2, likely=2, high=2, turns_low=9, turns_high=9, logged=4.0, done=1)
    ratios = [
        pace([replace(one, slug=str(index)) for index in range(count)]).ratio
        for count in (1, 3, 20)
    ]

    assert 1 < ratios[0] < ratios[1] < ratios[2] < 2
    assert ratios[0] == pytest.approx(2 ** (0.09 / 0.13))
    assert forecast([foreseen, one], draws=100).lines[1].days.mean == pytest.approx(4 * ratios[0])


def test_a_kind_that_strays_is_corrected_more_than_the_others():
    slow = Work(slug="poll", low=2, likely=2, high=2, logged=6.0)
    usual = [Work(slug=slug, low=2, likely=2, high=2, logged=2.0) for slug in "abc"]

    found = pace([slow, *usual])

    assert found.kinds["a"] == pytest.approx(1)
    assert found.kinds["poll"] == pytest.approx(3)
    assert 1 < found.ratio < 1.6
    assert found.low < found.ratio < found.high


def test_an_unsure_estimate_says_less_of_the_pace():
    sure = Work(slug="poll", low=10, likely=10, high=10, logged=20.0)
    unsure = Work(slug="poll", low=0, likely=5, high=40, logged=20.0)

    assert pace([unsure]).ratio < pace([sure]).ratio


def test_the_same_kind_logged_in_two_lines_is_one_kind():
    half = Work(slug="poll", low=2, likely=2, high=2, logged=3.0, turns_low=1, turns_high=1)
    whole = Work(slug="poll", low=2, likely=2, high=2, logged=6.0, turns_low=2, turns_high=2)

    assert pace([half, half]) == pace([whole])


@pytest.mark.parametrize(
    "work",
    [
        Work(slug="none", low=1, likely=2, high=3),
        Work(slug="nothing", low=1, likely=2, high=3, logged=0.0),
        Work(slug="begun", low=1, likely=2, high=3, logged=2.0, done=0),
        Work(slug="free", low=0, likely=0, high=0, logged=2.0),
    ],
)
def test_without_a_turn_done_there_is_no_pace(work):
    assert pace([work]) is None


def test_what_the_note_does_not_count_is_work_of_its_own():
    named = {work.slug for work in unlisted()}

    assert named == {"bibliography", "writing", "synthesis", "tooling", "online-animation"}
    assert effort(unlisted()).p50 > 20


@pytest.mark.parametrize(
    "wrong",
    [
        {"low": 3},
        {"turns_low": 2},
        {"low": math.nan},
        {"high": math.inf},
        {"low": 0, "curve": "quantiles"},
        {"rate": -1},
        {"rate": math.nan},
        {"logged": -1},
        {"done": -1, "logged": 1},
    ],
)
def test_figures_go_from_low_to_high(wrong):
    with pytest.raises(AWorkOutOfBounds, match="from low"):
        Work(**{"slug": "x", "low": 1, "likely": 2, "high": 3, **wrong})


def test_chance_has_its_bounds():
    with pytest.raises(AWorkOutOfBounds, match="0 to 1"):
        effort([], together=1.1)
    with pytest.raises(AWorkOutOfBounds, match="Draws"):
        forecast([], draws=99)
    with pytest.raises(AWorkOutOfBounds, match="Draws"):
        forecast([], together=math.nan)


works = st.lists(
    st.builds(
        lambda slug, days, turns, **more: Work(
            slug=slug,
            low=days[0],
            likely=days[1],
            high=days[2],
            turns_low=turns[0],
            turns_high=turns[1],
            **more,
        ),
        st.sampled_from("abc"),
        st.lists(st.sampled_from([0.5, 1, 2, 5]), min_size=3, max_size=3).map(sorted),
        st.lists(st.integers(0, 3), min_size=2, max_size=2).map(sorted),
        curve=st.sampled_from(["pert", "quantiles"]),
        rate=st.sampled_from([0, 500]),
        logged=st.sampled_from([None, 1.5]),
        done=st.sampled_from([None, 1]),
    ),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(works, st.sampled_from([0, 0.4, 1]), st.randoms())
def test_a_forecast_is_ordered_and_does_not_depend_on_the_order_of_its_lines(
    works, together, mixer
):
    before = list(works)
    found = forecast(works, draws=500, together=together)
    days = found.days

    assert 0 <= days.p10 <= days.p50 <= days.p80 <= days.p90
    assert all(math.isfinite(value) for value in (days.mean, days.sd, found.cost.mean))
    assert sum(line.days.mean for line in found.lines) == pytest.approx(days.mean)
    assert works == before
    mixed = list(works)
    mixer.shuffle(mixed)
    assert forecast(mixed, draws=500, together=together) == found


@given(st.floats(0.1, 50), st.floats(1, 5), st.floats(1, 5))
def test_the_moments_of_quantiles_are_those_of_two_half_curves(half, down, up):
    tenth, ninth = half / down, half * up
    mean, sd = quantiles(tenth, half, ninth)
    normal = NormalDist()
    points = [
        half * (down if p < 0.5 else up) ** (normal.inv_cdf(p) / 1.2815515655446004)
        for p in np.linspace(0.0005, 0.9995, 1000).tolist()
    ]

    assert sd >= 0
    assert mean == pytest.approx(sum(points) / 1000, rel=0.02)


def test_the_worked_example_of_the_page_is_true():
    known = days_known(None)
    works = [
        Work(
            slug=slug,
            low=known[slug][0],
            likely=known[slug][1],
            high=known[slug][2],
            turns_low=low,
            turns_high=high,
            curve="quantiles",
        )
        for slug, (low, high) in SEED_TURNS.items()
    ]

    found, alone = forecast(works).days, forecast(works, together=0).days

    assert round(found.mean) == 96
    assert (round(found.p50), round(found.p80), round(alone.p80)) == (90, 119, 106)
