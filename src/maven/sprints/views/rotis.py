"""What a session was worth: one mark from each, without a name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from maven.missions.access import in_mission, may, person_of
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.sprints.attendance_forms import MarkForm
from maven.sprints.attendance_queries import has_given, marks_of
from maven.sprints.models.feedback import SHOWN_FROM
from maven.sprints.operations import rotis as verbs
from maven.sprints.operations.attendance import SessionNotBegun
from maven.sprints.operations.places import SessionCalledOff
from maven.sprints.views.finding import known_session


@in_mission("sprints.see", post="sprints.give_mark")
def roti(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """Keeps no receipt: it would say, for two days, who sent which mark."""
    session = known_session(mission, pk)
    if request.method != "POST":
        return show(request, mission, pk, MarkForm())
    form = MarkForm(request.POST)
    if not form.is_valid():
        return show(request, mission, pk, form, status=422)
    try:
        verbs.give_mark(session=session, by=request.user, at=timezone.now(), **form.cleaned_data)
    except verbs.MarkGiven:
        messages.info(request, _("You had given your mark already: it stays as it was."))
    except (verbs.MarksClosed, SessionNotBegun, SessionCalledOff):
        messages.error(request, _("Marks are given from the beginning to a week after the end."))
        return show(request, mission, pk, form, status=409)
    else:
        messages.success(request, _("Noted. Nobody can tell that it comes from you."))
    return see_other("sprints:roti", mission.slug, pk)


roti.keeps_its_own_receipts = True  # type: ignore[attr-defined]


def show(
    request: HttpRequest, mission: Mission, pk: int, form: MarkForm, *, status: int = 200
) -> HttpResponse:
    session, person = known_session(mission, pk), person_of(request)
    takes = verbs.takes_marks(session, at=timezone.now())
    may_give, gave = may(request, "sprints.give_mark", mission), has_given(session, person)
    context = {
        "place": "sprints",
        "session": session,
        "form": form,
        "marks": marks_of(session),
        "shown_from": SHOWN_FROM,
        "gives": takes and may_give and not gave,  # what the others said would weigh on it
        "takes_marks": takes,
        "may_read_words": may_give,
        "has_given": gave,
    }
    return render(request, "sprints/session_roti.html", context, status=status)
