"""The command maven: it teaches, says what is wrong and where, and ends with a code that tells."""

import gzip
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from maven import cli
from maven.cli import COMMANDS, Refused, main
from maven.cli.progress import Progress
from maven.cli.serve_command import refuse_taken
from maven.voices.models import Consultation
from tests.cli import crowd
from tests.faults.town import free_port, run

pytestmark = pytest.mark.long


@pytest.mark.parametrize("words", [[], ["--help"], ["help"]])
def test_without_a_command_the_list_is_shown(capsys, words):
    assert main(words) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown for name in COMMANDS)
    assert "To begin: maven demo" in shown


def test_an_unknown_command_is_named(capsys):
    assert main(["dmeo"]) == 2
    assert "there is no command 'dmeo'" in capsys.readouterr().err


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_teaches_itself_with_an_example(capsys, name):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    shown = capsys.readouterr().out
    assert ended.value.code == 0
    assert COMMANDS[name].examples[0] in shown
    assert COMMANDS[name].more.split()[0] in shown


def test_a_port_that_is_taken_is_said_with_another():
    import socket

    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=f"--port {port + 1}"):
            refuse_taken("127.0.0.1", port)


def test_a_refusal_is_one_sentence_and_a_code(capsys, monkeypatch):
    class Module:
        arguments = staticmethod(lambda parser: None)

        @staticmethod
        def run(asked):
            raise Refused("no.", code=7)

    monkeypatch.setattr(cli, "load", lambda name: Module)
    assert main(["check"]) == 7
    assert capsys.readouterr().err == "maven check: no.\n"


@pytest.mark.parametrize(("stop", "code"), [(KeyboardInterrupt, 130)])
def test_a_stop_from_the_keyboard_is_no_traceback(monkeypatch, stop, code):
    class Module:
        arguments = staticmethod(lambda parser: None)

        @staticmethod
        def run(asked):
            raise stop

    monkeypatch.setattr(cli, "load", lambda name: Module)
    assert main(["check"]) == code


# The landscape of a file


def test_the_landscape_of_a_table_as_numbers(tmp_path, capsys):
    assert main(["landscape", str(crowd.table(tmp_path / "votes.csv")), "--json"]) == 0

    told = json.loads(capsys.readouterr().out)

    assert (told["participants"], told["statements"], told["votes"]) == (40, 10, 400)
    assert [(one["letter"], one["size"]) for one in told["groups"]] == [("A", 20), ("B", 20)]
    assert [one["statement"] for one in told["consensus"]] == [9, 10]
    assert told["alignment"]["low"] <= told["alignment"]["value"] <= told["alignment"]["high"]


def test_the_landscape_of_a_folder_in_words(tmp_path, capsys):
    assert main(["landscape", str(crowd.folder(tmp_path / "export"))]) == 0

    told = capsys.readouterr().out

    assert "40 participants, 10 statements, 400 votes" in told
    assert "A      20 people" in told
    assert "Idea number 9" in told


def test_the_same_votes_and_seed_give_the_same_landscape(tmp_path, capsys):
    path = str(crowd.table(tmp_path / "votes.csv"))
    main(["landscape", path, "--json", "--seed", "3"])
    first = json.loads(capsys.readouterr().out)
    main(["landscape", path, "--json", "--seed", "3"])
    second = json.loads(capsys.readouterr().out)
    assert {**second, "seconds": first["seconds"]} == first


def test_too_few_people_is_said_with_what_is_missing(tmp_path, capsys):
    path = tmp_path / "votes.csv"
    path.write_text("participant;statement;vote\na;1;1\nb;1;-1\n")
    assert main(["landscape", str(path)]) == 0
    told = capsys.readouterr().out
    assert "No landscape yet, for want of 10 more people and 1 more statement" in told
    assert "Alignment: not enough data yet" in told


def test_broken_cells_are_named_by_file_line_and_column(tmp_path, capsys):
    path = tmp_path / "votes.csv"
    path.write_text("participant,statement,vote\na,1,1\nb,1,2\n,2,1\n")
    assert main(["landscape", str(path)]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "votes.csv:3:column C vote: The vote must be 1, 0 or -1. [2]",
        "votes.csv:4:column A participant: The cell may not be empty.",
    ]


