"""The page that presents a mission to whoever may come in, and the requests to come in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions import tasks
from maven.missions.access import in_mission, person_of
from maven.missions.forms import AnswerForm, AskForm
from maven.missions.models import JoinRequest, Mission
from maven.missions.models.join_request import ANSWER_HOLDS
from maven.missions.operations import requests as operations
from maven.people.http import Request
from maven.people.limits import DAY, limited, person
from maven.people.models import Person


@in_mission("missions.see_door", post="missions.ask")
@limited("join-request", most=10, per=DAY, by=person)
def door(request: HttpRequest, mission: Mission) -> HttpResponse:
    """What the mission is about; coming in, or asking to."""
    who, now = person_of(request), timezone.now()
    asked = JoinRequest.objects.of(mission).by(who) if who else JoinRequest.objects.none()
    waiting = asked.waiting().first()
    declined = asked.declined_since(now - ANSWER_HOLDS).latest_first().first()
    form = AskForm(request.POST or None, initial={"words": waiting.words if waiting else ""})
    if request.method == "POST" and who and form.is_valid():
        return _ask(request, mission, form.cleaned_data["words"], by=who)
    return render(
        request,
        "missions/door.html",
        {
            "mission": None,  # the bar of the mission leads to pages that are not open yet
            "to": mission,
            "part": request.membership,  # type: ignore[attr-defined]
            "form": form,
            "waiting": waiting,
            "declined": declined,
        },
        status=422 if form.errors else 200,
    )


@require_POST
@in_mission("missions.ask")
def withdrawal(request: Request, mission: Mission) -> HttpResponse:
    """One's own request is taken back."""
    waiting = JoinRequest.objects.of(mission).by(request.user).waiting().first()
    if waiting is not None:
        operations.withdraw_request(request=waiting, by=request.user, at=timezone.now())
        messages.success(request, _("Your request is taken back."))
    return _to_the_door(mission)


@in_mission("missions.answer_requests")
def requests(request: Request, mission: Mission) -> HttpResponse:
    """Who asks to join, and what was answered."""
    asked = JoinRequest.objects.of(mission)
    return render(
        request,
        "missions/requests.html",
        {
            "waiting": list(asked.waiting().oldest_first()),
            "settled": list(asked.settled().latest_first()[:50]),
            "form": AnswerForm(),
            "door": request.build_absolute_uri(reverse("missions:door", args=[mission.slug])),
        },
    )


@require_POST
@in_mission("missions.answer_requests")
def answer(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """Accepts or declines, with a word; the answer leaves by letter."""
    asked = get_object_or_404(JoinRequest.objects.of(mission).select_related("person"), pk=pk)
    form, now = AnswerForm(request.POST), timezone.now()
    back = HttpResponseRedirect(reverse("missions:requests", args=[mission.slug]), status=303)
    if not form.is_valid():
        messages.error(request, _("This answer was not understood: nothing was sent."))
        return back
    told = form.cleaned_data
    try:
        if told["outcome"] == "accepted":
            operations.accept_request(
                request=asked, role=told["role"], answer=told["answer"], by=request.user, at=now
            )
            done = _("%(name)s takes part from now on.")
        else:
            operations.decline_request(
                request=asked, answer=told["answer"], by=request.user, at=now
            )
            done = _("The request of %(name)s is declined.")
    except operations.RequestSettled:
        messages.info(request, _("This request was answered, or taken back, meanwhile."))
        return back
    tasks.send_answer.enqueue(asked.pk, request.build_absolute_uri("/"))
    messages.success(
        request, done % {"name": asked.person.public_name} + " " + _("A letter says so.")
    )
    return back


def _ask(request: HttpRequest, mission: Mission, words: str, *, by: Person) -> HttpResponse:
    first = not JoinRequest.objects.of(mission).waiting().exists()
    try:
        operations.ask_to_join(mission=mission, words=words, by=by, at=timezone.now())
    except (operations.AlreadyThere, operations.AnsweredLately):
        return _to_the_door(mission)  # the page says so
    if first:  # one letter until the team has answered all of them
        tasks.tell_of_requests.enqueue(mission.pk, request.build_absolute_uri("/"))
    messages.success(
        request, _("Your request is with the facilitation team: they answer by letter.")
    )
    return _to_the_door(mission)


def _to_the_door(mission: Mission) -> HttpResponse:
    return HttpResponseRedirect(reverse("missions:door", args=[mission.slug]), status=303)
