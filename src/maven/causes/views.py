"""The causes of a mission, and who carries each."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from maven.causes import access, operations, queries, tasks
from maven.causes.forms import AnswerForm, CauseForm, ChampionForm
from maven.causes.models import Cause, Champion
from maven.missions.access import in_mission, may, person_of
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.people.http import Request


@in_mission("causes.see")
def causes(request: HttpRequest, mission: Mission) -> HttpResponse:
    """All causes, each with its champions or the place of one."""
    found = list(Cause.objects.of(mission).oldest_first())
    seats = queries.champions_by_cause(found)
    for cause in found:
        cause.mission = mission
    cards = [
        {"cause": cause, "champions": [s for s in seats.get(cause.pk, []) if s.accepted_at]}
        for cause in found
    ]
    return render(request, "causes/causes.html", {"cards": cards, "place": "causes"})


@in_mission("causes.see")
def cause(request: HttpRequest, mission: Mission, slug: str, pk: int) -> HttpResponse:
    found = access.cause_in(mission, pk)
    if slug != found.slug:
        return redirect(found, permanent=True)
    seats = queries.champions_by_cause([found]).get(found.pk, [])
    person = person_of(request)
    context = {
        "cause": found,
        "place": "causes",
        "champions": [seat for seat in seats if seat.accepted_at],
        "asked": [seat for seat in seats if not seat.accepted_at],
        "own": next((seat for seat in seats if person and seat.person_id == person.pk), None),
        "answer": AnswerForm(),
    }
    if may(request, "causes.solicit", mission):
        context["people"] = queries.people_to_ask(mission, seats)
        context["declined"] = queries.declined_of(found)
        context["asking"] = ChampionForm()
    return render(request, "causes/cause.html", context)


@in_mission("causes.name")
def new(request: Request, mission: Mission) -> HttpResponse:
    form = CauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            named = operations.name_cause(
                mission=mission, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except operations.CauseAlreadyNamed:
            form.add_error("title", _("A cause of this mission has this name already."))
        else:
            messages.success(request, _("The cause is named. It is looking for its champion."))
            return see_other(named)
    return _form(request, form, None)


@in_mission("causes.name")
def edit(request: Request, mission: Mission, slug: str, pk: int) -> HttpResponse:
    found = held(request, access.cause_in(mission, pk))
    form = CauseForm(
        request.POST or None,
        row=found,
        initial={"title": found.title, "purpose": found.purpose},
    )
    if request.method == "POST" and form.is_valid():
        try:
            found = operations.reword_cause(
                cause=found, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except operations.CauseAlreadyNamed:
            form.add_error("title", _("A cause of this mission has this name already."))
        else:
            return see_other(found)
    return _form(request, form, found)


def _form(request: HttpRequest, form: CauseForm, cause: Cause | None) -> HttpResponse:
    context = {"form": form, "cause": cause, "place": "causes"}
    status = 422 if request.method == "POST" else 200
    return render(request, "causes/form.html", context, status=status)


@in_mission("causes.solicit")
@require_POST
def champions(request: Request, mission: Mission, slug: str, pk: int) -> HttpResponse:
    """Asks somebody of the mission to carry the cause."""
    found = access.cause_in(mission, pk)
    form = ChampionForm(request.POST)
    if not form.is_valid():
        too_long = "words" in form.errors
        wrong = (
            _("Your word is too long: nobody was asked.") if too_long else _("Choose whom to ask.")
        )
        messages.error(request, wrong)
        return see_other(found)
    person = access.somebody_of(mission, form.cleaned_data["person"])
    try:
        seat = operations.solicit_champion(
            cause=found,
            person=person,
            words=form.cleaned_data["words"],
            by=request.user,
            at=timezone.now(),
        )
        if person.email:
            told = _("%(name)s is asked by letter. The answer will be shown here.")
            tasks.send_request.enqueue(seat.pk, request.build_absolute_uri("/"))
        else:
            told = _("%(name)s is asked, and has no address: say it to them.")
        messages.success(request, told % {"name": person.public_name})
    except operations.AlreadyChampion:
        messages.info(request, _("This person was asked already."))
    return see_other(found)


Answer = Callable[..., Champion]


def _answer(
    request: Request, mission: Mission, pk: int, champion: int, *, act: Answer, told: Promise
) -> HttpResponse:
    found = access.cause_in(mission, pk)
    seat = access.seat_of(found, request.user, champion)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _asked(request, found, seat, form)
    waited = seat.waits
    try:
        act(champion=seat, words=form.cleaned_data["words"], by=request.user, at=timezone.now())
        messages.success(request, str(told))
        if waited:
            tasks.send_reply.enqueue(seat.pk, request.build_absolute_uri("/"))
    except operations.NotAsked:
        messages.info(request, _("This was answered already."))
    return see_other(found)


@in_mission("causes.answer")
def request_page(
    request: Request, mission: Mission, slug: str, pk: int, champion: int
) -> HttpResponse:
    """Where the letter leads: what is asked, by whom; two buttons answer, opening it does not."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    found = access.cause_in(mission, pk)
    return _asked(request, found, access.seat_of(found, request.user, champion), AnswerForm())


def _asked(request: HttpRequest, cause: Cause, seat: Champion, form: AnswerForm) -> HttpResponse:
    context = {"cause": cause, "own": seat, "answer": form, "place": "causes"}
    return render(request, "causes/asked.html", context, status=422 if form.errors else 200)


@in_mission("causes.answer")
@require_POST
def acceptance(
    request: Request, mission: Mission, slug: str, pk: int, champion: int
) -> HttpResponse:
    told = gettext_lazy("You carry this cause. Thank you.")
    return _answer(request, mission, pk, champion, act=operations.accept_role, told=told)


@in_mission("causes.answer")
@require_POST
def refusal(request: Request, mission: Mission, slug: str, pk: int, champion: int) -> HttpResponse:
    told = gettext_lazy("Thank you for saying so. Somebody else can carry it.")
    return _answer(request, mission, pk, champion, act=operations.decline_role, told=told)


@in_mission("causes.answer")
@require_POST
def departure(
    request: Request, mission: Mission, slug: str, pk: int, champion: int
) -> HttpResponse:
    found = access.cause_in(mission, pk)
    seat = access.seat_of(found, request.user, champion)
    try:
        operations.step_down(champion=seat, by=request.user, at=timezone.now())
    except operations.NotAsked:
        messages.info(request, _("This was answered already."))
    else:
        messages.success(request, _("You no longer carry this cause. Thank you for what you did."))
    return see_other(found)


def see_other(cause: Cause) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": cause.get_absolute_url()})
