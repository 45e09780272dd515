"""What the house stands on: folders, the disk, the clock, and the files that came with it."""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

import maven
from maven.config.trouble import Trouble

LEAST_FREE = 200 * 2**20
LEAST_NAMES = 1_000
LEAST_HANDLES = 1_024
BUILT_IN = 2026
REMOTE = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs")
PASSING = ("overlay", "tmpfs", "ramfs", "aufs")


def folder() -> Iterator[Trouble]:
    try:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=settings.VAR, prefix=".check-"):
            pass
    except OSError as trouble:
        yield Trouble(
            "M.E030",
            _("Nothing can be written in %(folder)s (%(why)s).")
            % {"folder": settings.VAR, "why": trouble.strerror},
            _("Give that folder to the user that runs maven, or set MAVEN_VAR."),
        )
        return
    yield from room()
    yield from ground()
    yield from privacy()


def room() -> Iterator[Trouble]:
    """Room on the disk, in bytes and in names."""
    free = shutil.disk_usage(settings.VAR).free
    if free < LEAST_FREE:
        yield Trouble(
            "M.E031",
            _("The disk is nearly full: %(left)d MiB left beside the store.")
            % {"left": free // 2**20},
            _("Make room: below 200 MiB the server does not start, so as not to stop half-way."),
        )
    told = os.statvfs(settings.VAR)
    if told.f_files and told.f_favail < LEAST_NAMES:
        yield Trouble(
            "M.E033",
            _("The disk takes no more files: %(left)d names left.") % {"left": told.f_favail},
            _("Remove what fills it with small files (df -i tells)."),
        )


def ground() -> Iterator[Trouble]:
    """What kind of disk it is."""
    kind = kind_of_mount(settings.VAR)
    if (settings.VAR / "maven.sqlite3").exists() and kind.startswith(REMOTE):
        yield Trouble(
            "M.E032",
            _("The store is on a network file system, where SQLite's locks cannot be trusted."),
            _("Move MAVEN_VAR to a disk of this machine, or use PostgreSQL."),
        )
    if kind in PASSING and not settings.DEMO:
        yield Trouble(
            "M.E034",
            _("%(folder)s goes with the machine's memory or its container (%(kind)s).")
            % {"folder": settings.VAR, "kind": kind},
            _("Put MAVEN_VAR on a volume that stays."),
            "warning",
        )


def kind_of_mount(folder: Path) -> str:
    """The file system under a folder, as Linux names it; empty elsewhere."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return ""
    above = [one for one in mounts if folder.resolve().is_relative_to(one[1].replace("\\040", " "))]
    return max(above, key=lambda one: len(one[1]), default=["", "", ""])[2]


def privacy() -> Iterator[Trouble]:
    """Nobody else on the machine, and no visitor, may fetch the store itself."""
    store = settings.VAR / "maven.sqlite3"
    if store.exists() and settings.VAR.stat().st_mode & 0o005 and store.stat().st_mode & 0o004:
        yield Trouble(
            "M.E035",
            _("Others on this machine can read the store, and so every opinion."),
            f"chmod 700 {settings.VAR}",
            "warning",
        )
    static = Path(settings.STATIC_ROOT).resolve()
    inside = [one for one in (settings.VAR, Path(settings.MEDIA_ROOT)) if is_under(one, static)]
    if inside:
        yield Trouble(
            "M.E036",
            _("The folder that is served to everybody, %(static)s, contains %(inside)s.")
            % {"static": static, "inside": inside[0]},
            _("Unset MAVEN_STATIC_ROOT, or give it a folder of its own."),
        )


def is_under(folder: Path, root: Path) -> bool:
    return folder.resolve().is_relative_to(root)


def temporary() -> Iterator[Trouble]:
    try:
        with tempfile.NamedTemporaryFile():
            pass
    except OSError:
        yield Trouble(
            "M.E037",
            _("There is no temporary folder to write in: files sent by people could not be read."),
            _("Make room in /tmp, or set TMPDIR to a folder of the user that runs maven."),
        )


def handles() -> Iterator[Trouble]:
    import resource  # noqa: PLC0415 (not on every system)

    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < LEAST_HANDLES:
        yield Trouble(
            "M.E038",
            _("This process may open %(soft)d files only: a full room would be turned away.")
            % {"soft": soft},
            _("Raise the limit: LimitNOFILE=16384 in the service, or ulimit -n 16384."),
            "warning",
        )


def user() -> Iterator[Trouble]:
    if os.geteuid() == 0 and not settings.DEMO and not settings.DEBUG:
        yield Trouble(
            "M.E039",
            _("The server runs as root: a weakness in it would open the whole machine."),
            _("Run it as a user of its own (User=maven in the service)."),
            "warning",
        )


def static_files() -> Iterator[Trouble]:
    if not settings.DEBUG and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield Trouble(
            "M.E022",
            _("The static files were not collected in %(folder)s.")
            % {"folder": settings.STATIC_ROOT},
            "maven migrate",
        )
    if finders.find("ui/vendor") is None:
        yield Trouble(
            "M.E023",
            _("The front-end was not built: scripts, fonts and icons are missing."),
            _("In a clone: make build. An installed wheel carries it."),
            "warning",
        )
    elif missing := [name for name in fonts() if finders.find(name) is None]:
        yield Trouble(
            "M.E025",
            _("Fonts are missing: %(names)s.") % {"names": ", ".join(missing)},
            _("In a clone: make build. An installed wheel carries it."),
            "warning",
        )


def fonts() -> list[str]:
    """The fonts that every page asks for, as its head names them."""
    head = Path(maven.__file__).with_name("ui") / "templates" / "ui" / "base.html"
    return sorted(set(re.findall(r"static '([^']+\.woff2)'", head.read_text())))


def french() -> Iterator[Trouble]:
    for po in Path(maven.__file__).parent.glob("*/locale/fr/LC_MESSAGES/django.po"):
        if not po.with_suffix(".mo").exists():
            yield Trouble(
                "M.E024",
                _("The French of %(room)s is not compiled: its pages would be in English.")
                % {"room": po.parts[-5]},
                _("In a clone: make build. An installed wheel carries it."),
            )


def clock() -> Iterator[Trouble]:
    if time.gmtime().tm_year < BUILT_IN:
        yield Trouble(
            "M.E041",
            _("The clock says %(year)d: the journal would be dated wrongly.")
            % {"year": time.gmtime().tm_year},
            _("Set the clock of this machine (timedatectl set-ntp true)."),
        )
    try:
        ZoneInfo(settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        yield Trouble(
            "M.E042",
            _("The time zone %(zone)r is not known here.") % {"zone": settings.TIME_ZONE},
            _("Set MAVEN_TIME_ZONE to a name such as Europe/Paris, or install tzdata."),
        )


CHECKS = (folder, temporary, handles, user, static_files, french, clock)
