"""Whom to ask to carry a cause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maven.method import ties
from maven.method.intervals import wilson
from maven.method.ties.champions import ACountBelowNothing, ASectorFromNowhere, NobodyToAsk

PEOPLE = ["ana", "bob", "luc", "zoe"]


def suggested(**components):
    found = ties.champions(PEOPLE, **components)
    return [(one.person, one.mean_rank) for one in found.candidates]


def test_the_four_components_are_shown_with_their_ranks():
    found = ties.champions(
        PEOPLE,
        quality_ties=ties.network_of([("ana", "bob"), ("ana", "luc"), ("ana", "eva")]),
        accepted={"ana": 2, "bob": 5},
        endorsed_by={"ana": ["public", "public", "private"], "zoe": ["public"]},
        sectors=7,
        kept={"ana": 1, "bob": 1, "luc": 1, "zoe": 3},
    )

    ana = found.candidates[0]
    assert (ana.person, ana.accepted, ana.kept) == ("ana", 2, 1)
    assert ana.endorsed == wilson(2, 7).low
    assert ana.ranks == (1.0, 2.0, 1.0, 3.0)
    assert ana.mean_rank == 7 / 4
    assert found.absent == ()
    zoe = next(one for one in found.candidates if one.person == "zoe")
    assert (zoe.centrality, zoe.ranks) == (0.0, (4.0, 3.5, 2.0, 1.0))


def test_equals_share_the_mean_of_their_ranks():
    assert suggested(kept={"ana": 1, "bob": 1, "luc": 4}) == [
        ("luc", 1.0),
        ("ana", 2.5),
        ("bob", 2.5),
        ("zoe", 4.0),
    ]


def test_what_tells_nobody_apart_is_absent():
    found = ties.champions(PEOPLE, accepted=dict.fromkeys(PEOPLE, 3), kept={"bob": 1})

    assert found.absent == ("centrality", "accepted", "endorsed")
    assert found.candidates[0].ranks == (None, None, None, 1.0)
    assert found.candidates[0].accepted == 3


def test_knowing_nothing_everybody_is_in_the_middle():
    found = ties.champions(PEOPLE)

    assert [one.mean_rank for one in found.candidates] == [2.5] * 4
    assert found.absent == ("centrality", "accepted", "endorsed", "kept")
    assert ties.champions(["ana"]).candidates[0].mean_rank == 1.0


def test_endorsements_of_one_sector_count_once():
    found = ties.champions(PEOPLE, endorsed_by={"ana": ["public"] * 9, "bob": ["public", 2]})

    assert [one.person for one in found.candidates][:2] == ["bob", "ana"]


def test_quality_ties_that_weigh_more_count_more():
    network = ties.network_of([("ana", "bob", 5.0), ("luc", "zoe", 1.0), ("bob", "luc", 1.0)])

    assert suggested(quality_ties=network)[0][0] == "bob"


@given(st.permutations(PEOPLE), st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 3)))
def test_the_order_of_people_changes_nothing(order, kept):
    assert ties.champions(order, kept=kept) == ties.champions(PEOPLE, kept=kept)


def test_what_cannot_be_is_refused():
    with pytest.raises(NobodyToAsk):
        ties.champions([])
    with pytest.raises(ACountBelowNothing):
        ties.champions(PEOPLE, accepted={"ana": -1})
    with pytest.raises(ASectorFromNowhere):
        ties.champions(PEOPLE, endorsed_by={"ana": [1, 2]}, sectors=1)
