"""A person touches everything there is, takes her data away, is erased, and no backup has her.

On a store in a file, by the commands that an operator types; the figures are printed.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from maven.rights.declarations import declarations

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
# Tables with a way to a person in which nothing can be planted, each with its reason.
NOT_PLANTED: dict[str, str] = {}


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """All that happens, once: each step is a process of its own."""
    place = tmp_path_factory.mktemp("canary")
    env = {
        **os.environ,
        "MAVEN_VAR": str(place),
        "MAVEN_DATABASE_URL": f"sqlite:///{place / 'maven.sqlite3'}",
        "MAVEN_DEMO": "1",
        "MAVEN_SECRET_KEY": "for-tests-only-" + "x" * 40,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }

    def run(*words):
        done = subprocess.run(
            [sys.executable, "-m", *words], env=env, cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def canary(act):
        return json.loads(run("tests.rights.canary", act, str(place)).splitlines()[-1])

    run("django", "migrate", "-v0")
    canary("plant")
    told = json.loads((place / "canary.json").read_text())
    told["before"] = canary("look")
    told["export"] = canary("export")
    run("maven.cli", "backup", "--to", str(place / "backups"))
    canary("erase")
    run("maven.cli", "worker", "--drain")
    told["erased"] = canary("look")
    (backup,) = (place / "backups").iterdir()
    run("maven.cli", "restore", str(backup), "--force")
    run("maven.cli", "worker", "--drain")
    told["restored"] = canary("look")
    told["chains"] = run("maven.cli", "verify-journal")
    print(
        f"\n{len(told['marks'])} marks in {len(told['planted'])} tables;"
        f" {len(told['export']['donnees.json'])} in her file;"
        f" {len(told['erased'])} after erasure, {len(told['restored'])} after restore,"
        " all in works that stay without her"
    )
    return told


def told_of(place):
    label = place.rpartition(".")[0]
    return next((one for one in declarations() if one.label == label), None)


def is_secret(place):
    told, field = told_of(place), place.rpartition(".")[2]
    return told is not None and (field in told.secret or field == "password")


def stays(place):
    """A word of a work that belongs to all, which its model says stays."""
    told, field = told_of(place), place.rpartition(".")[2]
    return (
        told is not None
        and told.whom != "self"
        and (bool(told.why_kept) or (bool(told.written) and field not in told.written))
        and not told.gone
    )


def test_she_is_in_every_table_that_can_lead_to_a_person(story):
    wanted = {one.label for one in declarations() if one.keeps and (one.person or one.address)}

    assert wanted - set(story["planted"]) == set(NOT_PLANTED), story["refused"]
    assert set(story["before"]) == set(story["marks"])


def test_her_file_holds_every_mark_that_is_no_proof(story):
    wanted = {place for place in story["marks"] if not is_secret(place)}

    assert set(story["export"]["donnees.json"]) == wanted
    assert set(story["export"]["index.html"]) == wanted


def test_after_erasure_no_mark_is_in_a_row_nor_in_the_bytes_of_a_file(story):
    assert "name" not in story["erased"]
    assert "address" not in story["erased"]
    assert [place for place in story["erased"] if not stays(place)] == []


def test_no_work_that_belongs_to_all_is_lost(story):
    works = [place for place in story["marks"] if (told := told_of(place)) and told.why_kept]

    assert works
    assert [place for place in works if place not in story["erased"]] == []


def test_after_the_restore_of_an_earlier_backup_she_is_still_erased(story):
    assert set(story["restored"]) == set(story["erased"])


def test_the_chains_are_sound_after_all_of_it(story):
    lines = story["chains"].splitlines()

    assert lines
    assert [line for line in lines if not line.startswith("sound")] == []
