"""Taking the mission away: ask, wait for the job, download once."""

from typing import cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from maven.archives.files import folder, sweep
from maven.archives.forms import ArchiveForm
from maven.archives.models import MissionArchive
from maven.archives.operations import ArchiveUnderWay, ask_archive
from maven.archives.story import reasons
from maven.archives.tasks import make_archive
from maven.missions.access import in_mission
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.people.limits import HOUR, limited, person

SHOWN = 10


@in_mission("archives.take")
@limited("archive", most=6, per=HOUR, by=person)
def archives(request: Request, mission: Mission) -> HttpResponse:
    """What an archive holds, those asked for lately, and the form to ask for one."""
    form = ArchiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_archive(
                mission=mission,
                addresses=form.cleaned_data["addresses"],
                by=request.user,
                at=timezone.now(),
            )
            make_archive.enqueue(asked.pk, request.build_absolute_uri("/"))
            messages.success(
                request, _("The archive is being made. A letter tells you when it is ready.")
            )
        except ArchiveUnderWay:
            messages.error(request, _("An archive of this mission is being made already."))
        return see_other("archives:archives", mission.slug)
    sweep()
    asked_lately = MissionArchive.objects.of(mission).newest_first()[:SHOWN]
    page = {
        "form": form,
        "listed": [(one, _state(one, request)) for one in asked_lately],
        "reasons": reasons(),
    }
    return render(request, "archives/archives.html", page)


def _state(one: MissionArchive, request: Request) -> str:
    if one.failed_at is not None:
        return "failed"
    if one.made_at is None:
        return "under way"
    if not one.is_there(at=timezone.now()):
        return "gone"
    return "yours" if one.asked_by_id == request.user.pk else "theirs"


@require_POST
@in_mission("archives.take")
def link(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """A link to the file: for this session, for ten minutes, for once."""
    now = timezone.now()
    archive = _own(request, mission, pk)
    if not archive.is_there(at=now):
        messages.error(request, _("This archive is no longer here: ask for another."))
        return see_other("archives:archives", mission.slug)
    token = archive.new_link(str(request.session.session_key), at=now)
    return see_other("archives:file", mission.slug, pk, token)


@require_GET
@never_cache
@in_mission("archives.take")
def download(request: Request, mission: Mission, pk: int, token: str) -> HttpResponse:
    """The file itself; the link that leads here has then served."""
    archive, now = _own(request, mission, pk), timezone.now()
    try:
        file = (folder() / archive.file_name).open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    if not archive.use_link(token, str(request.session.session_key), at=now):
        file.close()
        messages.error(
            request, _("A link to an archive works once. Here is the page to ask again.")
        )
        return see_other("archives:archives", mission.slug)
    name = f"{mission.slug}-{archive.asked_at:%Y-%m-%d}.zip"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    return cast("HttpResponse", answer)  # streamed: what the policies look at is the same


def _own(request: Request, mission: Mission, pk: int) -> MissionArchive:
    """What somebody else of the team asked for is absent here: it may hold addresses."""
    return get_object_or_404(MissionArchive.objects.of(mission), pk=pk, asked_by=request.user)
