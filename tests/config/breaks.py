"""For each number of the start-up check, how to bring its trouble about."""

import os
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from maven.config import (
    heads,
    life_checks,
    logbook,
    machine_checks,
    setting_checks,
    store_checks,
    variable_checks,
)
from maven.journal.models import Fact
from maven.toolbox.models import ActivityKind
from tests.journal.test_operations import drop_guards

BREAKS = {}
SOUND = {"synchronous": 2, "journal_mode": "wal", "busy_timeout": 5000, "foreign_keys": 1}
PATIENT = {"OPTIONS": {"transaction_mode": "IMMEDIATE"}}
ON = {
    "synchronous_commit": "on",
    "fsync": "on",
    "server_version_num": "180004",
    "server_encoding": "UTF8",
}


def breaks(number, *, store=False):
    """Marks what brings a trouble about; it returns the check that has to notice."""

    def keep(act):
        act.needs_store = store
        BREAKS[number] = act
        return act

    return keep


def sqlite(**wrong):
    return lambda: store_checks.sqlite((SOUND | wrong).get, PATIENT)


def postgresql(**wrong):
    return lambda: store_checks.postgresql((ON | wrong).get)


# What the operator has set


@breaks("M.E001")
def _(scene):
    scene.settings.SECRET_KEY = "short"
    return setting_checks.secret


@breaks("M.E002")
def _(scene):
    (scene.var / "secret-key").write_text("x")
    (scene.var / "secret-key").chmod(0o644)
    return setting_checks.secret


@breaks("M.E003")
def _(scene):
    scene.settings.DEBUG = True
    return setting_checks.debugging


@breaks("M.E004")
def _(scene):
    scene.settings.ALLOWED_HOSTS = ["*"]
    return setting_checks.hosts


@breaks("M.E005")
def _(scene):
    scene.settings.ALLOWED_HOSTS = ["https://maven.example.org"]
    return setting_checks.hosts


@breaks("M.E006")
def _(scene):
    scene.settings.HTTPS = False
    return setting_checks.https


@breaks("M.E007")
def _(scene):
    scene.settings.ALLOWED_HOSTS = ["127.0.0.1"]
    return setting_checks.https


@breaks("M.E008")
def _(scene):
    scene.settings.SECURE_HSTS_SECONDS = 60
    return setting_checks.https


@breaks("M.E009")
def _(scene):
    scene.settings.SECRET_KEY = "changeme-changeme-changeme-changeme-changeme"
    return setting_checks.secret


@breaks("M.E040")
def _(scene):
    scene.settings.MAILERS = {
        "default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
    }
    return setting_checks.mail


@breaks("M.E043")
def _(scene):
    scene.letters(use_tls=False)
    return setting_checks.mail


@breaks("M.E044")
def _(scene):
    scene.settings.DEFAULT_FROM_EMAIL = "Maven Toolkit <maven@localhost>"
    return setting_checks.mail


@breaks("M.E045")
def _(scene):
    scene.settings.OPERATOR = ""
    return setting_checks.people


@breaks("M.E046")
def _(scene):
    scene.settings.SECURITY_CONTACT = "security@example.org"
    return setting_checks.people


@breaks("M.E047")
def _(scene):
    scene.settings.SECURITY_CONTACT = ""
    return setting_checks.people


@breaks("M.E060")
def _(scene):
    scene.environ(MAVEN_DATABSE_URL="postgres://somewhere/else")
    return variable_checks.names


@breaks("M.E061")
def _(scene):
    scene.environ(MAVEN_HTTPS="maybe")
    return variable_checks.names


@breaks("M.E062")
def _(scene):
    scene.environ(MAVEN_LOG_LEVEL="LOUD")
    return variable_checks.names


@breaks("M.E063")
def _(scene):
    scene.environ(MAVEN_LOG="xml")
    return variable_checks.names


@breaks("M.E064")
def _(scene):
    scene.environ(MAVEN_TRUSTED_PROXIES="*")
    return variable_checks.proxies


@breaks("M.E065")
def _(scene):
    scene.environ(WEB_CONCURRENCY="4")
    return variable_checks.workers


@breaks("M.E066")
def _(scene):
    scene.settings.METRICS_KEY = "short"
    return setting_checks.keys


@breaks("M.E067")
def _(scene):
    scene.settings.BACKUP_RECIPIENTS = ["ssh-ed25519 AAAA"]
    return setting_checks.keys


