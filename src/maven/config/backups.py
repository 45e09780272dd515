"""A copy of the store that can be trusted, and the way back. SQLite by its own online copy; PostgreSQL
by pg_dump. A copy counts once it was opened and read."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

PAGES_AT_ONCE = 500


class CopyUnsound(Exception):
    """The file is no sound copy of a store; the words say what is wrong with it."""


class StoreInTheWay(Exception):
    """There is a store already: it is only replaced when that was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A verified copy: its tables with their rows, its journal chains with their lengths."""

    path: Path
    rows: int
    tables: int
    chains: dict[str, int]


def back_up(
    folder: Path, *, at: datetime, progress: Callable[[int, int], None] | None = None
) -> Copy:
    """Copies while people go on voting, then verifies the copy."""
    folder.mkdir(parents=True, exist_ok=True)
    if connection.vendor != "sqlite":
        return dump(folder / f"maven-{at:%Y%m%d-%H%M%S}.dump")
    path = folder / f"maven-{at:%Y%m%d-%H%M%S}.sqlite3"
    part = path.with_suffix(".part")

    def tell(status: int, left: int, total: int) -> None:
        if progress is not None:
            progress(total - left, total)

    part.touch(mode=0o600)
    with closing(sqlite3.connect(store_path())) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target, pages=PAGES_AT_ONCE, progress=tell)
        target.execute("PRAGMA journal_mode=DELETE").fetchone()
    found = look_into(part)
    sync(part)
    part.rename(path)
    sync(path.parent)
    return Copy(path=path, rows=found.rows, tables=found.tables, chains=found.chains)


def restore(path: Path, *, force: bool, at: datetime) -> Path | None:
    """Puts a copy in the store's place once it proved sound; says where the former store now is."""
    if connection.vendor != "sqlite":
        raise CopyUnsound("a PostgreSQL dump is put back with pg_restore --clean --if-exists.")
    if not path.is_file():
        raise CopyUnsound("there is no such file.")
    store = store_path()
    if store.exists() and not force:
        raise StoreInTheWay(store)
    connections.close_all()
    coming = store.with_name(f"{store.name}.coming")
    store.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, coming)
    try:
        look_into(coming)
        settle(coming)
    except CopyUnsound:
        remove(coming)
        raise
    aside = store.with_name(f"{store.name}.before-{at:%Y%m%d-%H%M%S}") if store.exists() else None
    if aside is not None:
        put_aside(store, aside)
    sync(coming)
    coming.rename(store)
    sync(store.parent)
    return aside


def look_into(path: Path) -> Copy:
    """Opens a copy and reads it whole: structure, foreign keys, rows, journal chains."""
    try:
        with closing(sqlite3.connect(path)) as copy:
            rows, tables = looked(copy)
    except sqlite3.DatabaseError as trouble:
        raise CopyUnsound(f"this is no readable SQLite file ({trouble}).") from trouble
    return Copy(path=path, rows=rows, tables=tables, chains=chains_of(path))


def looked(copy: sqlite3.Connection) -> tuple[int, int]:
    answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if answer != "ok":
        raise CopyUnsound(f"its structure is damaged: {answer}.")
    if broken := copy.execute("PRAGMA foreign_key_check").fetchone():
        raise CopyUnsound(f"a row of {broken[0]} refers to one that is not there.")
    names = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    if "journal_fact" not in names:
        raise CopyUnsound("it is the file of another program: it holds no journal.")
    counted = [copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names]  # noqa: S608 (names of its own tables)
    return sum(counted), len(names)


def chains_of(path: Path) -> dict[str, int]:
    """Verifies the copy's chains as the store's are, by the command itself looking at the copy."""
    asked = subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, "-m", "maven.cli", "verify-journal"],
        env={**os.environ, "MAVEN_DATABASE_URL": f"sqlite:///{path.absolute()}"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line.split() for line in asked.stdout.splitlines()]
    if asked.returncode:
        changed = [" ".join(line[1:]) for line in lines if line[:1] == ["CHANGED"]]
        words = changed or asked.stderr.splitlines()[-1:] or ["nothing was said"]
        raise CopyUnsound(f"its journal does not hold: {'; '.join(words)}.")
    settle(path)
    return {line[1]: int(line[2]) for line in lines if line[:1] == ["sound"]}


def dump(path: Path) -> Copy:
    """PostgreSQL's own copy, listed again to see that it can be read."""
    program, lister = shutil.which("pg_dump"), shutil.which("pg_restore")
    if program is None or lister is None:
        raise CopyUnsound("pg_dump is not on this machine: install PostgreSQL's client programs.")
    told = connection.get_connection_params()
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    asked = {f"PG{word}": str(told.get(name) or "") for name, word in names.items()}
    asked["PGDATABASE"] = str(told.get("dbname") or "")
    env = {**os.environ, **{name: value for name, value in asked.items() if value}}
    made = subprocess.run(  # noqa: S603 (found on PATH)
        [program, "--format=custom", f"--file={path}"], env=env, capture_output=True, text=True
    )
    if made.returncode:
        raise CopyUnsound(f"pg_dump failed: {made.stderr.strip()}")
    listed = subprocess.run([lister, "--list", str(path)], capture_output=True, text=True)  # noqa: S603
    tables = listed.stdout.count(" TABLE DATA ")
    if listed.returncode or not tables:
        raise CopyUnsound("the dump cannot be read again.")
    return Copy(path=path, rows=-1, tables=tables, chains={})


def store_path() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def settle(path: Path) -> None:
    """Brings what is in the write-ahead log into the file itself, which then stands alone."""
    with closing(sqlite3.connect(path)) as store:
        store.execute("PRAGMA journal_mode=DELETE").fetchone()
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def put_aside(store: Path, aside: Path) -> None:
    """The former store with all that it left: a damaged one, which is why one restores, too."""
    try:
        settle(store)
    except sqlite3.OperationalError:
        raise  # somebody holds it
    except sqlite3.DatabaseError:
        for suffix in ("-wal", "-shm"):
            beside = store.with_name(store.name + suffix)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + suffix))
    store.rename(aside)


def remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Waits until the disk has it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
