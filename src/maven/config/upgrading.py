"""Going to a new version with a way back: a backup, the migrations, a look, or all as before."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

import maven
from maven.config import checks, store_checks
from maven.config.backups import Backup, back_up
from maven.config.copies import store_path
from maven.config.prepare import prepare
from maven.config.rehearsal import read_a_page, visitor
from maven.config.restoring import restore

ROOM = 3  # times the store: the copy, its archive, what migrating needs


class DidNotUpgrade(Exception):
    """The new version did not hold; the words say why, and that all is as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an upgrade would do, and what stands in its way."""

    version: str
    steps: list[str]
    bytes: int
    hindrances: list[str]

    @property
    def needed(self) -> bool:
        return bool(self.steps)


def plan(language: str = "en") -> Plan:
    errors = [
        one.sentence
        for one in checks.found(checks.QUICK, language)
        if one.level == "error" and one.number not in {"M.E020", "M.E021", "M.E022"}
    ]
    size = size_of_store()
    free = shutil.disk_usage(settings.VAR).free
    if free < ROOM * size:
        errors.append(f"{free // 2**20} MiB are free, {ROOM * size // 2**20} are needed.")
    return Plan(version=maven.__version__, steps=pending(), bytes=size, hindrances=errors)


def pending() -> list[str]:
    try:
        executor = MigrationExecutor(connection)
        steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return []
    return [f"{step.app_label} {step.name}" for step, _ in steps]


def size_of_store() -> int:
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    return store_path().stat().st_size if store_path().exists() else 0


def holds_something() -> bool:
    """Whether there is something to lose: a store with a journal in it."""
    try:
        return "journal_fact" in connection.introspection.table_names()
    except DatabaseError:
        return False


def upgrade(*, at: datetime, progress: Callable[[str], None]) -> Backup | None:
    """Backs up, migrates, looks; where that does not hold, puts the backup back."""
    backup = None
    if holds_something():
        progress("Backing up first")
        backup = back_up(settings.BACKUPS, at=at, name="before-upgrade")
    try:
        prepare(progress)
        progress("Looking whether it holds")
        look()
    except Exception as trouble:
        if backup is None:
            raise DidNotUpgrade(str(trouble)) from trouble
        progress("Putting the store back as it was")
        put_back(backup.path, at=at)
        raise DidNotUpgrade(f"{trouble}. The store is as it was before.") from trouble
    return backup


def look() -> None:
    """The store's own checks, then a page; nothing is written here, this is the real place."""
    for check in store_checks.CHECKS:
        for trouble in check():
            if trouble.level == "error":
                raise DidNotUpgrade(trouble.sentence)
    read_a_page(*visitor())


def put_back(path: Path, *, at: datetime) -> None:
    """The backup without being brought to this version, which has just failed on it."""
    connections.close_all()
    restore(path, force=True, at=at, catching_up=False)
