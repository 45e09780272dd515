import csv
import gzip

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.alignment import (
    GroupsOfOthers,
    ImpossibleCounts,
    NoRedrawing,
    NothingCounted,
    TooFewAnswers,
    TooFewGroups,
    agreement,
    alignment,
    change,
    pairwise,
    redrawing,
    split,
)
from maven.method.votes import votes_of
from tests.method.conftest import DATA, needs_data


def community(agree, passed, disagree):
    choices = [1] * agree + [0] * passed + [-1] * disagree
    return votes_of((person, "s", choice) for person, choice in enumerate(choices))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((50, 0, 50), -1 / 99), ((0, 100, 0), 0), ((5, 0, 0), 1), ((34, 33, 33), (1 - 67) / 9900)],
)
def test_alignment_of_one_statement_by_hand(counts, expected):
    found = alignment(community(*counts), least_votes=2, resamples=10)

    assert found.overall == pytest.approx(expected)
    assert found.statements[0].alignment == found.overall


@given(st.lists(st.sampled_from([-1, 0, 1]), min_size=2, max_size=12))
@settings(deadline=None, max_examples=50)
def test_alignment_is_the_mean_over_pairs_of_people(choices):
    pairs = [a * b for i, a in enumerate(choices) for b in choices[:i]]

    found = alignment(
        votes_of((i, 1, x) for i, x in enumerate(choices)), least_votes=2, resamples=5
    )

    assert found.overall == pytest.approx(np.mean(pairs))
    assert -1 <= found.low <= found.high <= 1


def test_too_few_votes_say_nothing():
    found = alignment(community(1, 0, 0))

    assert (found.overall, found.low, found.high, found.between) == (None, None, None, None)
    assert (found.counted, found.people) == (0, 0)
    assert found.statements[0].alignment is None


def test_a_statement_left_out_does_not_weigh():
    votes = votes_of([(i, s, 1 if s == 1 else (-1) ** i) for i in range(30) for s in (1, 2)])

    found = alignment(votes, selected={1})

    assert found.overall == 1.0
    assert [one.statement for one in found.statements] == [1]


def test_between_two_camps_is_what_is_lost():
    votes = votes_of([(i, 1, 1 if i < 15 else -1) for i in range(30)])

    assert alignment(votes, group_of=np.repeat([0, 1], 15), resamples=5).between == -1.0
    assert alignment(votes, group_of=np.zeros(30, int), resamples=5).between is None
    assert alignment(votes, resamples=5).between is None


