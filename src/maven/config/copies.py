"""A copy of the store that can be trusted: SQLite by its own online copy, PostgreSQL by pg_dump.

A copy counts once it was opened and read whole.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

PAGES_AT_ONCE = 500
type Applied = set[tuple[str, str]]
type Told = Callable[[int, int], None]


class CopyUnsound(Exception):
    """The file is no sound copy of a store; the words say what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A verified copy: the rows of its tables, its journal chains with length and head."""

    path: Path
    tables: dict[str, int]
    chains: dict[str, tuple[int, str]] = field(default_factory=dict)
    applied: Applied = field(default_factory=set)
    read_whole: bool = True

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def copy_store(folder: Path, *, progress: Told | None = None) -> Copy:
    """Copies while people go on voting, then verifies the copy."""
    if connection.vendor == "sqlite":
        return copy_sqlite(folder / "store.sqlite3", progress)
    return dump(folder / "store.dump")


def copy_sqlite(path: Path, progress: Told | None) -> Copy:
    def tell(status: int, left: int, total: int) -> None:
        if progress is not None:
            progress(total - left, total)

    path.touch(mode=0o600)
    with closing(sqlite3.connect(store_path())) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target, pages=PAGES_AT_ONCE, progress=tell)
        target.execute("PRAGMA journal_mode=DELETE").fetchone()
    return look_into(path)


def store_path() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


# Reading a copy whole


def look_into(path: Path) -> Copy:
    """Opens a copy and reads it: structure, foreign keys, rows, journal chains."""
    if not path.is_file():
        raise CopyUnsound("there is no such file.")
    if path.suffix == ".dump":
        return look_into_dump(path)
    try:
        with closing(sqlite3.connect(path)) as copy:
            tables, applied = looked(copy)
    except sqlite3.DatabaseError as trouble:
        raise CopyUnsound(f"this is no readable SQLite file ({trouble}).") from trouble
    refuse_newer(applied)
    chains = chains_of(f"sqlite:///{path.absolute()}", applied)
    settle(path)
    return Copy(path=path, tables=tables, chains=chains, applied=applied)


def looked(copy: sqlite3.Connection) -> tuple[dict[str, int], Applied]:
    answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if answer != "ok":
        raise CopyUnsound(f"its structure is damaged: {answer}.")
    if broken := copy.execute("PRAGMA foreign_key_check").fetchone():
        raise CopyUnsound(f"a row of {broken[0]} refers to one that is not there.")
    names = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    if "journal_fact" not in names:
        raise CopyUnsound("it is the file of another program: it holds no journal.")
    tables = {
        name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 (its own tables)
        for name in sorted(names)
    }
    return tables, set(copy.execute("SELECT app, name FROM django_migrations"))


def refuse_newer(applied: Applied) -> None:
    """A store of a later version holds what this one would not understand."""
    rooms = {room.rpartition(".")[2] for room in settings.ROOMS}
    known = set(MigrationLoader(None).disk_migrations)
    newer = sorted(one for one in applied - known if one[0] in rooms)
    if newer:
        raise CopyUnsound(
            f"it was made by a newer version (it knows {' '.join(newer[0])}): install that one."
        )


def journal_is_ours(applied: Applied) -> bool:
    """Whether the copy's journal has the form that this version reads."""
    known = {one for one in MigrationLoader(None).disk_migrations if one[0] == "journal"}
    return known <= applied


