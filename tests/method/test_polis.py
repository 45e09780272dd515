"""Parity with the production server of Polis, and what its mathematics does at its edges."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.landscape import landscape
from maven.method.landscape.arrivals import first_come, first_distinct, settled, whoever_came
from maven.method.landscape.clusters import adjusted_rand
from maven.method.landscape.people import AStranger, arrival_order
from maven.method.landscape.polis import polis_landscape, who_counts
from maven.method.landscape.representative import representative_of
from maven.method.landscape.standing import Tally, priorities, share, tally_of
from maven.method.votes import votes_of
from tests.method.conftest import needs_data, planted, server_reference

NAMES = ["25ptpt-3gp-no-strict-with-meta", "below-100-ptpts"]


class Server:
    """One conversation with the production server's own numbers, and ours beside them."""

    def __init__(self, name):
        self.votes, self.math, arrivals = server_reference(name)
        self.meta = self.math["meta-tids"]
        self.left_out = self.math["mod-out"]
        base = self.math["base-clusters"]
        self.members = dict(zip(base["id"], base["members"], strict=True))
        self.row_of = {key: row for row, key in enumerate(self.votes.participants)}
        self.ours = polis_landscape(
            self.votes,
            clustered=self.math["in-conv"],
            left_out=self.left_out,
            meta=self.meta,
            arrivals=arrivals,
        )
        self.tally = tally_of(self.votes, self.group_of(), len(self.math["group-clusters"]))

    def group_of(self):
        """The server's own groups: from these its statistics follow."""
        group_of = np.full(len(self.row_of), -1)
        for group in self.math["group-clusters"]:
            people = [person for base in group["members"] for person in self.members[base]]
            group_of[[self.row_of[person] for person in people]] = group["id"]
        return group_of

    def our(self, name):
        return figures(self.ours, name)

    def of_statements(self, name):
        return np.array([self.math[name][str(key)] for key in self.votes.statements])


def figures(found, name):
    return np.array([getattr(one, name) for one in found.standings])


@pytest.fixture(scope="module", params=NAMES)
def server(request):
    return Server(request.param)


@needs_data
def test_the_centre_and_the_components_are_those_of_the_server(server):
    theirs = np.array(server.math["pca"]["comps"])

    turned = np.sign((server.ours.components * theirs).sum(axis=1))[:, None]

    # The server writes agreement -1: its centre and places are ours turned round.
    assert server.ours.centre == pytest.approx(-np.array(server.math["pca"]["center"]), abs=1e-12)
    assert turned * server.ours.components == pytest.approx(theirs, abs=1e-12)
    assert server.our("extremity") == pytest.approx(
        np.array(server.math["pca"]["comment-extremity"]), abs=1e-12
    )


@needs_data
def test_the_places_are_those_of_the_server(server):
    base = server.math["base-clusters"]
    theirs = np.column_stack([base["x"], base["y"]])

    places = server.ours.positions[[server.row_of[server.members[key][0]] for key in base["id"]]]

    turned = np.sign((places * theirs).sum(axis=0))
    assert turned * places == pytest.approx(theirs, abs=1e-12)


@needs_data
def test_the_people_who_count_make_as_many_groups_as_on_the_server(server):
    theirs = server.group_of()

    clustered = server.ours.counted

    assert len(server.ours.groups) == len(server.math["group-clusters"])
    assert set(np.flatnonzero(clustered)) == set(np.flatnonzero(theirs >= 0))
    assert adjusted_rand(server.ours.group_of[clustered], theirs[clustered]) == pytest.approx(
        {27: 0.633, 23: 1.0}[int(clustered.sum())], abs=5e-4
    )


@needs_data
def test_the_consensus_is_that_of_the_server_in_its_order(server):
    for ours, side in ((server.ours.agreed, "agree"), (server.ours.refused, "disagree")):
        theirs = server.math["consensus"][side]
        assert [(one.statement, one.count, one.seen) for one in ours] == [
            (row["tid"], row["n-success"], row["n-trials"]) for row in theirs
        ]
        assert [number for one in ours for number in (one.share, one.z)] == pytest.approx(
            [number for row in theirs for number in (row["p-success"], row["p-test"])], abs=1e-12
        )


