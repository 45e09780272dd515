import numpy as np
import pytest

from maven.method.landscape.representative import representative_of
from maven.method.landscape.standing import (
    priorities,
    share,
    tally_of,
    traits_of,
    z_one,
    z_two,
)
from maven.method.votes import votes_of


def test_a_share_of_nobody_is_one_half():
    assert share(np.array([0]), np.array([0])).tolist() == [0.5]


def test_the_tests_of_proportions_by_hand():
    seven, eight = np.array([7]), np.array([8])

    assert z_one(seven, eight) == pytest.approx(2 * 3 * (8 / 9 - 0.5))
    assert z_two(seven, eight, seven, eight).tolist() == [0.0]
    assert z_two(eight, eight, eight, eight).tolist() == [0.0]


def test_a_group_is_never_without_a_word():
    votes = votes_of([("ana", 1, 1), ("ana", 2, 0), ("luc", 1, 1), ("luc", 2, 0)])

    tally = tally_of(votes, np.array([0, 1]), 2)
    traits = traits_of(tally, votes.statements, np.ones(2, bool))

    assert [[one.statement for one in words] for words in traits] == [[1], [1]]


def test_a_group_that_answered_nothing_says_nothing():
    votes = votes_of([("ana", 1, 1)])

    tally = tally_of(votes, np.array([0]), 2)

    assert traits_of(tally, votes.statements, np.ones(1, bool))[1] == ()


def test_a_new_statement_is_asked_first():
    votes = votes_of([(i, 1, 1) for i in range(20)], statements=[1, 2])

    tally = tally_of(votes, np.zeros(20, np.int64), 1)
    weights = priorities(tally, np.zeros(2))

    assert weights[1] > weights[0]


def test_only_what_is_sure_speaks_for_a_group():
    """The server would lead with « a », which most of the group agrees with, unsurely."""
    answers = {"a": ([1, 1, 1, -1, -1], [-1, -1, 1, 1, -1]), "b": ([-1] * 5, [1] * 5)}
    votes = votes_of(
        (5 * side + i, key, value)
        for key, both in answers.items()
        for side, values in enumerate(both)
        for i, value in enumerate(values)
    )

    tally = tally_of(votes, np.repeat([0, 1], 5), 2)

    everything = np.ones(2, bool)
    ours = traits_of(tally, votes.statements, everything)
    theirs = representative_of(tally, votes.statements, everything)
    assert [(one.statement, one.side) for one in ours[0]] == [("b", -1)]
    assert [(one.statement, one.side) for one in theirs[0]] == [("a", 1), ("b", -1)]
