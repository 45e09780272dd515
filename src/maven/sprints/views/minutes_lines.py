"""One line of minutes: said otherwise, taken out, and what becomes of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.sprints.minutes_forms import GapForm, LineForm, NewLineForm
from maven.sprints.models import MinutesLine, Session
from maven.sprints.operations import minutes as verbs
from maven.sprints.operations import minutes_lines as after
from maven.sprints.operations.states import SprintNotRunning
from maven.sprints.views.finding import known_session
from maven.sprints.views.minutes import people_for, published_meanwhile, show


def known_line(session: Session, pk: int) -> MinutesLine:
    found = MinutesLine.objects.in_order().select_related("minutes__session__mission")
    line = found.filter(pk=pk, minutes__session=session).first()
    if line is None:
        raise Http404
    return line


@in_mission("sprints.write_minutes")
def line(request: Request, mission: Mission, pk: int, row: int) -> HttpResponse:
    session = known_session(mission, pk)
    try:
        return edit(request, session, held(request, known_line(session, row)))
    except verbs.MinutesPublished:
        return published_meanwhile(request, session)
    except (MinutesLine.DoesNotExist, Http404):
        if request.method != "POST":
            raise
        return removed_meanwhile(request, session)


def edit(request: Request, session: Session, found: MinutesLine) -> HttpResponse:
    if found.minutes.published_at is not None:
        raise verbs.MinutesPublished
    form = LineForm(request.POST or None, row=found, people=people_for(request, session))
    if request.method == "POST" and "remove" in request.POST:
        verbs.remove_line(line=found, by=request.user, at=timezone.now())
        messages.success(request, _("The line is gone."))
        return to_minutes(session)
    if request.method == "POST" and form.is_valid():
        verbs.reword_line(line=found, by=request.user, at=timezone.now(), **form.said())
        return to_minutes(session, found)
    context = {"place": "sprints", "session": session, "line": found, "form": form}
    return render(request, "sprints/minutes_line.html", context, status=422 if form.errors else 200)


def removed_meanwhile(request: Request, session: Session) -> HttpResponse:
    """Somebody took the line out: the words sent wait in the form that adds one."""
    if "remove" in request.POST:
        return to_minutes(session)
    messages.error(request, _("This line was taken out meanwhile: your words are below, to add."))
    form = NewLineForm(request.POST, people=people_for(request, session))
    return show(request, session, status=409, line_form=form)


@require_POST
@in_mission("sprints.write_minutes")
def follow(request: Request, mission: Mission, pk: int, row: int) -> HttpResponse:
    """In one tap: an idea goes into the reserve, a commitment is kept."""
    session = known_session(mission, pk)
    found, now = known_line(session, row), timezone.now()
    asked = request.POST.get("to")
    if asked == "reserve" and found.kind == MinutesLine.Kind.IDEA:
        source = _("Minutes of “%(title)s”") % {"title": session.title}
        after.put_in_reserve(line=found, source=source[:200], by=request.user, at=now)
        messages.success(request, _("The idea is in the reserve of actions."))
    elif asked == "kept" and found.kind == MinutesLine.Kind.COMMITMENT:
        after.keep_commitment(line=found, by=request.user, at=now)
        messages.success(request, _("Kept. Thank you."))
    else:
        raise Http404
    return to_minutes(session, found)


@in_mission("sprints.write_minutes")
def gap(request: Request, mission: Mission, pk: int, row: int) -> HttpResponse:
    """A tension of the minutes joins those of the sprint: what is wanted, beside what is seen."""
    session = known_session(mission, pk)
    found = known_line(session, row)
    if found.kind != MinutesLine.Kind.TENSION:
        raise Http404
    form = GapForm(request.POST or None, initial={"observed": found.words[:280]})
    if request.method != "POST" or not form.is_valid():
        context = {"place": "sprints", "session": session, "line": found, "form": form}
        status = 422 if form.errors else 200
        return render(request, "sprints/minutes_tension.html", context, status=status)
    try:
        after.raise_from_line(line=found, by=request.user, at=timezone.now(), **form.cleaned_data)
    except SprintNotRunning:
        messages.error(request, _("No sprint is under way: the tension stays in the minutes."))
    else:
        messages.success(request, _("The tension is among those of the sprint."))
    return to_minutes(session, found)


@require_POST
@in_mission("sprints.answer_commitment")
def answer(request: Request, mission: Mission, pk: int, row: int) -> HttpResponse:
    """« Yes, I will », or « it is not mine »: said by whoever is named, and nobody else."""
    session = known_session(mission, pk)
    found = known_line(session, row)
    verb = after.refuse_commitment if "no" in request.POST else after.confirm_commitment
    try:
        verb(line=found, by=request.user, at=timezone.now())
    except after.NotYours:
        messages.error(request, _("Only the person it names answers for a commitment."))
    else:
        messages.success(request, _("Noted."))
    return to_minutes(session, found)


def to_minutes(session: Session, line: MinutesLine | None = None) -> HttpResponse:
    anchor = f"#ligne-{line.pk}" if line is not None else ""
    return see_other("sprints:minutes", session.mission.slug, session.pk, anchor=anchor)
