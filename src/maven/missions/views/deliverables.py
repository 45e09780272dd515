"""What earlier work left: documents, and the passages worth taking up again."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission, may
from maven.missions.documents import type_of
from maven.missions.launch_forms import DocumentForm, PassageForm
from maven.missions.models import Annotation, DeliverableFile, EarlierDeliverable, Mission
from maven.missions.operations import annotations
from maven.missions.operations import deliverables as verbs
from maven.people.http import Request, see_other


@in_mission("missions.see_deliverables")
def deliverables(request: HttpRequest, mission: Mission) -> HttpResponse:
    found = EarlierDeliverable.objects.of(mission).newest_first()
    context = {
        "found": list(found.annotate(passages=Count("annotations"))),
        "edits": may(request, "missions.keep_deliverables", mission),
        "place": "home",
    }
    return render(request, "missions/deliverables.html", context)


@in_mission("missions.keep_deliverables")
def new(request: Request, mission: Mission) -> HttpResponse:
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            kept = verbs.keep_deliverable(
                mission=mission,
                title=told["title"],
                origin=told["origin"],
                link=told["link"],
                document=told["file"],
                by=request.user,
                at=timezone.now(),
            )
        except verbs.DeliverableAlreadyThere:
            form.add_error("title", _("A document of this mission has this title already."))
        except verbs.TooMuchKept:
            form.add_error(
                "file", _("The documents of a mission hold 200 MB at most: give a link instead.")
            )
        else:
            messages.success(request, _("The document is kept. Now note the passages."))
            return see_other("missions:deliverable", mission.slug, kept.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "place": "home"}
    return render(request, "missions/deliverable_new.html", context, status=status)


@in_mission("missions.see_deliverables", post="missions.keep_deliverables")
def deliverable(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """The document, its passages, and a form to note one more."""
    found = _in(mission, pk)
    form = PassageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = annotations.annotate_deliverable(
            deliverable=found, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("The passage is noted. Make something of it, or note another."))
        anchor = f"#passage-{made.pk}"
        return see_other("missions:deliverable", mission.slug, pk, anchor=anchor)
    context = {
        "deliverable": found,
        "passages": list(Annotation.objects.filter(deliverable=found).in_order()),
        "form": form,
        "edits": may(request, "missions.keep_deliverables", mission),
        "place": "home",
    }
    status = 422 if form.errors else 200
    return render(request, "missions/deliverable.html", context, status=status)


@in_mission("missions.see_deliverables")
def file(request: HttpRequest, mission: Mission, pk: int) -> HttpResponse:
    """Sent to be saved, never shown as a page of ours."""
    found = _in(mission, pk)
    kept = DeliverableFile.objects.filter(deliverable=found).first()
    if kept is None:
        raise Http404
    answer = HttpResponse(bytes(kept.content), content_type=type_of(found.file_name))
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=found.file_name
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@in_mission("missions.keep_deliverables")
def removal(request: Request, mission: Mission, pk: int) -> HttpResponse:
    verbs.remove_deliverable(deliverable=_in(mission, pk), by=request.user, at=timezone.now())
    messages.success(
        request, _("The document is gone, with its passages. What came of them stays.")
    )
    return see_other("missions:deliverables", mission.slug)


@require_POST
@in_mission("missions.keep_deliverables")
def passage_removal(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """Of a document or of an interview: back to the page it stood on."""
    known = Annotation.objects.of(mission).select_related("deliverable", "interview")
    found = get_object_or_404(known, pk=pk)
    annotations.remove_annotation(annotation=found, by=request.user, at=timezone.now())
    messages.success(request, _("The passage is gone. What came of it stays."))
    if found.deliverable_id:
        return see_other("missions:deliverable", mission.slug, found.deliverable_id)
    return see_other("missions:interview", mission.slug, found.interview_id)


def _in(mission: Mission, pk: int) -> EarlierDeliverable:
    found = EarlierDeliverable.objects.of(mission).select_related("kept_by")
    kept: EarlierDeliverable = get_object_or_404(found, pk=pk)
    kept.mission = mission
    return kept
