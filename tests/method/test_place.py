import numpy as np
import pytest

from maven.method.landscape import landscape
from maven.method.landscape.moments import UnknownStatement, axes_from, moments_of
from maven.method.landscape.place import NothingAnswered, place_of
from maven.method.votes import NotAVote, votes_of
from tests.method.conftest import planted


@pytest.fixture(scope="module")
def drawn():
    votes = votes_of(planted()[0])
    return votes, landscape(votes)


def answers_of(votes, row):
    part = slice(votes.start[row], votes.start[row + 1])
    columns, values = votes.column[part].tolist(), votes.value[part].tolist()
    return {votes.statements[j]: value for j, value in zip(columns, values, strict=True)}


def test_everybody_is_placed_where_the_map_shows_them(drawn):
    votes, found = drawn

    for row in range(len(votes.participants)):
        here = place_of(answers_of(votes, row), found, groups=found.groups)

        assert (here.x, here.y) == pytest.approx(tuple(found.positions[row]))
        assert here.group == found.group_of[row]
        assert 0 <= here.clearness <= 1
        assert here.answered == votes.answered[row]


def test_the_pulls_add_up_to_the_place(drawn):
    votes, found = drawn

    here = place_of(answers_of(votes, 0), found, listed=100)

    assert sum(pull.x for pull in here.right + here.left) == pytest.approx(here.x)
    assert sum(pull.y for pull in here.up + here.down) == pytest.approx(here.y)
    assert min(pull.x for pull in here.right) > 0 > max(pull.x for pull in here.left)
    assert min(pull.y for pull in here.up) > 0 > max(pull.y for pull in here.down)
    assert [pull.x for pull in here.right] == sorted((p.x for p in here.right), reverse=True)
    assert (here.group, here.clearness) == (None, None)


def test_few_pulls_are_told(drawn):
    votes, found = drawn

    here = place_of(answers_of(votes, 0), found)

    assert max(len(side) for side in (here.left, here.right, here.up, here.down)) <= 3


def test_statements_left_out_pull_nobody():
    votes = votes_of(planted()[0])
    selected = set(range(16))
    found = landscape(votes, selected=selected)

    here = place_of(answers_of(votes, 4), found, selected=selected)

    assert (here.x, here.y) == pytest.approx(tuple(found.positions[4]))
    with pytest.raises(NothingAnswered):
        place_of({20: 1}, found, selected=selected)


def test_the_directions_of_the_moments_place_as_well(drawn):
    votes, found = drawn

    here = place_of(answers_of(votes, 7), axes_from(moments_of(votes)))

    assert (here.x, here.y) == pytest.approx(tuple(found.positions[7]), abs=1e-3)


def test_one_group_is_hers_and_two_in_one_place_are_not_told_apart(drawn):
    votes, found = drawn
    answers = answers_of(votes, 0)

    alone = place_of(answers, found, groups=found.groups[:1])
    twice = place_of(answers, found, groups=[found.groups[0], found.groups[0]])

    assert (alone.group, alone.clearness) == (0, None)
    assert twice.clearness == 0.0


def test_on_the_very_spot_of_two_groups_nothing_is_clear():
    votes = votes_of([(i, j, 1 - 2 * (i % 2)) for i in range(20) for j in range(8)])
    found = landscape(votes)

    here = place_of(answers_of(votes, 0), found, groups=[found.groups[found.group_of[0]]] * 2)

    assert here.clearness == 0.0


def test_what_the_map_does_not_know_is_refused(drawn):
    _, found = drawn

    with pytest.raises(UnknownStatement):
        place_of({"elsewhere": 1}, found)
    with pytest.raises(NotAVote):
        place_of({0: 3}, found)
    with pytest.raises(NothingAnswered):
        place_of({}, found)


def test_the_answers_are_left_alone(drawn):
    votes, found = drawn
    answers = answers_of(votes, 3)
    before, centre = dict(answers), np.array(found.centre)

    place_of(answers, found, groups=found.groups)

    assert answers == before
    assert np.array_equal(found.centre, centre)
