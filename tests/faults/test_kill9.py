"""Acknowledged means durable: the whole server is killed in the middle of the votes, again and again."""

import os
import random
import sqlite3
import threading
import time
from contextlib import closing

import pytest

from tests.faults.town import Guest

pytestmark = pytest.mark.faults

KILLS = int(os.environ.get("MAVEN_TEST_KILLS", "3"))
GUESTS = 5


def votes_until_killed(town, round_, *, after, **broken):
    """Starts, lets guests vote, kills at a random moment once so many votes are acknowledged.

    The moment is told by the votes, not by the clock: a slow machine is as well tried as a fast one.
    """
    module = "tests.faults.hasty" if broken else "maven.cli"
    town.start(module=module, **broken)
    stopped = threading.Event()
    guests = [Guest(town, seed=100 * round_ + number) for number in range(GUESTS)]
    threads = [threading.Thread(target=one.go_on_until, args=(stopped,)) for one in guests]
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
    return guests


def lost(town, guests):
    opinions = town.opinions()
    return [guest for guest in guests if not guest.is_kept(opinions)]


def test_no_acknowledged_opinion_is_lost_when_the_server_is_killed(town):
    guests = []
    for round_ in range(KILLS):
        guests += votes_until_killed(town, round_, after=12 + 5 * round_)
        assert lost(town, guests) == []
    town.start()
    town.stop()

    acknowledged = sum(len(guest.acknowledged) for guest in guests)
    in_doubt = sum(len(guest.doubtful) for guest in guests) - acknowledged
    print(f"{KILLS} kills, {acknowledged} acknowledged, {in_doubt} in doubt, 0 lost")
    assert acknowledged > 10 * KILLS
    with closing(sqlite3.connect(town.store)) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = store.execute("SELECT count(*) FROM voices_opinion").fetchone()
    assert acknowledged <= count <= acknowledged + in_doubt


def test_the_same_test_sees_an_acknowledgement_sent_before_the_commit(town):
    guests = votes_until_killed(town, 7, after=1, MAVEN_TEST_ACK_BEFORE_COMMIT="1")

    assert sum(len(guest.acknowledged) for guest in guests) > 0
    assert lost(town, guests) != []
