"""The job worker: background jobs one at a time, and the journal's readers every second.

One for each store, held by a lock file. What a killed worker was doing is put back in the queue when
the next one starts; a job that fails is tried again later, three times in all, then left for the
operator to see.
"""

import fcntl
import gc
import logging
import os
import secrets
import signal
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import IO, Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as Runner
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from maven.archives import files as archives
from maven.compass.readers import READERS as COMPASS
from maven.compass.tasks import close_barometers_that_are_over, count_all_where_time_is_over
from maven.config import heads
from maven.config.heartbeat import LOCK
from maven.config.pause import pause
from maven.intake.parcels import sweep
from maven.journal.models import Fact
from maven.journal.readers import Reaction, read_on
from maven.missions.operations.file_imports import forget_rows_past_undoing
from maven.people.buckets import prune
from maven.people.operations.sign_ins import forget_ended
from maven.reports.readers import READERS as REPORTS
from maven.rights.keeping import keep_to_terms

logger = logging.getLogger("maven.config")

POLL = 0.5
TIMES = 3
FIRST_WAIT = timedelta(seconds=10)
LEASE = timedelta(minutes=15)  # of a job held by a worker of another machine
IDLE_WITH_NUMPY = 20.0
TIDY = 3600.0
REREAD = 30.0  # a reaction that failed is met again after so many seconds at most


READERS: dict[str, dict[str, Reaction]] = {**COMPASS, **REPORTS}


class AlreadyWorking(Exception):
    """Another worker holds this store."""


class Worker:
    """Works until told to stop, or until nothing is left when `drain`."""

    def __init__(self, var: Path, *, drain: bool = False) -> None:
        self.var = var
        self.drain = drain
        self.lock, self.name = hold(var)
        self.stopping = threading.Event()
        self.parent = os.getppid()
        self.busy_until = time.monotonic()
        self.newest_read = -1
        self.read_at = 0.0
        self.tidy_from = 0.0
        self.runner = Runner(
            queue_names=["*"],
            interval=POLL,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.name,
            excluded_queue_names=[],
        )

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Finishes the job under way; the watch does not wait long for it."""
        self.stopping.set()

    def run(self) -> None:
        requeue_abandoned(self.name)
        while not self.stopping.is_set():
            self.beat()
            try:
                worked = self.turn()
            except DatabaseError:
                logger.exception("the store did not answer the worker")
                worked = False
                self.stopping.wait(POLL * 4)
            if worked:
                self.busy_until = time.monotonic()
            elif self.drain or self.is_heavy() or self.is_orphan():
                return
            else:
                self.stopping.wait(POLL)

    def turn(self) -> bool:
        """One job, then the readers; whether there was anything to do."""
        close_old_connections()
        if pause() is not None:
            return False  # nobody writes, we neither
        self.tidy()
        worked = self.run_a_job()
        return self.read() or worked

    def run_a_job(self) -> bool:
        ready = DBTaskResult.objects.ready()
        if not ready.exists():  # asked without the lock that claiming takes
            return False
        with exclusive_transaction():
            job = ready.get_locked()
            if job is None:
                return False
            job.claim(self.name)
        self.runner.run_task(job)
        job.refresh_from_db()
        if job.status == TaskResultStatus.FAILED:
            try_again(job)
        return True

    def read(self) -> bool:
        """Lets each reader meet the facts recorded since the last time."""
        newest = Fact.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        if newest == self.newest_read and time.monotonic() - self.read_at < REREAD:
            return False
        met = sum(
            read_on(name, reactions, at=datetime.now(UTC)) for name, reactions in READERS.items()
        )
        # Where something was met, more may wait behind what one reading takes.
        self.newest_read, self.read_at = -1 if met else newest, time.monotonic()
        heads.keep(at=datetime.now(UTC))
        return met > 0

    def tidy(self) -> None:
        """Each hour, what was kept for a time only goes."""
        if time.monotonic() < self.tidy_from:
            return
        self.tidy_from = time.monotonic() + TIDY
        forget_rows_past_undoing(at=datetime.now(UTC))
        prune(at=datetime.now(UTC))
        keep_to_terms(at=datetime.now(UTC))
        forget_ended(at=datetime.now(UTC))
        sweep(self.var / "imports")
        archives.sweep()
        count_all_where_time_is_over(at=datetime.now(UTC))
        close_barometers_that_are_over(at=datetime.now(UTC))

    def beat(self) -> None:
        """Leaves a trace of being alive, for /readyz and `maven check`."""
        os.utime(self.lock.name)

    def is_heavy(self) -> bool:
        """Whether to end and be started afresh: arithmetic was loaded, and nothing needs it now."""
        idle = time.monotonic() - self.busy_until
        return "numpy" in sys.modules and idle > IDLE_WITH_NUMPY

    def is_orphan(self) -> bool:
        return "MAVEN_WATCHED_BY" in os.environ and os.getppid() != self.parent


def hold(var: Path) -> tuple[IO[str], str]:
    """Takes the store's one place for a worker; the name is the same for each worker of the store."""
    var.mkdir(parents=True, exist_ok=True)
    lock = (var / LOCK).open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise AlreadyWorking from None
    lock.seek(0)
    name = lock.read().strip()
    if not name:
        name = f"worker-{secrets.token_hex(8)}"
        lock.write(name + "\n")
        lock.flush()
    return lock, name


def requeue_abandoned(name: str) -> int:
    """Puts back what a killed worker of this store was doing, and what others hold past the lease."""
    put_back = 0
    for job in DBTaskResult.objects.running():
        ours = bool(job.worker_ids) and job.worker_ids[-1] == name
        if ours or job.started_at is None or job.started_at < datetime.now(UTC) - LEASE:
            put_back += try_again(job, wait=timedelta(0))
    return put_back


def try_again(job: "DBTaskResult[..., Any]", *, wait: timedelta | None = None) -> bool:
    """Back in the queue, later each time; past the third time it stays failed."""
    times = len(job.worker_ids)
    if times >= TIMES:
        if job.status != TaskResultStatus.FAILED:
            job.set_failed(AbandonedTooOften())
        logger.error("job %s (%s) failed %d times and was set aside", job.pk, job.task_path, times)
        return False
    pause = FIRST_WAIT * 4 ** (times - 1) if wait is None else wait
    job.status = TaskResultStatus.READY
    job.run_after = datetime.now(UTC) + pause
    job.save(update_fields=["status", "run_after"])
    return True


class AbandonedTooOften(Exception):
    """Its worker died each time it was tried."""


def work(*, drain: bool = False) -> int:
    """The whole life of a worker process."""
    try:
        worker = Worker(settings.VAR, drain=drain)
    except AlreadyWorking:
        if drain:
            return 0
        time.sleep(POLL)
        return 4
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    gc.collect()
    gc.freeze()
    worker.run()
    return 0