def test_camps_that_never_answered_the_same_are_not_compared():
    votes = votes_of([(i, i // 20, 1) for i in range(40)])

    assert alignment(votes, group_of=np.repeat([0, 1], 20), resamples=5).between is None


def test_the_interval_is_the_same_for_the_same_seed_and_holds_the_value():
    votes = community(60, 20, 20)

    first, second = alignment(votes, seed=4), alignment(votes, seed=4)

    assert first == second
    assert first.low < first.overall < first.high


def test_a_person_drawn_twice_does_not_meet_herself():
    choices, weight = np.array([1.0, -1.0]), np.array([2.0, 1.0])
    total, square = (weight * choices).sum(), (weight**2).sum()

    found = pairwise(np.array(total), np.array(square), np.array(weight.sum()), np.array(square))

    assert found == -1.0


@needs_data
def test_vtaiwan_is_as_aligned_as_measured_before(vtaiwan):
    """The part between groups depends on the partition: 0.058 with the published one."""
    votes, _, groups = vtaiwan
    published = np.array([int(float(groups[p])) if groups[p] else -1 for p in votes.participants])

    found = alignment(votes, group_of=published)

    assert round(found.overall, 3) == 0.246
    assert (round(found.low, 3), round(found.high, 3)) == pytest.approx((0.226, 0.267), abs=0.0015)
    assert found.between == pytest.approx(0.054, abs=0.005)
    assert found.counted == 99


@needs_data
@pytest.mark.parametrize(
    ("name", "overall"), [("brexit-consensus", 0.368), ("15-per-hour-seattle", 0.058)]
)
def test_other_conversations_are_as_aligned_as_measured_before(name, overall):
    with gzip.open(DATA / "polis-opendata" / name / "votes.csv.gz", "rt") as file:
        votes = votes_of(
            (int(row["voter-id"]), int(row["comment-id"]), int(row["vote"]))
            for row in csv.DictReader(file)
        )

    found = alignment(votes, resamples=50)

    assert round(found.overall, 3) == overall
    assert found.low < found.overall < found.high


def test_an_interval_needs_a_redrawn_community():
    with pytest.raises(NoRedrawing):
        alignment(community(10, 0, 10), resamples=0)


@pytest.mark.parametrize("ask", [alignment, split])
def test_each_participant_has_one_number_of_group(ask):
    with pytest.raises(GroupsOfOthers):
        ask(community(10, 0, 10), group_of=np.zeros(3, int))


def crowd(people=60, statements=4, seed=5):
    chance = np.random.default_rng(seed)
    return [
        (person, statement, int(chance.choice([-1, 0, 1], p=[0.2, 0.2, 0.6])))
        for person in range(people)
        for statement in range(statements)
        if chance.random() < 0.8
    ]


def test_the_order_of_the_votes_changes_nothing():
    triples = crowd()

    assert alignment(votes_of(triples[::-1])) == alignment(votes_of(triples))


def test_people_in_blocks_give_the_same_spread_in_bounded_memory(monkeypatch):
    votes = votes_of(crowd(people=900, statements=6))
    whole = alignment(votes, resamples=2000)

    monkeypatch.setattr(redrawing, "MOST_ROWS", 300)
    monkeypatch.setattr(redrawing, "MOST_CELLS", 900)
    monkeypatch.setattr(redrawing, "PIECE", 500)
    blocks = alignment(votes, resamples=2000)

    assert blocks.overall == whole.overall
    assert blocks.people == whole.people == 900
    assert blocks.high - blocks.low == pytest.approx(whole.high - whole.low, rel=0.12)
    assert blocks.low == pytest.approx(whole.low, abs=0.01)


def test_the_pieces_in_which_it_is_done_change_nothing(monkeypatch):
    votes = votes_of(crowd())
    whole = alignment(votes)

    for name, size in (("MOST_CELLS", 120), ("PIECE", 7), ("WIDTH", 1)):
        monkeypatch.setattr(redrawing, name, size)

    assert alignment(votes) == whole


def test_the_interval_holds_the_truth_nineteen_times_of_twenty():
    """One statement answered by 40 people of a large public where Λ is 0.16."""
    chance = np.random.default_rng(11)
    held = 0
    for _ in range(200):
        drawn = chance.choice([-1, 0, 1], size=40, p=[0.2, 0.2, 0.6])
        found = alignment(votes_of((i, 1, int(x)) for i, x in enumerate(drawn)), resamples=200)
        held += found.low <= 0.4**2 <= found.high

    assert 180 <= held <= 200


# Within and between the groups


@given(
    st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 2), st.sampled_from([-1, 0, 1])),
        min_size=8,
        max_size=24,
    ),
    st.lists(st.integers(-1, 2), min_size=8, max_size=8),
)
@settings(deadline=None, max_examples=150)
def test_the_alignment_is_what_holds_within_groups_and_between_them(triples, numbers):
    votes = votes_of(triples)
    group_of = np.array(numbers)[list(votes.participants)]
    before = group_of.copy()
    try:
        found = split(votes, group_of, least_votes=2, resamples=3)
    except (TooFewGroups, NothingCounted):
        return

    grouped = [
        one for one in votes_triples(votes) if group_of[votes.participants.index(one[0])] >= 0
    ]
    whole = alignment(votes_of(grouped), least_votes=2, resamples=3)
    assert found.total == pytest.approx(whole.overall)
    assert found.total == pytest.approx(found.within + found.between)
    assert found.people + found.without == len(votes.participants)
    assert 0 <= found.same_group <= 1
    assert -1 <= found.bridge <= 1
    assert (group_of == before).all()