@breaks("M.E068")
def _(scene):
    scene.settings.BACKUP_PASSPHRASE = "sesame"
    return setting_checks.keys


@breaks("M.E069")
def _(scene):
    scene.environ(MAVEN_OIDC="proconnect", MAVEN_OIDC_PROCONNECT_CLIENT_ID="maven")
    return variable_checks.provider


@breaks("M.E072")
def _(scene):
    scene.environ(MAVEN_OIDC_PROCONECT_URL="https://id.example.org")
    return variable_checks.provider


@breaks("M.E070")
def _(scene):
    scene.settings.DEMO = True
    return setting_checks.demonstration


@breaks("M.E071")
def _(scene):
    scene.settings.DEMO = True
    scene.settings.MAILERS = {"default": {"BACKEND": "filebased"}}
    return setting_checks.demonstration


# The store


@breaks("M.E010")
def _(scene):
    def absent():
        raise DatabaseError("no such server\nDETAIL: none")

    gone = SimpleNamespace(cursor=absent, close=lambda: None)
    scene.patch(store_checks, "connection", SimpleNamespace(copy=lambda: gone))
    return store_checks.store


@breaks("M.E018")
def _(scene):
    def absent():
        raise ImproperlyConfigured("Error loading psycopg module")

    scene.patch(store_checks, "connection", SimpleNamespace(copy=absent))
    return store_checks.store


@breaks("M.E019")
def _(scene):
    store = scene.var / "store.sqlite3"
    sqlite3.connect(store).close()
    read_only = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    cursor = SimpleNamespace(execute=lambda order: wrapped(read_only, order))
    return lambda: store_checks.pen(cursor, "BEGIN IMMEDIATE")


def wrapped(store, order):
    try:
        return store.execute(order)
    except sqlite3.Error as trouble:
        raise DatabaseError(str(trouble)) from trouble


for number, wrong in {
    "M.E011": {"synchronous": 1},
    "M.E012": {"journal_mode": "delete"},
    "M.E014": {"busy_timeout": 100},
    "M.E027": {"foreign_keys": 0},
}.items():
    breaks(number)(lambda scene, wrong=wrong: sqlite(**wrong))


@breaks("M.E013")
def _(scene):
    return lambda: store_checks.sqlite(SOUND.get, {"OPTIONS": {}})


@breaks("M.E026")
def _(scene):
    scene.patch(store_checks.sqlite3, "sqlite_version_info", (3, 31, 1))
    scene.patch(store_checks.sqlite3, "sqlite_version", "3.31.1")
    return sqlite()


for number, wrong in {
    "M.E015": {"synchronous_commit": "off"},
    "M.E016": {"fsync": "off"},
    "M.E017": {"server_version_num": "140011"},
    "M.E028": {"server_encoding": "SQL_ASCII"},
}.items():
    breaks(number)(lambda scene, wrong=wrong: postgresql(**wrong))


@breaks("M.E020")
def _(scene):
    step = SimpleNamespace(app_label="voices", name="0009_more")
    scene.migrations(plan=[(step, False)])
    return store_checks.migrations


@breaks("M.E029")
def _(scene):
    scene.migrations(applied={("voices", "0099_after_our_time"): 1, ("auth", "0099_not_ours"): 1})
    return store_checks.migrations


@breaks("M.E021", store=True)
def _(scene):
    ActivityKind.objects.all().delete()
    return store_checks.catalogue


# What it stands on


@breaks("M.E022")
def _(scene):
    return machine_checks.static_files


@breaks("M.E023")
def _(scene):
    scene.collected()
    scene.patch(machine_checks.finders, "find", lambda path: None)
    return machine_checks.static_files


@breaks("M.E025")
def _(scene):
    scene.collected()
    scene.patch(machine_checks.finders, "find", lambda path: None if "woff2" in path else path)
    return machine_checks.static_files


@breaks("M.E024")
def _(scene):
    folder = scene.var / "voices" / "locale" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text("")
    scene.patch(machine_checks.maven, "__file__", str(scene.var / "__init__.py"))
    return machine_checks.french


@breaks("M.E030")
def _(scene):
    (scene.var / "file").write_text("")
    scene.settings.VAR = scene.var / "file" / "var"
    return machine_checks.folder


