"""The review: feelings without a name, tensions, the agenda, the closing."""

from datetime import UTC, date, datetime, time

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.sprints.models import Feedback, Sprint, Tension
from maven.sprints.operations.states import in_state


@transaction.atomic
def like(*, sprint: Sprint, words: str, key: str, by: None = None, at: datetime) -> Feedback:
    """A liking, from nobody: no person can be given, and the hour is not kept."""
    feedback, made = _feel(Feedback.Kind.LIKE, sprint, words, key, at)
    if made:
        chain, day = feedback.sprint.mission.chain, _midnight(feedback.given_on)
        record("feedback.liked", feedback, chain=chain, by=by, at=day)
    return feedback


@transaction.atomic
def dislike(*, sprint: Sprint, words: str, key: str, by: None = None, at: datetime) -> Feedback:
    """A disliking, from nobody: no person can be given, and the hour is not kept."""
    feedback, made = _feel(Feedback.Kind.DISLIKE, sprint, words, key, at)
    if made:
        chain, day = feedback.sprint.mission.chain, _midnight(feedback.given_on)
        record("feedback.disliked", feedback, chain=chain, by=by, at=day)
    return feedback


@transaction.atomic
def raise_tension(
    *, sprint: Sprint, desired: str, observed: str, by: Person, at: datetime
) -> Tension:
    """Somebody says the gap between what we want and what we see."""
    sprint = in_state(sprint, "adopted")
    tension = Tension.objects.create(
        mission=sprint.mission,
        sprint=sprint,
        desired=desired,
        observed=observed,
        raised_at=at,
        raised_by=by,
    )
    record(
        "tension.raised",
        tension,
        chain=sprint.mission.chain,
        by=by,
        at=at,
        desired=desired,
        observed=observed,
    )
    return tension


@transaction.atomic
def resolve_tension(*, tension: Tension, by: Person, at: datetime) -> Tension:
    """The gap is closed, or no longer matters; saying it again changes nothing."""
    tension = Tension.objects.select_for_update().select_related("mission").get(pk=tension.pk)
    if tension.resolved_at is None:
        tension.resolved_at, tension.resolved_by = at, by
        tension.save(update_fields=["resolved_at", "resolved_by"])
        record("tension.resolved", tension, chain=tension.mission.chain, by=by, at=at)
    return tension


@transaction.atomic
def set_agenda(*, sprint: Sprint, agenda: str, by: Person, at: datetime) -> Sprint:
    """What the next cycle will talk about."""
    sprint = in_state(sprint, "adopted")
    if sprint.agenda != agenda:
        sprint.agenda = agenda
        sprint.save(update_fields=["agenda"])
        record("agenda.set", sprint, chain=sprint.mission.chain, by=by, at=at, number=sprint.number)
    return sprint


@transaction.atomic
def close_sprint(*, sprint: Sprint, by: Person, at: datetime) -> Sprint:
    """The review is held: the sprint keeps what it was, and its report can be compiled."""
    sprint = in_state(sprint, "adopted")
    sprint.closed_at, sprint.closed_by = at, by
    sprint.save(update_fields=["closed_at", "closed_by"])
    record("sprint.closed", sprint, chain=sprint.mission.chain, by=by, at=at, number=sprint.number)
    return sprint


def _feel(
    kind: Feedback.Kind, sprint: Sprint, words: str, key: str, at: datetime
) -> tuple[Feedback, bool]:
    sprint = in_state(sprint, "adopted")
    return Feedback.objects.get_or_create(
        sprint=sprint,
        key=key,
        defaults={"kind": kind, "words": words, "given_on": at.astimezone(UTC).date()},
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
