"""Feelings and moods: written by each on a phone, revealed and read together by the room."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission
from maven.missions.drawn import held
from maven.missions.models import Mission
from maven.people.http import Request
from maven.sprints import operations
from maven.sprints.feelings import notes_of, review_now
from maven.sprints.forms import FeelingForm
from maven.sprints.models import Feedback, FeedbackGroup, Review, Sprint
from maven.sprints.operations.feelings import voice_of
from maven.sprints.review_forms import GroupForm, MoodForm, MoveForm
from maven.sprints.tasks import group_feelings
from maven.sprints.views.finding import known_sprint
from maven.sprints.views.review import not_running, show, to_step, too_late

FEELINGS, NEXT = Review.Step.FEELINGS, Review.Step.NEXT


@require_POST
@in_mission("sprints.share_feeling")
def feel(request: Request, mission: Mission, number: int) -> HttpResponse:
    """Keeps no receipt: it would say, for two days, who sent which words."""
    sprint, form = known_sprint(mission, number), FeelingForm(request.POST)
    key = request.POST.get("submission_key", "")
    if not form.is_valid() or not 16 <= len(key) <= 64:
        return show(request, sprint, FEELINGS, status=422, feeling_form=form)
    words = form.cleaned_data["words"]
    verb = (
        operations.like if form.cleaned_data["kind"] == Feedback.Kind.LIKE else operations.dislike
    )
    try:
        verb(
            sprint=sprint,
            words=words,
            key=key,
            voice=voice_of(sprint, request.user),
            at=timezone.now(),
        )
    except operations.SprintNotRunning:
        return too_late(request, sprint, words)
    except operations.FeelingsRevealed:
        return too_late(request, sprint, words, revealed=True)
    messages.success(request, _("Noted. Nobody can tell that it comes from you."))
    return to_step(sprint, FEELINGS)


feel.keeps_its_own_receipts = True  # type: ignore[attr-defined]


@require_POST
@in_mission("sprints.lead_review")
def reveal(request: Request, mission: Mission, number: int) -> HttpResponse:
    sprint = known_sprint(mission, number)
    try:
        operations.reveal_feelings(sprint=sprint, by=request.user, at=timezone.now())
    except operations.SprintNotRunning:
        return not_running(request, sprint, FEELINGS)
    except operations.TooFewToReveal:
        return too_few(request, sprint, FEELINGS)
    group_feelings.enqueue(sprint.pk)
    return to_step(sprint, FEELINGS)


@require_POST
@in_mission("sprints.lead_review")
def move(request: Request, mission: Mission, number: int) -> HttpResponse:
    """What is ticked goes to another group; a note dragged there is the only one ticked."""
    sprint = known_sprint(mission, number)
    told = notes_of(sprint, review_now(sprint))
    pks = [note.pk for pile in (*told.likes, *told.dislikes) for note in pile.notes]
    form = MoveForm(request.POST, groups=told.groups, pks=pks)
    if not form.is_valid():
        return show(request, sprint, FEELINGS, status=422, move_form=form)
    try:
        moved = operations.move_feelings(
            sprint=sprint,
            pks=form.cleaned_data["notes"],
            by=request.user,
            at=timezone.now(),
            **form.target,
        )
    except (operations.SprintNotRunning, operations.NotRevealed):
        return not_running(request, sprint, FEELINGS)
    if not moved:
        messages.info(
            request, _("Nothing moved: what is liked is not grouped with what is disliked.")
        )
    return to_step(sprint, FEELINGS, anchor="#mur")


@require_POST
@in_mission("sprints.lead_review")
def name_group(request: Request, mission: Mission, number: int, pk: int) -> HttpResponse:
    sprint = known_sprint(mission, number)
    group = FeedbackGroup.objects.of(sprint).filter(pk=pk).first()
    if group is None:
        raise Http404
    form = GroupForm(request.POST, instance=held(request, group), auto_id=f"group-{pk}-%s")
    if not form.is_valid():
        return show(request, sprint, FEELINGS, status=422, wrong_group=form)
    try:
        operations.name_group(
            group=group, name=form.cleaned_data["name"], by=request.user, at=timezone.now()
        )
    except operations.SprintNotRunning:
        return not_running(request, sprint, FEELINGS)
    return to_step(sprint, FEELINGS, anchor="#mur")


@require_POST
@in_mission("sprints.share_mood")
def say_mood(request: Request, mission: Mission, number: int) -> HttpResponse:
    """Keeps no receipt either: it would say who said which mood."""
    sprint, form = known_sprint(mission, number), MoodForm(request.POST)
    if not form.is_valid():
        return show(request, sprint, NEXT, status=422, mood_form=form)
    try:
        operations.share_mood(
            sprint=sprint, value=form.cleaned_data["value"], by=request.user, at=timezone.now()
        )
    except operations.SprintNotRunning:
        return too_late(request, sprint, "")
    except operations.MoodsRevealed:
        return too_late(request, sprint, "", revealed=True)
    except operations.MoodSaid:
        messages.info(
            request, _("You have said your mood already: nobody can tell which, so it stays.")
        )
        return to_step(sprint, NEXT)
    messages.success(request, _("Noted. Nobody can tell that it comes from you."))
    return to_step(sprint, NEXT)


say_mood.keeps_its_own_receipts = True  # type: ignore[attr-defined]


@require_POST
@in_mission("sprints.lead_review")
def reveal_moods(request: Request, mission: Mission, number: int) -> HttpResponse:
    sprint = known_sprint(mission, number)
    try:
        operations.reveal_moods(sprint=sprint, by=request.user, at=timezone.now())
    except operations.SprintNotRunning:
        return not_running(request, sprint, NEXT)
    except operations.TooFewToReveal:
        return too_few(request, sprint, NEXT)
    return to_step(sprint, NEXT)


def too_few(request: HttpRequest, sprint: Sprint, step: str) -> HttpResponse:
    messages.error(request, _("Fewer than three people: showing it would tell whose it is."))
    return show(request, sprint, step, status=409)
