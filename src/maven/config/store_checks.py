"""Whether the store keeps what it acknowledges: asked of the store itself, not of the settings."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import DatabaseError, connection

from maven.config.trouble import Trouble

FULL = 2
LEAST_PATIENCE = 5_000  # milliseconds
LEAST_POSTGRESQL = 150_000


def store() -> Iterator[Trouble]:
    """Asks a fresh connection, not the settings, what is in force."""
    fresh = connection.copy()
    try:
        with fresh.cursor() as cursor:
            if fresh.vendor == "sqlite":
                yield from sqlite(lambda name: pragma(cursor, name), fresh.settings_dict)
            else:
                yield from postgresql(lambda name: shown(cursor, name))
    except DatabaseError as trouble:
        yield Trouble(
            "M.E010",
            f"The store does not answer: {trouble}",
            "Look at MAVEN_DATABASE_URL, and whether its folder or server is there.",
        )
    finally:
        fresh.close()


def pragma(cursor: Any, name: str) -> Any:
    return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def shown(cursor: Any, name: str) -> Any:
    cursor.execute(f"SHOW {name}")
    return cursor.fetchone()[0]


def sqlite(asked: Callable[[str], Any], told: dict[str, Any]) -> Iterator[Trouble]:
    if int(asked("synchronous")) < FULL:
        yield Trouble(
            "M.E011",
            "SQLite does not wait for the disk (synchronous is below FULL): a power cut would lose "
            "opinions already acknowledged.",
            "Keep PRAGMA synchronous=FULL in the connection's init_command.",
        )
    if asked("journal_mode") != "wal":
        yield Trouble(
            "M.E012",
            "SQLite does not keep a write-ahead log: readers would wait for writers.",
            "Keep PRAGMA journal_mode=WAL, on a disk of this machine (not NFS nor SMB).",
        )
    if str(told["OPTIONS"].get("transaction_mode", "")).upper() not in {"IMMEDIATE", "EXCLUSIVE"}:
        yield Trouble(
            "M.E013",
            "SQLite transactions begin without taking the pen: some would be refused half-way.",
            "Keep transaction_mode=IMMEDIATE in the connection's options.",
        )
    if int(asked("busy_timeout")) < LEAST_PATIENCE:
        yield Trouble(
            "M.E014",
            "SQLite gives up too early when another process writes.",
            "Keep a timeout of at least 5 seconds in the connection's options.",
        )


def postgresql(asked: Callable[[str], Any]) -> Iterator[Trouble]:
    if asked("synchronous_commit") == "off":
        yield Trouble(
            "M.E015",
            "PostgreSQL acknowledges before it has written (synchronous_commit is off).",
            "ALTER SYSTEM SET synchronous_commit = on; then reload.",
        )
    if asked("fsync") == "off":
        yield Trouble(
            "M.E016",
            "PostgreSQL does not wait for the disk (fsync is off): a power cut would lose opinions.",
            "ALTER SYSTEM SET fsync = on; then reload.",
        )
    if int(asked("server_version_num")) < LEAST_POSTGRESQL:
        yield Trouble(
            "M.E017", "This PostgreSQL is older than 15.", "Move to PostgreSQL 15 or later."
        )
