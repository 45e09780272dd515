"""Who may import whom: the contracts are kept, and each is seen to break."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import source

LINT = Path(sys.executable).with_name("lint-imports")


def lint(root):
    done = subprocess.run(
        [LINT, "--no-cache", "--config", root / "pyproject.toml"],
        cwd=root,
        env={"PYTHONPATH": str(root / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_the_rooms_only_look_down():
    code, told = lint(source.ROOT)

    assert code == 0, told


@pytest.mark.parametrize(
    ("where", "line", "contract"),
    [
        (
            "sprints/operations.py",
            "from maven.voices.models import Opinion",
            "rooms only look down",
        ),
        ("voices/models/opinion.py", "from maven.voices import operations", "Inside a room"),
        ("method/lifecycles.py", "import random", "pure arithmetic"),
        ("misc/__init__.py", "", "rooms only look down"),
        ("people/models/person.py", "from maven.people import http", "circular"),
    ],
)
def test_a_broken_contract_is_seen(tmp_path, where, line, contract):
    shutil.copy(source.ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        source.SOURCE,
        tmp_path / "src" / "maven",
        ignore=shutil.ignore_patterns("static", "templates", "locale", "__pycache__"),
    )
    broken = tmp_path / "src" / "maven" / where
    broken.parent.mkdir(exist_ok=True)
    before = broken.read_text() if broken.exists() else '"""A new room."""\n'
    broken.write_text(before + line + "\n")

    code, told = lint(tmp_path)

    assert code == 1, told
    assert contract.split()[-1] in told
