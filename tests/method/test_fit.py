import itertools
import math
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.cli.toolbox_file import kinds_of, read_toolbox
from maven.method.coverage import (
    DIMENSIONS,
    Kind,
    Needs,
    Refusal,
    Situation,
    contributions,
    coverage,
    effects,
    in_arc,
    refusal,
    violations,
)
from maven.method.fit import AToolboxOutOfBounds, fit, pareto
from maven.method.fit.sensitivity import NotTheBestChoice, asking, sensitivity
from maven.method.plain import plain
from tests.method.conftest import needs_data

AMPLE = Situation(days=100, people=100, trust=4, maturity=4)


def test_nothing_is_gained_beyond_what_is_asked():
    poll = Kind(slug="poll", days=2, measure=4)
    walk = Kind(slug="walk", days=1, measure=3, connect_qty=4)

    found = coverage([poll, walk], Needs(measure=1, connect=1))

    assert found.total == 0.75
    assert found.days == 3
    assert [(one.dimension, one.brought, one.share) for one in found.answers] == [
        ("direction", 0.0, 1.0),
        ("measure", 1.75, 1.0),
        ("engage", 0.0, 1.0),
        ("connect", 0.5, 0.5),
    ]


def test_a_second_turn_brings_less():
    poll = Kind(slug="poll", days=2, measure=2)

    assert coverage([poll, poll], Needs(measure=1)).answers[1].brought == pytest.approx(
        0.5 * 2**0.5
    )
    assert coverage([poll, poll], Needs(measure=1)).days == 4


def test_weights_say_what_matters():
    kinds = [Kind(slug="poll", days=2, measure=4)]

    assert coverage(kinds, Needs(measure=1, engage=1, weights=(1, 3, 1, 1))).total == 0.75


def test_opening_answers_a_need_to_open_only():
    walk = Kind(slug="walk", days=1, convergence=-0.75)

    assert effects(walk, Needs(direction=-1))[0] == 0.75
    assert effects(walk, Needs(direction=1))[0] == 0


@pytest.mark.parametrize("needs", [{"measure": -1}, {"weights": (1, 0, 1, 1)}])
def test_a_need_is_not_negative(needs):
    with pytest.raises(ValueError, match="A need"):
        Needs(**needs)


def test_no_need_is_answered_by_doing_nothing():
    found = fit([Kind(slug="poll", days=2, measure=4)], Needs(), AMPLE)

    assert found.best.slugs == ()
    assert found.best.coverage.total == 1.0
    assert found.runner_up is None


def test_an_activity_that_adds_nothing_loses_nothing():
    pair = [Kind(slug="a", days=1, measure=4), Kind(slug="b", days=1, measure=4)]

    told = contributions(pair, Needs(measure=1))

    assert [(one.lost, one.dimension, one.alone) for one in told] == [(0, None, 1), (0, None, 1)]


@pytest.mark.parametrize(
    ("kind", "reason", "needed", "found"),
    [
        ({"days": 9}, "days", 9, 5),
        ({"people_min": 50}, "people", 50, 40),
        ({"trust_min": 2}, "trust", 2, 1),
        ({"maturity_min": 3}, "maturity", 3, 1),
        ({"prerequisites": ("question", "venue")}, "prerequisites", 1, 0),
    ],
)
def test_each_gate_has_a_name(kind, reason, needed, found):
    kind = Kind(**{"slug": "x", "days": 1, **kind})
    situation = Situation(days=5, people=40, trust=1, maturity=1, met=frozenset({"venue"}))

    assert refusal(kind, situation) == Refusal(slug="x", reason=reason, needed=needed, found=found)
    assert fit([kind], Needs(measure=1), situation).refused[0].reason == reason


def test_prerequisites_are_not_looked_at_unless_asked():
    assert refusal(Kind(slug="x", days=1, prerequisites=("venue",)), AMPLE) is None


def test_a_sprint_opens_before_it_closes():
    kinds = [
        Kind(slug="vote", days=1, arc=("converge", "close")),
        Kind(slug="doubt", days=1, convergence=0.2),
        Kind(slug="walk", days=1, arc=("open",)),
    ]

    assert [kind.slug for kind in in_arc(kinds)] == ["walk", "doubt", "vote"]


