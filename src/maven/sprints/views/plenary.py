"""The plenary: the draft on the table, changed by the team, adopted by the group."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from maven.missions.access import in_mission, may, refused
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.people.http import Request, see_other
from maven.sprints import operations
from maven.sprints.models import Activity, BacklogItem, Sprint
from maven.sprints.operations import Proposal
from maven.sprints.plenary_forms import PlenaryForm
from maven.sprints.queries import running_of
from maven.sprints.table import table_of
from maven.sprints.views.finding import known_sprint
from maven.sprints.wall import offered_of, thing_named, wall_of
from maven.toolbox.queries import kinds_by_slug
from maven.ui.days import day


@in_mission("sprints.see_plenary", post="sprints.draft_plan")
def plenary(request: Request, mission: Mission, number: int) -> HttpResponse:
    sprint = known_sprint(mission, number)
    if sprint.state != "drafted":
        return see_other("sprints:sprint", mission.slug, number)
    held(request, mission)  # the verbs take it before the sprint too
    form = form_of(request, sprint)
    if request.method != "POST":
        return show(request, sprint, form)
    if not form.is_valid():
        return show(request, sprint, anew(form, sprint), status=422)
    return decide(request, sprint, form)


def anew(form: PlenaryForm, sprint: Sprint) -> PlenaryForm:
    """Where another draft lies on the table, its rows, with what was sent told beside them."""
    if form.meanwhile is None:
        return form
    fresh = PlenaryForm(sprint=sprint, activities=form.activities, kinds=form.kinds)
    fresh.meanwhile = form.meanwhile
    return fresh


def form_of(request: HttpRequest, sprint: Sprint) -> PlenaryForm:
    return PlenaryForm(
        request.POST if request.method == "POST" else None,
        row=sprint,
        sprint=sprint,
        activities=list(Activity.objects.of(sprint).by_rank().select_related("item")),
        kinds=kinds_by_slug(sprint.mission),
    )


def decide(request: Request, sprint: Sprint, form: PlenaryForm) -> HttpResponse:
    """What stands in the form becomes the draft; with « Adopt », also the sprint."""
    if request.POST.get("act") == "adopt" and not may(
        request, "sprints.adopt_plan", sprint.mission
    ):
        return refused(request, sprint.mission)
    now = timezone.now()
    try:
        lay(request, sprint, form)
    except operations.SprintNotRunning:
        return adopted_meanwhile(request, sprint)
    except operations.DatesTaken as taken:
        words = _("Sprint %(number)d already runs on some of these days, up to %(day)s.")
        end = day(taken.other.ends_on)
        form.add_error("starts_on", words % {"number": taken.other.number, "day": end})
        return show(request, sprint, form, status=422)
    if request.POST.get("act") != "adopt":
        return see_other("sprints:plenary", sprint.mission.slug, sprint.number)
    try:
        operations.adopt_sprint(sprint=sprint, by=request.user, at=now)
    except operations.SprintNotRunning:
        return adopted_meanwhile(request, sprint)
    except operations.SprintStillOpen:
        form.add_error(None, _("The sprint under way must be closed by its review first."))
        return show(request, sprint, form, status=422)
    except operations.NothingDrafted:
        form.add_error(None, _("Keep at least one activity before adopting."))
        return show(request, sprint, form, status=422)
    messages.success(request, _("Adopted. The sprint begins."))
    return see_other("sprints:sprint", sprint.mission.slug, sprint.number)


def lay(request: Request, sprint: Sprint, form: PlenaryForm) -> None:
    """What the form says comes on the table, where it is something else than what lies there."""
    now, said = timezone.now(), form.cleaned_data
    proposals = [*form.proposals(), *more_of(sprint, request.POST.get("more", ""))]
    operations.set_calendar(
        sprint=sprint,
        starts_on=said["starts_on"],
        ends_on=said["ends_on"],
        closed_days=said["closed_days"],
        by=request.user,
        at=now,
    )
    capacity = said["capacity_days"]
    if request.POST.get("act") == "offered":
        capacity = offered_of(sprint).days or capacity
    if changed(sprint, form, proposals, capacity):
        operations.redraft(
            sprint=sprint,
            proposals=proposals,
            capacity_days=capacity,
            by=request.user,
            at=now,
        )


def more_of(sprint: Sprint, key: str) -> list[Proposal]:
    """What one button brings from beside the table: a kind, or an item of the reserve."""
    thing = thing_named(sprint, key)
    item = thing if isinstance(thing, BacklogItem) else None
    kind = thing.kind_of_activity if isinstance(thing, BacklogItem) else thing
    if kind is None:
        return []
    title = item.title if item else kind.name
    why = item.reason if item else ""
    return [Proposal(kind=kind, title=title, days=kind.effort_likely, reason=why, item=item)]


def adopted_meanwhile(request: Request, sprint: Sprint) -> HttpResponse:
    """Two of the team at once: the first one's table is the sprint."""
    messages.error(request, _("This sprint was adopted meanwhile: nothing was changed."))
    return see_other("sprints:sprint", sprint.mission.slug, sprint.number)


def changed(sprint: Sprint, form: PlenaryForm, proposals: list[Proposal], capacity: float) -> bool:
    """Whether the form says something else than the draft: adopting it as it is redrafts nothing."""
    stands = [(one.kind_id, one.title, one.days_planned) for one in form.activities]
    wanted = [(one.kind.pk, one.title, one.days) for one in proposals]
    return stands != wanted or sprint.capacity_days != capacity


def show(
    request: HttpRequest, sprint: Sprint, form: PlenaryForm, *, status: int = 200
) -> HttpResponse:
    table = table_of(sprint, form.activities)
    wall = wall_of(sprint, activities=form.activities)
    context = {
        "place": "sprints",
        "sprint": sprint,
        "form": form,
        "table": table,
        "rows": [(*row, one) for row, one in zip(table.rows, wall.laid, strict=True)],
        "wall": wall,
        "running": running_of(sprint.mission),
        "may_draft": may(request, "sprints.draft_plan", sprint.mission),
    }
    return render(request, "sprints/plenary.html", context, status=status)
