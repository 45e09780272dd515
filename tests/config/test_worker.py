"""No job is lost with its worker, none is tried for ever, and the journal is read on."""

import os
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.tasks import task
from django_tasks_db.models import DBTaskResult

from maven.config import worker as working
from maven.config.worker import AlreadyWorking, Worker, hold, requeue_abandoned
from maven.journal.models import Fact, Receipt

DONE = []


@task
def note(word):
    DONE.append(word)


@task
def stumble():
    raise RuntimeError("not today")


@pytest.fixture
def worker(tmp_path, monkeypatch):
    DONE.clear()
    monkeypatch.setattr(working, "READERS", {})
    made = Worker(tmp_path, drain=True)
    yield made
    made.lock.close()


def only_job():
    return DBTaskResult.objects.get()


@pytest.mark.django_db(transaction=True)
def test_jobs_are_done_in_their_order_until_none_is_left(worker):
    note.enqueue("un")
    note.enqueue("deux")

    worker.run()

    assert DONE == ["un", "deux"]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_is_tried_three_times_later_each_time(worker):
    stumble.enqueue()
    waits = []
    for _ in range(3):
        DBTaskResult.objects.update(run_after=datetime.now(UTC) - timedelta(seconds=1))
        began = datetime.now(UTC)
        worker.run()
        waits.append(round((only_job().run_after - began).total_seconds(), -1))

    assert waits[:2] == [10, 40]
    assert only_job().status == "FAILED"
    assert len(only_job().worker_ids) == 3
    worker.run()
    assert len(only_job().worker_ids) == 3


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_dead_worker_of_this_store_is_put_back(worker):
    note.enqueue("un")
    DBTaskResult.objects.update(
        status="RUNNING", worker_ids=[worker.name], started_at=datetime.now(UTC)
    )

    worker.run()

    assert DONE == ["un"]


@pytest.mark.django_db
def test_a_job_held_elsewhere_is_left_until_its_lease_is_over():
    note.enqueue("un")
    DBTaskResult.objects.update(
        status="RUNNING", worker_ids=["elsewhere"], started_at=datetime.now(UTC)
    )
    assert requeue_abandoned("here") == 0

    DBTaskResult.objects.update(started_at=datetime.now(UTC) - working.LEASE * 2)
    assert requeue_abandoned("here") == 1
    assert only_job().status == "READY"


@pytest.mark.django_db
def test_a_job_that_kills_its_worker_each_time_is_set_aside():
    note.enqueue("un")
    DBTaskResult.objects.update(
        status="RUNNING", worker_ids=["here"] * 3, started_at=datetime.now(UTC)
    )

    assert requeue_abandoned("here") == 0
    assert only_job().status == "FAILED"
    assert "AbandonedTooOften" in only_job().exception_class_path


def test_a_store_has_one_worker_and_its_name_stays(tmp_path):
    lock, name = hold(tmp_path)
    with pytest.raises(AlreadyWorking):
        hold(tmp_path)
    lock.close()

    lock, again = hold(tmp_path)
    lock.close()
    assert again == name


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_for_a_time_goes_without_anybody_asking(worker):
    now = datetime.now(UTC)
    for days in (1, 3):
        Receipt.objects.create(
            key=f"key-{days}", scope="s", fingerprint="f", received_at=now - timedelta(days=days)
        )
    Session.objects.create(session_key="over", expire_date=now - timedelta(days=1))
    folder = worker.var / "imports"
    folder.mkdir()
    for name, age in (("old", 25 * 3600), ("new", 3600)):
        (folder / f"1-{name}.parcel").touch()
        os.utime(folder / f"1-{name}.parcel", (time.time() - age,) * 2)

    worker.turn()

    assert [receipt.key for receipt in Receipt.objects.all()] == ["key-1"]
    assert not Session.objects.exists()
    assert [path.name for path in folder.iterdir()] == ["1-new.parcel"]


@pytest.mark.django_db(transaction=True)
def test_readers_meet_what_was_recorded_since(worker, monkeypatch, paca):
    met = []
    reactions = {fact.verb: lambda fact: met.append(fact.pk) for fact in Fact.objects.all()}
    monkeypatch.setattr(working, "READERS", {"test": reactions})

    assert worker.read()
    assert met == list(Fact.objects.order_by("pk").values_list("pk", flat=True))
    assert not worker.read()
    assert len(met) == len(set(met))


def test_what_one_reading_leaves_is_read_at_the_next_turn(worker, monkeypatch, paca):
    readings = [500, 500, 3, 0]
    monkeypatch.setattr(working, "read_on", lambda *_known, **_named: readings.pop(0))
    monkeypatch.setattr(working, "READERS", {"test": {}})

    assert [worker.read() for _turn in range(5)] == [True, True, True, False, False]
    assert not readings


def test_every_reader_of_the_house_is_known():
    assert set(working.READERS) == {"compass", "effort", "reports"}


def test_a_worker_that_loaded_arithmetic_leaves_when_idle(worker, monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy", object())
    assert not worker.is_heavy()
    worker.busy_until = time.monotonic() - working.IDLE_WITH_NUMPY - 1
    assert worker.is_heavy()


def test_a_worker_whose_server_is_gone_leaves(worker, monkeypatch):
    monkeypatch.setenv("MAVEN_WATCHED_BY", "1")
    assert not worker.is_orphan()
    worker.parent = -1
    assert worker.is_orphan()
