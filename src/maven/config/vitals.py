"""How the place is: what /readyz, /status and /metrics tell, each in its own way."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Sum
from django_tasks_db.models import DBTaskResult

from maven.config import logbook
from maven.config.heartbeat import SILENT, last_beat
from maven.config.life_checks import BACKUP_OLD, DRILL_OLD, WAITED_LONG
from maven.config.machine_checks import LEAST_FREE
from maven.config.pause import Pause, pause
from maven.journal.models import Chain, Setback

LEAST_SHARE = 0.10
_up_to_date = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What only the store can say."""

    behind: int
    jobs: int
    waited: float
    failed: int
    letters: int
    set_aside: int
    facts: int
    chains: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """The place at an instant; `stored` is None where the store does not answer."""

    stored: Stored | None
    paused: Pause | None
    disk_free: int
    disk_size: int
    log_bytes: int
    worker_silent: float | None
    backup_age: float | None
    drill_age: float | None
    drill: dict[str, Any]

    @property
    def disk_low(self) -> bool:
        return self.disk_free < max(LEAST_FREE, LEAST_SHARE * self.disk_size)

    @property
    def disk_full(self) -> bool:
        return self.disk_free < LEAST_FREE

    @property
    def worker_gone(self) -> bool:
        return self.worker_silent is not None and self.worker_silent > SILENT

    @property
    def queue_slow(self) -> bool:
        return self.stored is not None and self.stored.waited > WAITED_LONG.total_seconds()

    @property
    def backup_old(self) -> bool:
        return older(self.backup_age, BACKUP_OLD.total_seconds())

    @property
    def drill_old(self) -> bool:
        return older(self.drill_age, DRILL_OLD.total_seconds())

    @property
    def serves(self) -> bool:
        """Whether what people do can be kept."""
        up_to_date = self.stored is not None and self.stored.behind == 0
        return up_to_date and self.paused is None and not self.disk_full


def older(age: float | None, most: float) -> bool:
    return age is None or age > most


def look(*, at: datetime) -> Vitals:
    disk = shutil.disk_usage(settings.VAR if settings.VAR.exists() else "/")
    return Vitals(
        stored=ask_store(at),
        paused=pause(),
        disk_free=disk.free,
        disk_size=disk.total,
        log_bytes=size_of_log(),
        worker_silent=last_beat(settings.VAR),
        backup_age=logbook.age("backup", at=at),
        drill_age=logbook.age("drill", at=at),
        drill=logbook.read().get("drill", {}),
    )


def ask_store(at: datetime) -> Stored | None:
    try:
        ready, failed = DBTaskResult.objects.ready(), DBTaskResult.objects.failed()
        oldest = ready.order_by("enqueued_at").first()
        since = ready_since(oldest, at) if oldest else at
        chains = Chain.objects.all()
        return Stored(
            behind=behind(),
            jobs=ready.count(),
            waited=max(0.0, (at - since).total_seconds()),
            failed=failed.count(),
            letters=failed.filter(exception_class_path__startswith="smtplib").count(),
            set_aside=Setback.objects.filter(set_aside_at__isnull=False).count(),
            facts=chains.aggregate(all=Sum("length"))["all"] or 0,
            chains=chains.count(),
        )
    except DatabaseError:
        return None


def ready_since(job: Any, at: datetime) -> datetime:
    """When it could have begun; a job for at once has a date beyond all dates."""
    since: datetime = job.enqueued_at
    return max(since, job.run_after) if job.run_after <= at else since


def behind() -> int:
    """Migrations not applied. Once there is none, this process looks no more: it costs 50 ms."""
    global _up_to_date  # noqa: PLW0603
    if _up_to_date:
        return 0
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    _up_to_date = not plan
    return len(plan)


def size_of_log() -> int:
    """SQLite's write-ahead log: it grows while somebody reads for very long."""
    try:
        return (settings.VAR / "maven.sqlite3-wal").stat().st_size
    except FileNotFoundError:
        return 0
