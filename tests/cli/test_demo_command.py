"""`maven demo` makes its own store once, and empties only its own."""

import argparse

import pytest

from maven.cli import Refused, demo_command
from maven.cli.demo_command import run, wipe
from tests import cast


@pytest.fixture
def steps(monkeypatch):
    taken = []
    monkeypatch.setattr(demo_command, "prepare", lambda progress: taken.append("prepare"))
    monkeypatch.setattr(demo_command, "fill", lambda progress: taken.append("fill"))
    monkeypatch.setattr(
        demo_command, "answer", lambda asked, words: taken.append(words.strip()) or 0
    )
    return taken


def asked(**more):
    return argparse.Namespace(
        **{"host": "127.0.0.1", "port": 8000, "fresh": False, "prepare": False, **more}
    )


def test_an_empty_store_is_filled_apart_then_served_with_the_way_to_sign_in(steps, monkeypatch):
    monkeypatch.setattr(demo_command, "is_told", lambda: False)
    monkeypatch.setattr(
        demo_command.subprocess, "run", lambda words, check: steps.append(words[-2:])
    )

    assert run(asked()) == 0

    assert steps[0] == ["demo", "--prepare"]
    assert "http://127.0.0.1:8000/connexion/" in steps[1]


@pytest.mark.django_db
def test_preparing_an_empty_store_fills_it(steps):
    assert run(asked(prepare=True)) == 0

    assert steps == ["prepare", "fill"]


@pytest.mark.django_db(transaction=True)
def test_a_store_is_told_once_a_mission_is_in_it():
    assert not demo_command.is_told()

    cast.paca()

    assert demo_command.is_told()


def test_a_demonstration_that_is_there_is_kept(steps, paca):
    assert run(asked(prepare=True)) == 0

    assert steps == ["prepare"]


def test_it_does_not_run_where_the_demonstration_is_refused(settings, steps):
    settings.DEMO = False
    with pytest.raises(Refused, match="MAVEN_DEMO"):
        run(asked())
    assert steps == []


def test_only_a_demonstration_is_emptied(settings, tmp_path):
    settings.DEMO = False
    with pytest.raises(Refused, match="only a demonstration"):
        wipe(tmp_path)


def test_emptying_takes_the_store_and_what_was_sent(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(demo_command.connection, "vendor", "sqlite", raising=False)
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(tmp_path / "maven.sqlite3"))
    for name in ("maven.sqlite3", "maven.sqlite3-wal", "secret-key"):
        (tmp_path / name).write_text("")
    (tmp_path / "mail").mkdir()

    wipe(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