def votes_triples(votes):
    return [
        (votes.participants[row], votes.statements[column], int(value))
        for row, column, value in zip(votes.row, votes.column, votes.value, strict=True)
    ]


def test_two_camps_are_one_within_and_torn_between():
    votes = votes_of([(i, 1, 1 if i < 15 else -1) for i in range(30)] + [(30, 1, 1)])
    group_of = np.repeat([0, 1, -1], [15, 15, 1])

    found = split(votes, group_of, resamples=20)

    assert found.own == (1.0, 1.0)
    assert (found.inside, found.bridge) == (1.0, -1.0)
    assert found.same_group == pytest.approx(2 * 15 * 14 / (30 * 29))
    assert found.between == pytest.approx(-2 * 15 * 15 / (30 * 29))
    assert [(pair.first, pair.second, pair.value) for pair in found.pairs] == [(0, 1, -1.0)]
    assert (found.counted, found.people, found.without) == (1, 30, 1)


def test_the_parts_are_those_of_pairs_of_people_by_brute_force():
    triples = crowd(people=24, statements=2)
    votes = votes_of(triples)
    group_of = np.array(votes.participants) % 3
    answer = {(person, statement): value for person, statement, value in triples}
    within, between = [], []
    for statement in (0, 1):
        who = [person for person in range(24) if (person, statement) in answer]
        products = {
            (p, q): answer[p, statement] * answer[q, statement] for p in who for q in who if p < q
        }
        alike = [value for (p, q), value in products.items() if p % 3 == q % 3]
        within.append(sum(alike) / len(products))
        between.append((sum(products.values()) - sum(alike)) / len(products))

    found = split(votes, group_of, least_votes=2, resamples=5)

    assert found.within == pytest.approx(np.mean(within))
    assert found.between == pytest.approx(np.mean(between))
    reference = alignment(votes, group_of=group_of, least_votes=2, resamples=5)
    assert found.bridge == pytest.approx(reference.between)


def test_a_group_where_nobody_meets_has_no_alignment_of_its_own():
    votes = votes_of([(i, 1, 1) for i in range(20)] + [(20, 1, -1), (21, 2, 1)])

    found = split(votes, np.array([0] * 20 + [2, 3]), resamples=5)

    assert found.own == (1.0, None, None, None)
    assert [(pair.first, pair.second) for pair in found.pairs] == [(0, 2)]


def test_one_group_cannot_be_split():
    with pytest.raises(TooFewGroups):
        split(community(20, 0, 0), np.zeros(20, int))


def test_groups_without_enough_answers_are_not_split():
    with pytest.raises(NothingCounted):
        split(community(10, 0, 9), np.arange(19) % 2)
    with pytest.raises(NothingCounted):
        split(community(20, 0, 20), np.arange(40) % 2, selected=set())


@needs_data
def test_what_holds_vtaiwan_together_is_within_its_groups(vtaiwan):
    votes, _, groups = vtaiwan
    published = np.array([int(float(groups[p])) if groups[p] else -1 for p in votes.participants])

    found = split(votes, published)

    assert round(found.total, 3) == 0.249
    assert (round(found.within, 3), round(found.between, 3)) == (0.225, 0.024)
    assert found.between_low < found.between < found.between_high
    assert (found.people, found.without) == (1219, 702)


# Two moments


def test_a_change_is_measured_among_those_present_at_both():
    before = votes_of(
        [(i, "bus", 1 if i < 20 else -1) for i in range(40)] + [(i, "tram", 1) for i in range(25)]
    )
    after = votes_of([(i, "bus", 1 if i < 39 else -1) for i in range(5, 45)] + [(1, "new", 0)])

    found = change(before, after, resamples=200)

    assert found.people == 36
    assert (found.only_before, found.only_after) == (4, 5)
    assert found.statements_left_out == 2
    assert [one.statement for one in found.statements] == ["bus"]
    assert found.change == pytest.approx(found.after - found.before)
    assert found.low < found.change < found.high
    assert found.direction == "closer"
    assert change(after, before, resamples=200).direction == "apart"