def chains_of(address: str, applied: Applied) -> dict[str, tuple[int, str]]:
    """Verifies the copy's chains as the store's are, by the command itself looking at the copy.

    A copy whose journal has an older form may be unreadable to this version before it is migrated.
    """
    asked = subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, "-m", "maven.cli", "verify-journal"],
        env={**os.environ, "MAVEN_DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line.split() for line in asked.stdout.splitlines()]
    changed = [" ".join(line[1:]) for line in lines if line[:1] == ["CHANGED"]]
    if asked.returncode and not changed and not journal_is_ours(applied):
        return {}
    if asked.returncode:
        words = changed or asked.stderr.splitlines()[-1:] or ["nothing was said"]
        raise CopyUnsound(f"its journal does not hold: {'; '.join(words)}.")
    return {line[1]: (int(line[2]), line[-1]) for line in lines if line[:1] == ["sound"]}


# PostgreSQL


def dump(path: Path) -> Copy:
    """PostgreSQL's own copy, restored beside the store and read there, where that is allowed."""
    path.touch(mode=0o600)
    made = ask_postgresql("pg_dump", "--format=custom", "--no-owner", f"--file={path}")
    if made.returncode:
        raise CopyUnsound(f"pg_dump failed: {made.stderr.strip()}")
    return look_into_dump(path)


def look_into_dump(path: Path) -> Copy:
    listed = ask_postgresql("pg_restore", "--list", str(path))
    parts = [line.split() for line in listed.stdout.splitlines() if " TABLE DATA " in line]
    if listed.returncode or not parts:
        raise CopyUnsound("the dump cannot be read again.")
    if connection.vendor == "postgresql":
        try:
            with beside(path) as address:
                return read_beside(path, address)
        except DatabaseError:  # another database may not be made here: the list has to do
            pass
    return Copy(path=path, tables=dict.fromkeys((part[-2] for part in parts), 0), read_whole=False)


@contextmanager
def beside(path: Path) -> Iterator[str]:
    """A database of its own for the time of looking; its address."""
    name = f"maven_look_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    try:
        put_in(path, name)
        yield address_of(name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def put_in(path: Path, name: str, *more: str) -> None:
    """Restores a dump whole or not at all."""
    done = ask_postgresql(
        "pg_restore", "--no-owner", "--single-transaction", *more, f"--dbname={name}", str(path)
    )
    if done.returncode:
        raise CopyUnsound(f"pg_restore failed: {done.stderr.strip().splitlines()[-1]}")


def read_beside(path: Path, address: str) -> Copy:
    from django.db import connections  # noqa: PLC0415 (one more connection, for this moment)

    copy = connection.copy("copy")
    copy.settings_dict["NAME"] = urlsplit(address).path.lstrip("/")
    try:
        with copy.cursor() as cursor:
            names = sorted(copy.introspection.table_names(cursor))
            tables = {}
            for name in names:
                cursor.execute(f"SELECT count(*) FROM {copy.ops.quote_name(name)}")  # noqa: S608
                tables[name] = cursor.fetchone()[0]
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
    finally:
        copy.close()
        connections.close_all()
    refuse_newer(applied)
    chains = chains_of(address, applied)
    return Copy(path=path, tables=tables, chains=chains, applied=applied)


def address_of(name: str) -> str:
    """The address of another database of the same server."""
    parts = urlsplit(os.environ.get("MAVEN_DATABASE_URL", ""))
    return urlunsplit(parts._replace(path=f"/{name}"))


def ask_postgresql(program: str, *words: str) -> "subprocess.CompletedProcess[str]":
    found = shutil.which(program)
    if found is None:
        raise CopyUnsound(
            f"{program} is not on this machine: install PostgreSQL's client programs."
        )
    told = connection.get_connection_params() if connection.vendor == "postgresql" else {}
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    asked = {f"PG{word}": str(told.get(name) or "") for name, word in names.items()}
    asked["PGDATABASE"] = str(told.get("dbname") or "")
    env = {**os.environ, **{name: value for name, value in asked.items() if value}}
    return subprocess.run([found, *words], env=env, capture_output=True, text=True, check=False)  # noqa: S603


# Files


def settle(path: Path) -> None:
    """Brings what is in the write-ahead log into the file itself, which then stands alone."""
    with closing(sqlite3.connect(path)) as store:
        store.execute("PRAGMA journal_mode=DELETE").fetchone()
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Waits until the disk has it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
