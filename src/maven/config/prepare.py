"""Bringing the store and the static files up to date, without doing twice what is done."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = ".collected"


def prepare(progress: Callable[[str], None]) -> None:
    """Tables, then static files."""
    settings.VAR.mkdir(parents=True, exist_ok=True, mode=0o700)
    progress("Bringing the store up to date")
    call_command("migrate", verbosity=0, interactive=False)
    if collected() != sources():
        progress("Collecting the static files")
        collect()


def collect() -> None:
    """Hashes and compresses what the pages need beside their HTML."""
    said = io.StringIO()
    call_command("collectstatic", verbosity=0, interactive=False, clear=True, stdout=said)
    (Path(settings.STATIC_ROOT) / STAMP).write_text(sources())


def collected() -> str:
    """The fingerprint of what was collected, empty when nothing was."""
    try:
        return (Path(settings.STATIC_ROOT) / STAMP).read_text()
    except FileNotFoundError:
        return ""


def sources() -> str:
    """The fingerprint of what there is to collect: names, sizes and dates."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            seen = Path(storage.path(path)).stat()
            digest.update(f"{path} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()