def test_the_same_answers_are_no_change_at_all():
    votes = votes_of(crowd())

    found = change(votes, votes, resamples=50)

    assert (found.change, found.low, found.high) == (0.0, 0.0, 0.0)
    assert found.direction == "unsure"
    assert found.before == alignment(votes, resamples=1).overall


def test_a_change_is_surer_than_the_difference_of_two_crowds():
    triples = crowd(people=80)
    moved = [(p, s, 1 if p % 5 == 0 else x) for p, s, x in triples]

    found = change(votes_of(triples), votes_of(moved), seed=3)
    first, second = alignment(votes_of(triples)), alignment(votes_of(moved))

    apart = np.hypot(first.high - first.low, second.high - second.low)
    assert found.high - found.low < 0.7 * apart


def test_moments_with_nobody_in_common_are_not_compared():
    before = votes_of((i, 1, 1) for i in range(30))
    after = votes_of((i, 1, 1) for i in range(30, 60))

    with pytest.raises(NothingCounted):
        change(before, after)
    with pytest.raises(NothingCounted):
        change(before, before, selected={2})


# Scales


def test_agreement_on_a_scale_is_the_published_one():
    """The example of the manual of the R package agrmt."""
    assert agreement([30, 40, 210, 130, 530, 50, 10]).value == pytest.approx(0.6113333, abs=5e-8)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([0, 0, 9, 0], 1.0),
        ([7, 7, 7, 7], 0.0),
        ([5, 0, 0, 0, 5], -1.0),
        ([5, 0, 5], -1.0),
        ([0, 1, 1, 0], 2 / 3),
        ([1, 0, 1, 0], -1 / 6),
        ([50, 0, 50], -1.0),
    ],
)
def test_agreement_on_a_scale_by_hand(counts, expected):
    assert agreement(counts, resamples=5).value == pytest.approx(expected)


def layered(counts):
    """A as in the article: one layer after another, every triple looked at."""
    counts, width, whole, total = list(counts), len(counts), sum(counts), 0.0
    while any(counts):
        given = [int(count > 0) for count in counts]
        least = min(count for count in counts if count)
        one = two = 0
        for i in range(width):
            for j in range(i + 1, width):
                for k in range(j + 1, width):
                    triple = (given[i], given[j], given[k])
                    one += triple in {(1, 1, 0), (0, 1, 1)}
                    two += triple == (1, 0, 1)
        size = sum(given)
        lean = (
            ((width - 2) * one - (width - 1) * two) / ((width - 2) * (one + two))
            if one + two
            else 1
        )
        total += lean * (1 - (size - 1) / (width - 1)) * least * size / whole
        counts = [count - least if count else 0 for count in counts]
    return total


@given(st.lists(st.integers(0, 9), min_size=3, max_size=7).filter(any))
@settings(deadline=None, max_examples=150)
def test_agreement_on_a_scale_is_that_of_its_layers(counts):
    found = agreement(counts, resamples=4)

    assert found.value == pytest.approx(layered(counts))
    assert -1 <= found.low <= found.high <= 1
    assert agreement(counts[::-1], resamples=4).value == pytest.approx(found.value)
    assert agreement([3 * count for count in counts], resamples=4).value == pytest.approx(
        found.value
    )


def test_agreement_on_a_scale_is_surer_with_more_people():
    few, many = agreement([2, 5, 9, 4]), agreement([200, 500, 900, 400])

    assert many.high - many.low < (few.high - few.low) / 5
    assert few.low <= few.value <= few.high
    assert agreement([2, 5, 9, 4], seed=0) == few


@pytest.mark.parametrize("counts", [[], [1, 2], [[1, 2, 3]]])
def test_a_scale_has_three_answers(counts):
    with pytest.raises(TooFewAnswers):
        agreement(counts)


@pytest.mark.parametrize("counts", [[0, 0, 0], [1, -1, 1], [0.5, 1, 1], [np.nan, 1, 1]])
def test_counts_that_cannot_be_are_refused(counts):
    with pytest.raises(ImpossibleCounts):
        agreement(counts)


def test_an_agreement_needs_a_redrawn_community():
    with pytest.raises(NoRedrawing):
        agreement([1, 2, 3], resamples=0)
