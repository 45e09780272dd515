"""How the place is, for anybody: a page in words, without a secret."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

import maven
from maven.config.pause import pause
from maven.config.vitals import Stored, Vitals, look
from maven.journal.blocked import counted_since
from maven.missions.access import public

type Mark = Literal["well", "watch", "wrong"]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is looked after: how it is, in words."""

    name: str
    mark: Mark
    words: str


@public
@require_safe
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    found = look(at=datetime.now(UTC))
    lines = lines_of(found)
    marks = {line.mark for line in lines}
    return render(
        request,
        "config/status.html",
        {
            "lines": lines,
            "mark": next((mark for mark in ("wrong", "watch") if mark in marks), "well"),
            "since": found.paused.since if found.paused else None,
            "words": found.paused.words if found.paused else "",
            "at": datetime.now(UTC),
            "version": maven.__version__,
        },
        status=200,
    )


def notice(request: HttpRequest) -> dict[str, Any]:
    """For every page: whether writing is paused, before somebody writes for nothing."""
    return {"paused": pause()}


def lines_of(vitals: Vitals) -> list[Line]:
    lines = [recording(vitals), room(vitals)]
    if vitals.stored is not None:
        lines += [behind_the_scenes(vitals, vitals.stored), journal(vitals.stored), refusals()]
    if not settings.DEMO:
        lines += [backup(vitals), rehearsal(vitals)]
    return lines


def recording(vitals: Vitals) -> Line:
    name = _("Recording what people do")
    if vitals.stored is None:
        return Line(name, "wrong", _("The store does not answer: nothing can be recorded."))
    if vitals.paused is not None:
        return Line(name, "wrong", _("Paused by the operators: one can read, not write."))
    if vitals.stored.behind:
        return Line(name, "watch", _("A new version is being put in place."))
    return Line(name, "well", _("Works: each answer is on the disk before it is acknowledged."))


def room(vitals: Vitals) -> Line:
    name, share = _("Room on the disk"), vitals.disk_free / max(1, vitals.disk_size)
    words = _("%(percent)d %% left.") % {"percent": 100 * share}
    if vitals.disk_full:
        return Line(name, "wrong", words)
    return Line(name, "watch" if vitals.disk_low else "well", words)


def behind_the_scenes(vitals: Vitals, stored: Stored) -> Line:
    name = _("Landscapes, reports and letters")
    if vitals.worker_gone or vitals.queue_slow:
        return Line(name, "watch", _("Late: what is shown may be older than the last answers."))
    if stored.failed or stored.set_aside:
        words = ngettext(
            "%(count)d task failed and waits for the operators.",
            "%(count)d tasks failed and wait for the operators.",
            stored.failed + stored.set_aside,
        )
        return Line(name, "watch", words % {"count": stored.failed + stored.set_aside})
    waiting = ngettext("%(count)d task waits.", "%(count)d tasks wait.", stored.jobs)
    words = waiting % {"count": stored.jobs} if stored.jobs else _("Nothing waits.")
    return Line(name, "well", words)


def journal(stored: Stored) -> Line:
    words = ngettext(
        "%(count)d fact, each sealed by the one before.",
        "%(count)d facts, each sealed by the one before.",
        stored.facts,
    )
    return Line(_("Journal"), "well", words % {"count": stored.facts})


def refusals() -> Line:
    """Something foreign on a page of ours: an attack, or a mistake."""
    count = counted_since(datetime.now(UTC).date() - timedelta(days=7))
    name = _("What browsers refused on these pages")
    if not count:
        return Line(name, "well", _("Nothing in the last seven days."))
    words = ngettext(
        "%(count)d thing in the last seven days.", "%(count)d things in the last seven days.", count
    )
    return Line(name, "watch", words % {"count": count})


def backup(vitals: Vitals) -> Line:
    name = _("Backup")
    if vitals.backup_age is None:
        return Line(name, "watch", _("None was made yet."))
    mark: Mark = "watch" if vitals.backup_old else "well"
    return Line(name, mark, _("The last one: %(when)s.") % {"when": ago(vitals.backup_age)})


def rehearsal(vitals: Vitals) -> Line:
    name = _("Coming back from a backup")
    if vitals.drill_age is None:
        return Line(name, "watch", _("Never rehearsed yet."))
    mark: Mark = "watch" if vitals.drill_old else "well"
    told = {"when": ago(vitals.drill_age), "seconds": round(vitals.drill.get("seconds", 0))}
    return Line(name, mark, _("Rehearsed %(when)s, in %(seconds)d seconds.") % told)


def ago(seconds: float) -> str:
    hours = int(timedelta(seconds=seconds).total_seconds() // 3600)
    if hours < 1:
        return _("less than an hour ago")
    if hours < 48:
        return ngettext("%(count)d hour ago", "%(count)d hours ago", hours) % {"count": hours}
    days = hours // 24
    return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}