@needs_data
def test_the_figures_of_statements_are_those_of_the_server(server):
    united = share(server.tally.agree, server.tally.seen).prod(axis=0)
    weights = priorities(server.tally, server.our("extremity"))
    meta = np.isin(server.votes.statements, server.meta)

    assert united == pytest.approx(server.of_statements("group-aware-consensus"), abs=1e-12)
    assert np.where(meta, 49.0, weights) == pytest.approx(
        server.of_statements("comment-priorities"), abs=1e-12
    )
    assert (server.our("priority")[meta] == 49).all()


@needs_data
def test_where_the_groups_are_the_servers_so_are_all_the_figures():
    server = Server("below-100-ptpts")

    ours = server.ours

    assert np.array_equal(ours.group_of, server.group_of())
    assert server.our("united") == pytest.approx(
        server.of_statements("group-aware-consensus"), abs=1e-12
    )
    assert server.our("priority") == pytest.approx(
        server.of_statements("comment-priorities"), abs=1e-12
    )
    assert told([one.traits for one in ours.groups])[0] == servers(server.math["repness"])[0]


@needs_data
def test_all_that_represents_a_group_is_that_of_the_server_in_its_order(server):
    groups = representative_of(server.tally, server.votes.statements, server.our("selected"))

    (ours, numbers), (theirs, wanted) = told(groups), servers(server.math["repness"])

    assert ours == theirs
    # One of these is stored there in single precision.
    assert numbers == pytest.approx(wanted, abs=1e-6)


def told(groups):
    rows = [(number, one) for number, words in enumerate(groups) for one in words]
    return (
        [(number, one.statement, one.side, one.count, one.seen) for number, one in rows],
        [figure for _, one in rows for figure in (one.share, one.ratio, one.z, one.z_others)],
    )


def servers(repness):
    sides = {"agree": 1, "disagree": -1}
    names = ("p-success", "repness", "p-test", "repness-test")
    rows = [(int(number), row) for number, words in sorted(repness.items()) for row in words]
    return (
        [
            (number, row["tid"], sides[row["repful-for"]], row["n-success"], row["n-trials"])
            for number, row in rows
        ],
        [row[name] for _, row in rows for name in names],
    )


# Who counts, and in which order


def test_seven_votes_count_and_the_heaviest_are_let_in_up_to_fifteen():
    triples = [(person, j, 1) for person in range(20) for j in range(min(person, 9))]

    counted = who_counts(votes_of(triples))

    # Person 0 has no row. Thirteen gave seven votes; the heaviest two of the others follow.
    assert np.flatnonzero(~counted).tolist() == [0, 1, 2, 3]


def test_with_few_statements_all_of_them_are_needed():
    triples = [(person, j, 0) for person in range(30) for j in range(1 + person % 3)]

    assert who_counts(votes_of(triples)).sum() == 15
    assert who_counts(votes_of(triples + [(p, j, 0) for p in range(20) for j in range(3)]))[
        :20
    ].all()


def test_those_who_are_named_count_and_nobody_else():
    triples, _ = planted()

    found = polis_landscape(votes_of(triples), clustered=range(10, 40))

    assert np.flatnonzero(found.counted).tolist() == list(range(10, 40))
    assert np.array_equal(found.group_of >= 0, found.counted)
    assert np.array_equal(found.base_of >= 0, found.counted)
    assert found.positions.any(axis=1).all()


@pytest.mark.parametrize("name", ["clustered", "arrivals"])
def test_a_stranger_is_named(name):
    with pytest.raises(AStranger, match="'zoe' gave no vote"):
        polis_landscape(votes_of([("ana", 1, 1)]), **{name: ["zoe"]})


def test_who_is_not_named_arrives_last():
    votes = votes_of([(person, 1, 1) for person in range(5)])

    assert arrival_order(votes, [3, 1, 3]).tolist() == [3, 1, 0, 2, 4]
    assert arrival_order(votes, None).tolist() == [0, 1, 2, 3, 4]


def test_who_came_first_can_change_the_groups_but_not_the_map():
    triples, _ = planted(sizes=(12, 12, 12), noise=0.3)
    votes = votes_of(triples)

    maps = [polis_landscape(votes, arrivals=order) for order in (range(36), range(35, -1, -1))]

    assert np.array_equal(maps[0].positions, maps[1].positions)
    assert maps[0].base_of[0] == 0
    assert maps[1].base_of[35] == 0


@needs_data
def test_without_knowing_who_came_first_there_are_as_many_groups_as_on_the_server(server):
    found = polis_landscape(
        server.votes, clustered=server.math["in-conv"], left_out=server.left_out, meta=server.meta
    )

    assert len(found.groups) == len(server.math["group-clusters"]) == 3


