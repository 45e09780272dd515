"""Several processes that begin together, on one store in a file (or on PostgreSQL).

Processes, not threads: they share nothing but the store, as the workers of a server do.
"""

import multiprocessing
import os
import traceback
from datetime import timedelta

from django.db import connection, connections

from maven.journal.models import Fact
from tests import cast

TOGETHER = int(os.environ.get("MAVEN_TEST_TOGETHER", "4"))
PATIENCE = 90
LATER = cast.NOON + timedelta(hours=1)
processes = multiprocessing.get_context("fork")


def store_in_a_file(folder):
    """The store as it is in memory, written to a file that other processes can open."""
    import sqlite3

    path = folder / "store.sqlite3"
    with sqlite3.connect(path) as copy:
        connection.connection.backup(copy)
    return path


def at_once(act, count=TOGETHER):
    """Runs `act(n)` in so many processes; for each what it answered, or the name of what it raised."""
    connections.close_all()  # a connection is of no use on both sides of a fork
    start = processes.Barrier(count)
    answers = processes.SimpleQueue()
    running = [
        processes.Process(target=_run, args=(act, n, start, answers), daemon=True)
        for n in range(count)
    ]
    for one in running:
        one.start()
    told = dict(answers.get() for _ in running)
    for one in running:
        one.join(PATIENCE)
    return [told[n] for n in range(count)]


def _run(act, n, start, answers):
    told = "nothing"
    try:
        connection.ensure_connection()
        start.wait(PATIENCE)
        told = act(n)
    except Exception as raised:
        told = type(raised).__name__
        if told in {"OperationalError", "AssertionError", "TypeError", "AttributeError"}:
            traceback.print_exc()
    finally:
        answers.put((n, told))
        connections.close_all()
        os._exit(0)  # nothing of the parent's tests is to be tidied here


def one_only(told, loser):
    """One did it; the others were told why not."""
    return sorted(map(str, told)) == sorted(["True", *[loser] * (len(told) - 1)])


def facts(mission, verb):
    return Fact.objects.of(mission.chain).with_verbs(verb).count()


def did(act, **words):
    """What `act` is asked, by each of those who race."""

    def run(n):
        act(**words)
        return True

    return run
