"""Notes on the context: listed, read, written."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission, may
from maven.missions.drawn import held
from maven.missions.launch_forms import BriefingForm
from maven.missions.models import BriefingNote, Mission
from maven.missions.models.briefing_note import BriefingNoteQuerySet
from maven.missions.operations import notes as verbs
from maven.people.http import Request, see_other


def _readable(request: HttpRequest, mission: Mission) -> BriefingNoteQuerySet:
    found = BriefingNote.objects.of(mission)
    return found if may(request, "missions.see_group_notes", mission) else found.for_all()


@in_mission("missions.see_notes")
def notes(request: HttpRequest, mission: Mission) -> HttpResponse:
    found = list(_readable(request, mission).newest_first())
    context = {"notes": found, "edits": may(request, "missions.brief", mission), "place": "home"}
    return render(request, "missions/notes.html", context)


@in_mission("missions.see_notes")
def note(request: HttpRequest, mission: Mission, pk: int) -> HttpResponse:
    """A note of the working group gives others the same 404 as none."""
    found = get_object_or_404(_readable(request, mission).select_related("written_by"), pk=pk)
    context = {"note": found, "edits": may(request, "missions.brief", mission), "place": "home"}
    return render(request, "missions/note.html", context)


@in_mission("missions.brief")
def new(request: Request, mission: Mission) -> HttpResponse:
    form = BriefingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = verbs.write_note(
                mission=mission, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except verbs.NoteAlreadyThere:
            form.add_error("title", _("A note of this mission has this title already."))
        else:
            messages.success(request, _("The note is there."))
            return see_other("missions:note", mission.slug, made.pk)
    return _form(request, form, None)


@in_mission("missions.brief")
def edit(request: Request, mission: Mission, pk: int) -> HttpResponse:
    found = held(request, get_object_or_404(BriefingNote.objects.of(mission), pk=pk))
    form = BriefingForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.reword_note(note=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        except verbs.NoteAlreadyThere:
            form.add_error("title", _("A note of this mission has this title already."))
        else:
            messages.success(request, _("The note is saved."))
            return see_other("missions:note", mission.slug, found.pk)
    return _form(request, form, found)


def _form(request: HttpRequest, form: BriefingForm, note: BriefingNote | None) -> HttpResponse:
    if note is not None and form.is_bound:
        note.refresh_from_db()
    context: dict[str, Any] = {"form": form, "note": note, "place": "home"}
    status = 422 if form.errors else 200
    return render(request, "missions/note_form.html", context, status=status)


@require_POST
@in_mission("missions.brief")
def removal(request: Request, mission: Mission, pk: int) -> HttpResponse:
    found = get_object_or_404(BriefingNote.objects.of(mission), pk=pk)
    verbs.remove_note(note=found, by=request.user, at=timezone.now())
    messages.success(request, _("The note is gone."))
    return see_other("missions:notes", mission.slug)
