"""What must be right before the house opens: each trouble with its number, its sentence and its cure."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult

import maven
from maven.config.heartbeat import SILENT, last_beat
from maven.config.secret import LEAST
from maven.config.store_checks import store
from maven.config.trouble import Trouble
from maven.journal.models import Chain, Setback
from maven.journal.operations import JournalTampered, verify
from maven.toolbox.models import ActivityKind

LEAST_FREE = 200 * 2**20
BUILT_IN = 2026


type Check = Callable[[], Iterator[Trouble]]


def secret() -> Iterator[Trouble]:
    if len(settings.SECRET_KEY) < LEAST or len(set(settings.SECRET_KEY)) < 8:
        yield Trouble(
            "M.E001",
            "The secret key is short or monotonous: sessions and forms could be forged.",
            "Leave MAVEN_SECRET_KEY empty (one is made and kept in the store's folder), "
            f"or give at least {LEAST} random characters.",
        )
    kept = settings.VAR / "secret-key"
    if kept.exists() and kept.stat().st_mode & 0o077:
        yield Trouble(
            "M.E002", "Others on this machine can read the secret key.", f"chmod 600 {kept}"
        )


def debugging() -> Iterator[Trouble]:
    if settings.DEBUG and not settings.DEMO:
        yield Trouble(
            "M.E003",
            "Debugging is on: errors would show the inside of the house to visitors.",
            "Unset MAVEN_DEBUG.",
            "warning",
        )


def hosts() -> Iterator[Trouble]:
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield Trouble(
            "M.E004",
            "The server would answer to any host name.",
            "Name yours: MAVEN_ALLOWED_HOSTS=maven.example.org",
        )
    for host in settings.ALLOWED_HOSTS:
        if "/" in host or ":" in host.strip("[]").replace("::1", ""):
            yield Trouble(
                "M.E005",
                f"{host!r} is not a host name.",
                "Write names only in MAVEN_ALLOWED_HOSTS, without https:// nor port.",
            )


def https() -> Iterator[Trouble]:
    if settings.DEMO or settings.DEBUG:
        return
    local = {"127.0.0.1", "localhost", "[::1]"}
    if not settings.HTTPS and not set(settings.ALLOWED_HOSTS) <= local:
        yield Trouble(
            "M.E006",
            "Sessions would travel in the clear: HTTPS is off for a public host.",
            "Put a proxy with HTTPS in front and unset MAVEN_HTTPS.",
        )


def migrations() -> Iterator[Trouble]:
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return  # the store's own check says why
    if behind:
        first = f"{behind[0][0].app_label} {behind[0][0].name}"
        yield Trouble(
            "M.E020",
            f"The store is {len(behind)} migrations behind (the next: {first}).",
            "maven migrate",
        )


def catalogue() -> Iterator[Trouble]:
    try:
        kinds = ActivityKind.objects.filter(mission=None).count()
    except DatabaseError:
        return
    if kinds == 0:
        yield Trouble(
            "M.E021",
            "The toolbox is empty: the shared catalogue is not in the store.",
            "maven migrate",
        )


def static_files() -> Iterator[Trouble]:
    if not settings.DEBUG and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield Trouble(
            "M.E022",
            f"The static files were not collected in {settings.STATIC_ROOT}.",
            "maven migrate",
        )
    if finders.find("ui/vendor") is None:
        yield Trouble(
            "M.E023",
            "The front-end was not built: scripts, fonts and icons are missing.",
            "In a clone: make build. An installed wheel carries it.",
            "warning",
        )


def french() -> Iterator[Trouble]:
    for po in Path(maven.__file__).parent.glob("*/locale/fr/LC_MESSAGES/django.po"):
        if not po.with_suffix(".mo").exists():
            yield Trouble(
                "M.E024",
                f"The French of {po.parts[-5]} is not compiled: its pages would be in English.",
                "In a clone: make build. An installed wheel carries it.",
            )


def folder() -> Iterator[Trouble]:
    try:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=settings.VAR, prefix=".check-"):
            pass
    except OSError as trouble:
        yield Trouble(
            "M.E030",
            f"Nothing can be written in {settings.VAR} ({trouble.strerror}).",
            "Give that folder to the user that runs maven, or set MAVEN_VAR.",
        )
        return
    disk = shutil.disk_usage(settings.VAR)
    if disk.free < LEAST_FREE:
        yield Trouble(
            "M.E031",
            f"The disk is nearly full: {disk.free // 2**20} MiB left beside the store.",
            "Make room: below 200 MiB the server does not start, so as not to stop half-way.",
        )
    if (settings.VAR / "maven.sqlite3").exists() and is_remote(settings.VAR):
        yield Trouble(
            "M.E032",
            "The store is on a network file system, where SQLite's locks cannot be trusted.",
            "Move MAVEN_VAR to a disk of this machine, or use PostgreSQL.",
        )


def is_remote(folder: Path) -> bool:
    """Whether the folder's mount is a file system that comes over the network."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return False
    above = [one for one in mounts if folder.resolve().is_relative_to(one[1].replace("\\040", " "))]
    kind = max(above, key=lambda one: len(one[1]), default=["", "", ""])[2]
    return kind.startswith(("nfs", "cifs", "smb", "fuse.sshfs", "9p"))