def test_a_column_that_is_missing_is_named(tmp_path, capsys):
    path = tmp_path / "votes.csv"
    path.write_text("person,statement,vote\na,1,1\n")
    assert main(["landscape", str(path)]) == 2
    assert "participant" in capsys.readouterr().err


def test_a_folder_without_votes_and_a_path_to_nothing(tmp_path, capsys):
    assert main(["landscape", str(tmp_path)]) == 2
    assert "comments.csv" in capsys.readouterr().err
    assert main(["landscape", str(tmp_path / "nowhere")]) == 2
    assert "there is no such file or folder" in capsys.readouterr().err


def test_many_troubles_are_counted(tmp_path, capsys):
    path = tmp_path / "votes.csv"
    path.write_text("participant,statement,vote\n" + "a,1,9\n" * 80)
    assert main(["landscape", str(path)]) == 2
    assert capsys.readouterr().err.endswith("… and 30 more.\n")


# Importing


@pytest.mark.django_db
def test_a_folder_is_imported_once(paca, tmp_path, capsys):
    folder = str(crowd.folder(tmp_path / "export"))
    words = ["import", "polis", folder, "--mission", "paca", "--question", "What about it?"]

    assert main(words) == 0
    first = capsys.readouterr().out
    assert main(words) == 0

    call = Consultation.objects.get(question="What about it?")
    assert first.startswith("Imported: ")
    assert call.get_absolute_url() in first
    assert call.opened_by == paca.launched_by
    assert "0 change" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_broken_export_is_told_and_nothing_is_imported(paca, tmp_path, capsys):
    folder = crowd.folder(tmp_path / "export")
    votes = gzip.decompress((folder / "votes.csv.gz").read_bytes()).decode()
    (folder / "votes.csv.gz").write_bytes(gzip.compress((votes + "1,x,p1,1,5\n").encode()))

    assert main(["import", "polis", str(folder), "--mission", "paca"]) == 2

    told = capsys.readouterr().err
    assert "votes.csv.gz:402:column E vote: The vote must be 1, 0 or -1. [5]" in told
    assert "Nothing was imported." in told
    assert not Consultation.objects.exists()


@pytest.mark.django_db
def test_a_mission_a_folder_or_a_person_that_is_not_there(paca, tmp_path, capsys):
    folder = str(crowd.folder(tmp_path / "export"))
    assert main(["import", "polis", folder, "--mission", "pcaa"]) == 2
    assert "there are: paca" in capsys.readouterr().err
    assert main(["import", "polis", folder + "s", "--mission", "paca"]) == 2
    assert main(["import", "polis", folder, "--mission", "paca", "--by", "no@example.org"]) == 2
    assert "nobody here has the address" in capsys.readouterr().err


# The journal


def test_the_journal_is_verified_chain_by_chain(paca, capsys):
    assert main(["verify-journal"]) == 0
    line = capsys.readouterr().out.split()
    assert line[:2] == ["sound", paca.chain]
    head = line[-1]
    assert main(["verify-journal", "--chain", paca.chain, "--since", head]) == 0
    assert main(["verify-journal", "--chain", paca.chain, "--since", "f" * 64]) == 1
    assert "published head" in capsys.readouterr().out
    assert main(["verify-journal", "--chain", "mission-0"]) == 2
    assert main(["verify-journal", "--since", head]) == 2


