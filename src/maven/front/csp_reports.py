"""Where browsers tell what they refused to load or run on our pages."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from maven.journal.blocked import count, kind_of
from maven.missions.access import public
from maven.people.limits import HOUR, limited, network

KINDS = {"application/csp-report", "application/reports+json", "application/json"}
MOST_BYTES, MOST_REPORTS = 16 * 1024, 20


@public
@csrf_exempt
@limited("csp-report", most=60, per=HOUR, by=network)
@require_POST
def csp_reports(request: HttpRequest) -> HttpResponse:
    """Takes one report or a list, counts them, and answers nothing; never an error of ours."""
    if request.content_type not in KINDS:
        return HttpResponse(status=415)
    if len(request.body) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return HttpResponse(status=400)
    now, host = timezone.now(), request.get_host()
    reports = told if isinstance(told, list) else [told]
    for report in reports[:MOST_REPORTS]:
        kind = kind_of(report, host=host)
        if kind is not None:
            count(kind, at=now)
    return HttpResponse(status=204)


csp_reports.keeps_its_own_receipts = True  # type: ignore[attr-defined]
