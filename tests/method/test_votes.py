import random
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maven.method.votes import (
    NotATable,
    NotAVote,
    canonical,
    votes_from_arrays,
    votes_from_rows,
    votes_of,
)


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
    with pytest.raises(NotAVote, match="1 \\(agree\\)"):
        votes_of([("ana", 1, 2)])
    with pytest.raises(NotAVote):
        votes_from_arrays([0], [0], [2])
    with pytest.raises(NotAVote):
        votes_from_rows([0, 1], [0], [-2])


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


def alike(first, second):
    return (
        list(first.participants) == list(second.participants)
        and first.statements == second.statements
        and all(
            np.array_equal(getattr(first, name), getattr(second, name))
            for name in ("start", "row", "column", "value")
        )
    )


@given(cells)
def test_arrays_and_triples_make_the_same_votes(table):
    triples = [(*cell, value) for cell, value in table.items()]
    people = sorted({p for p, _ in table}, key=str, reverse=True)
    words = sorted({s for _, s in table}, key=str)

    votes = votes_from_arrays(
        [people.index(p) for p, _ in table],
        [words.index(s) for _, s in table],
        list(table.values()),
        participants=people,
        statements=words,
    )

    assert alike(votes, votes_of(triples))
    again = votes_from_rows(
        votes.start,
        votes.column,
        votes.value,
        participants=votes.participants,
        statements=votes.statements,
    )
    assert alike(again, votes)


def test_the_last_word_wins_in_arrays_too():
    votes = votes_from_arrays([0, 1, 0], [0, 0, 0], [1, 1, -1])

    assert votes.value.tolist() == [-1, 1]
    assert votes.participants == range(2)


@pytest.mark.parametrize(
    ("start", "column", "value", "said"),
    [
        ([], [], [], "rises from 0"),
        ([1, 1], [0], [1], "rises from 0"),
        ([0, 2], [0], [1], "rises from 0"),
        ([0, 2, 1, 2], [0, 1], [1, 1], "rises from 0"),
        ([0, 1], [0, 1], [1], "one entry for each vote"),
        ([0, 1], [-1], [1], "outside"),
        ([0, 1], [3], [1], "outside"),
        ([0, 2], [1, 1], [1, 1], "increases"),
        ([0, 2, 3], [1, 0, 1], [1, 1, 1], "increases"),
        ([0, 1], [0.5], [1], "whole numbers"),
        ([0, 1], [[0]], [1], "whole numbers"),
    ],
)
def test_rows_that_are_not_well_formed_are_refused(start, column, value, said):
    with pytest.raises(NotATable, match=said):
        votes_from_rows(start, column, value, statements=range(3))


def test_identifiers_out_of_order_or_given_twice_are_refused():
    with pytest.raises(NotATable, match="canonical order"):
        votes_from_rows([0, 1, 1], [0], [1], participants=["luc", "ana"])
    with pytest.raises(NotATable, match="canonical order"):
        votes_from_rows([0, 1, 1], [0], [1], participants=range(2, 0, -1))
    with pytest.raises(NotATable, match="outside"):
        votes_from_rows([0, 1, 1], [0], [1], participants=["ana"])
    with pytest.raises(NotATable, match="twice"):
        votes_from_arrays([0], [0], [1], participants=["ana", "ana"])


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        ([0], [0, 1], [1, 1], "one entry"),
        ([-1], [0], [1], "row points outside"),
        ([0], [5], [1], "column points outside"),
    ],
)
def test_arrays_that_make_no_table_are_refused(row, column, value, said):
    with pytest.raises(NotATable, match=said):
        votes_from_arrays(row, column, value, statements=["a", "b"])


def test_a_vote_weighs_three_bytes_and_nothing_is_copied():
    column = np.tile(np.arange(50, dtype=np.int16), 4000)
    value = np.ones(200_000, np.int8)
    start = np.arange(0, 200_001, 50)

    votes = votes_from_rows(start, column, value)

    assert np.shares_memory(votes.column, column)
    assert votes.column.nbytes + votes.value.nbytes == 3 * len(votes)
    value[0] = -1  # the caller's own array can still be written
    assert votes.value.dtype == np.int8


def test_many_statements_take_wider_columns():
    votes = votes_from_rows([0, 1], [40_000], [1], statements=range(50_000))

    assert votes.column.dtype == np.int32


def test_building_from_arrays_makes_no_object_per_person():
    row = np.repeat(np.arange(20_000), 5)
    column = np.tile(np.arange(5), 20_000)
    tracemalloc.start()

    votes_from_arrays(row, column, np.ones(100_000, np.int8))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 * 100_000


def test_a_participant_is_found_by_name():
    named = votes_of([("ana", 1, 1), ("luc", 1, 1), (7, 1, 0)])
    counted = votes_from_arrays([0, 1], [0, 0], [1, 1])

    assert [named.row_of(key) for key in (7, "ana", "luc", "eva", 8)] == [0, 1, 2, None, None]
    assert [counted.row_of(key) for key in (0, 1, 2, -1, "ana")] == [0, 1, None, None, None]
    assert named.answered.tolist() == [1, 1, 1]
