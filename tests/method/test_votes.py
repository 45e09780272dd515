import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maven.method.votes import canonical, votes_of


def test_the_last_word_of_a_person_wins():
    votes = votes_of([("ana", 1, 1), ("ana", 1, -1)])

    assert votes.value.tolist() == [-1]
    assert len(votes) == 1


def test_a_statement_nobody_answered_keeps_its_column():
    votes = votes_of([("ana", 2, 1)], statements=[3, 1, 2])

    assert votes.statements == (1, 2, 3)
    assert votes.column.tolist() == [1]


def test_no_vote_at_all_is_an_empty_table():
    votes = votes_of([])

    assert (votes.participants, votes.statements, len(votes)) == ((), (), 0)


def test_a_vote_is_one_of_three_values():
    with pytest.raises(ValueError, match="1 \\(agree\\)"):
        votes_of([("ana", 1, 2)])


def test_votes_cannot_be_changed():
    votes = votes_of([("ana", 1, 1)])

    with pytest.raises(ValueError, match="read-only"):
        votes.value[0] = -1


def test_numbers_come_before_words():
    assert canonical(["b", 2, "a", 10]) == (2, 10, "a", "b")


keys = st.one_of(st.integers(0, 5), st.sampled_from(["ana", "luc"]))
cells = st.dictionaries(st.tuples(keys, keys), st.sampled_from([-1, 0, 1]), max_size=30)


@given(cells, st.randoms(use_true_random=False))
def test_the_order_of_arrival_leaves_no_trace(table, order):
    triples = [(*cell, value) for cell, value in table.items()]
    other = triples.copy()
    random.Random(order.random()).shuffle(other)

    first, second = votes_of(triples), votes_of(other)

    assert first.participants == second.participants
    assert first.statements == second.statements
    for name in ("row", "column", "value"):
        assert np.array_equal(getattr(first, name), getattr(second, name))
