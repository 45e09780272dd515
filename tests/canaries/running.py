"""A copy of the house, a defect put in it, and the tests that must turn red.

The work tree itself is never touched. What is committed can be copied instead of what lies there.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent.parent
COPIED = ("src", "tests", "docs", "tools", "pyproject.toml", "Makefile")
LEFT = shutil.ignore_patterns("__pycache__", "node_modules", ".hypothesis")
PASSED, FAILED = 0, 1


class DefectDoesNotApply(Exception):
    """What a defect changes is no longer written so: say the defect again."""


@dataclass(frozen=True)
class Verdict:
    """`seen`: the tests failed. `code` is how pytest ended; `told` the first thing it said."""

    name: str
    code: int
    seconds: float
    told: str

    @property
    def seen(self):
        return self.code == FAILED


def changed(text, change, where):
    _, before, after = change
    if text.count(before) != 1:
        raise DefectDoesNotApply(f"{where}: {text.count(before)} times: {before.strip()[:80]}")
    return text.replace(before, after)


def applied(defect, house=HOUSE):
    """For each file that the defect changes, its text with the defect."""
    texts = {}
    for change in defect.changes:
        where = change[0]
        text = texts.get(where) or (house / where).read_text()
        texts[where] = changed(text, change, where)
    return texts


def migrates(defect):
    """Whether its tests begin with a store of their own, in memory: by its migrations, or to race."""
    told = [*(change[0] for change in defect.changes), *defect.seen_by]
    return any("/migrations/" in one or "races" in one for one in told)


class Copy:
    """A copy of the house in which one defect at a time is put, then taken out."""

    def __init__(self, folder, committed=False):
        self.folder = Path(folder)
        self.store = self.folder.parent / f"{self.folder.name}.sqlite3"
        if committed:
            self._committed()
        else:
            for name in COPIED:
                source = HOUSE / name
                if source.is_dir():
                    shutil.copytree(source, self.folder / name, ignore=LEFT)
                else:
                    shutil.copy(source, self.folder / name)

    def _committed(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        archive = subprocess.run(
            ["git", "archive", "HEAD", *COPIED], cwd=HOUSE, capture_output=True, check=True
        )
        subprocess.run(["tar", "x"], cwd=self.folder, input=archive.stdout, check=True)
        vendor = Path("src/maven/ui/static/ui/vendor")
        if (HOUSE / vendor).is_dir():
            shutil.copytree(HOUSE / vendor, self.folder / vendor)
        for one in (HOUSE / "src").rglob("*.mo"):
            place = self.folder / one.relative_to(HOUSE)
            if place.parent.is_dir():
                shutil.copy(one, place)

    def prepare(self):
        """A migrated store, of which each run takes a copy: to make one is half of a short run."""
        self.prepared = self.store.with_suffix(".prepared")
        words = "import django; django.setup(); from django.core.management import call_command;"
        done = subprocess.run(
            [sys.executable, "-c", f"{words} call_command('migrate', verbosity=0)"],
            cwd=self.folder,
            env=self._environment(MAVEN_DATABASE_URL=f"sqlite:///{self.prepared}"),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr

    def _environment(self, **more):
        """Ours, without what is said of our own store; what is compiled is compiled once."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MAVEN_")}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        return kept | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": str(self.folder / "src"),
            "PYTHONPYCACHEPREFIX": str(self.folder.parent / f"{self.folder.name}.pyc"),
            **more,
        }

    def tests(self, *names, to_the_end=False, migrate=False):
        """How pytest ended, and what failed, the first alone unless asked."""
        words = () if to_the_end else ("-x",)
        if not migrate:
            for end in ("-wal", "-shm"):
                Path(f"{self.store}{end}").unlink(missing_ok=True)
            shutil.copy(self.prepared, self.store)
            words += ("--reuse-db",)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *words, *names],
            cwd=self.folder,
            env=self._environment(**({} if migrate else {"MAVEN_TEST_STORE": str(self.store)})),
            capture_output=True,
            text=True,
            timeout=600,
        )
        told = re.findall(r"^(?:FAILED|ERROR) (.*)$", done.stdout, re.MULTILINE)
        return done.returncode, told or [(done.stdout + done.stderr).strip()[-400:]]

    def try_out(self, defect):
        began = time.monotonic()
        texts = applied(defect, self.folder)
        sound = {where: (self.folder / where).read_text() for where in texts}
        for where, text in texts.items():
            (self.folder / where).write_text(text)
        try:
            code, told = self.tests(*defect.seen_by, migrate=migrates(defect))
        finally:
            for where, text in sound.items():
                (self.folder / where).write_text(text)
        return Verdict(defect.name, code, time.monotonic() - began, told[0])
