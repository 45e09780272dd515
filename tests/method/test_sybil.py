"""A thousand honest people, and somebody who is a hundred: who is told, and who is not."""

import numpy as np
import pytest

from maven.method.sybil import UNKNOWN, Accounts, suspicions

STATEMENTS, WEEKS = 30, 21 * 24 * 3600.0
PROFILES = np.random.default_rng(7).choice([0.12, 0.3, 0.7, 0.88], (3, STATEMENTS))


class Town:
    """People added group by group, all by one seed."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.parts, self.kinds, self.networks = [], [], 10_000

    def add(self, kind, came, answers, *, network=None, pattern=UNKNOWN, active=None):
        n = len(came)
        fresh = np.arange(self.networks, self.networks + n)
        self.networks += n
        self.parts.append(
            {
                "came": np.asarray(came, float),
                "network": fresh if network is None else np.full(n, network),
                "client": self.rng.integers(0, 6, n),
                "pattern": np.full(n, pattern),
                "active": np.zeros(n, bool) if active is None else active,
                "answers": answers.astype(np.int8),
            }
        )
        self.kinds += [kind] * n

    def opinions(self, n):
        """Three families, each answers six ideas in ten, some pass."""
        family = self.rng.integers(0, 3, n)
        said = np.where(self.rng.random((n, STATEMENTS)) < PROFILES[family], 1, -1)
        said[self.rng.random(said.shape) < 0.1] = 0
        said[self.rng.random(said.shape) < 0.4] = 2
        return said

    def copies(self, n):
        """One will, with a little noise and a few ideas left out."""
        said = np.tile(np.where(self.rng.random(STATEMENTS) < 0.5, 1, -1), (n, 1))
        said[self.rng.random(said.shape) < 0.02] *= -1
        said[self.rng.random(said.shape) < 0.1] = 2
        return said

    def honest(self, n=1000):
        came = self.rng.random(n) * WEEKS
        # A mail to everybody: a third come within one evening.
        came[: n // 3] = 5 * 24 * 3600 + self.rng.random(n // 3) * 4 * 3600
        self.add("honest", came, self.opinions(n), active=self.rng.random(n) < 0.3)

    def household(self):
        self.add("household", 9e5 + self.rng.random(5) * 1800, self.copies(5), network=1)

    def school(self, n=30):
        self.add("school", 1.2e6 + self.rng.random(n) * 3600, self.opinions(n), network=2)

    def attack(self, n, *, start, lasting, network=None, pattern=UNKNOWN):
        came = start + self.rng.random(n) * lasting
        self.add("attack", came, self.copies(n), network=network, pattern=pattern)

    def told(self):
        joined = {
            name: np.concatenate([part[name] for part in self.parts]) for name in self.parts[0]
        }
        clusters = suspicions(Accounts(**joined))
        told = {row for cluster in clusters for row in cluster.members}
        kinds = np.array(self.kinds)
        share = {
            str(kind): sum(row in told for row in np.flatnonzero(kinds == kind).tolist())
            / int((kinds == kind).sum())
            for kind in np.unique(kinds)
        }
        return share, clusters


SEEDS = range(10)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_honest_town_with_a_household_and_a_school_is_left_alone(seed):
    town = Town(seed)
    town.honest()
    town.household()
    town.school()
    share, _ = town.told()

    assert share["honest"] <= 0.01
    assert (share["household"], share["school"]) == (0, 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_person_with_a_hundred_accounts_is_told(seed):
    town = Town(seed)
    town.honest()
    town.household()
    town.school()
    town.attack(100, start=8e5, lasting=2 * 3600)
    share, clusters = town.told()

    assert share["attack"] >= 0.95
    assert share["honest"] <= 0.01
    assert (share["household"], share["school"]) == (0, 0)
    assert {"answers", "burst", "idle"} <= set(clusters[0].signals)


@pytest.mark.parametrize("seed", SEEDS)
def test_ten_times_ten_accounts_are_told(seed):
    town = Town(seed)
    town.honest()
    for n in range(10):
        town.attack(10, start=1e5 * (n + 2), lasting=1200)
    share, _ = town.told()

    assert share["attack"] >= 0.7
    assert share["honest"] <= 0.01


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("where", [{"network": 3}, {"pattern": 4}], ids=["network", "addresses"])
def test_a_slow_drip_is_told_by_its_network_or_its_addresses(seed, where):
    town = Town(seed)
    town.honest()
    town.attack(100, start=0, lasting=WEEKS, **where)
    share, clusters = town.told()

    assert share["attack"] >= 0.95
    assert next(iter(where)) in clusters[0].signals


def test_a_slow_drip_from_everywhere_is_not_told_and_we_say_so():
    town = Town(1)
    town.honest()
    town.attack(100, start=0, lasting=WEEKS)
    share, _ = town.told()

    assert share["attack"] < 0.5


def test_nobody_and_somebody_alone_are_no_cluster():
    town = Town(0)
    town.attack(1, start=0, lasting=1)

    assert town.told()[1] == []


def test_the_more_reasons_the_sooner_it_is_read():
    town = Town(0)
    town.honest(300)
    town.attack(20, start=0, lasting=600)
    town.attack(9, start=9e5, lasting=600, network=5, pattern=6)
    _, clusters = town.told()

    assert [len(cluster.members) for cluster in clusters] == [9, 20]


@pytest.mark.parametrize(("does_more", "idle"), [(False, ("idle",)), (True, ())])
def test_accounts_of_one_network_that_come_day_after_day_are_no_burst(does_more, idle):
    chance = np.random.default_rng(3)
    crowd, alike, ideas = 200, 12, 40
    answers = chance.choice(np.array([-1, 0, 1], np.int8), size=(crowd + alike, ideas))
    answers[crowd:] = answers[crowd]
    network = np.arange(crowd + alike)
    network[crowd:] = 5_000
    accounts = Accounts(
        came=np.arange(crowd + alike) * 86_400.0,
        network=network,
        client=np.full(crowd + alike, -1),
        pattern=np.full(crowd + alike, -1),
        active=np.full(crowd + alike, does_more),
        answers=answers,
    )

    (found,) = suspicions(accounts)

    assert found.members == tuple(range(crowd, crowd + alike))
    assert found.signals == ("answers", "network", *idle)
