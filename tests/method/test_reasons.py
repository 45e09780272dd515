import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.matchmaking import introductions, weigh
from maven.method.matchmaking.circle import AMeetingWithOneself, APersonTwice
from maven.method.matchmaking.reasons import (
    ABeliefBelowZero,
    ATieBeyondOne,
    Beliefs,
    Portrait,
    Reason,
    ViewsDoNotFit,
)

ANA = Portrait(
    key="ana",
    offers=frozenset({"soil", "law"}),
    seeks=frozenset({"money"}),
    causes=frozenset({"water", "forest"}),
    sector="farm",
    slots=frozenset({1, 2}),
)
LUC = Portrait(
    key="luc",
    offers=frozenset({"money"}),
    seeks=frozenset({"soil"}),
    causes=frozenset({"water"}),
    sector="bank",
    slots=frozenset({2, 3, 4}),
)
ZOE = Portrait(key="zoe", sector="bank")
TOM = Portrait(key="tom", slots=frozenset({1}))


def view(key, *place):
    return Portrait(key=key, view=place)


def test_each_reason_has_its_share_and_its_figure():
    hopes = weigh([LUC, ANA], ties={("luc", "ana"): 0.25, ("ana", "stranger"): 1})

    assert hopes.reasons_of("luc", "ana") == (
        Reason(code="exchange", share=3, figure=2, about=("money", "soil")),
        Reason(code="cause", share=2, figure=1, about=("water",)),
        Reason(code="sector", share=1),
        Reason(code="untied", share=0.75, figure=0.75),
        Reason(code="time", share=0.125, figure=1),
    )
    assert hopes.weight[0, 1] == 6.875


def test_the_shares_are_the_weight():
    hopes = weigh([ANA, LUC, ZOE, TOM])

    for a in hopes.people:
        for b in hopes.people:
            if a != b:
                weight = hopes.weight[hopes.people.index(a), hopes.people.index(b)]
                assert sum(one.share for one in hopes.reasons_of(a, b)) == pytest.approx(weight)
    assert [one.figure for one in hopes.reasons_of("ana", "zoe") if one.code == "time"] == [2]


def test_who_is_never_there_together_or_well_tied_is_not_proposed():
    hopes = weigh([ANA, LUC, ZOE, TOM], ties={("ana", "zoe"): 1})

    assert hopes.people == ("ana", "luc", "tom", "zoe")
    assert (hopes.weight > 0).tolist() == [
        [False, True, True, False],
        [True, False, False, True],
        [True, False, False, True],
        [False, True, True, False],
    ]
    assert hopes.reasons_of("luc", "tom") == ()


def test_who_says_to_be_never_there_meets_nobody():
    absent = Portrait(key="eve", slots=frozenset())

    hopes = weigh([absent, ZOE, Portrait(key="ian")])

    assert (hopes.weight > 0).tolist() == [[0, 0, 0], [0, 0, 1], [0, 1, 0]]
    assert weigh([ZOE, Portrait(key="ian")]).reasons_of("zoe", "ian")[0].code == "untied"


def test_a_small_weight_is_not_proposed():
    assert weigh([ANA, LUC, ZOE], least=4).weight.astype(bool).sum() == 2


def test_near_but_different_views_count_and_no_figure_tells_an_opinion():
    people = [view(str(k), float(k), 0.0) for k in range(5)]
    hopes = weigh([*people, ZOE], beliefs=Beliefs(near=0.4, far=0.7))

    assert hopes.shares["view"][0].tolist() == [0, 0, 1, 0, 0, 0]
    (told,) = [one for one in hopes.reasons_of("0", "2") if one.code == "view"]
    assert told == Reason(code="view", share=1)
    assert not weigh([people[0], ZOE]).shares["view"].any()


def test_beliefs_can_be_changed():
    beliefs = Beliefs(exchange=0, cause=0, untied=0, sector=7, time=0)

    assert weigh([ANA, LUC], beliefs=beliefs).reasons_of("ana", "luc") == (
        Reason(code="sector", share=7),
    )


def test_proposals_carry_the_reasons_of_their_weight():
    hopes = weigh([ANA, LUC, ZOE, TOM])

    found = introductions(hopes.people, hopes.weight, slots=2, reasons=hopes.reasons_of)

    for pairs in found.rounds:
        for one in pairs:
            assert sum(reason.share for reason in one.reasons) == pytest.approx(one.weight)


@given(st.permutations(range(6)), st.integers(0, 50))
@settings(deadline=None, max_examples=20)
def test_the_order_of_people_does_not_matter(order, seed):
    chance = np.random.default_rng(seed)
    people = [view(k, *chance.normal(size=2)) for k in range(6)]

    first, second = weigh(people), weigh([people[k] for k in order])

    assert first.people == second.people
    assert (first.weight == second.weight).all()
    assert (first.weight == first.weight.T).all()


@pytest.mark.parametrize(
    ("fact", "portraits", "wrong"),
    [
        (APersonTwice, [ANA, ANA], {}),
        (ABeliefBelowZero, [ANA, LUC], {"beliefs": Beliefs(cause=-1)}),
        (ABeliefBelowZero, [ANA, LUC], {"beliefs": Beliefs(view=float("nan"))}),
        (ABeliefBelowZero, [ANA, LUC], {"least": float("inf")}),
        (ATieBeyondOne, [ANA, LUC], {"ties": {("ana", "luc"): 1.5}}),
        (ATieBeyondOne, [ANA, LUC], {"ties": {("ana", "luc"): float("nan")}}),
        (AMeetingWithOneself, [ANA, LUC], {"ties": {("ana", "ana"): 1}}),
        (ViewsDoNotFit, [view(1, 0.0), view(2, 0.0, 1.0)], {}),
        (ViewsDoNotFit, [view(1, float("nan"))], {}),
    ],
)
def test_what_cannot_be_weighed_is_refused_by_name(fact, portraits, wrong):
    with pytest.raises(fact):
        weigh(portraits, **wrong)


@pytest.mark.parametrize("people", [[], [ANA]])
def test_hardly_anybody_is_weighed_as_nothing(people):
    assert not weigh(people).weight.any()