@pytest.mark.parametrize("kinds", [[Kind(slug="a", days=0)], [Kind(slug="a", days=1)] * 2])
def test_kinds_take_time_and_have_their_own_slug(kinds):
    with pytest.raises(ValueError, match="Kinds"):
        fit(kinds, Needs(measure=1), AMPLE)


def test_equals_are_chosen_in_the_order_of_the_toolbox():
    kinds = [Kind(slug=slug, days=1, measure=4) for slug in "dabc"]

    found = fit(kinds, Needs(measure=2), AMPLE)

    assert found.best.slugs == ("d", "a")
    assert found.runner_up.slugs == ("d", "b")
    assert found.gap == 0.0


def test_a_fit_can_be_stored():
    found = fit([Kind(slug="poll", days=2, measure=4)], Needs(measure=1), AMPLE)

    assert plain(found)["best"]["slugs"] == ["poll"]


TERMS = ("idea", "cause", "venue")
some_terms = st.lists(st.sampled_from(TERMS), max_size=2, unique=True).map(tuple)
plain_rows = {
    "days": st.sampled_from([0.5, 1.0, 1.5, 2.5, 4.0]),
    "convergence": st.sampled_from([-1, -0.5, 0, 0.3, 1]),
    "measure": st.integers(0, 4),
    "engage": st.sampled_from([0, 1.3, 2, 4]),
    "connect_qty": st.integers(0, 4),
}
strict_rows = plain_rows | {
    "people_max": st.sampled_from([None, 5, 20]),
    "trust_min": st.integers(0, 2),
    "arc": st.sampled_from([(), ("open",), ("diverge", "converge"), ("converge",), ("close",)]),
    "prerequisites": some_terms,
    "outputs": some_terms,
    "span_days": st.sampled_from([0, 4, 7]),
    "dates": st.integers(0, 1),
    "turns_max": st.integers(1, 2),
    "inside": st.booleans(),
    "hosts": st.booleans(),
}
kinds = st.lists(st.fixed_dictionaries(plain_rows), max_size=8)
strict_kinds = st.lists(st.fixed_dictionaries(strict_rows), max_size=6)
amounts = st.sampled_from([0, 0.4, 1, 1.7, 2.5])
needs = st.builds(
    Needs,
    direction=st.sampled_from([-2, -0.5, 0, 1, 1.6]),
    measure=amounts,
    engage=amounts,
    connect=amounts,
    weights=st.sampled_from([(1, 1, 1, 1), (2, 1, 0.5, 3)]),
)
situations = st.builds(
    Situation,
    days=st.sampled_from([3, 6, 20]),
    people=st.just(9),
    trust=st.integers(1, 2),
    met=st.sampled_from([None, frozenset(), frozenset({"venue"})]),
    group=st.sampled_from([None, 9]),
    sprint_days=st.sampled_from([None, 7, 11, 21]),
    dates=st.sampled_from([None, 1, 3]),
    opened=st.booleans(),
)


def named(rows):
    return [Kind(slug=f"k{index}", **row) for index, row in enumerate(rows)]


def every(toolbox, needs, situation, most):
    """All combinations that can be held, the best first: answered, days, kinds, places."""
    found = []
    choices = [range(kind.turns_max + 1) for kind in toolbox]
    for turns in itertools.product(*choices):
        chosen = [kind for kind, turn in zip(toolbox, turns, strict=True) for _ in range(turn)]
        size = len(set(chosen))
        if size <= most and not violations(chosen, situation):
            told = coverage(chosen, needs)
            places = [place for place, turn in enumerate(turns) if turn]
            slugs = tuple(sorted(kind.slug for kind in chosen))
            lean = max(0, math.ceil(abs(sum(k.convergence for k in chosen)) - 0.5 - 1e-9))
            found.append((-round(told.total, 8), round(told.days, 8), size, places, slugs, lean))
    return sorted(found)


