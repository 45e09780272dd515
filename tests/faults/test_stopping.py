"""Stopping is quick and clean, and a dead worker is replaced."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import time
from contextlib import closing

import pytest

from tests.faults.town import Guest, run

pytestmark = pytest.mark.faults


def stream(town):
    """An open stream of events, its first bytes read."""
    opened = socket.create_connection(("127.0.0.1", town.port), timeout=10)
    opened.sendall(
        f"GET /live/consultations/{town.consultation}/events HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{town.port}\r\n\r\n".encode()
    )
    return opened, read_until(opened, b"event: answers")


def read_until(opened, wanted):
    read = b""
    while wanted not in read:
        part = opened.recv(4096)
        assert part, read
        read += part
    return read


def worker_of(town):
    children = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(town.process.pid)], capture_output=True, text=True
    )
    found = children.stdout.split()
    return int(found[0]) if found else None


def wait_for(question, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := question():
            return answer
        time.sleep(0.1)
    raise AssertionError("it never came")


def test_a_stop_ends_open_streams_and_takes_less_than_five_seconds(town):
    town.start()
    opened, first = stream(town)
    assert b"retry: 3000" in first
    worker = wait_for(lambda: worker_of(town))

    began = time.monotonic()
    code = town.stop()
    took = time.monotonic() - began

    assert code == 0
    assert took < 5
    while part := opened.recv(4096):
        first += part
    assert first.endswith(b"0\r\n\r\n")
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_a_vote_is_told_to_those_who_follow(town):
    town.start("--no-worker")
    opened, first = stream(town)
    assert b'{"people": 0, "answers": 0}' in first

    Guest(town, 1).vote()

    assert b'{"people": 1, "answers": 1}' in read_until(opened, b'"answers": 1}')


def test_a_killed_worker_is_replaced_and_its_job_is_done(town):
    town.start()
    worker = wait_for(lambda: worker_of(town))
    wait_for(lambda: (town.var / "worker.lock").exists() and (town.var / "worker.lock").read_text())
    name = (town.var / "worker.lock").read_text().strip()
    wait_for(lambda: halted(worker, town.store))
    words = "from maven.compass.tasks import read_landscape as r; r.enqueue({})"
    asked = run_django(town, words.format(town.consultation))
    assert asked.returncode == 0, asked.stderr
    with closing(sqlite3.connect(town.store, timeout=20)) as store, store:
        store.execute(
            "UPDATE django_tasks_database_dbtaskresult SET status='RUNNING', worker_ids=?",
            [json.dumps([name])],
        )
    os.kill(worker, signal.SIGKILL)

    def done():
        with closing(sqlite3.connect(town.store, timeout=20)) as store:
            rows = store.execute(
                "SELECT status, worker_ids FROM django_tasks_database_dbtaskresult"
            )
            return [held for status, held in rows if status == "SUCCESSFUL" and name in held]

    assert [name, name] in map(json.loads, wait_for(done, seconds=45))
    assert worker_of(town) not in {None, worker}


def halted(worker, store):
    """Stopped where it holds nothing: a worker that stands still in a transaction locks the store."""
    os.kill(worker, signal.SIGSTOP)
    try:
        with closing(sqlite3.connect(store, timeout=0.1)) as probe:
            probe.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        os.kill(worker, signal.SIGCONT)
        return False
    return True


def run_django(town, words):
    return run(town.var, "tests.faults.say", SAY_WORDS=words)
