"""Each trouble of the start-up check is caused, and told by its number."""

import io
import os
import time
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection

from maven.config import checks, store_checks
from maven.config.checks import report
from maven.config.store_checks import sqlite
from maven.journal.models import Fact
from maven.toolbox.models import ActivityKind
from tests.journal.test_operations import drop_guards

SOUND = {"synchronous": 2, "journal_mode": "wal", "busy_timeout": 20000}
PATIENT = {"OPTIONS": {"transaction_mode": "IMMEDIATE"}}
ON = {"synchronous_commit": "on", "fsync": "on", "server_version_num": "180004"}


def numbers(troubles):
    return [trouble.number for trouble in troubles]


@pytest.fixture
def public(settings, tmp_path):
    """As an operator would set it."""
    settings.DEMO = settings.DEBUG = False
    settings.HTTPS = True
    settings.ALLOWED_HOSTS = ["maven.example.org"]
    settings.VAR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    return settings


@pytest.mark.parametrize("key", ["short", "a" * 60])
def test_a_weak_secret(public, key):
    public.SECRET_KEY = key
    assert numbers(checks.secret()) == ["M.E001"]


def test_a_secret_that_others_can_read(public, tmp_path):
    (tmp_path / "secret-key").write_text("x")
    (tmp_path / "secret-key").chmod(0o644)
    assert numbers(checks.secret()) == ["M.E002"]


def test_debugging_in_public(public):
    public.DEBUG = True
    assert numbers(checks.debugging()) == ["M.E003"]


@pytest.mark.parametrize(
    ("hosts", "number"),
    [
        ([], "M.E004"),
        (["*"], "M.E004"),
        (["https://maven.example.org"], "M.E005"),
        (["maven.example.org:8000"], "M.E005"),
    ],
)
def test_host_names(public, hosts, number):
    public.ALLOWED_HOSTS = hosts
    assert numbers(checks.hosts()) == [number]


def test_a_public_host_in_the_clear(public):
    public.HTTPS = False
    assert numbers(checks.https()) == ["M.E006"]
    public.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    assert numbers(checks.https()) == []
    assert numbers(checks.hosts()) == []


@pytest.mark.parametrize(
    ("wrong", "number"),
    [
        ({"synchronous": 1}, "M.E011"),
        ({"synchronous": 0}, "M.E011"),
        ({"journal_mode": "delete"}, "M.E012"),
        ({"busy_timeout": 100}, "M.E014"),
    ],
)
def test_a_sqlite_that_promises_less(wrong, number):
    assert numbers(sqlite((SOUND | wrong).get, PATIENT)) == [number]


def test_a_sqlite_that_begins_without_the_pen():
    assert numbers(sqlite(SOUND.get, {"OPTIONS": {}})) == ["M.E013"]
    assert numbers(sqlite(SOUND.get, PATIENT)) == []


@pytest.mark.parametrize(
    ("wrong", "number"),
    [
        ({"synchronous_commit": "off"}, "M.E015"),
        ({"fsync": "off"}, "M.E016"),
        ({"server_version_num": "140011"}, "M.E017"),
    ],
)
def test_a_postgresql_that_promises_less(wrong, number):
    assert numbers(store_checks.postgresql((ON | wrong).get)) == [number]


@pytest.mark.django_db
def test_the_store_in_force_is_asked():
    """The store of the tests is the product's own, but for SQLite's, which is kept in memory."""
    allowed = {"M.E012"} if connection.vendor == "sqlite" else set()
    assert set(numbers(checks.store())) <= allowed


def test_a_store_that_does_not_answer(monkeypatch):
    def absent():
        raise DatabaseError("no such server")

    gone = SimpleNamespace(cursor=absent, close=lambda: None)
    monkeypatch.setattr(store_checks, "connection", SimpleNamespace(copy=lambda: gone))
    assert numbers(checks.store()) == ["M.E010"]


def test_migrations_behind(monkeypatch):
    step = SimpleNamespace(app_label="voices", name="0009_more")
    plan = SimpleNamespace(
        loader=SimpleNamespace(graph=SimpleNamespace(leaf_nodes=list)),
        migration_plan=lambda nodes: [(step, False)],
    )
    monkeypatch.setattr(checks, "MigrationExecutor", lambda connection: plan)
    (trouble,) = checks.migrations()
    assert trouble.number == "M.E020"
    assert "voices 0009_more" in trouble.sentence