def same_as_brute_force(toolbox, needs, situation, most):
    found = fit(toolbox, needs, situation, most=most)
    ranked = every(toolbox, needs, situation, most)
    total, days, _, _, slugs, _ = ranked[0]
    assert found.best.coverage.total == pytest.approx(-total, abs=1e-7)
    assert found.proved
    assert found.bound == found.best.coverage.total
    if sum(needs.asked):
        assert found.best.coverage.days == pytest.approx(days)
        if all(kind.turns_max == 1 for kind in toolbox):
            assert tuple(sorted(found.best.slugs)) == slugs
    others = [one for one in ranked if not set(found.best.slugs) <= set(one[4])]
    if others and sum(needs.asked):
        assert found.gap == pytest.approx(others[0][0] - total, abs=1e-7)
    by_slug = {kind.slug: kind for kind in toolbox}
    for reason in found.reasons:
        without = [-one[0] for one in ranked if reason.slug not in one[4]]
        assert reason.worse == pytest.approx(-total - max(without), abs=1e-7)
    for one in found.front:
        assert not violations([by_slug[slug] for slug in one.slugs], situation)
    front = [(one.coverage.days, one.coverage.total) for one in found.front]
    for spent, answered in front:
        within = [-one[0] for one in ranked if one[1] <= spent + 1e-8]
        assert answered == pytest.approx(max(within), abs=1e-7)
    assert front == sorted(front)
    return ranked


@settings(max_examples=60, deadline=None)
@given(kinds, needs, st.sampled_from([1, 3, 5, 20]), st.integers(0, 4))
def test_no_other_combination_does_better(rows, needs, budget, most):
    same_as_brute_force(named(rows), needs, Situation(days=budget, people=9), most)


@settings(max_examples=80, deadline=None)
@given(strict_kinds, needs, situations, st.integers(1, 4))
def test_no_other_combination_that_can_be_held_does_better(rows, needs, situation, most):
    toolbox = named(rows)
    before = list(toolbox)

    ranked = same_as_brute_force(toolbox, needs, situation, most)

    assert toolbox == before
    # The compromises are exactly the triples that no other one equals or betters in all three.
    triples = {(one[0], one[1], one[5]) for one in ranked}
    kept = {
        one
        for one in triples
        if not any(
            other != one and all(a <= b + 1e-9 for a, b in zip(other, one, strict=True))
            for other in triples
        )
    }
    found = pareto(toolbox, needs, situation, most=most)
    assert len(found) == len(kept)
    for one in found:
        lean = max(0, math.ceil(abs(one.balance) - 0.5 - 1e-9))
        triple = (-round(one.coverage.total, 8), round(one.coverage.days, 8), lean)
        assert any(triple == pytest.approx(other, abs=1e-7) for other in kept)


@needs_data
@pytest.mark.parametrize("days", [6, 25])
@pytest.mark.parametrize(
    "needs",
    [
        Needs(direction=1, measure=1, engage=1, connect=1),
        Needs(direction=-2, measure=1.5, engage=2, connect=2),
        Needs(direction=5, measure=5, engage=5, connect=5),
    ],
)
def test_the_whole_catalogue_is_searched_at_once(catalogue, needs, days):
    started = time.perf_counter()

    found = fit(catalogue, needs, Situation(days=days, people=60, trust=3, maturity=3))

    assert time.perf_counter() - started < 2
    assert found.best.coverage.days <= days
    assert found.best.coverage.total >= found.runner_up.coverage.total
    assert found.front[-1] == found.best
    assert len(found.refused) + len([k for k in catalogue if refusal(k, AMPLE) is None]) >= 83
    # A thousand combinations drawn at random do no better.
    chance = np.random.default_rng(0)
    for _ in range(1000):
        drawn = [catalogue[i] for i in chance.choice(83, 5, replace=False)]
        told = coverage(drawn, needs)
        assert told.days > days or told.total <= found.best.coverage.total + 1e-9


def test_each_reason_says_what_the_activity_is_there_for():
    walk = Kind(slug="walk", days=1, arc=("open",), outputs=("idea",))
    sheet = Kind(slug="sheet", days=1, arc=("close",), prerequisites=("idea",), engage=4)
    poll = Kind(slug="poll", days=2, measure=4)
    situation = Situation(days=5, people=9, met=frozenset())

    found = fit([poll, sheet, walk], Needs(measure=1, engage=1), situation)

    assert found.best.slugs == ("walk", "poll", "sheet")
    first, second, third = found.reasons
    assert (first.dimension, first.lost, first.enables) == (None, 0, ("sheet",))
    assert (first.instead, first.worse) == (("poll",), 0.5)
    assert (second.dimension, second.lost, second.enables) == ("measure", 0.5, ())
    assert third.shares == (0, 0, 1, 0)
    assert (third.turns, third.alone) == (1, 0.5)


