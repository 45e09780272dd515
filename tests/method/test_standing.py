import numpy as np
import pytest

from maven.method.landscape.axes import axes_of
from maven.method.landscape.standing import (
    consensus_of,
    priorities,
    share,
    tally_of,
    traits_of,
    z_one,
    z_two,
)
from maven.method.votes import votes_of
from tests.method.conftest import needs_data, server_reference


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


class Server:
    """One conversation with the production server's own numbers, and ours beside them."""

    def __init__(self, name):
        self.votes, self.math = server_reference(name)
        left_out = set(self.math["mod-out"]) | set(self.math["meta-tids"])
        self.drawing = np.array([key not in left_out for key in self.votes.statements])
        self.row_of = {key: row for row, key in enumerate(self.votes.participants)}
        base = self.math["base-clusters"]
        self.members = dict(zip(base["id"], base["members"], strict=True))
        self.axes = axes_of(self.votes, self.drawing)
        self.tally = tally_of(self.votes, self.groups(), len(self.math["group-clusters"]))
        spot = np.sqrt(len(self.votes.statements)) * (1 - self.axes.centre) * self.axes.components
        self.extremity = np.hypot(*spot)

    def groups(self):
        group_of = np.full(len(self.row_of), -1)
        for group in self.math["group-clusters"]:
            people = [person for base in group["members"] for person in self.members[base]]
            group_of[[self.row_of[person] for person in people]] = group["id"]
        return group_of

    def of_statements(self, name, but=()):
        return {key: self.math[name][str(key)] for key in self.votes.statements if key not in but}


@pytest.fixture(scope="module", params=["25ptpt-3gp-no-strict-with-meta", "below-100-ptpts"])
def server(request):
    return Server(request.param)


@needs_data
def test_the_axes_are_those_of_the_production_server(server):
    theirs = np.array(server.math["pca"]["comps"])

    cosines = (server.axes.components * theirs).sum(axis=1) / np.linalg.norm(theirs, axis=1)

    # The server writes agreement -1: its centre and places are ours turned round.
    assert server.axes.centre == pytest.approx(-np.array(server.math["pca"]["center"]), abs=4e-15)
    assert abs(cosines) == pytest.approx([1, 1], abs=1e-12)
    assert server.extremity == pytest.approx(
        np.array(server.math["pca"]["comment-extremity"]), abs=1e-14
    )


@needs_data
def test_the_places_are_those_of_the_production_server(server):
    base = server.math["base-clusters"]
    places = np.abs(np.column_stack([base["x"], base["y"]]))

    rows = [server.row_of[server.members[key][0]] for key in base["id"]]

    assert np.abs(server.axes.positions[rows]) == pytest.approx(places, abs=1e-12)


@needs_data
def test_the_weights_of_statements_are_those_of_the_production_server(server):
    united = share(server.tally.agree, server.tally.seen).prod(axis=0)
    weights = priorities(server.tally, server.extremity)
    meta = server.math["meta-tids"]  # these are given a fixed priority there

    keys = server.votes.statements
    ours = {key: weight for key, weight in zip(keys, weights, strict=True) if key not in meta}

    assert dict(zip(keys, united, strict=True)) == pytest.approx(
        server.of_statements("group-aware-consensus"), abs=2e-16
    )
    assert ours == pytest.approx(server.of_statements("comment-priorities", meta), abs=1e-11)


@needs_data
def test_the_consensus_is_that_of_the_production_server(server):
    everybody = tally_of(server.votes, np.zeros(len(server.row_of), int), 1)

    listed = consensus_of(everybody, server.votes.statements, server.drawing)

    for ours, side in zip(listed, ("agree", "disagree"), strict=True):
        theirs = [
            (row["tid"], row["n-success"], row["n-trials"])
            for row in server.math["consensus"][side]
        ]
        numbers = [(row["p-success"], row["p-test"]) for row in server.math["consensus"][side]]
        assert [(one.statement, one.count, one.seen) for one in ours] == theirs
        assert [number for one in ours for number in (one.share, one.z)] == pytest.approx(
            [number for pair in numbers for number in pair]
        )


@needs_data
def test_the_traits_of_groups_are_those_of_the_production_server(server):
    """Every trait both list has the same numbers; at most one of theirs is not among ours."""
    groups = traits_of(server.tally, server.votes.statements, server.drawing)
    ours = {(number, one.statement): one for number, words in enumerate(groups) for one in words}

    theirs = {
        (int(number), row["tid"]): row
        for number, rows in server.math["repness"].items()
        for row in rows
    }

    both = ours.keys() & theirs.keys()
    assert len(both) >= len(theirs) - 1
    for key in both:
        one, row = ours[key], theirs[key]
        assert one.side == (1 if row["repful-for"] == "agree" else -1)
        assert (one.count, one.seen) == (row["n-success"], row["n-trials"])
        # One of these is stored there in single precision.
        assert (one.share, one.z, one.ratio, one.z_others) == pytest.approx(
            (row["p-success"], row["p-test"], row["repness"], row["repness-test"]), abs=3.4e-7
        )
