"""Accounts that look like one person: told with the reasons, counted without, set aside, put back.

Nothing is decided by the computation, and no page tells who they are or what they answered.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.compass import suspicion
from maven.compass.forms import ReasonForm
from maven.compass.models import Reading
from maven.compass.queries import statements_by_number
from maven.compass.tasks import compare_accounts
from maven.missions.access import in_mission
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.people.limits import HOUR, limited, person
from maven.voices import access as voices
from maven.voices import operations
from maven.voices.models import SettingAside
from maven.voices.operations.accounts import FEWEST


@in_mission("compass.judge_accounts")
def accounts(request: HttpRequest, mission: Mission) -> HttpResponse:
    """The groups found in each consultation, the most telling first."""
    looks = suspicion.looks_of(mission)
    context = {
        "place": "consultations",
        "looks": looks,
        "tab": "accounts",
        "computing": _computing(request, looks),
    }
    return render(request, "compass/accounts.html", context)


def _computing(request: HttpRequest, looks: list[suspicion.Look]) -> int | None:
    """The consultation that is looked at since the last form, until its reading is there."""
    asked, last = request.GET.get("calcul", ""), request.GET.get("depuis", "")
    for look in looks:
        if str(look.consultation.pk) == asked:
            now = str(look.reading.pk) if look.reading else "0"
            return look.consultation.pk if now == last else None
    return None


@in_mission("compass.judge_accounts")
@limited("accounts", most=20, per=HOUR, by=person)
@require_POST
def comparison(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """Has the accounts of a consultation compared, by a job."""
    call = voices.consultation_in(mission, pk)
    last = Reading.objects.accounts_of(call)
    compare_accounts.enqueue(call.pk, request.user.pk)
    since = f"?calcul={call.pk}&depuis={last.pk if last else 0}"
    return see_other("compass:accounts", mission.slug, anchor=since)


@in_mission("compass.judge_accounts")
def recount(request: Request, mission: Mission, pk: int, number: int) -> HttpResponse:
    """The results with a group and without it; the form sets the group aside, with a reason."""
    reading = Reading.objects.of(mission).filter(pk=pk, kind=Reading.Kind.ACCOUNTS).first()
    without = suspicion.recount_of(reading, number) if reading else None
    if reading is None or reading.consultation is None or without is None:
        raise Http404
    call = reading.consultation
    call.mission = mission
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _set_aside(request, mission, reading, number, form.cleaned_data["reason"])
    counted = len(suspicion.members_of(reading)[number])
    context: dict[str, Any] = {
        "place": "consultations",
        "reading": reading,
        "consultation": call,
        "number": number,
        "size": len(reading.result["places"]) if number == 0 else _group(reading, number)["size"],
        "counted": counted,
        "may_go": counted >= FEWEST,
        "lines": suspicion.lines_of(reading, without),
        "moved": suspicion.moved_ideas(
            without, statements_by_number(call, [one[0] for one in without["moved"]])
        ),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "compass/recount.html", context, status=status)


def _group(reading: Reading, number: int) -> dict[str, Any]:
    return reading.result["groups"][number - 1]  # type: ignore[no-any-return]


def _set_aside(
    request: Request, mission: Mission, reading: Reading, number: int, reason: str
) -> HttpResponse:
    call = reading.consultation
    try:
        if call is not None:
            operations.set_accounts_aside(
                consultation=call,
                voices=suspicion.members_of(reading)[number],
                reason=reason,
                by=request.user,
                at=timezone.now(),
            )
        messages.success(
            request,
            _("These accounts are set aside. Their answers are kept; you can put them back."),
        )
    except operations.TooFewAccounts:
        messages.info(
            request, _("Fewer than eight of these accounts still count: nothing is done.")
        )
    return see_other("compass:accounts", mission.slug)


@in_mission("compass.judge_accounts")
@require_POST
def return_of_accounts(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """What was set aside counts again."""
    rows = SettingAside.objects.of(mission).select_related("consultation")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in a word why they count again."))
        return see_other("compass:accounts", mission.slug)
    try:
        operations.put_accounts_back(
            setting_aside=found,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("These accounts count again."))
    except operations.PutBackAlready:
        messages.info(request, _("These accounts count again already."))
    return see_other("compass:accounts", mission.slug)
