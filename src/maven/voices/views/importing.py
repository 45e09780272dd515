"""Bringing in a conversation held elsewhere: files, then a look at them, then a yes.

Until the yes, nothing is written but a private file named by its own digest.
"""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.intake.apart import AnotherIsRead, one_at_a_time, read_export_apart
from maven.intake.exports import Export
from maven.intake.parcels import Parcel, ParcelChanged, keep, opened
from maven.missions.access import in_mission
from maven.missions.models import Mission
from maven.people.http import Request
from maven.people.limits import HOUR, limited, person
from maven.voices import operations, queries
from maven.voices.forms import ImportForm
from maven.voices.views.vote import see_other

KIND = "polis"


@in_mission("voices.import")
@limited("import", most=30, per=HOUR, by=person)
def importing(request: HttpRequest, mission: Mission) -> HttpResponse:
    """Choosing the files; an export with a broken cell comes back with the list of them."""
    form = ImportForm(request.POST or None, request.FILES or None)
    context = {"form": form, "place": "consultations"}
    if request.method != "POST":
        return render(request, "voices/import.html", context)
    if not form.is_valid():
        return render(request, "voices/import.html", context, status=422)
    given = form.cleaned_data
    parcel = Parcel(
        kind=KIND,
        said={name: given[name] for name in ("question", "source", "attribution")},
        files={f"{name}.csv": given[name].read() for name in ("comments", "votes")},
    )
    try:
        export = _read(parcel, mission)
    except AnotherIsRead:
        return _wait(request)
    if not export.is_sound:
        return _broken(request, form, export)
    key = keep(parcel, folder=settings.VAR / "imports", mission=mission.pk)
    return see_other(reverse("voices:import_preview", args=[mission.slug, key]))


# It writes no row, and nobody's answer waits behind a transaction while the files are read.
importing.keeps_its_own_receipts = True  # type: ignore[attr-defined]


@in_mission("voices.import")
def preview(request: HttpRequest, mission: Mission, key: str) -> HttpResponse:
    """What the files hold, before anything is taken in."""
    parcel = _parcel(mission, key)
    if parcel is None:
        return _again(request, mission)
    try:
        export = _read(parcel, mission)
    except AnotherIsRead:
        return _wait(request)
    if not export.is_sound:  # what was read once may be too heavy for a busy hour
        return _broken(request, ImportForm(), export)
    former = queries.former_import(mission, export.fingerprint)
    context = {
        "place": "consultations",
        "parcel": parcel,
        "export": export,
        "key": key,
        "former": former,
    }
    return render(request, "voices/import_preview.html", context)


@in_mission("voices.import")
@require_POST
def confirmation(request: Request, mission: Mission, key: str) -> HttpResponse:
    parcel = _parcel(mission, key)
    if parcel is None:
        return _again(request, mission)
    try:
        export = _read(parcel, mission)
    except AnotherIsRead:
        return _wait(request)
    if not export.is_sound:
        return _broken(request, ImportForm(), export)
    report = operations.import_polis(
        mission=mission,
        question=parcel.said["question"],
        export=export,
        source=parcel.said["source"],
        attribution=parcel.said["attribution"],
        by=request.user,
        at=timezone.now(),
    )
    if report.made:
        messages.success(
            request, _("The conversation is imported, whole. It can be taken back for 30 days.")
        )
    else:
        day = date_format(timezone.localtime(report.imported_at), "DATE_FORMAT")
        messages.info(request, _("Already imported on %(day)s: 0 change.") % {"day": day})
    report.consultation.mission = mission
    return see_other(report.consultation.get_absolute_url())


def _read(parcel: Parcel, mission: Mission) -> Export:
    """By a process of its own, one at a time for a mission."""
    with one_at_a_time(settings.VAR / "imports", f"mission-{mission.pk}"):
        return read_export_apart(parcel.files)


def _broken(request: HttpRequest, form: ImportForm, export: Export) -> HttpResponse:
    context = {"form": form, "export": export, "place": "consultations"}
    return render(request, "voices/import.html", context, status=422)


def _wait(request: HttpRequest) -> HttpResponse:
    answer = render(request, "missions/import_wait.html", status=429)
    answer["Retry-After"] = "5"
    return answer


def _parcel(mission: Mission, key: str) -> Parcel | None:
    try:
        return opened(key, kind=KIND, folder=settings.VAR / "imports", mission=mission.pk)
    except ParcelChanged:
        return None


def _again(request: HttpRequest, mission: Mission) -> HttpResponse:
    messages.error(
        request, _("These files are no longer here, or were changed: choose them again.")
    )
    return see_other(reverse("voices:import", args=[mission.slug]))