@pytest.mark.django_db
def test_a_check_prints_each_trouble_and_ends_with_one(capsys, monkeypatch, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.VAR = tmp_path
    monkeypatch.setenv("MAVEN_LANGUAGE", "en")
    assert main(["check", "--quick"]) == 1
    assert "M.E022 error: The static files were not collected" in capsys.readouterr().out
    monkeypatch.setattr("maven.cli.check_command.whole", lambda language: [])
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "All is well.\n"


@pytest.mark.django_db
def test_the_server_does_not_start_on_an_error(capsys, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    assert main(["serve", "--port", str(free_port())]) == 1
    assert "not started" in capsys.readouterr().err


# Backups, in a store of their own


@pytest.fixture(scope="module")
def store(prepared):
    return prepared.var


@pytest.fixture
def var(store, tmp_path):
    return Path(shutil.copytree(store, tmp_path / "var"))


def counted(path):
    with closing(sqlite3.connect(path)) as kept:
        return kept.execute("SELECT count(*) FROM voices_statement").fetchone()[0]


def test_a_backup_is_verified_and_comes_back(var, tmp_path):
    made = run(var, "maven.cli", "backup", "--to", str(tmp_path / "backups"))
    assert made.returncode == 0, made.stderr
    copy = Path(made.stdout.splitlines()[0])
    assert "1 journal chain sound" in made.stdout
    assert [copy] == list((tmp_path / "backups").iterdir())
    assert copy.stat().st_mode & 0o077 == 0, "a copy holds everybody's opinions"
    store = var / "maven.sqlite3"
    with closing(sqlite3.connect(store)) as changed, changed:
        changed.execute("DELETE FROM voices_statement")

    refused = run(var, "maven.cli", "restore", str(copy))
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert counted(store) == 0

    back = run(var, "maven.cli", "restore", str(copy), "--force")
    assert back.returncode == 0, back.stderr
    assert counted(store) == 60
    (aside,) = var.glob("maven.sqlite3.before-*")
    assert counted(aside) == 0
    assert run(var, "maven.cli", "check", "--quick").returncode == 0


def test_a_backup_comes_back_over_a_damaged_store(var, tmp_path):
    store, copy = var / "maven.sqlite3", tmp_path / "copy.sqlite3"
    shutil.copy(store, copy)
    store.write_bytes(b"no store " * 500)

    back = run(var, "maven.cli", "restore", str(copy), "--force")

    assert back.returncode == 0, back.stderr
    assert counted(store) == 60
    (aside,) = var.glob("maven.sqlite3.before-*")
    assert aside.read_bytes().startswith(b"no store")


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda path: path.write_bytes(b"no store " * 500), "no readable SQLite file"),
        (lambda path: path.unlink(), "there is no such file"),
        (lambda path: tampered(path), "its journal does not hold"),
        (lambda path: other(path), "another program"),
    ],
)
def test_an_unsound_copy_is_not_restored(var, tmp_path, harm, words):
    copy = Path(shutil.copy(var / "maven.sqlite3", tmp_path / "copy.sqlite3"))
    harm(copy)

    refused = run(var, "maven.cli", "restore", str(copy), "--force")

    assert refused.returncode == 1
    assert words in refused.stderr
    assert counted(var / "maven.sqlite3") == 60
    assert sorted(path.name for path in var.glob("maven.sqlite3*")) == ["maven.sqlite3"]


def tampered(path):
    with closing(sqlite3.connect(path)) as copy, copy:
        for (name,) in copy.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger'"
        ).fetchall():
            copy.execute(f"DROP TRIGGER {name}")
        copy.execute("UPDATE journal_fact SET verb='x.y'")


def other(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as copy, copy:
        copy.execute("CREATE TABLE t (a)")


def test_progress_is_plain_lines_where_there_is_no_terminal(capsys):
    with Progress() as progress:
        progress("Importing")
        progress.part(1, 2)
    assert capsys.readouterr().err == "Importing…\n"


def test_progress_is_one_line_rewritten_on_a_terminal(capsys, monkeypatch):
    with Progress() as progress:
        progress.live = True
        progress("Importing")
        progress.part(1, 2)
    told = capsys.readouterr().err
    assert "\rImporting… 50 %" in told
    assert told.endswith("Importing: done\n")


def test_the_module_runs_as_the_command_does():
    shown = subprocess.run([sys.executable, "-m", "maven.cli"], capture_output=True, text=True)
    assert shown.returncode == 0
    assert "maven demo" in shown.stdout