def test_a_crowd_of_whom_nobody_knows_who_came_first_is_asked_fewer_times():
    points = np.random.default_rng(1).normal(size=(60_000, 2)).round(1)

    found = whoever_came(points)

    assert found.labels.tolist() == whoever_came(points).labels.tolist()


def test_the_order_of_the_votes_changes_nothing():
    triples, _ = planted()

    first, second = polis_landscape(votes_of(triples)), polis_landscape(votes_of(triples[::-1]))

    assert np.array_equal(first.positions, second.positions)
    assert np.array_equal(first.group_of, second.group_of)
    assert first.groups == second.groups


# The columns left out


def test_a_column_left_out_is_a_column_of_passing_for_everybody():
    triples, _ = planted()
    flat = [(p, j, 0 if j < 3 else value) for p, j, value in triples]
    flat += [(p, j, 0) for p in range(47) for j in range(3)]

    found = polis_landscape(votes_of(triples), left_out={0, 1}, meta={2})
    passed = polis_landscape(votes_of(flat))

    assert found.positions == pytest.approx(passed.positions, abs=1e-12)
    assert figures(found, "extremity")[:3].tolist() == [0, 0, 0]
    assert np.flatnonzero(figures(found, "priority") == 49).tolist() == [2]


def test_what_is_left_out_is_never_listed_and_keeps_its_counts():
    triples, _ = planted()
    triples += [(person, key, 1) for person in range(47) for key in ("bread", "games")]

    found = polis_landscape(votes_of(triples), left_out={"bread"}, meta={"games"})

    listed = {one.statement for one in found.agreed + found.refused}
    listed |= {one.statement for group in found.groups for one in group.traits}
    assert listed.isdisjoint({"bread", "games"})
    assert figures(found, "united")[-2:] == pytest.approx(
        np.prod([(one.size + 1) / (one.size + 2) for one in found.groups])
    )


# The groups


def test_planted_groups_are_found():
    triples, group = planted()

    found = polis_landscape(votes_of(triples))

    assert adjusted_rand(found.group_of, group) == 1.0
    assert dict(found.silhouettes)[3] == max(value for _, value in found.silhouettes)


def test_the_small_clusters_are_a_hundred_at_most_and_as_many_as_the_places():
    points = np.random.default_rng(5).normal(size=(700, 2))

    found = first_come(points)
    few = first_come(np.repeat(points[:30], 3, axis=0))

    assert 60 < len(found.centres) <= 100
    assert sorted(found.silhouettes) == [2, 3, 4, 5]
    for number, centre in enumerate(found.centres):
        assert points[found.small == number].mean(axis=0) == pytest.approx(centre)
    assert few.centres == pytest.approx(points[:30])
    assert sorted(few.silhouettes) == [2, 3, 4]


def test_equal_silhouettes_go_to_the_larger_number_of_groups(monkeypatch):
    monkeypatch.setattr("maven.method.landscape.arrivals.silhouette", lambda *_: 0.5)
    points = np.random.default_rng(5).normal(size=(30, 2))

    assert first_come(points).labels.max() + 1 == 4


def test_seeds_are_the_first_distinct_places():
    points = np.array([[2.0, 0], [2, 0], [1, 0], [2, 0], [0, 0]])

    assert first_distinct(points, 2).tolist() == [[2, 0], [1, 0]]


def test_a_cluster_that_loses_everybody_is_dropped():
    points = np.column_stack([[8.0, 9, 9, 0, 2, 4, 3], np.zeros(7)])

    labels, centres = settled(points, np.array([1.0, 1, 20, 1, 20, 1, 20]), 3, 20)

    assert labels.tolist() == [0, 0, 0, 1, 1, 1, 1]
    assert centres[:, 0] == pytest.approx([(8 + 9 + 180) / 22, (40 + 4 + 60) / 42])


def test_a_split_that_does_not_settle_ends_with_its_steps():
    points = np.column_stack([np.arange(40.0), np.zeros(40)])

    once, _ = settled(points, np.ones(40), 2, 1)
    often, _ = settled(points, np.ones(40), 2, 100)

    assert np.bincount(once).tolist() == [1, 39]
    assert np.bincount(often).tolist() == [20, 20]


def test_places_too_near_to_be_told_apart_are_one_group():
    found = first_come(np.array([[0.0, 0], [1e-200, 0]]))

    assert found.labels.tolist() == [0, 0]
    assert found.silhouettes == {}


