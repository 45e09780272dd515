"""Two answers for whoever watches the server: is it alive, and can it write."""

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from maven.config.heartbeat import last_beat
from maven.journal.models import Cursor
from maven.missions.access import public


@public
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain")


@public
def ready(request: HttpRequest) -> HttpResponse:
    """Tries a write that is rolled back, and looks for migrations not applied."""
    try:
        with transaction.atomic():
            Cursor.objects.update_or_create(reader="readyz", defaults={"position": 0})
            transaction.set_rollback(True)
        executor = MigrationExecutor(connection)
        behind = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as trouble:
        return JsonResponse({"ready": False, "store": type(trouble).__name__}, status=503)
    silent = last_beat(settings.VAR)
    answer = {
        "ready": behind == 0,
        "migrations_behind": behind,
        "worker_silent_for": None if silent is None else round(silent),
        "demo": settings.DEMO,
    }
    return JsonResponse(answer, status=200 if behind == 0 else 503)
