"""How far pairs have come, by hand and against a plain count."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method import ties
from maven.method.intervals import wilson
from maven.method.ties import Evidence
from maven.method.ties.ladder import (
    APairOfOne,
    ARungThatIsNot,
    AWitnessFromOutside,
    TooFewPeople,
    WeightsThatFall,
)
from maven.method.ties.transitions import ADayBeforeTheEvidence, ATimeThatIsNot

START = date(2014, 1, 1)


def on(day):
    return START + timedelta(days=day)


def told(rung, day, **more):
    return Evidence(**{"a": "ana", "b": "luc", "rung": rung, "on": on(day)} | more)


def reached(*evidence, **options):
    """The days on which ana and luc reached each rung, and why the rest does not count."""
    found = ties.ladder(evidence, **options)
    days = [(day - START).days for pair in found.pairs for day in pair.reached]
    return days, [one.why for one in found.set_aside]


def test_a_pair_goes_up_rung_by_rung():
    assert reached(*(told(rung, 10 * rung) for rung in range(1, 6))) == ([10, 20, 30, 40, 50], [])


def test_the_same_rung_again_changes_nothing():
    assert reached(told(1, 3), told(1, 8), told(2, 9), told(1, 12)) == ([3, 9], [])


def test_an_exchange_is_a_meeting_of_minds():
    assert reached(told(2, 9)) == ([9, 9], [])


def test_a_commitment_without_a_change_of_intention_is_a_skipped_rung():
    assert reached(told(2, 1), told(4, 9)) == ([1, 1], ["skipped rung"])


def test_a_change_before_the_exchange_is_not_its_fruit():
    assert reached(told(3, 1), told(2, 5)) == ([5, 5], ["skipped rung"])


def test_all_rungs_may_be_climbed_in_a_day():
    assert reached(*(told(rung, 7) for rung in (5, 3, 1, 4, 2))) == ([7] * 5, [])


def test_an_exchange_needs_both_sides_in_one_activity():
    one, other = told(2, 3, by="ana", activity=1), told(2, 5, by="luc", activity=1)
    elsewhere = told(2, 4, by="luc", activity=2)

    assert reached(one) == ([], ["one side"])
    assert reached(one, elsewhere) == ([], ["one side"] * 2)
    assert reached(other, one) == ([5, 5], [])
    assert reached(one, one) == ([], ["one side"] * 2)
    assert reached(one, told(2, 4, activity=1)) == ([4, 4], [])


def test_a_change_or_a_commitment_needs_one_side_only():
    assert reached(told(2, 1), told(3, 2, by="ana"), told(4, 3, by="luc"))[0] == [1, 1, 2, 3]


def test_what_is_contradicted_counts_for_nothing_nor_what_rests_on_it():
    evidence = told(1, 1), told(2, 2, contradicted=True), told(3, 3)

    assert reached(*evidence) == ([1], ["contradicted", "skipped rung"])


def test_a_commitment_long_after_the_exchange_is_not_its_fruit():
    evidence = told(2, 0), told(3, 1), told(4, 43)

    assert reached(*evidence) == ([0, 0, 1], ["too late"])
    assert reached(*evidence, within=43) == ([0, 0, 1, 43], [])
    assert reached(*evidence, within=None) == ([0, 0, 1, 43], [])
    assert reached(*evidence, told(2, 30)) == ([0, 0, 1, 43], [])


def test_quantity_quality_and_yield_are_counted():
    evidence = [
        *(told(rung, rung) for rung in (1, 2, 3, 4)),
        told(1, 1, b="zoe"),
        told(2, 1, a="bob", b="zoe", activity="meetup"),
        told(2, 1, a="bob", b="luc", activity="talk"),
    ]

    found = ties.ladder(evidence, people=5)

    assert found.distribution == (6, 1, 2, 0, 1, 0)
    assert (found.quantity, found.quality, found.gone_through) == (4, 1, (4, 3, 1, 1, 0))
    assert found.result == wilson(1, 3)
    assert ties.ladder(evidence).distribution == (None, 1, 2, 0, 1, 0)
    assert ties.yields(found) == {
        "meetup": wilson(0, 1),
        "talk": wilson(0, 1),
        None: wilson(1, 1),
    }
    assert ties.yields(found, {"meetup": "open"}) == {"open": wilson(0, 1), None: wilson(1, 2)}
    assert ties.scores(found) == {"ana": 5, "bob": 4, "luc": 6, "zoe": 3}
    assert ties.scores(found, (0, 0, 0, 0, 1, 1)) == {"ana": 1, "bob": 0, "luc": 1, "zoe": 0}


def test_without_evidence_everybody_is_a_stranger():
    found = ties.ladder([], people=3)

    assert (found.distribution, found.quantity, found.result.value) == ((3, 0, 0, 0, 0, 0), 0, None)
    assert (ties.scores(found), ties.yields(found)) == ({}, {})


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"b": "ana"}, APairOfOne),
        ({"rung": 0}, ARungThatIsNot),
        ({"rung": 6}, ARungThatIsNot),
        ({"by": "zoe"}, AWitnessFromOutside),
    ],
)
def test_evidence_that_cannot_be_is_refused(wrong, refusal):
    with pytest.raises(refusal):
        ties.ladder([told(1, 1), told(**{"rung": 2, "day": 2} | wrong)])


def test_fewer_people_than_named_are_refused():
    with pytest.raises(TooFewPeople):
        ties.ladder([told(1, 1)], people=1)


@pytest.mark.parametrize("weights", [(0, 1), (0, 2, 1, 3, 4, 5), (-1, 0, 1, 2, 3, 4)])
def test_weights_that_fall_are_refused(weights):
    with pytest.raises(WeightsThatFall):
        ties.scores(ties.ladder([told(1, 1)]), weights)


records = st.builds(
    Evidence,
    a=st.sampled_from(["ana", "luc"]),
    b=st.sampled_from(["bob", "zoe", 3]),
    rung=st.integers(1, 5),
    on=st.integers(0, 60).map(on),
    activity=st.sampled_from([None, 1, "talk"]),
    contradicted=st.booleans(),
)


@given(st.lists(records, max_size=25), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_records_changes_nothing_and_each_rung_follows_the_one_below(some, chance):
    found = ties.ladder(some)
    again = list(some)
    chance.shuffle(again)

    assert ties.ladder(again) == found
    assert sum(one for one in found.distribution[1:]) == found.quantity
    assert list(found.gone_through) == sorted(found.gone_through, reverse=True)
    for pair in found.pairs:
        assert list(pair.reached) == sorted(pair.reached)
        assert 1 <= pair.rung <= 5


@given(st.lists(records, max_size=25), records)
@settings(max_examples=40, deadline=None)
def test_more_evidence_never_takes_a_rung_away(some, more):
    before = {(pair.a, pair.b): pair.rung for pair in ties.ladder(some).pairs}
    after = {(pair.a, pair.b): pair.rung for pair in ties.ladder([*some, more]).pairs}

    assert all(after[pair] >= rung for pair, rung in before.items())


climbs = st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=5), min_size=1, max_size=14)


@given(climbs)
@settings(max_examples=40, deadline=None)
def test_when_all_are_observed_to_the_end_probabilities_are_shares(waits):
    evidence = [
        Evidence(a=number, b="x", rung=rung, on=on(sum(steps[:rung])))
        for number, steps in enumerate(waits)
        for rung in range(1, len(steps) + 1)
    ]

    found = ties.transitions(ties.ladder(evidence, within=None), until=on(400), after=42)

    standing = [
        sum(sum(steps[1:rung]) <= 42 for steps in waits if len(steps) >= rung)
        for rung in range(1, 6)
    ]
    shares = -np.diff([*standing, 0]) / len(waits)
    if len(waits) >= 10:
        assert found.standing == pytest.approx(shares, abs=1e-12)
    else:
        assert found.standing is None
    assert found.matrix.sum(axis=1) == pytest.approx(np.ones(5))
    assert np.all(found.matrix >= -1e-12)
    for step in found.steps:
        through = [steps[step.rung] for steps in waits if len(steps) > step.rung]
        assert step.pairs == sum(len(steps) >= step.rung for steps in waits)
        if step.onward is None:
            assert step.rung == 5 or step.pairs < 10
        else:
            share = sum(wait <= 42 for wait in through) / step.pairs
            assert step.onward == pytest.approx(share, abs=1e-12)
            assert 0 <= step.low <= step.onward <= step.high <= 1


def test_pairs_not_observed_any_longer_are_left_open():
    # Twelve pairs met: four exchanged on day 10, four are observed for 5 days only.
    early = [told(1, 0, b=number) for number in range(8)]
    early += [told(2, 10, b=number) for number in range(4)]
    late = [told(1, 45, b=number) for number in range(8, 12)]

    found = ties.transitions(ties.ladder(early + late), until=on(50))

    assert found.standing == pytest.approx([0.5, 0.5, 0, 0, 0])
    (met, exchanged, *_) = found.steps
    assert (met.pairs, met.standing, met.stuck, met.onward) == (12, 8, 4, 0.5)
    assert (exchanged.pairs, exchanged.stuck, exchanged.onward) == (4, 0, None)


def test_nothing_is_told_after_longer_than_anybody_was_observed():
    evidence = [told(1, 0, b=number) for number in range(12)]

    found = ties.transitions(ties.ladder(evidence), until=on(10))

    assert [step.onward for step in found.steps] == [None] * 5


def test_transitions_of_nobody_are_none():
    found = ties.transitions(ties.ladder([]), until=START)

    assert found.standing is None
    assert found.matrix.tolist() == np.eye(5).tolist()


def test_an_observation_shorter_than_the_evidence_is_refused():
    found = ties.ladder([told(1, 9)])

    with pytest.raises(ADayBeforeTheEvidence):
        ties.transitions(found, until=on(8))
    with pytest.raises(ATimeThatIsNot):
        ties.transitions(found, until=on(9), after=0)
