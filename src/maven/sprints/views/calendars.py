"""Calendar files and feeds: of a session, of an open mission, of a person."""

import hashlib

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from maven.missions.access import in_mission, may, public, signed_in
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.sprints.calendars import Told, calendar_of
from maven.sprints.models import CalendarFeed, Registration
from maven.sprints.operations.calendars import open_calendar, revoke_calendar
from maven.sprints.session_queries import feed_of_mission, feed_of_person
from maven.sprints.views.finding import known_session


@in_mission("sprints.see")
def session_file(request: HttpRequest, mission: Mission, pk: int) -> HttpResponse:
    session = known_session(mission, pk)
    told = Told(session=session, shows_link=may(request, "sprints.register", mission))
    return sent(request, [told], name=session.title, filename=f"session-{pk}.ics")


@in_mission("sprints.see_calendar")
def mission_feed(request: HttpRequest, mission: Mission) -> HttpResponse:
    """What anybody may know of an open mission: links to take part from afar are not in it."""
    told = [
        Told(session=one, takes_time=False) for one in feed_of_mission(mission, at=timezone.now())
    ]
    return sent(request, told, name=mission.name, filename=f"{mission.slug}.ics")


@public
def personal_feed(request: HttpRequest, feed: str) -> HttpResponse:
    """Whoever holds the address is its person; she sees what she may see today."""
    found = CalendarFeed.objects.behind(feed)
    if found is None:
        raise Http404
    person = found.person
    told = [
        Told(
            session=session,
            shows_link=True,
            takes_time=said == Registration.State.COMING,
            said=said,
        )
        for session, said in feed_of_person(person, at=timezone.now())
    ]
    with translation.override(person.language or translation.get_language()):
        return sent(request, told, name=_("My sessions"), filename="sessions.ics")


@signed_in
def my_calendar(request: Request) -> HttpResponse:
    if request.method == "POST":
        if request.POST.get("act") == "revoke":
            revoke_calendar(by=request.user, at=timezone.now())
            messages.success(request, _("The address is closed: it opens nothing any more."))
        else:
            open_calendar(by=request.user, at=timezone.now())
            messages.success(request, _("Your address is ready."))
        return see_other("sprints:my_calendar")
    feed = CalendarFeed.objects.filter(person=request.user).first()
    address = (
        request.build_absolute_uri(reverse("sprints:personal_feed", args=[feed.token]))
        if feed
        else ""
    )
    return render(request, "sprints/my_calendar.html", {"feed": feed, "address": address})


def sent(request: HttpRequest, told: list[Told], *, name: str, filename: str) -> HttpResponse:
    """The file, or 304 to whoever has the same one already."""
    body = calendar_of(told, name=name, origin=request.build_absolute_uri("/"))
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{filename}"'
    answer["Cache-Control"] = "private, max-age=0, must-revalidate"
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    answer["ETag"] = etag
    matched = get_conditional_response(request, etag=etag, response=answer)
    return matched if isinstance(matched, HttpResponse) else answer
