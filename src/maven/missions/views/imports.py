"""Bringing in files of any kind: choose, look, say yes; then, for thirty days, take back.

Until the yes nothing is written but a private file named by its own digest.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from maven.intake.apart import AnotherIsRead
from maven.intake.looking import Look, look
from maven.intake.neutral import neutral
from maven.intake.parcels import Parcel, ParcelChanged, keep, thrown_away
from maven.intake.registry import IMPORTERS, TAKEN_BACK, Asked, Importer, Plan, StaysWhole
from maven.intake.troubles import Trouble, Unreadable, excerpt_of
from maven.missions.access import in_mission
from maven.missions.import_forms import FileForm
from maven.missions.models import FileImport, Mission
from maven.missions.operations import file_imports
from maven.missions.operations.file_imports import (
    FileAlreadyImported,
    LinesBroken,
    NothingNew,
    TooLateToUndo,
)
from maven.missions.postage import TooManyLetters
from maven.people.http import Request, see_other

SHOWN = 200
FIRST_LINES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column of the file on the page: where it is, what it is called, what it was taken for."""

    index: int
    place: str
    taken_for: str
    first_cells: tuple[str, ...]


@require_safe
@in_mission("missions.import")
def imports(request: Request, mission: Mission) -> HttpResponse:
    """What can be imported, and what was."""
    now = timezone.now()
    newest = FileImport.objects.of(mission).newest_first()[:50]
    made = [(one, TAKEN_BACK.get(one.kind), one.may_be_undone(at=now)) for one in newest]
    context = {"importers": list(IMPORTERS.values()), "made": made}
    return render(request, "missions/imports.html", context)


@in_mission("missions.import")
def new(request: Request, mission: Mission, kind: str) -> HttpResponse:
    """The file and the choices beside it; sending them leads to the look."""
    importer = importer_called(kind)
    form = FileForm(importer, mission, request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"form": form, "importer": importer}
        return render(request, "missions/import_new.html", context, status=status)
    file = form.cleaned_data["file"]
    parcel = Parcel(kind=kind, said=form.said, files={file.name: file.read()})
    key = keep(parcel, folder=folder(), mission=mission.pk)
    return see_other("missions:import_preview", mission.slug, kind, key)


@require_safe
@in_mission("missions.import")
def preview(request: Request, mission: Mission, kind: str, key: str) -> HttpResponse:
    """What the file holds and what importing it would do; looking writes nothing."""
    importer = importer_called(kind)
    try:
        seen = _look(request.GET, importer, mission, key)
    except ParcelChanged:
        return _again(request, mission, kind)
    except Unreadable as unreadable:
        return _refused(request, importer, [unreadable.trouble])
    except AnotherIsRead:
        return _wait(request, importer)
    asked = _asked(request, mission, seen)
    plan = importer.plan(seen.lines, asked)
    troubles = [*seen.lines.troubles, *plan.troubles]
    context = {
        "importer": importer,
        "key": key,
        "seen": seen,
        "heads": _heads(seen),
        "counts": file_imports.counts_of(plan),
        "acting": len(plan.acting),
        "steps": plan.steps[:SHOWN],
        "steps_left": max(0, len(plan.steps) - SHOWN),
        "troubles": troubles[:SHOWN],
        "trouble_count": len(troubles),
        "lines_broken": len({(one.sheet, one.line) for one in troubles}),
        "refusals": plan.refusals,
        "notices": _notices(seen, plan)[:SHOWN],
        "former": file_imports.standing_import(mission, importer, seen.fingerprint),
        "said": _said(importer, mission, seen),
        "query": request.GET.urlencode(),
    }
    return render(request, "missions/import_preview.html", context)


@require_safe
@in_mission("missions.import")
def troubles(request: Request, mission: Mission, kind: str, key: str) -> HttpResponse:
    """Every trouble and notice as a table, to correct the file beside it."""
    importer = importer_called(kind)
    try:
        seen = _look(request.GET, importer, mission, key)
    except ParcelChanged as gone:
        raise Http404 from gone
    except (Unreadable, AnotherIsRead):
        return see_other("missions:import_preview", mission.slug, kind, key)
    plan = importer.plan(seen.lines, _asked(request, mission, seen))
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{kind}-{key[:8]}.csv"'
    rows = csv.writer(answer, delimiter=";", lineterminator="\r\n")
    rows.writerow([_("File"), _("Sheet"), _("Line"), _("Column"), _("What"), _("There"), _("Do")])
    for one in [*seen.lines.troubles, *plan.troubles, *plan.refusals, *_notices(seen, plan)]:
        cells = [
            one.file,
            one.sheet,
            one.line or "",
            one.column,
            one.message,
            one.excerpt,
            one.hint,
        ]
        rows.writerow([neutral(str(cell)) for cell in cells])
    return answer