@pytest.mark.django_db
def test_migrations_and_catalogue_are_there():
    assert numbers(checks.migrations()) == []
    assert numbers(checks.catalogue()) == []


@pytest.mark.django_db
def test_an_empty_toolbox():
    ActivityKind.objects.all().delete()
    assert numbers(checks.catalogue()) == ["M.E021"]


def test_static_files_not_collected(public):
    assert "M.E022" in numbers(checks.static_files())


def test_a_front_end_that_was_not_built(public, monkeypatch):
    public.STATIC_ROOT.mkdir()
    (public.STATIC_ROOT / "staticfiles.json").write_text("{}")
    monkeypatch.setattr(checks.finders, "find", lambda path: None)
    assert numbers(checks.static_files()) == ["M.E023"]


def test_french_that_is_not_compiled(monkeypatch, tmp_path):
    folder = tmp_path / "voices" / "locale" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text("")
    monkeypatch.setattr(checks.maven, "__file__", str(tmp_path / "__init__.py"))
    (trouble,) = checks.french()
    assert trouble.number == "M.E024"
    assert "voices" in trouble.sentence


def test_a_folder_that_cannot_be_written(public, tmp_path):
    (tmp_path / "file").write_text("")
    public.VAR = tmp_path / "file" / "var"
    assert numbers(checks.folder()) == ["M.E030"]


def test_a_disk_nearly_full(public, monkeypatch):
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda path: SimpleNamespace(free=1000))
    assert numbers(checks.folder()) == ["M.E031"]


def test_a_store_on_a_network_file_system(public, monkeypatch, tmp_path):
    (tmp_path / "maven.sqlite3").write_text("")
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw\nserver:/x {tmp_path.resolve()} nfs4 rw\n")
    path = checks.Path
    monkeypatch.setattr(
        checks, "Path", lambda given: mounts if given == "/proc/mounts" else path(given)
    )
    assert numbers(checks.folder()) == ["M.E032"]


def test_no_mail_server(public):
    public.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend"}}
    assert numbers(checks.mail()) == ["M.E040"]


def test_a_clock_in_the_past(monkeypatch):
    monkeypatch.setattr(checks.time, "gmtime", lambda: time.struct_time((1970,) + (1,) * 8))
    assert numbers(checks.clock()) == ["M.E041"]


def test_a_zone_that_is_not_known(settings):
    settings.TIME_ZONE = "Europe/Nowhere"
    assert numbers(checks.clock()) == ["M.E042"]
    settings.TIME_ZONE = "Europe/Paris"


def test_a_journal_that_was_changed(paca):
    assert numbers(checks.journal()) == []
    with connection.cursor() as cursor:
        drop_guards(cursor)
    Fact.objects.update(verb="test.other")
    assert numbers(checks.journal()) == ["M.E050"]


@pytest.mark.django_db
def test_what_was_set_aside(monkeypatch):
    assert numbers(checks.set_aside()) == []
    failed = SimpleNamespace(failed=lambda: SimpleNamespace(count=lambda: 2))
    monkeypatch.setattr(checks, "DBTaskResult", SimpleNamespace(objects=failed))
    (trouble,) = checks.set_aside()
    assert trouble.number == "M.E051"
    assert trouble.sentence.startswith("2 background jobs")


def test_a_worker_gone_silent(public, tmp_path):
    assert numbers(checks.worker()) == []
    (tmp_path / "worker.lock").write_text("worker-1")
    assert numbers(checks.worker()) == []
    os.utime(tmp_path / "worker.lock", (0, time.time() - 600))
    (trouble,) = checks.worker()
    assert trouble.number == "M.E052"
    assert "10 minutes" in trouble.sentence


def test_only_errors_keep_the_server_from_starting(public):
    public.DEBUG = True
    out = io.StringIO()
    assert not report(checks.debugging(), out=out)
    assert "M.E003 warning: Debugging is on" in out.getvalue()
    assert "Unset MAVEN_DEBUG." in out.getvalue()
    public.SECRET_KEY = "short"
    assert report(checks.secret(), out=out)


def test_every_number_is_used_once():
    import inspect
    import re

    source = inspect.getsource(checks) + inspect.getsource(store_checks)
    found = re.findall(r"M\.E\d{3}", source)

    assert len(found) == len(set(found)) >= 25
