"""How the house lives: its journal, what waits, what was put away for a bad day."""

import contextlib
import smtplib
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from maven.config import heads, logbook
from maven.config.heartbeat import SILENT, last_beat
from maven.config.setting_checks import sends_letters
from maven.config.trouble import Trouble
from maven.journal.models import Chain, Fact, Setback
from maven.journal.operations import JournalTampered, verify

BACKUP_OLD = timedelta(hours=26)
DRILL_OLD = timedelta(days=35)
WAITED_LONG = timedelta(minutes=5)
AHEAD = timedelta(minutes=5)
TO_ANSWER = 5.0  # seconds that the mail server has


def journal() -> Iterator[Trouble]:
    try:
        chains = list(Chain.objects.order_by("pk").values_list("name", flat=True))
    except DatabaseError:
        return  # the store's own check says why
    for name in chains:
        try:
            verify(name)
        except JournalTampered as tampered:
            yield Trouble(
                "M.E050",
                _("The journal was changed: %(what)s.") % {"what": tampered},
                _("Restore a backup made before (maven restore), and find out who had access."),
            )


def past() -> Iterator[Trouble]:
    """Whether the store is as recent as it was."""
    with contextlib.suppress(DatabaseError):
        for name in heads.lost():
            yield Trouble(
                "M.E053",
                _("The journal of %(chain)s no longer holds a fact it once ended with.")
                % {"chain": name},
                _(
                    "This store is an older one, or facts were removed: put the newest backup back "
                    "with maven restore, which also brings this mark back."
                ),
            )


def time_of_facts() -> Iterator[Trouble]:
    with contextlib.suppress(DatabaseError):
        newest = Fact.objects.order_by("-at").values_list("at", flat=True).first()
        if newest is not None and newest > datetime.now(UTC) + AHEAD:
            yield Trouble(
                "M.E048",
                _(
                    "The clock of this machine is behind the journal, whose newest fact is of %(at)s."
                )
                % {"at": newest.isoformat(timespec="minutes")},
                _("Set the clock of this machine (timedatectl set-ntp true)."),
            )


def set_aside() -> Iterator[Trouble]:
    """What failed too often and waits for somebody to look at it."""
    try:
        jobs = DBTaskResult.objects.failed().count()
        facts = Setback.objects.filter(set_aside_at__isnull=False).count()
    except DatabaseError:
        return
    if jobs or facts:
        yield Trouble(
            "M.E051",
            _(
                "%(jobs)d background jobs and %(facts)d reactions to facts failed and were set aside."
            )
            % {"jobs": jobs, "facts": facts},
            _("Their words are in the tables of tasks and of setbacks; the log tells the rest."),
            "warning",
        )


def worker() -> Iterator[Trouble]:
    silent = last_beat(settings.VAR)
    if silent is not None and silent > SILENT:
        yield Trouble(
            "M.E052",
            _("The job worker has been silent for %(minutes)d minutes: landscapes are not redrawn.")
            % {"minutes": silent // 60},
            _("maven serve starts one; or run maven worker."),
            "warning",
        )
    with contextlib.suppress(DatabaseError):
        oldest = DBTaskResult.objects.ready().order_by("enqueued_at").first()
        if oldest is not None and datetime.now(UTC) - oldest.enqueued_at > WAITED_LONG:
            yield Trouble(
                "M.E054",
                _("A background job has been waiting since %(since)s.")
                % {"since": oldest.enqueued_at.isoformat(timespec="minutes")},
                _("Look whether the worker runs, and at what it is doing: /status tells."),
                "warning",
            )


def backup() -> Iterator[Trouble]:
    if settings.DEMO or settings.DEBUG:
        return
    now = datetime.now(UTC)
    old, rehearsed = logbook.age("backup", at=now), logbook.age("drill", at=now)
    if old is None:
        yield Trouble(
            "M.E055",
            _("No backup was ever made of this store."),
            _("maven backup, each night (the guide of operation has the timer)."),
            "warning",
        )
    elif old > BACKUP_OLD.total_seconds():
        yield Trouble(
            "M.E056",
            _("The last backup is %(hours)d hours old.") % {"hours": old // 3600},
            _("Look why the nightly maven backup did not run or failed."),
            "warning",
        )
    if rehearsed is None or rehearsed > DRILL_OLD.total_seconds():
        yield Trouble(
            "M.E057",
            _("Coming back from a backup was not rehearsed for more than a month."),
            "maven drill",
            "warning",
        )


def mail_answers() -> Iterator[Trouble]:
    """Rings at the mail server's door, without sending anything."""
    if not sends_letters():
        return
    told = settings.MAILERS["default"]["OPTIONS"]
    door = smtplib.SMTP_SSL if told.get("use_ssl") else smtplib.SMTP
    try:
        with door(told["host"], told["port"], timeout=TO_ANSWER) as server:
            if told.get("use_tls"):
                server.starttls()
            if told.get("username"):
                server.login(told["username"], told["password"])
    except (OSError, smtplib.SMTPException, socket.gaierror) as trouble:
        yield Trouble(
            "M.E049",
            _("The mail server does not let us in (%(why)s): nobody can sign in by letter.")
            % {"why": type(trouble).__name__},
            _("Look at MAVEN_EMAIL_URL: host, port, user, password."),
            "warning",
        )


STARTING = (past, time_of_facts, backup)
CHECKS = (journal, set_aside, worker, mail_answers)