def test_several_turns_are_chosen_when_they_are_worth_their_days():
    talk = Kind(slug="talk", days=1, engage=2, turns_max=4)
    vote = Kind(slug="vote", days=1, measure=1)

    found = fit([talk, vote], Needs(engage=1, measure=1), Situation(days=5, people=9))

    assert found.best.slugs.count("talk") == 4
    assert found.best.coverage.total == pytest.approx((1 + 0.25) / 2)
    assert found.reasons[0].turns == 4
    assert found.best.balance == 0


def test_turns_that_bring_nothing_more_are_not_held():
    talk = Kind(slug="talk", days=1, engage=4, turns_max=4)

    assert fit([talk], Needs(engage=1), AMPLE).best.slugs == ("talk",)


def test_a_kind_may_be_held_less_than_would_replace_another():
    long = Kind(slug="long", days=3, measure=2)
    short = Kind(slug="short", days=1, measure=1.6, turns_max=2)

    # Two short ones are better than the long one, yet one of each is just enough.
    found = fit([long, short], Needs(measure=0.9), Situation(days=9, people=9))

    assert sorted(found.best.slugs) == ["long", "short"]
    assert found.best.coverage.total == pytest.approx(1)


def test_a_search_cut_short_says_what_could_still_be():
    toolbox = [
        Kind(slug=f"k{i}", days=1 + i / 7, measure=(i * 7) % 5 * 0.7, engage=(i * 3) % 4)
        for i in range(12)
    ]
    needs = Needs(measure=2, engage=2)
    situation = Situation(days=6, people=9)

    whole, short = fit(toolbox, needs, situation), fit(toolbox, needs, situation, limit=5)

    assert whole.proved
    assert whole.bound == whole.best.coverage.total
    assert not short.proved
    assert short.best.coverage.total <= whole.best.coverage.total <= short.bound <= 1
    assert short.examined < whole.examined


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": math.nan},
        {"days": math.inf},
        {"convergence": 1.5},
        {"measure": math.nan},
        {"engage": 5},
        {"turns_max": 0},
        {"span_days": math.inf},
        {"trust_min": math.nan},
        {"dates": -1},
    ],
)
def test_a_kind_has_marks_within_bounds(wrong):
    with pytest.raises(AToolboxOutOfBounds, match="x: Kinds"):
        fit([Kind(**{"slug": "x", "days": 1, **wrong})], Needs(measure=1), AMPLE)


@settings(max_examples=25, deadline=None)
@given(strict_kinds, needs, situations)
def test_a_need_within_its_margins_does_not_change_the_choice(rows, needs, situation):
    toolbox = named(rows)
    choice = fit(toolbox, needs, situation, most=3).best.slugs
    by_slug = {kind.slug: kind for kind in toolbox}
    chosen = [by_slug[slug] for slug in choice]

    def behind(toolbox, needs, chosen):
        best = fit(toolbox, needs, situation, most=3).best.coverage
        whole = sum(w * d for w, d in zip(needs.weights, needs.asked, strict=True))
        return (best.total - coverage(chosen, needs).total) * whole

    for one in sensitivity(toolbox, needs, situation, choice, most=3):
        if one.of == "mark":
            continue
        index = DIMENSIONS.index(one.name)
        far = max(4, 4 * one.at)
        for inside in (one.least or 0, one.at, far if one.most is None else one.most):
            assert behind(toolbox, asking(needs, index, inside), chosen) <= 1e-6
        for outside, bound, rival in (
            (-0.01, one.least, one.below),
            (0.01, one.most, one.above),
        ):
            if bound is not None and bound + outside >= 0:
                there = asking(needs, index, bound + outside)
                assert behind(toolbox, there, chosen) > 0
                better = [by_slug[slug] for slug in rival]
                assert not violations(better, situation)


