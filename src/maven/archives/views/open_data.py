"""What everybody may take away from an open mission, and the button that publishes it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maven.archives.forms import LicenceForm
from maven.archives.models import Publication
from maven.archives.open_data import (
    described,
    publications_of,
    rows_of,
    table_of,
    told_of,
)
from maven.archives.tasks import publish_open_data
from maven.missions.access import in_mission, may
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.people.limits import HOUR, limited, person
from maven.voices.models import Consultation


@require_safe
@in_mission("archives.see_open_data")
def open_data(request: HttpRequest, mission: Mission) -> HttpResponse:
    """Each consultation: published, with its files; closed, or open still."""
    return _page(request, mission)


@require_safe
@in_mission("archives.see_open_data")
def table(request: HttpRequest, mission: Mission, pk: int) -> HttpResponse:
    published = _published(mission, pk)
    lines = table_of(rows_of(published.consultation, published))
    answer = HttpResponse(b"".join(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{mission.slug}-{pk}.csv"'
    return answer


@require_safe
@in_mission("archives.see_open_data")
def structure(request: HttpRequest, mission: Mission, pk: int) -> HttpResponse:
    """The same, for programs, with what one must know to use it."""
    published = _published(mission, pk)
    rows = list(rows_of(published.consultation, published))
    told = {**told_of(mission), **described(published), "rows": rows}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


@require_POST
@in_mission("archives.publish")
@limited("publish", most=30, per=HOUR, by=person)
def publish(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """Asks for the counts of a closed consultation; the worker makes them, once."""
    consultation = get_object_or_404(Consultation.objects.of(mission), pk=pk)
    form = _form(pk, request.POST)
    if consultation.is_open_on(timezone.localdate()):
        messages.error(request, _("An open consultation is still counting: close it first."))
    elif form.is_valid():
        publish_open_data.enqueue(pk, form.cleaned_data["licence"], request.user.pk)
        messages.success(request, _("The counts are being made: they are here in a moment."))
    else:
        return _page(request, mission, {pk: form}, status=422)
    return see_other("archives:open_data", mission.slug)


def _page(
    request: HttpRequest,
    mission: Mission,
    sent: Mapping[int, LicenceForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    sent = sent or {}
    published, today = publications_of(mission), timezone.localdate()
    listed: list[dict[str, Any]] = [
        {
            "consultation": one,
            "publication": published.get(one.pk),
            "is_open": one.is_open_on(today),
            "form": sent.get(one.pk) or _form(one.pk),
        }
        for one in Consultation.objects.of(mission).newest_first()
    ]
    context = {
        "listed": listed,
        "sent": next(iter(sent.values()), None),
        "publishes": may(request, "archives.publish", mission),
        "place": "consultations",
    }
    return render(request, "archives/open_data.html", context, status=status)


def _form(pk: int, given: QueryDict | None = None) -> LicenceForm:
    """One for each consultation of the page."""
    return LicenceForm(given, auto_id=f"id_{pk}_%s")


def _published(mission: Mission, pk: int) -> Publication:
    every = Publication.objects.of(mission).select_related("consultation__mission")
    return get_object_or_404(every, consultation=pk)
