"""The review: feelings without a name, tensions, the agenda, the closing."""

from datetime import UTC, date, datetime, time
from hashlib import sha256

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.sprints.models import Feedback, Sprint, Tension
from maven.sprints.operations.states import in_state


@transaction.atomic
def like(*, sprint: Sprint, words: str, key: str, by: None = None, at: datetime) -> Feedback:
    """A liking, from nobody: no person can be given, and the hour is not kept."""
    return _feel(Feedback.Kind.LIKE, sprint, words, key, at)


@transaction.atomic
def dislike(*, sprint: Sprint, words: str, key: str, by: None = None, at: datetime) -> Feedback:
    """A disliking, from nobody: no person can be given, and the hour is not kept."""
    return _feel(Feedback.Kind.DISLIKE, sprint, words, key, at)


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


def _feel(kind: Feedback.Kind, sprint: Sprint, words: str, key: str, at: datetime) -> Feedback:
    """The fact says that somebody felt something, and no more: its place in the chain, beside facts
    that have an author and an hour, would tell the rest."""
    sprint, day = in_state(sprint, "adopted"), at.astimezone(UTC).date()
    known = Feedback.objects.of(sprint).filter(key=key).first()
    if known is not None:
        return known
    _keep_in_no_order(Feedback(sprint=sprint, key=key, kind=kind, words=words, given_on=day))
    record("feedback.given", sprint, chain=sprint.mission.chain, by=None, at=_midnight(day))
    return Feedback.objects.get(sprint=sprint, key=key)


def _keep_in_no_order(new: Feedback) -> None:
    """All feelings of the sprint are written again, in the order of keys drawn by chance: neither
    their numbers nor their places in the file tell who wrote before whom."""
    there = Feedback.objects.of(new.sprint)
    kept = sorted([*there, new], key=lambda one: sha256(one.key.encode()).digest())
    there.delete()
    for one in kept:
        one.pk = None
    Feedback.objects.bulk_create(kept)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
