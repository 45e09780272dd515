"""Answers for the programs that watch the server: is it alive, can it write, how is it."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maven.config.metrics import FORMAT, text
from maven.config.vitals import look
from maven.journal.models import Cursor
from maven.missions.access import public

LOOPBACK = {"127.0.0.1", "::1"}
PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via")


@public
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain")


@public
@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Tries a write that is rolled back; 503 until what people do can be kept."""
    try:
        with transaction.atomic():
            Cursor.objects.update_or_create(reader="readyz", defaults={"position": 0})
            transaction.set_rollback(True)
    except DatabaseError as trouble:
        return JsonResponse({"ready": False, "store": type(trouble).__name__}, status=503)
    found = look(at=datetime.now(UTC))
    warnings = {
        "disk": found.disk_low,
        "queue": found.queue_slow,
        "worker": found.worker_gone,
        "backup": found.backup_old and not settings.DEMO,
    }
    answer = {
        "ready": found.serves,
        "migrations_behind": found.stored.behind if found.stored else None,
        "writing_paused": found.paused is not None,
        "worker_silent_for": None if found.worker_silent is None else round(found.worker_silent),
        "queue_waits_for": round(found.stored.waited) if found.stored else None,
        "backup_age": None if found.backup_age is None else round(found.backup_age),
        "warnings": [name for name, on in warnings.items() if on],
        "demo": settings.DEMO,
    }
    return JsonResponse(answer, status=200 if found.serves else 503)


@public
@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever has the key; without a key, for this machine alone. Else it is not there."""
    if not may_read(request):
        raise Http404
    return HttpResponse(text(look(at=datetime.now(UTC))), content_type=FORMAT)


def may_read(request: HttpRequest) -> bool:
    if settings.METRICS_KEY:
        given = request.headers.get("X-Metrics-Key", "")
        return constant_time_compare(given, settings.METRICS_KEY)
    passed_on = any(name in request.headers for name in PASSED_ON)
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not passed_on


@public
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116: whom to tell of a weakness. Without a contact there is no such page."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    year = datetime.now(UTC).year + 1
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {year}-01-31T00:00:00Z",
        "Preferred-Languages: fr, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
