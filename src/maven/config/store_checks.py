"""Whether the store keeps what it acknowledges: asked of the store itself, not of the settings."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from maven.config.trouble import Trouble
from maven.toolbox.models import ActivityKind

FULL = 2
LEAST_PATIENCE = 5_000  # milliseconds
LEAST_POSTGRESQL = 150_000
LEAST_SQLITE = (3, 37, 0)


def store() -> Iterator[Trouble]:
    """Asks a fresh connection, not the settings, what is in force."""
    try:
        fresh = connection.copy()
    except ImproperlyConfigured as trouble:
        yield Trouble(
            "M.E018",
            _("The store's driver is not installed (%(why)s).") % {"why": first_line(trouble)},
            _("Install the extra of that store: pip install 'maven-toolkit[postgres]'."),
        )
        return
    try:
        with fresh.cursor() as cursor:
            if fresh.vendor == "sqlite":
                yield from sqlite(lambda name: pragma(cursor, name), fresh.settings_dict)
            else:
                yield from postgresql(lambda name: shown(cursor, name))
            yield from pen(cursor, "BEGIN IMMEDIATE" if fresh.vendor == "sqlite" else "BEGIN")
    except DatabaseError as trouble:
        yield Trouble(
            "M.E010",
            _("The store does not answer: %(why)s") % {"why": first_line(trouble)},
            _("Look at MAVEN_DATABASE_URL, and whether its folder or server is there."),
        )
    finally:
        fresh.close()


def first_line(trouble: Exception) -> str:
    return str(trouble).strip().partition("\n")[0]


def pragma(cursor: Any, name: str) -> Any:
    return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def shown(cursor: Any, name: str) -> Any:
    cursor.execute(f"SHOW {name}")
    return cursor.fetchone()[0]


def pen(cursor: Any, begin: str) -> Iterator[Trouble]:
    """Whether it can be written, tried without leaving a trace."""
    try:
        cursor.execute(begin)
        cursor.execute("CREATE TABLE maven_check_of_the_pen (a integer)")
        cursor.execute("ROLLBACK")
    except DatabaseError as trouble:
        if "locked" in str(trouble):
            return  # somebody else is writing: it can be
        yield Trouble(
            "M.E019",
            _("The store can be read but not written (%(why)s).") % {"why": first_line(trouble)},
            _("Give its file and folder, or the right to create tables, to the user of maven."),
        )


def sqlite(asked: Callable[[str], Any], told: dict[str, Any]) -> Iterator[Trouble]:
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        yield Trouble(
            "M.E026",
            _("This SQLite (%(version)s) is older than 3.37.")
            % {"version": sqlite3.sqlite_version},
            _("Use a Python that brings a newer one, or PostgreSQL."),
        )
    if int(asked("synchronous")) < FULL:
        yield Trouble(
            "M.E011",
            _(
                "SQLite does not wait for the disk (synchronous is below FULL): a power cut would "
                "lose opinions already acknowledged."
            ),
            _("Keep %(setting)s in the connection's options.")
            % {"setting": "PRAGMA synchronous=FULL"},
        )
    if asked("journal_mode") != "wal":
        yield Trouble(
            "M.E012",
            _("SQLite does not keep a write-ahead log: readers would wait for writers."),
            _("Keep PRAGMA journal_mode=WAL, on a disk of this machine (not NFS nor SMB)."),
        )
    if str(told["OPTIONS"].get("transaction_mode", "")).upper() not in {"IMMEDIATE", "EXCLUSIVE"}:
        yield Trouble(
            "M.E013",
            _("SQLite transactions begin without taking the pen: some would be refused half-way."),
            _("Keep %(setting)s in the connection's options.")
            % {"setting": "transaction_mode=IMMEDIATE"},
        )
    if int(asked("busy_timeout")) < LEAST_PATIENCE:
        yield Trouble(
            "M.E014",
            _("SQLite gives up too early when another process writes."),
            _("Keep %(setting)s in the connection's options.") % {"setting": "timeout=5"},
        )
    if not int(asked("foreign_keys")):
        yield Trouble(
            "M.E027",
            _("SQLite does not look after references between tables (foreign_keys is off)."),
            _("Keep %(setting)s in the connection's options.")
            % {"setting": "PRAGMA foreign_keys=ON"},
        )


def postgresql(asked: Callable[[str], Any]) -> Iterator[Trouble]:
    if asked("synchronous_commit") == "off":
        yield Trouble(
            "M.E015",
            _("PostgreSQL acknowledges before it has written (synchronous_commit is off)."),
            _("%(order)s then reload.") % {"order": "ALTER SYSTEM SET synchronous_commit = on;"},
        )
    if asked("fsync") == "off":
        yield Trouble(
            "M.E016",
            _(
                "PostgreSQL does not wait for the disk (fsync is off): a power cut would lose "
                "opinions."
            ),
            _("%(order)s then reload.") % {"order": "ALTER SYSTEM SET fsync = on;"},
        )
    if int(asked("server_version_num")) < LEAST_POSTGRESQL:
        yield Trouble(
            "M.E017",
            _("This PostgreSQL is older than 15."),
            _("Move to PostgreSQL 15 or later."),
        )
    if asked("server_encoding") != "UTF8":
        yield Trouble(
            "M.E028",
            _("This PostgreSQL database cannot hold every letter (it is not UTF-8)."),
            _("%(order)s, then maven migrate.")
            % {"order": "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0"},
        )


def migrations() -> Iterator[Trouble]:
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, ImproperlyConfigured):
        return  # the store's own check says why
    if behind:
        first = f"{behind[0][0].app_label} {behind[0][0].name}"
        yield Trouble(
            "M.E020",
            _("The store is %(count)d migrations behind (the next: %(first)s).")
            % {"count": len(behind), "first": first},
            "maven migrate",
        )
    applied, known = set(executor.loader.applied_migrations), executor.loader.disk_migrations
    rooms = {room.rpartition(".")[2] for room in settings.ROOMS}
    newer = sorted(one for one in applied - set(known) if one[0] in rooms)
    if newer:
        yield Trouble(
            "M.E029",
            _("The store was made by a newer version (it knows %(what)s).")
            % {"what": " ".join(newer[0])},
            _("Install that version again; or restore a backup made with this one."),
        )


def catalogue() -> Iterator[Trouble]:
    try:
        kinds = ActivityKind.objects.filter(mission=None).count()
    except (DatabaseError, ImproperlyConfigured):
        return
    if kinds == 0:
        yield Trouble(
            "M.E021",
            _("The toolbox is empty: the shared catalogue is not in the store."),
            "maven migrate",
        )


CHECKS = (store, migrations, catalogue)
