"""Each trouble of the start-up check is brought about, and told in both languages as approved."""

import inspect
import io
import os
import re
import sqlite3
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from maven.config import (
    checks,
    heads,
    life_checks,
    logbook,
    machine_checks,
    setting_checks,
    store_checks,
    variable_checks,
    variables,
)
from maven.config.checks import found, language_of, report
from maven.journal.models import Chain
from maven.journal.operations import record
from tests import cast
from tests.config.breaks import BREAKS, ON, PATIENT, SOUND, sqlite
from tests.house import source

APPROVED = Path(__file__).with_name("troubles.txt")
APPROVING = bool(os.environ.get("MAVEN_APPROVE"))
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Scene:
    """An instance as a careful operator would set it, and the ways to harm it."""

    def __init__(self, settings, monkeypatch, var):
        self.settings, self.monkeypatch, self.var = settings, monkeypatch, var
        settings.DEMO = settings.DEBUG = False
        settings.HTTPS = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
        settings.SECURE_HSTS_SECONDS = 31_536_000
        settings.SECRET_KEY = "wN3kP0vT7sXq9LrB2mZc8HdY5gJf1aQe6UoWi4Kt"
        settings.ALLOWED_HOSTS = ["maven.example.org"]
        settings.VAR, settings.STATIC_ROOT = var, var / "static"
        settings.MEDIA_ROOT = var / "media"
        settings.DEFAULT_FROM_EMAIL = "Maven <maven@example.org>"
        settings.OPERATOR = "Association des Tilleuls"
        settings.SECURITY_CONTACT = "mailto:security@example.org"
        settings.METRICS_KEY = settings.BACKUP_PASSPHRASE = ""
        settings.BACKUP_RECIPIENTS = []
        var.chmod(0o700)
        self.letters()
        for name in [*os.environ]:
            if name.startswith("MAVEN_"):
                monkeypatch.delenv(name)

    def patch(self, thing, name, value):
        self.monkeypatch.setattr(thing, name, value)

    def environ(self, **values):
        for name, value in values.items():
            self.monkeypatch.setenv(name, value)

    def letters(self, **told):
        options = {"host": "mail.example.org", "port": 587, "password": "x", "use_tls": True}
        self.settings.MAILERS = {"default": {"BACKEND": SMTP, "OPTIONS": options | told}}

    def migrations(self, plan=(), applied=None):
        loader = SimpleNamespace(
            graph=SimpleNamespace(leaf_nodes=list),
            applied_migrations=applied or {},
            disk_migrations={},
        )
        executor = SimpleNamespace(loader=loader, migration_plan=lambda nodes: list(plan))
        self.patch(store_checks, "MigrationExecutor", lambda connection: executor)

    def collected(self):
        self.settings.STATIC_ROOT.mkdir()
        (self.settings.STATIC_ROOT / "staticfiles.json").write_text("{}")

    def mount(self, kind):
        mounts = self.var / "mounts"
        mounts.write_text(f"/dev/a / ext4 rw\nsomewhere {self.var.resolve()} {kind} rw\n")
        path = machine_checks.Path
        self.patch(
            machine_checks, "Path", lambda given: mounts if given == "/proc/mounts" else path(given)
        )

    def facts(self, at):
        for _ in range(3):
            record("test.happened", Chain(pk=1), chain="mission-1", by=None, at=at)


@pytest.fixture
def scene(settings, monkeypatch, tmp_path):
    return Scene(settings, monkeypatch, tmp_path)


def numbers(troubles):
    return [trouble.number for trouble in troubles]


def told(scene, check):
    """The troubles in both languages, without what changes from one machine to the other."""
    lines = []
    for language in ("en", "fr"):
        for trouble in found([check], language):
            words = f"{trouble.sentence}\n       {trouble.cure}"
            words = words.replace(str(scene.var.resolve()), "VAR").replace(str(scene.var), "VAR")
            lines.append(f"{trouble.number} {language} {trouble.level}: {words}")
    return lines


@pytest.mark.django_db
@pytest.mark.parametrize("number", sorted(BREAKS))
def test_each_trouble_is_noticed_and_told_as_approved(scene, number):
    lines = told(scene, BREAKS[number](scene))
    mine = [line for line in lines if line.startswith(number)]

    assert len(mine) == 2, lines
    if APPROVING:
        approve(number, mine)
    assert mine == approved()[number]


def approved():
    text, found = APPROVED.read_text(), {}
    for part in re.split(r"\n(?=M\.E\d{3} )", text.rstrip("\n")):
        if part:
            found.setdefault(part[:6], []).append(part)
    return found


def approve(number, lines):
    """`MAVEN_APPROVE=1 pytest tests/config/test_checks.py`, then look at the difference."""
    kept = {name: told for name, told in approved().items() if name in BREAKS} | {number: lines}
    APPROVED.write_text("\n".join(line for name in sorted(kept) for line in kept[name]) + "\n")


def test_every_number_is_used_once_and_has_its_case():
    parts = (variable_checks, setting_checks, machine_checks, store_checks, life_checks)
    used = re.findall(r"M\.E\d{3}", "".join(map(inspect.getsource, parts)))

    assert sorted(used) == sorted(BREAKS)
    assert len(used) == len(set(used)) >= 55


def test_every_sentence_is_in_french():
    same = [
        number
        for number, (english, french) in approved().items()
        if english.partition(": ")[2].splitlines()[0] == french.partition(": ")[2].splitlines()[0]
    ]
    assert same == []