@require_POST
@in_mission("missions.import")
def confirmation(request: Request, mission: Mission, kind: str, key: str) -> HttpResponse:
    """The yes: bound to what was looked at, and to nothing else."""
    importer = importer_called(kind)
    try:
        seen = _look(request.POST, importer, mission, key)
        if not seen.read or request.POST.get("fingerprint") != seen.fingerprint:
            raise ParcelChanged
        made = file_imports.import_file(
            importer=importer,
            lines=seen.lines,
            asked=_asked(request, mission, seen),
            fingerprint=seen.fingerprint,
            only_valid=request.POST.get("only_valid") == "yes",
            by=request.user,
            at=timezone.now(),
        )
    except (ParcelChanged, Unreadable, AnotherIsRead):
        return _again(request, mission, kind)
    except FileAlreadyImported as known:
        messages.info(request, already_words(known.file_import))
    except NothingNew:
        messages.info(request, _("Everything is there already: 0 change."))
    except TooManyLetters as many:
        messages.error(request, many.words)
    except LinesBroken:
        messages.error(request, _("Some lines are to correct: nothing was imported."))
        return see_other("missions:import_preview", mission.slug, kind, key)
    else:
        thrown_away(key, folder=folder(), mission=mission.pk)
        messages.success(request, _imported_words(made))
    return see_other("missions:imports", mission.slug)


@in_mission("missions.import")
def undoing(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """Asks once more, then takes the import back, and names what stays."""
    made = get_object_or_404(FileImport.objects.of(mission), pk=pk, kind__in=TAKEN_BACK)
    importer = TAKEN_BACK[made.kind]
    context = {"made": made, "importer": importer}
    if request.method != "POST":
        if not made.may_be_undone(at=timezone.now()):
            return render(request, "missions/import_undo.html", context, status=410)
        rows = len(file_imports.added_by(made))
        return render(request, "missions/import_undo.html", {**context, "rows": rows})
    try:
        at = timezone.now()
        undone = file_imports.take_back(file_import=made, importer=importer, by=request.user, at=at)
    except TooLateToUndo:
        return render(request, "missions/import_undo.html", context, status=410)
    except StaysWhole as whole:
        context |= {"stays": whole.stays}
        return render(request, "missions/import_undo.html", context, status=409)
    return render(request, "missions/import_undone.html", {**context, "undone": undone})


# What the pages share


def importer_called(kind: str) -> Importer:
    try:
        return IMPORTERS[kind]
    except KeyError:
        raise Http404 from None


def folder() -> Path:
    return Path(settings.VAR) / "imports"


def _look(given: QueryDict, importer: Importer, mission: Mission, key: str) -> Look:
    columns = {
        int(name[7:]): value
        for name, value in given.items()
        if name.startswith("column-") and name[7:].isdecimal() and len(name) < 12
    }
    return look(
        key,
        importer,
        folder=folder(),
        mission=mission.pk,
        sheet=str(given.get("sheet", "")),
        columns={index: str(value) for index, value in columns.items()},
        read=str(given.get("read", "")),
    )


def _asked(request: HttpRequest, mission: Mission, seen: Look) -> Asked:
    now = timezone.now()
    return Asked(
        target=mission,
        options=seen.parcel.said,
        at=now,
        on=timezone.localdate(now),
        origin=request.build_absolute_uri("/"),
    )


def _heads(seen: Look) -> list[Head]:
    return [
        Head(
            index=index,
            place=seen.sheet.place(index),
            taken_for=seen.mapping[index].name if index in seen.mapping else "",
            first_cells=tuple(
                excerpt_of(row.cells[index]) for row in seen.sheet.rows[:FIRST_LINES]
            ),
        )
        for index in range(len(seen.sheet.heads))
    ]


def _notices(seen: Look, plan: Plan) -> list[Trouble]:
    return [*seen.lines.notices, *plan.notices]


def _said(importer: Importer, mission: Mission, seen: Look) -> list[tuple[str, str]]:
    told = []
    for option in importer.options:
        value = seen.parcel.said.get(option.name, "")
        choices = dict(option.choices(mission)) if option.choices else {"": _("no")}
        said = _("yes") if not option.choices and value else choices.get(value, value)
        told.append((str(option.label), said))
    return told


def _again(request: HttpRequest, mission: Mission, kind: str) -> HttpResponse:
    messages.error(request, _("This file is no longer here, or was changed: choose it again."))
    return see_other("missions:import_new", mission.slug, kind)


def _refused(request: HttpRequest, importer: Importer, found: list[Trouble]) -> HttpResponse:
    context = {"importer": importer, "troubles": found, "trouble_count": len(found)}
    return render(request, "missions/import_refused.html", context, status=422)


def _wait(request: HttpRequest, importer: Importer) -> HttpResponse:
    answer = render(request, "missions/import_wait.html", {"importer": importer}, status=429)
    answer["Retry-After"] = "5"
    return answer


def already_words(known: FileImport) -> str:
    day = date_format(timezone.localtime(known.imported_at), "DATE_FORMAT")
    return _("Already imported on %(day)s: 0 change.") % {"day": day}


def _imported_words(made: FileImport) -> str:
    number = sum(made.counts[outcome] for outcome in ("new", "changed", "doubtful"))
    return ngettext(
        "The file is imported: %(number)d line. It can be taken back for 30 days.",
        "The file is imported: %(number)d lines. It can be taken back for 30 days.",
        number,
    ) % {"number": number}