# What represents a group


def tally(*groups):
    """From (agree, disagree, passed) per group and statement."""
    counts = np.array(groups)
    return Tally(agree=counts[..., 0], disagree=counts[..., 1], seen=counts.sum(axis=2))


def listed(counts):
    statements = tuple(range(counts.seen.shape[1]))
    return [
        [(one.statement, one.side) for one in words]
        for words in representative_of(counts, statements, np.ones(len(statements), bool))
    ]


def test_a_likely_agreement_leads_before_what_is_sure():
    counts = tally([(6, 3, 1), (0, 9, 0)], [(1, 9, 0), (9, 0, 0)])

    assert listed(counts)[0] == [(0, 1), (1, -1)]


def test_the_agreement_that_leads_may_be_told_by_its_disagreement():
    """Most agree here, nearly all do elsewhere: the few who do not are what is said."""
    counts = tally([(7, 2, 0)], [(40, 0, 0)])

    assert listed(counts)[0] == [(0, -1)]


def test_a_leader_that_is_common_elsewhere_yields_to_a_clearer_agreement():
    counts = tally([(6, 1, 0), (9, 0, 0)], [(20, 0, 0), (30, 0, 0)])

    assert listed(counts)[0][0][0] == 1


def test_when_nothing_is_likely_the_statement_furthest_from_the_others_is_said():
    counts = tally([(1, 3, 6), (1, 2, 7)], [(2, 3, 15), (1, 1, 18)])

    assert listed(counts)[0] == [(1, -1)]


def test_what_a_group_only_passed_is_never_said():
    counts = tally([(0, 0, 9)], [(9, 0, 0)])

    assert listed(counts) == [[], [(0, 1)]]


# The edges


@pytest.mark.parametrize(
    ("triples", "sizes"),
    [
        ([], []),
        ([("ana", 1, 1)], [1]),
        ([(i, j, 0) for i in range(20) for j in range(9)], [20]),
        ([(i, 1, 1 - 2 * (i % 2)) for i in range(20)], [10, 10]),
        ([(i, j, 1) for i in range(20) for j in range(9)], [20]),
    ],
    ids=["nobody", "one voter", "all pass", "one statement", "all agree"],
)
def test_a_map_of_nearly_nothing(triples, sizes):
    found = polis_landscape(votes_of(triples))

    assert [one.size for one in found.groups] == sizes
    assert np.isfinite(figures(found, "priority")).all()
    assert np.isfinite(figures(found, "divisiveness_z")).all()


def test_nobody_named_makes_no_group():
    found = polis_landscape(votes_of(planted()[0]), clustered=())

    assert found.groups == ()
    assert figures(found, "divisiveness").tolist() == [0.0] * 24


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40), st.integers(1, 12), st.floats(0.01, 1), st.integers(0, 10**6))
def test_whatever_the_votes_every_number_is_finite_and_within_bounds(n, m, seen, seed):
    chance = np.random.default_rng(seed)
    triples = [
        (i, j, int(chance.integers(-1, 2)))
        for i in range(n)
        for j in range(m)
        if chance.random() < seen
    ]
    votes = votes_of(triples, statements=range(m))
    before = votes.value.copy()

    found = polis_landscape(votes, meta=[0], left_out=[m - 1])

    assert sum(one.size for one in found.groups) == found.counted.sum()
    assert len(found.groups) <= 5
    assert np.isfinite(found.positions).all()
    assert np.isfinite(figures(found, "extremity")).all()
    assert (figures(found, "priority") > 0).all()
    assert all(0 < one.united <= 1 for one in found.standings)
    assert all(0 <= one.divisiveness < 1 for one in found.standings)
    assert all(-1 <= value <= 1 for _, value in found.silhouettes)
    assert np.array_equal(votes.value, before)


# Maven's own landscape of those who are named


def test_mavens_own_groups_can_be_made_of_those_named_too():
    triples, group = planted(sizes=(20, 15, 12))

    found = landscape(votes_of(triples), clustered=range(35))

    assert np.flatnonzero(found.counted).tolist() == list(range(35))
    assert [one.size for one in found.groups] == [20, 15]
    assert adjusted_rand(found.group_of[:35], group[:35]) == 1.0
    with pytest.raises(AStranger, match="99 gave no vote"):
        landscape(votes_of(triples), clustered=[99])
