"""The reserve of actions: what could be done, sorted by the team, in one order."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission, may
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.sprints import backlog_queries as queries
from maven.sprints.backlog_forms import AnswerForm, PlaceForm, ProposeForm
from maven.sprints.backlog_letters import TOLD
from maven.sprints.models import BacklogItem
from maven.sprints.operations import backlog as verbs
from maven.sprints.operations import backlog_order as order
from maven.sprints.operations import backlog_table as table
from maven.sprints.operations.states import SprintNotRunning
from maven.sprints.tasks import tell_proposer
from maven.sprints.views.finding import known_tension
from maven.toolbox.queries import kinds_by_slug

State = BacklogItem.State


@in_mission("sprints.see")
def backlog(request: HttpRequest, mission: Mission) -> HttpResponse:
    return show(request, mission)


def show(
    request: HttpRequest,
    mission: Mission,
    *,
    status: int = 200,
    form: ProposeForm | None = None,
    wrong: AnswerForm | PlaceForm | None = None,
    wrong_key: str = "",
) -> HttpResponse:
    """`wrong`: a form that says what is missing, and the item whose row it stands in."""
    sorts, person = may(request, "sprints.sort_backlog", mission), request.user
    state = one_of(request.GET.get("etat"), State.values, State.ACCEPTED)
    if state == State.NEW and not may(request, "sprints.see_intake", mission):
        state = State.ACCEPTED
    kind = one_of(request.GET.get("sorte"), BacklogItem.Kind.values, "")
    places, counts = queries.places_of(mission), queries.counts_of(mission)
    number = request.GET.get("page")
    page = queries.listed(mission, state=state, kind=kind, number=number, counts=counts)
    draft, choosing = queries.draft_to_fill(mission), number_in(request, "choisir")
    kinds = kinds_by_slug(mission) if draft and choosing and sorts else {}
    intake = queries.intake_of(
        mission, total=counts[State.NEW] * sorts, whole=number_in(request, "tout")
    )
    context = {
        "place": "sprints",
        "page": page,
        "rows": queries.rows_of(page, places, draft),
        "state": state,
        "state_word": State(state).label,
        "kind": kind,
        "filters": filters(request, mission, counts, state, kind),
        "accepted": len(places),
        "moved": moved(request, places, page),
        "intake": intake if sorts else None,
        "mine": queries.mine_of(mission, person) if person.is_authenticated else [],
        "outside": queries.outside_of(mission) if sorts else [],
        "form": form or ProposeForm(),
        "wrong": wrong,
        "wrong_key": wrong_key,
        "draft": draft,
        "choosing": choosing,
        "kinds": sorted(((slug, one.name) for slug, one in kinds.items()), key=lambda one: one[1]),
        "may_sort": sorts,
        "may_propose": may(request, "sprints.propose_item", mission),
        "in_order": state == State.ACCEPTED,
        "may_drag": sorts and state == State.ACCEPTED and not kind,
    }
    return render(request, "sprints/backlog.html", context, status=status)


def one_of(told: str | None, known: list[str], otherwise: str) -> str:
    return told if told in known else otherwise


def number_in(request: HttpRequest, name: str) -> int | None:
    told = request.GET.get(name, "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 19 else None


def filters(
    request: HttpRequest, mission: Mission, counts: dict[str, int], state: str, kind: str
) -> list[list[dict[str, Any]]]:
    """Plain links: the states, each with how many there are, then the kinds."""
    hidden = set() if may(request, "sprints.see_intake", mission) else {State.NEW}
    states = [
        {
            "address": "?" + urlencode({"etat": key, "sorte": kind}),
            "word": label,
            "count": counts[key],
            "here": key == state,
        }
        for key, label in State.choices
        if key not in hidden and (counts[key] or key in {state, State.ACCEPTED})
    ]
    every = [("", _("All kinds")), *BacklogItem.Kind.choices]
    kinds = [
        {
            "address": "?" + urlencode({"etat": state, "sorte": key}),
            "word": label,
            "here": key == kind,
        }
        for key, label in every
    ]
    return [states, kinds]


def moved(request: HttpRequest, places: dict[int, int], page: Any) -> str:
    """Where the item that was just moved stands now, in words."""
    key = number_in(request, "deplace")
    item = next((one for one in page if one.pk == key), None)
    if item is None or item.pk not in places:
        return ""
    words = {"title": item.title, "place": places[item.pk], "all": len(places)}
    return _("“%(title)s” is now in place %(place)d of %(all)d.") % words


def known_item(mission: Mission, pk: int) -> BacklogItem:
    found = BacklogItem.objects.of(mission).select_related("mission", "kind_of_activity")
    item = found.filter(pk=pk).first()
    if item is None:
        raise Http404
    return item


@require_POST
@in_mission("sprints.propose_item")
def propose(request: Request, mission: Mission) -> HttpResponse:
    form = ProposeForm(request.POST)
    if not form.is_valid():
        return show(request, mission, status=422, form=form)
    item = verbs.add_item(
        mission=mission,
        kind=form.cleaned_data["kind"],
        title=form.cleaned_data["title"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(
        request, _("“%(title)s” is proposed. The team answers you here.") % {"title": item.title}
    )
    if request.POST.get("back") == "kick_off":
        return see_other("sprints:kick_off", mission.slug, anchor="#reserve")
    return see_other("sprints:backlog", mission.slug)


@require_POST
@in_mission("sprints.propose_item")
def tension(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """A tension that is still open, in one tap."""
    found = known_tension(mission, pk)
    if found.resolved_at is not None:
        messages.info(request, _("This tension is resolved: it is not put in the reserve."))
        return see_other("sprints:backlog", mission.slug)
    item = verbs.add_item(
        mission=mission,
        kind=BacklogItem.Kind.TENSION,
        title=found.desired if len(found.desired) <= 160 else f"{found.desired[:159]}…",
        tension=found,
        by=request.user,
        at=timezone.now(),
    )
    words = {"state": item.get_state_display()}
    messages.success(request, _("The tension is in the reserve: %(state)s.") % words)
    return see_other("sprints:backlog", mission.slug)


@require_POST
@in_mission("sprints.sort_backlog")
def answer(request: Request, mission: Mission, pk: int) -> HttpResponse:
    item = known_item(mission, pk)
    form = AnswerForm(request.POST, auto_id=f"%s-{pk}")
    if not form.is_valid():
        return show(request, mission, status=422, wrong=form, wrong_key=str(pk))
    try:
        item = answered(request, item, form.cleaned_data)
    except verbs.ItemSettledMeanwhile:
        messages.error(
            request, _("A colleague answered meanwhile: nothing was changed. Look at it again.")
        )
        return back_to(request, mission)
    except verbs.DuplicateOfNothing:
        form.add_error("same", _("Choose another one of the reserve."))
        return show(request, mission, status=422, wrong=form, wrong_key=str(pk))
    if item.state in TOLD:
        tell_proposer.enqueue(item.pk, item.state, request.build_absolute_uri("/"))
    words = {"title": item.title, "state": item.get_state_display()}
    messages.success(request, _("“%(title)s”: %(state)s.") % words)
    return back_to(request, mission)


def answered(request: Request, item: BacklogItem, told: dict[str, Any]) -> BacklogItem:
    who: dict[str, Any] = {
        "item": item,
        "seen": told["seen"],
        "by": request.user,
        "at": timezone.now(),
    }
    match told["act"]:
        case "accept":
            return verbs.accept_item(reason=told["reason"], **who)
        case "later":
            return verbs.put_off_item(reason=told["reason"], **who)
        case "decline":
            return verbs.decline_item(reason=told["reason"], **who)
        case "again":
            return verbs.sort_item_again(**who)
    to = BacklogItem.objects.of(item.mission).filter(pk=told["same"]).first()
    if to is None:
        raise verbs.DuplicateOfNothing
    return verbs.join_item(to=to, reason=told["reason"], **who)


def back_to(request: HttpRequest, mission: Mission) -> HttpResponse:
    """To the same filters; an item of the intake was answered from the top of the page."""
    state = one_of(request.POST.get("etat"), State.values, "")
    page = reverse("sprints:backlog", args=[mission.slug])
    rest = "?" + urlencode({"etat": state}) if state else "#a-trier"
    return HttpResponseRedirect(page + rest, status=303)


@require_POST
@in_mission("sprints.sort_backlog")
def move(request: Request, mission: Mission, pk: int) -> HttpResponse:
    item = known_item(mission, pk)
    form = PlaceForm(request.POST, auto_id=f"%s-{pk}")
    if not form.is_valid():
        return show(request, mission, status=422, wrong=form, wrong_key=str(pk))
    who: dict[str, Any] = {"item": item, "by": request.user, "at": timezone.now()}
    try:
        match form.cleaned_data["to"]:
            case "up":
                order.shift_item(steps=-1, **who)
            case "down":
                order.shift_item(steps=1, **who)
            case "first":
                order.move_item(place=1, **who)
            case _:
                order.move_item(place=form.cleaned_data["place"], **who)
    except order.ItemNotInOrder:
        messages.error(request, _("It is not in the order any more: nothing was changed."))
        return see_other("sprints:backlog", mission.slug)
    number = queries.page_with(pk, queries.places_of(mission))
    page, rest = reverse("sprints:backlog", args=[mission.slug]), {"deplace": pk, "page": number}
    return HttpResponseRedirect(f"{page}?{urlencode(rest)}#item-{pk}", status=303)


@require_POST
@in_mission("sprints.draft_plan")
def to_table(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """On the table of the plenary being prepared, as an activity of a kind of the toolbox."""
    item, draft = known_item(mission, pk), queries.draft_to_fill(mission)
    kind = item.kind_of_activity or kinds_by_slug(mission).get(request.POST.get("kind", ""))
    if draft is None:
        messages.info(request, _("No sprint is being prepared: begin one, then come back."))
    elif kind is None:
        messages.error(request, _("Choose what kind of activity it is: nothing was changed."))
    else:
        try:
            table.put_on_table(
                item=item, sprint=draft, kind=kind, by=request.user, at=timezone.now()
            )
        except (order.ItemNotInOrder, SprintNotRunning):
            messages.error(request, _("It is not in the order any more: nothing was changed."))
        else:
            words = {"title": item.title, "number": draft.number}
            messages.success(
                request, _("“%(title)s” is on the table of sprint %(number)d.") % words
            )
    page = reverse("sprints:backlog", args=[mission.slug])
    return HttpResponseRedirect(f"{page}#item-{pk}", status=303)
