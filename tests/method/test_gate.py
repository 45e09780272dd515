"""The gate: everything that a selection does not respect has a name."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.coverage import (
    ASituationOutOfBounds,
    Kind,
    Needs,
    Situation,
    Violation,
    in_arc,
    violations,
)
from maven.method.coverage.arc import can_host, stage, waits
from maven.method.coverage.kinds import ANeedOutOfBounds
from maven.method.fit import fit

AMPLE = Situation(days=100, people=100, trust=4, maturity=4)


def named(selection, situation):
    return [
        (one.reason, one.slugs, one.needed, one.found) for one in violations(selection, situation)
    ]


def test_everything_that_is_not_respected_is_named():
    kind = Kind(
        slug="forum",
        days=9,
        dates=2,
        people_min=50,
        people_max=60,
        trust_min=2,
        maturity_min=3,
        span_days=30,
        prerequisites=("venue", "host"),
        inside=True,
        arc=("converge",),
    )
    situation = Situation(
        days=5,
        people=40,
        trust=1,
        maturity=1,
        met=frozenset({"venue"}),
        group=70,
        sprint_days=21,
        dates=3,
        opened=False,
    )

    assert named([kind, kind], situation) == [
        ("days", ("forum",), 18, 5),
        ("dates", ("forum",), 4, 3),
        ("people", ("forum",), 50, 40),
        ("group", ("forum",), 70, 60),
        ("trust", ("forum",), 2, 1),
        ("maturity", ("forum",), 3, 1),
        ("span", ("forum",), 30, 21),
        ("turns", ("forum",), 2, 1),
        ("prerequisites", ("forum",), 1, 0),
        ("session", ("forum",), 1, 0),
        ("arc", ("forum",), 1, 0),
    ]
    assert violations([kind], situation)[-3].missing == ("host",)


def test_nothing_is_violated_by_doing_nothing():
    assert violations([], Situation(days=0, people=0, met=frozenset(), dates=0, opened=False)) == ()


def test_what_one_makes_another_may_need_if_it_comes_before():
    walk = Kind(slug="walk", days=1, arc=("open",), outputs=("idea",))
    late = Kind(slug="late", days=1, arc=("close",), outputs=("idea",))
    sheet = Kind(slug="sheet", days=1, arc=("converge",), prerequisites=("idea",))
    nothing_met = Situation(days=9, people=9, met=frozenset())

    assert violations([sheet, walk], nothing_met) == ()
    assert violations([sheet, late], nothing_met) == (
        Violation(reason="prerequisites", slugs=("sheet",), needed=1, found=0, missing=("idea",)),
    )
    assert [kind.slug for kind in in_arc([sheet, walk], frozenset())] == ["walk", "sheet"]
    found = fit([sheet, walk, late], Needs(), nothing_met)
    assert found.refused == ()


def test_at_the_same_place_in_the_arc_what_makes_comes_first():
    sheet = Kind(slug="sheet", days=1, arc=("converge",), prerequisites=("idea",))
    choose = Kind(slug="choose", days=1, arc=("converge",), outputs=("idea",), convergence=1)

    assert [kind.slug for kind in in_arc([sheet, choose], frozenset())] == ["choose", "sheet"]
    assert [kind.slug for kind in in_arc([choose, sheet])] == ["sheet", "choose"]


def test_two_that_wait_for_each_other_cannot_be_held():
    hen = Kind(slug="hen", days=1, prerequisites=("egg",), outputs=("hen",), measure=4)
    egg = Kind(slug="egg", days=1, prerequisites=("hen",), outputs=("egg",), measure=4)
    nothing_met = Situation(days=9, people=9, met=frozenset())

    assert [one.missing for one in violations([hen, egg], nothing_met)] == [("egg",), ("hen",)]
    assert fit([hen, egg], Needs(measure=2), nothing_met).best.slugs == ()


def test_what_is_waited_for_takes_its_time():
    walk = Kind(slug="walk", days=1, arc=("open",), outputs=("idea",), span_days=10)
    talk = Kind(slug="talk", days=1, arc=("open",), outputs=("idea",), span_days=4)
    sheet = Kind(slug="sheet", days=1, arc=("close",), prerequisites=("idea",), span_days=7)
    sprint = Situation(days=9, people=9, met=frozenset(), sprint_days=14)

    assert named([walk, sheet], sprint) == [("chain", ("sheet",), 17, 14)]
    assert violations([walk, talk, sheet], sprint) == ()
    assert waits([walk, talk, sheet]) == [(0, 10), (0, 4), (1, 11)]


def test_people_are_asked_to_converge_only_when_something_was_opened():
    vote = Kind(slug="vote", days=1, arc=("converge", "close"), measure=4)
    both = Kind(slug="both", days=1, arc=("diverge", "converge"))
    unsaid = Kind(slug="unsaid", days=1, convergence=1)
    closed = Situation(days=9, people=9, opened=False)

    assert named([vote], closed) == [("arc", ("vote",), 1, 0)]
    assert violations([vote, both], closed) == ()
    assert violations([unsaid], closed) == ()
    assert violations([vote], Situation(days=9, people=9)) == ()
    assert [one.reason for one in fit([vote], Needs(measure=1), closed).refused] == ["arc"]


def test_what_is_lived_inside_a_session_needs_one_that_holds_enough():
    vote = Kind(slug="vote", days=1, inside=True, people_min=8)
    small = Kind(slug="small", days=1, hosts=True, people_max=6)
    large = Kind(slug="large", days=1, hosts=True)

    assert not can_host(small, vote)
    assert [one.reason for one in violations([vote, small], AMPLE)] == ["session"]
    assert violations([vote, large], AMPLE) == ()
    assert [one.reason for one in fit([vote, small], Needs(measure=1), AMPLE).refused] == [
        "session"
    ]


def test_what_cannot_be_made_is_refused_with_all_that_counts_on_it():
    first = Kind(slug="first", days=1, prerequisites=("venue",), outputs=("idea",))
    second = Kind(slug="second", days=1, prerequisites=("idea",))

    found = fit([first, second], Needs(measure=1), Situation(days=9, people=9, met=frozenset()))

    assert [(one.slug, one.reason) for one in found.refused] == [
        ("first", "prerequisites"),
        ("second", "prerequisites"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": float("nan")},
        {"days": float("inf")},
        {"people": -1},
        {"trust": -1},
        {"group": -1},
        {"dates": float("nan")},
        {"sprint_days": float("inf")},
    ],
)
def test_a_situation_has_bounds(wrong):
    with pytest.raises(ASituationOutOfBounds):
        Situation(**{"days": 1, "people": 1, **wrong})


@pytest.mark.parametrize(
    "wrong", [{"measure": float("nan")}, {"direction": float("inf")}, {"weights": (1, 1)}]
)
def test_needs_are_finite(wrong):
    with pytest.raises(ANeedOutOfBounds):
        Needs(**wrong)


TERMS = st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple)
kinds = st.lists(
    st.builds(
        dict,
        arc=st.sampled_from([(), ("open",), ("converge",), ("close",)]),
        prerequisites=TERMS,
        outputs=TERMS,
        span_days=st.sampled_from([0, 3, 8]),
    ),
    max_size=5,
).map(lambda rows: [Kind(slug=f"k{i}", days=1, **row) for i, row in enumerate(rows)])


def soonest(order, met):
    """The last day, if held in that order; None when something is missing on the way."""
    ends = {}
    for kind in order:
        start = 0
        for need in kind.prerequisites:
            if need in met:
                continue
            made = [
                end
                for other, end in ends.items()
                if need in other.outputs and stage(other) <= stage(kind)
            ]
            if not made:
                return None
            start = max(start, min(made))
        ends[kind] = start + kind.span_days
    return max(ends.values(), default=0)


@settings(max_examples=100, deadline=None)
@given(kinds, st.sampled_from([frozenset(), frozenset("a")]), st.sampled_from([7, 12, 30]))
def test_a_selection_passes_when_some_order_of_it_can_be_held(kinds, met, sprint):
    tried = [soonest(order, met) for order in itertools.permutations(kinds)]
    last = min((day for day in tried if day is not None), default=None)

    found = violations(kinds, Situation(days=9, people=9, met=met, sprint_days=sprint))

    assert (not found) == (last is not None and last <= sprint)
    if last is None:
        assert "prerequisites" in {one.reason for one in found}
    mixed = violations(kinds[::-1], Situation(days=9, people=9, met=met, sprint_days=sprint))
    assert {(one.reason, one.needed, one.missing) for one in mixed} == {
        (one.reason, one.needed, one.missing) for one in found
    }
