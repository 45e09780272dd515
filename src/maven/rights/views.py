"""What is kept, for everybody; what is kept about oneself; and the way out."""

import csv
import io
from datetime import timedelta
from typing import cast

from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maven.missions.access import in_mission, public, signed_in
from maven.missions.models import Mission
from maven.missions.queries import helped_in
from maven.people.http import Request, see_other
from maven.people.limits import limited, person
from maven.rights.farewell import Farewell
from maven.rights.forms import ErasureForm
from maven.rights.operations import erase_helped, erase_person
from maven.rights.parcel import parcel_of
from maven.rights.portrait import portrait_of
from maven.rights.registry import as_rows, nothings, processing_of, processings
from maven.sprints.session_tasks import tell_of_places
from maven.voices.operations import NotHelped

DAY = timedelta(days=1)


@require_safe
@public
def registry(request: HttpRequest) -> HttpResponse:
    if request.GET.get("format") == "csv":
        return registry_csv()
    return render(
        request,
        "rights/registry.html",
        {"processings": processings(), "nothings": nothings()},
    )


def registry_csv() -> HttpResponse:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(as_rows())
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="registre.csv"'
    return answer


@never_cache
@limited("my-data", most=10, per=DAY, by=person)
@signed_in
def my_data(request: Request) -> HttpResponse:
    """What is kept about oneself: the page counts it, the form gives it whole.

    The file is the answer itself: no link leads to it, nothing of it is kept on the server.
    """
    now = timezone.now()
    if request.method == "POST":
        parcel = io.BytesIO(parcel_of(request.user, at=now))
        name = f"maven-{now:%Y-%m-%d}.zip"
        # Streamed: the receipt of the form keeps no copy of it.
        return cast("HttpResponse", FileResponse(parcel, as_attachment=True, filename=name))
    parts = [
        {"processing": processing_of(part.told), "count": len(part.lines)}
        for part in portrait_of(request.user)
    ]
    return render(request, "rights/my_data.html", {"parts": parts})


@never_cache
@limited("erasure", most=20, per=DAY, by=person)
@signed_in
def erasure(request: Request) -> HttpResponse:
    """What will go, what stays and why; then, once the word is typed, nothing is left."""
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        leaving, now = request.user, timezone.now()
        logout(request)
        erase_person(person=leaving, by=None, at=now)
        tell_of_places(request.build_absolute_uri("/"), at=now)
        return render(request, "rights/erased.html")
    return render(
        request,
        "rights/erasure.html",
        {"form": form, "farewell": Farewell(request.user)},
        status=422 if form.errors else 200,
    )


@never_cache
@in_mission("rights.erase_helped")
def helped_erasure(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """Somebody whom the team helped, and who has no address to ask for it here herself."""
    person = next((one for one in helped_in(mission) if one.pk == pk), None)
    if person is None:
        raise Http404
    if request.method != "POST":
        return render(request, "rights/helped_erasure.html", {"person": person})
    now = timezone.now()
    try:
        erase_helped(person=person, mission=mission, by=request.user, at=now)
    except NotHelped as gone:  # somebody else of the team did it at the same moment
        raise Http404 from gone
    tell_of_places(request.build_absolute_uri("/"), at=now)
    messages.success(request, _("Nothing is left of this person, their answers included."))
    return see_other("voices:helped", mission.slug)
