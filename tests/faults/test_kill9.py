"""Acknowledged means durable: the whole server is killed in mid-load, again and again."""

import os
import random
import sqlite3
import threading
import time
from contextlib import closing

import pytest

from tests.faults.doers import PATIENCE, Doer, times_kept
from tests.faults.town import Guest

pytestmark = pytest.mark.faults

KILLS = int(os.environ.get("MAVEN_TEST_KILLS", "3"))
GUESTS = 5


def load_until_killed(town, round_, *, after, **broken):
    """Starts, lets guests vote and the team act, kills at a random moment once so much is done.

    The moment is told by the votes, not by the clock: a slow machine is as well tried as a fast one.
    """
    module = "tests.faults.hasty" if broken else "maven.cli"
    town.start(module=module, MAVEN_LIMITS=PATIENCE, **broken)
    stopped = threading.Event()
    guests = [Guest(town, seed=100 * round_ + number) for number in range(GUESTS)]
    doers = [] if broken else [Doer(town, seed=100 * round_ + GUESTS).sign_in()]
    threads = [
        threading.Thread(target=one.go_on_until, args=(stopped,)) for one in (*guests, *doers)
    ]
    for thread in threads:
        thread.start()
    patience = time.monotonic() + 60
    while sum(len(one.acknowledged) for one in guests) < after:
        assert time.monotonic() < patience, "the guests could not vote"
        time.sleep(0.005)
    if not broken:
        time.sleep(random.Random(round_).uniform(0, 0.3))
    town.kill()
    stopped.set()
    for thread in threads:
        thread.join(timeout=30)
    return guests, doers


def lost(town, guests):
    opinions = town.opinions()
    return [guest for guest in guests if not guest.is_kept(opinions)]


def troubles(town, guests, doers):
    """What was acknowledged and is not there once, what was not and is there twice."""
    told = [f"{guest.name} lost an opinion" for guest in lost(town, guests)]
    for doer in doers:
        kept = {made: times_kept(town.store, made) for made in doer.tried}
        told += [f"{made}: {kept[made]} times" for made in doer.done if kept[made] != 1]
        told += [f"{made}: {times} times" for made, times in kept.items() if times > 1]
    return told


def test_nothing_acknowledged_is_lost_when_the_server_is_killed_and_sending_again_adds_nothing(
    town,
):
    guests, doers, again = [], [], 0
    for round_ in range(KILLS):
        new_guests, new_doers = load_until_killed(town, round_, after=12 + 5 * (round_ % 5))
        guests, doers = guests + new_guests, doers + new_doers
        assert troubles(town, guests, doers) == []
    in_doubt = sum(len(one.doubtful) - len(one.acknowledged) for one in guests)
    town.start(MAVEN_LIMITS=PATIENCE)
    for doer in doers:
        for waiting in list(doer.open):
            doer.connection.close()
            doer.settle(*waiting)
            again += 1
    town.stop()

    assert troubles(town, guests, doers) == []
    assert all(not doer.open for doer in doers)
    votes = sum(len(one.acknowledged) for one in guests)
    acts = sum(len(doer.done) for doer in doers)
    print(
        f"figure: {KILLS} kills: {votes} opinions and {acts} acts acknowledged, "
        f"{in_doubt + again} in doubt, {again} sent again, 0 lost, 0 twice"
    )
    assert votes > 10 * KILLS
    with closing(sqlite3.connect(town.store)) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = store.execute("SELECT count(*) FROM voices_opinion").fetchone()
        facts = "SELECT count(*) FROM journal_fact WHERE verb = 'opinion.given'"
        assert store.execute(facts).fetchone() == (count,)
    assert votes <= count <= votes + in_doubt


def test_the_same_test_sees_an_acknowledgement_sent_before_the_commit(town):
    guests, _ = load_until_killed(town, 7, after=1, HASTY_ACKNOWLEDGEMENT="1")

    assert sum(len(guest.acknowledged) for guest in guests) > 0
    assert lost(town, guests) != []