def mail() -> Iterator[Trouble]:
    backend = settings.MAILERS["default"]["BACKEND"]
    if not settings.DEMO and not settings.DEBUG and not backend.endswith("smtp.EmailBackend"):
        yield Trouble(
            "M.E040",
            "No mail server is set: sign-in codes are written to files and reach nobody.",
            "MAVEN_EMAIL_URL=smtp+tls://user:password@mail.example.org:587",
            "warning",
        )


def clock() -> Iterator[Trouble]:
    if time.gmtime().tm_year < BUILT_IN:
        yield Trouble(
            "M.E041",
            f"The clock says {time.gmtime().tm_year}: the journal would be dated wrongly.",
            "Set the clock of this machine (timedatectl set-ntp true).",
        )
    try:
        ZoneInfo(settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        yield Trouble(
            "M.E042",
            f"The time zone {settings.TIME_ZONE!r} is not known here.",
            "Set MAVEN_TIME_ZONE to a name such as Europe/Paris, or install tzdata.",
        )


def journal() -> Iterator[Trouble]:
    try:
        chains = list(Chain.objects.order_by("pk").values_list("name", flat=True))
    except DatabaseError:
        return
    for name in chains:
        try:
            verify(name)
        except JournalTampered as tampered:
            yield Trouble(
                "M.E050",
                f"The journal was changed: {tampered}.",
                "Restore a backup made before (maven restore), and find out who had access.",
            )


def set_aside() -> Iterator[Trouble]:
    """What failed too often and waits for somebody to look at it."""
    try:
        jobs = DBTaskResult.objects.failed().count()
        facts = Setback.objects.filter(set_aside_at__isnull=False).count()
    except DatabaseError:
        return
    if jobs or facts:
        yield Trouble(
            "M.E051",
            f"{jobs} background jobs and {facts} reactions to facts failed and were set aside.",
            "Their words are in the tables of tasks and of setbacks; the log tells the rest.",
            "warning",
        )


def worker() -> Iterator[Trouble]:
    silent = last_beat(settings.VAR)
    if silent is not None and silent > SILENT:
        yield Trouble(
            "M.E052",
            f"The job worker has been silent for {silent / 60:.0f} minutes: landscapes are not redrawn.",
            "maven serve starts one; or run maven worker.",
            "warning",
        )


QUICK: tuple[Check, ...] = (
    secret,
    debugging,
    hosts,
    https,
    folder,
    store,
    migrations,
    catalogue,
    static_files,
    french,
    mail,
    clock,
)
WHOLE: tuple[Check, ...] = (*QUICK, journal, set_aside, worker)


def quick() -> list[Trouble]:
    """What is looked at each time the server starts."""
    return [trouble for check in QUICK for trouble in check()]


def whole() -> list[Trouble]:
    return [trouble for check in WHOLE for trouble in check()]


def report(troubles: Iterable[Trouble], *, out: TextIO) -> bool:
    """Writes each trouble with its cure; whether one of them is an error."""
    errors = False
    for trouble in troubles:
        errors = errors or trouble.level == "error"
        out.write(f"{trouble.number} {trouble.level}: {trouble.sentence}\n       {trouble.cure}\n")
    out.flush()
    return errors