@breaks("M.E031")
def _(scene):
    scene.patch(machine_checks.shutil, "disk_usage", lambda path: SimpleNamespace(free=2**20))
    return machine_checks.room


@breaks("M.E033")
def _(scene):
    full = SimpleNamespace(f_files=10**6, f_favail=3)
    scene.patch(machine_checks, "os", SimpleNamespace(statvfs=lambda path: full))
    return machine_checks.room


@breaks("M.E032")
def _(scene):
    (scene.var / "maven.sqlite3").write_text("")
    scene.mount("nfs4")
    return machine_checks.ground


@breaks("M.E034")
def _(scene):
    scene.mount("overlay")
    return machine_checks.ground


@breaks("M.E035")
def _(scene):
    (scene.var / "maven.sqlite3").write_text("")
    (scene.var / "maven.sqlite3").chmod(0o644)
    scene.var.chmod(0o755)
    return machine_checks.privacy


@breaks("M.E036")
def _(scene):
    scene.settings.STATIC_ROOT = scene.var
    return machine_checks.privacy


@breaks("M.E037")
def _(scene):
    def nowhere():
        raise FileNotFoundError

    scene.patch(machine_checks.tempfile, "NamedTemporaryFile", nowhere)
    return machine_checks.temporary


@breaks("M.E038")
def _(scene):
    import resource

    scene.patch(resource, "getrlimit", lambda kind: (256, 256))
    return machine_checks.handles


@breaks("M.E039")
def _(scene):
    scene.patch(machine_checks.os, "geteuid", lambda: 0)
    return machine_checks.user


@breaks("M.E041")
def _(scene):
    scene.patch(machine_checks.time, "gmtime", lambda: time.struct_time((1970,) + (1,) * 8))
    return machine_checks.clock


@breaks("M.E042")
def _(scene):
    scene.settings.TIME_ZONE = "Europe/Nowhere"
    return machine_checks.clock


# How it lives


@breaks("M.E048", store=True)
def _(scene):
    scene.facts(at=datetime(2099, 1, 1, 12, tzinfo=UTC))
    return life_checks.time_of_facts


@breaks("M.E049")
def _(scene):
    scene.letters(host="127.0.0.1", port=9)
    return life_checks.mail_answers


@breaks("M.E050", store=True)
def _(scene):
    scene.facts(at=datetime(2014, 1, 1, tzinfo=UTC))
    with connection.cursor() as cursor:
        drop_guards(cursor)
    Fact.objects.update(verb="test.other")
    return life_checks.journal


@breaks("M.E051")
def _(scene):
    failed = SimpleNamespace(failed=lambda: SimpleNamespace(count=lambda: 2))
    scene.patch(life_checks, "DBTaskResult", SimpleNamespace(objects=failed))
    none = SimpleNamespace(filter=lambda **words: SimpleNamespace(count=lambda: 1))
    scene.patch(life_checks, "Setback", SimpleNamespace(objects=none))
    return life_checks.set_aside


@breaks("M.E052", store=True)
def _(scene):
    (scene.var / "worker.lock").write_text("worker-1")
    os.utime(scene.var / "worker.lock", (0, time.time() - 600))
    return life_checks.worker


@breaks("M.E053", store=True)
def _(scene):
    scene.facts(at=datetime(2014, 1, 1, tzinfo=UTC))
    heads.keep(at=datetime(2014, 1, 1, tzinfo=UTC))
    with connection.cursor() as cursor:
        drop_guards(cursor)
    Fact.objects.order_by("-number").first().delete()
    return life_checks.past


@breaks("M.E054")
def _(scene):
    since = datetime(2014, 1, 13, 12, tzinfo=UTC)
    waiting = SimpleNamespace(
        ready=lambda: SimpleNamespace(
            order_by=lambda name: SimpleNamespace(first=lambda: SimpleNamespace(enqueued_at=since))
        )
    )
    scene.patch(life_checks, "DBTaskResult", SimpleNamespace(objects=waiting))
    return life_checks.worker


@breaks("M.E055")
def _(scene):
    return life_checks.backup


@breaks("M.E056")
def _(scene):
    now = datetime.now(UTC)
    logbook.write("backup", at=(now - timedelta(hours=50)).isoformat())
    logbook.write("drill", at=now.isoformat())
    return life_checks.backup


@breaks("M.E057")
def _(scene):
    logbook.write("backup", at=datetime.now(UTC).isoformat())
    return life_checks.backup
