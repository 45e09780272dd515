"""`maven demo`"""

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import translation

from maven.cli.progress import Progress
from maven.cli.refusing import Refused
from maven.cli.serve_command import answer, listening
from maven.config.prepare import prepare
from maven.missions.models import Mission

MAVEN = [sys.executable, "-m", "maven.cli"]
SIGN_INS = """
  Without an account: open a consultation and answer.
  Signed in, one click each: {address}connexion/
  Letters are not sent: they are written in {var}/mail
  Stop with Ctrl+C. What you do is kept in {var}; begin again with: maven demo --fresh
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    listening(parser)
    parser.add_argument("--fresh", action="store_true", help="begin again from nothing")
    parser.add_argument(
        "--prepare", action="store_true", help="make the demonstration without serving it"
    )


def run(asked: argparse.Namespace) -> int:
    if not settings.DEMO:
        raise Refused("MAVEN_DEMO is set to no in the environment: unset it.")
    if asked.fresh:
        wipe(Path(settings.VAR))
    if not asked.prepare and not is_told():
        # In a process of its own: the server does not keep what telling a demonstration loads.
        subprocess.run([*MAVEN, "demo", "--prepare"], check=True)  # noqa: S603 (our own interpreter)
    else:
        make_ready()
    if asked.prepare:
        return 0
    address = f"http://{asked.host}:{asked.port}/"
    return answer(asked, words=SIGN_INS.format(address=address, var=settings.VAR))


def is_told() -> bool:
    try:
        return Mission.objects.exists()
    except DatabaseError:
        return False  # there is no store yet
    finally:
        connection.close()


def make_ready() -> None:
    began = time.monotonic()
    with Progress() as progress:
        prepare(progress)
        if not Mission.objects.exists():
            fill(progress)
    print(f"Ready in {time.monotonic() - began:.0f} s.", file=sys.stderr)


def fill(progress: Progress) -> None:
    """The two missions, then their landscapes, drawn by the worker as always."""
    progress("Telling the demonstration")
    from maven.cli import demo_seed  # noqa: PLC0415 (brings what only the telling needs)

    with translation.override("fr"):
        demo_seed.seed(progress)
    connection.close()
    progress("Drawing the landscapes")
    subprocess.run([*MAVEN, "worker", "--drain"], check=True)  # noqa: S603 (our own interpreter)


def wipe(var: Path) -> None:
    """Removes the demonstration's own store, and only that."""
    if not settings.DEMO or connection.vendor != "sqlite":
        raise Refused("--fresh empties only a demonstration kept in SQLite.")
    store = Path(settings.DATABASES["default"]["NAME"])
    for suffix in ("", "-wal", "-shm"):
        store.with_name(store.name + suffix).unlink(missing_ok=True)
    for folder in ("mail", "media"):
        shutil.rmtree(var / folder, ignore_errors=True)