@pytest.mark.django_db
def test_a_careful_operator_is_left_alone(scene, monkeypatch):
    """What is always wrong in a test: its folder, its user, its store in memory, no backup yet."""
    monkeypatch.setattr(machine_checks.os, "geteuid", lambda: 1000)
    scene.collected()
    scene.mount("ext4")

    found = set(numbers(checks.quick()))

    assert found <= {"M.E012", "M.E023", "M.E025", "M.E024", "M.E055", "M.E057"}


# Beside the table


@pytest.mark.parametrize("hosts", [[], ["maven.example.org:8000"]])
def test_other_host_names_that_are_none(scene, hosts):
    scene.settings.ALLOWED_HOSTS = hosts
    assert numbers(setting_checks.hosts())[0] in {"M.E004", "M.E005"}


def test_a_name_that_resembles_nothing_is_told_without_a_guess(scene):
    scene.environ(MAVEN_XYZZY="1")
    (trouble,) = found([variable_checks.names], "en")
    assert "docs/settings.md" in trouble.cure


def test_every_variable_that_the_source_reads_is_known():
    read = set().union(*(source.settings_read(path.read_text()) for path in source.python_files()))
    assert {name for name in read if not name.endswith("_")} <= variables.known()


@pytest.mark.parametrize("flag", ["DEMO", "DEBUG"])
def test_a_demonstration_and_a_workbench_are_not_asked_for_letters_nor_backups(scene, flag):
    setattr(scene.settings, flag, True)
    assert not [*setting_checks.mail(), *setting_checks.people(), *life_checks.backup()]
    assert not [*setting_checks.https()]


def test_a_machine_without_mounts_says_nothing_of_its_disk(scene, monkeypatch):
    path = machine_checks.Path
    monkeypatch.setattr(
        machine_checks,
        "Path",
        lambda given: path("/nowhere") if "proc" in str(given) else path(given),
    )
    assert machine_checks.kind_of_mount(scene.var) == ""


def test_a_provider_given_whole_is_right(scene):
    scene.environ(
        MAVEN_OIDC="agent-connect",
        MAVEN_OIDC_AGENT_CONNECT_URL="https://id.example.org",
        MAVEN_OIDC_AGENT_CONNECT_CLIENT_ID="maven",
        MAVEN_OIDC_AGENT_CONNECT_SECRET="x",
    )
    assert not [*variable_checks.provider(), *variable_checks.names()]


def test_a_key_for_backups_that_is_one(scene):
    import pyrage

    scene.settings.BACKUP_RECIPIENTS = [str(pyrage.x25519.Identity.generate().to_public())]
    assert not [*setting_checks.keys()]


def test_what_cannot_ask_the_store_leaves_it_to_the_stores_own_check(monkeypatch):
    def broken(*args, **words):
        raise DatabaseError("gone")

    def unable(*args, **words):
        raise ImproperlyConfigured("no driver")

    for module in (store_checks, life_checks):
        for name in ("ActivityKind", "Chain", "Fact", "DBTaskResult", "Setback"):
            if hasattr(module, name):
                raising = SimpleNamespace(
                    filter=broken, order_by=broken, failed=broken, ready=broken
                )
                monkeypatch.setattr(module, name, SimpleNamespace(objects=raising))
    monkeypatch.setattr(heads, "lost", broken)
    monkeypatch.setattr(store_checks, "MigrationExecutor", unable)
    silent = (
        store_checks.migrations,
        store_checks.catalogue,
        life_checks.journal,
        life_checks.past,
        life_checks.time_of_facts,
        life_checks.set_aside,
    )
    assert [trouble for check in silent for trouble in check()] == []


@pytest.mark.django_db
def test_the_store_in_force_is_asked():
    """The store of the tests is the product's own, but for SQLite's, which is kept in memory."""
    allowed = {"M.E012"} if connection.vendor == "sqlite" else set()
    assert set(numbers(store_checks.store())) <= allowed
    assert not [*store_checks.postgresql(ON.get)]
    assert not [*store_checks.sqlite(SOUND.get, PATIENT)]
    assert not [*sqlite()()]
    assert sqlite3.sqlite_version_info >= store_checks.LEAST_SQLITE


def test_the_heads_kept_beside_the_store_follow_it(paca, scene):
    assert heads.keep(at=cast.NOON)
    assert not heads.keep(at=cast.NOON), "nothing happened since"
    assert heads.lost() == []
    logbook.write("heads", at="", chains={paca.chain: [1, "f" * 64], "mission-0": [0, "0" * 64]})
    assert heads.lost() == [paca.chain]


def test_a_logbook_that_cannot_be_read_is_an_empty_one(scene):
    (scene.var / logbook.NAME).write_text("{")
    assert logbook.read() == {}
    (scene.var / logbook.NAME).write_text("[]")
    assert logbook.read() == {}
    logbook.write("backup", at="not a date")
    assert logbook.age("backup", at=cast.NOON) is None
    assert (scene.var / logbook.NAME).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB", "MAVEN_LANGUAGE": "fr"}, "fr"),
        ({"LANG": "fr_FR", "LC_ALL": "C"}, "en"),
    ],
)
def test_the_operators_language_is_the_one_of_the_terminal(environ, language):
    assert language_of(environ) == language


def test_only_errors_keep_the_server_from_starting(scene):
    out = io.StringIO()
    scene.settings.OPERATOR = ""
    assert not report(found([setting_checks.people], "fr"), out=out, language="fr")
    assert "M.E045 attention : " in out.getvalue() or "M.E045 attention: " in out.getvalue()
    scene.settings.SECRET_KEY = "short"
    assert report(setting_checks.secret(), out=out)
    assert sys.version_info >= (3, 12)