@settings(max_examples=25, deadline=None)
@given(kinds, needs, st.sampled_from([3, 5]))
def test_a_mark_above_its_margin_keeps_its_activity(rows, needs, budget):
    toolbox = named(rows)
    situation = Situation(days=budget, people=9)
    choice = fit(toolbox, needs, situation, most=3).best.slugs

    for one in sensitivity(toolbox, needs, situation, choice, most=3):
        if one.of == "need":
            continue

        def at(share, one=one):
            marks = ("convergence", "measure", "engage", "connect_qty", "connect_quality")
            weaker = [
                replace(kind, **{name: getattr(kind, name) * share for name in marks})
                if kind.slug == one.name
                else kind
                for kind in toolbox
            ]
            mine = coverage([kind for kind in weaker if kind.slug in choice], needs).total
            rest = [kind for kind in weaker if kind.slug != one.name]
            return mine - fit(rest, needs, situation, most=3).best.coverage.total

        assert at(0 if one.least is None else one.least) >= -1e-5
        if one.least is not None and one.least > 0.01:
            assert at(one.least - 0.01) < 1e-9


def test_margins_are_those_of_the_best_choice():
    kinds = [Kind(slug="poll", days=1, measure=4), Kind(slug="walk", days=1, measure=1)]

    with pytest.raises(NotTheBestChoice):
        sensitivity(kinds, Needs(measure=1), Situation(days=1, people=9), ["walk"])


def test_the_order_of_the_rows_changes_only_what_is_equal():
    chance = np.random.default_rng(3)
    toolbox = [
        Kind(
            slug=f"k{i}",
            days=float(chance.uniform(0.5, 3)),
            measure=float(chance.uniform(0, 4)),
            engage=float(chance.uniform(0, 4)),
            convergence=float(chance.uniform(-1, 1)),
        )
        for i in range(20)
    ]
    needs, situation = Needs(direction=1, measure=2, engage=2), Situation(days=7, people=9)
    found = fit(toolbox, needs, situation)

    mixed = fit([toolbox[i] for i in chance.permutation(20)], needs, situation)

    assert mixed.best == found.best
    assert mixed.runner_up == found.runner_up
    assert mixed.front == found.front


def test_an_empty_toolbox_and_no_place_offer_nothing():
    poll = Kind(slug="poll", days=1, measure=4)

    for kinds, most in (([], 5), ([poll], 0)):
        found = fit(kinds, Needs(measure=1), AMPLE, most=most)
        assert (found.best.slugs, found.runner_up, found.proved) == ((), None, True)
        assert [one.slugs for one in found.front] == [()]
        assert [one.slugs for one in pareto(kinds, Needs(measure=1), AMPLE, most=most)] == [()]


def test_the_worked_example_of_the_page_is_true():
    catalogue = kinds_of(read_toolbox(None))
    free = [replace(kind, inside=False) for kind in catalogue]
    needs = Needs(direction=1.5, measure=1, engage=2, connect=1)
    situation = Situation(days=8, people=40, trust=1, maturity=1)

    found = fit(free, needs, situation)

    reasons = [one.reason for one in found.refused]
    assert [reasons.count(name) for name in ("trust", "days", "maturity")] == [11, 7, 3]
    assert found.combinations == 7_068_621
    assert found.examined < 10_000
    worth = [one for one in found.front if one.slugs]
    assert len(worth) == 9
    assert (round(worth[0].coverage.days, 2), round(worth[0].coverage.total, 2)) == (0.1, 0.23)
    assert (round(found.best.coverage.days, 2), found.best.coverage.total) == (0.62, 1)
    assert found.gap == 0
    hosted = fit(catalogue, needs, replace(situation, opened=False)).best
    assert (len(hosted.slugs), round(hosted.coverage.days, 2)) == (4, 0.82)


def test_the_margins_say_from_where_another_choice_is_better():
    poll = Kind(slug="poll", days=2, measure=4, convergence=-0.4)
    walk = Kind(slug="walk", days=2, convergence=-1)
    needs = Needs(direction=-0.5, measure=0.3)
    situation = Situation(days=2, people=9)
    # poll answers 0.4 + 0.3, walk 0.5: walk is better below 0.1 of measure, or from 0.7 of direction.
    assert fit([poll, walk], needs, situation).best.slugs == ("poll",)

    direction, measure, mark = sensitivity([poll, walk], needs, situation, ["poll"])

    assert (direction.of, direction.name, direction.at) == ("need", "direction", 0.5)
    assert (direction.least, direction.most, direction.above) == (None, 0.7, ("walk",))
    assert (measure.least, measure.most, measure.below) == (0.1, None, ("walk",))
    # All its marks at 50 %: 0.2 + 0.3, as much as the walk.
    assert (mark.of, mark.name, mark.least, mark.below) == ("mark", "poll", 0.5, ("walk",))
