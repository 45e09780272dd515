"""The kick-off of the working group: prepared from a template, then followed in the room."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maven.missions.access import in_mission, may, person_of
from maven.missions.models import Mission
from maven.missions.ticking import told_of
from maven.people.http import Request, see_other
from maven.sprints.backlog_forms import ProposeForm
from maven.sprints.backlog_queries import counts_of
from maven.sprints.kick_off_queries import chosen_among, kick_off_of, moments_of, to_choose
from maven.sprints.kick_off_template import agenda_from_template, date_proposed, title_of
from maven.sprints.models import BacklogItem
from maven.sprints.operations.backlog_order import ItemNotInOrder
from maven.sprints.operations.backlog_table import put_first
from maven.sprints.operations.kick_offs import prepare_kick_off
from maven.sprints.session_forms import WhenForm
from maven.sprints.session_tasks import remind_in_time
from maven.sprints.tasks import tell_proposer
from maven.toolbox.models import ActivityKind
from maven.toolbox.queries import kinds_of, quantities_of

State = BacklogItem.State


@in_mission("sprints.see", post="sprints.open_session")
def kick_off(request: Request, mission: Mission) -> HttpResponse:
    session, now = kick_off_of(mission), timezone.now()
    form = WhenForm(
        request.POST if request.method == "POST" else None,
        initial=date_proposed(timezone.localdate(now)),
    )
    if request.method == "POST" and form.is_valid():
        made = prepare_kick_off(
            mission=mission,
            title=title_of(mission),
            starts_at=form.cleaned_data["starts_at"],
            ends_at=form.cleaned_data["ends_at"],
            items=agenda_from_template(mission, request.user),
            by=request.user,
            at=now,
        )
        if session is None:
            remind_in_time(made, request.build_absolute_uri("/"))
            messages.success(request, _("The kick-off is on the calendar, with its agenda."))
        else:
            messages.info(request, _("The kick-off was prepared already: here it is."))
        return see_other("sprints:kick_off", mission.slug)
    may_open, counts = may(request, "sprints.open_session", mission), counts_of(mission)
    context = {
        "place": "sprints",
        "session": session,
        "is_held": bool(session and session.is_held(at=now)),
        "moments": moments_of(session, at=now) if session else [],
        "lines": [] if session else agenda_from_template(mission, person_of(request)),
        "form": form,
        "done": told_of(mission),
        "waiting": counts[State.NEW],
        "kept": counts[State.ACCEPTED],
        "propose_form": ProposeForm(),
        "may_open": may_open,
        "may_propose": may(request, "sprints.propose_item", mission),
        "may_choose": may(request, "sprints.sort_backlog", mission),
    }
    status = 422 if form.errors else 200
    return render(request, "sprints/kick_off.html", context, status=status)


@in_mission("sprints.see")
def screen(request: HttpRequest, mission: Mission) -> HttpResponse:
    """For the wall: the agenda with its hours, and what is under way."""
    session = kick_off_of(mission)
    moments = moments_of(session, at=timezone.now()) if session else []
    context = {
        "session": session,
        "moments": moments,
        "now": next((one for one in moments if one.is_now), None),
    }
    return render(request, "sprints/kick_off_screen.html", context)


@in_mission("sprints.see")
def families(request: HttpRequest, mission: Mission) -> HttpResponse:
    """For the wall: the eight families of the toolbox, and what each one does."""
    kinds: dict[int, ActivityKind] = {}
    for kind in kinds_of(mission):
        if kind.seed_kind:
            kinds.setdefault(kind.seed_kind, kind)
    shown = [
        (one, kinds[one.seed_kind]) for one in quantities_of(mission) if one.seed_kind in kinds
    ]
    return render(request, "sprints/families.html", {"families": shown})


@in_mission("sprints.see", post="sprints.sort_backlog")
def first_actions(request: Request, mission: Mission) -> HttpResponse:
    """Picked in the room: kept, and first in the order."""
    nothing = False
    if request.method == "POST":
        chosen = chosen_among(mission, request.POST.getlist("item"))
        nothing = not chosen
        if chosen:
            return choose(request, mission, chosen)
    may_choose = may(request, "sprints.sort_backlog", mission)
    items = to_choose(mission)
    context = {
        "place": "sprints",
        "items": [
            (str(one.pk), one)
            for one in items
            if one.state == State.ACCEPTED or may(request, "sprints.see_intake", mission)
        ],
        "may_choose": may_choose,
        "nothing": nothing,
    }
    status = 422 if nothing else 200
    return render(request, "sprints/first_actions.html", context, status=status)


def choose(request: Request, mission: Mission, chosen: list[BacklogItem]) -> HttpResponse:
    new = [one for one in chosen if one.state != State.ACCEPTED]
    try:
        put_first(mission=mission, items=chosen, by=request.user, at=timezone.now())
    except ItemNotInOrder:
        messages.error(
            request, _("A colleague answered meanwhile: nothing was changed. Look at it again.")
        )
        return see_other("sprints:first_actions", mission.slug)
    for one in new:
        tell_proposer.enqueue(one.pk, State.ACCEPTED, request.build_absolute_uri("/"))
    words = ngettext(
        "%(count)d action is chosen: it comes first.",
        "%(count)d actions are chosen: they come first.",
        len(chosen),
    )
    messages.success(request, words % {"count": len(chosen)})
    return see_other("sprints:backlog", mission.slug)
