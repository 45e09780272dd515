"""The way back: a backup is proved beside the store, and only then takes its place."""

import shutil
import sqlite3
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from maven.config import heads, logbook
from maven.config.backups import keys, workshop
from maven.config.copies import (
    Copy,
    CopyUnsound,
    look_into,
    put_in,
    refuse_newer,
    settle,
    store_path,
    sync,
)
from maven.config.mission_erasing import erase_missions_again
from maven.config.operations import record_restoring
from maven.config.parcels import LEDGER, Keys, unpack
from maven.rights.ledger import absorb
from maven.rights.operations import replay_erasures


class StoreInTheWay(Exception):
    """There is a store already: it is only replaced when that was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A store that came back."""

    copy: Copy
    aside: Path | None
    replayed: int
    seconds: float


def restore(
    path: Path,
    *,
    force: bool,
    at: datetime,
    opened_with: Keys | None = None,
    catching_up: bool = True,
) -> Restored:
    """Puts a backup in the store's place once it proved sound; the former store is kept aside."""
    began = time.perf_counter()
    with workshop() as shop:
        manifest = unpack(path, shop, keys() if opened_with is None else opened_with)
        coming = proved(shop, manifest)
        if is_there() and not force:
            raise StoreInTheWay(store_path() if connection.vendor == "sqlite" else "the database")
        connections.close_all()
        aside = take_place(coming.path, at=at)
        bring_files(shop, at=at)
        if (shop / LEDGER).exists():
            absorb(shop / LEDGER)
    replayed = 0
    if catching_up:
        try:
            replayed = catch_up(manifest, at=at)
        except Exception:
            undo(aside)
            raise
    heads.keep(at=at)
    seconds = time.perf_counter() - began
    logbook.write("restore", at=at.isoformat(), file=str(path), seconds=round(seconds, 1))
    return Restored(copy=coming, aside=aside, replayed=replayed, seconds=seconds)


def proved(shop: Path, manifest: dict[str, Any] | None) -> Copy:
    """The store laid out, read whole, and what its manifest says of it."""
    store = next(iter(sorted(shop.glob("store.*"))), shop / "store.sqlite3")
    wanted = ".sqlite3" if connection.vendor == "sqlite" else ".dump"
    if store.suffix != wanted:
        raise CopyUnsound("it is a backup of the other kind of store (SQLite, PostgreSQL).")
    if manifest is not None:
        refuse_newer({(app, name) for app, name in manifest["migrations"]})
    copy = look_into(store)
    if manifest is not None and copy.read_whole and copy.tables != manifest["tables"]:
        raise CopyUnsound("its tables do not have the rows that its manifest tells.")
    return copy


def is_there() -> bool:
    if connection.vendor == "sqlite":
        return store_path().exists()
    with connection.cursor() as cursor:
        return "journal_fact" in connection.introspection.table_names(cursor)


def take_place(coming: Path, *, at: datetime) -> Path | None:
    """SQLite: one file for the other. PostgreSQL: one transaction, all or nothing."""
    if connection.vendor != "sqlite":
        put_in(coming, str(connection.settings_dict["NAME"]), "--clean", "--if-exists")
        return None
    store = store_path()
    store.parent.mkdir(parents=True, exist_ok=True)
    near = store.with_name(f"{store.name}.coming")
    shutil.copyfile(coming, near)
    near.chmod(0o600)
    aside = store.with_name(f"{store.name}.before-{at:%Y%m%d-%H%M%S}") if store.exists() else None
    if aside is not None:
        put_aside(store, aside)
    sync(near)
    near.rename(store)
    sync(store.parent)
    return aside


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


def undo(aside: Path | None) -> None:
    """The former store takes its place again."""
    connections.close_all()
    if aside is not None:
        settle(store_path())
        aside.replace(store_path())


def bring_files(shop: Path, *, at: datetime) -> None:
    """The files that people sent; and the secret key, where there is none."""
    media = Path(settings.MEDIA_ROOT)
    if (shop / "media").is_dir():
        if media.exists():
            media.rename(media.with_name(f"{media.name}.before-{at:%Y%m%d-%H%M%S}"))
        shutil.copytree(shop / "media", media)
    secret = settings.VAR / "secret-key"
    if (shop / "secret-key").exists() and not secret.exists():
        secret.touch(mode=0o600)
        secret.write_bytes((shop / "secret-key").read_bytes())


def catch_up(manifest: dict[str, Any] | None, *, at: datetime) -> int:
    """Brings an older store to this version; who asked since to be forgotten stays forgotten."""
    call_command("migrate", verbosity=0, interactive=False)
    replayed = replay_erasures(at=at) + erase_missions_again(at=at)
    made_at = str((manifest or {}).get("made_at", ""))
    record_restoring(made_at=made_at, replayed=replayed, by=None, at=at)
    return replayed
