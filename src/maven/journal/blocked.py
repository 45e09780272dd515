"""What browsers refused on our pages, counted: enough to see an attack or a mistake of ours.

A report tells the page, the line, sometimes the words of somebody: none of that is kept.
"""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F, Sum

from maven.journal.models import BlockedContent

KEPT_DAYS = 90
DIRECTIVES = {
    "base-uri",
    "connect-src",
    "default-src",
    "font-src",
    "form-action",
    "frame-ancestors",
    "frame-src",
    "img-src",
    "manifest-src",
    "media-src",
    "object-src",
    "script-src",
    "script-src-attr",
    "script-src-elem",
    "style-src",
    "style-src-attr",
    "style-src-elem",
    "worker-src",
}
Source = BlockedContent.Source


def kind_of(report: Any, *, host: str) -> tuple[str, str] | None:
    """(directive, source) of a report in either of its two forms; None when it is no report."""
    if not isinstance(report, dict):
        return None
    body = report.get("csp-report", report.get("body"))
    if not isinstance(body, dict):
        return None
    told = body.get("effective-directive") or body.get("effectiveDirective")
    told = told or body.get("violated-directive") or ""
    blocked = body.get("blocked-uri") or body.get("blockedURL") or ""
    if not isinstance(told, str) or not isinstance(blocked, str):
        return None
    directive = told.split(" ")[0][:40]
    return directive if directive in DIRECTIVES else "other", source_of(blocked, host=host)


def source_of(blocked: str, *, host: str) -> str:
    """Where the thing came from, in one word of six."""
    if blocked in {"", "inline", "self"}:
        return Source.INLINE
    if blocked in {"eval", "wasm-eval", "trusted-types-policy", "trusted-types-sink"}:
        return Source.EVAL
    scheme, colon, _ = blocked.partition(":")
    if scheme in {"data", "blob", "filesystem"} or not colon:
        return Source.DATA
    if scheme.endswith("extension"):
        return Source.EXTENSION
    try:
        return Source.OURS if urlsplit(blocked).netloc == host else Source.ELSEWHERE
    except ValueError:
        return Source.ELSEWHERE


@transaction.atomic
def count(kind: tuple[str, str], *, at: datetime) -> None:
    """One more of its kind today; counts of three months ago go."""
    row, is_new = BlockedContent.objects.get_or_create(
        day_on=at.date(), directive=kind[0], source=kind[1]
    )
    BlockedContent.objects.filter(pk=row.pk).update(times=F("times") + 1)
    if is_new:
        BlockedContent.objects.filter(day_on__lt=at.date() - timedelta(days=KEPT_DAYS)).delete()


def counted_since(day: date) -> int:
    """How many refusals there were, those caused by people's own extensions aside."""
    rows = BlockedContent.objects.filter(day_on__gte=day).exclude(source=Source.EXTENSION)
    return rows.aggregate(times=Sum("times"))["times"] or 0
