"""Feelings without a name: written unseen, revealed to all at once, then read together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.crypto import salted_hmac

from maven.journal.operations import record
from maven.people.models import Person
from maven.sprints.feelings import are_enough
from maven.sprints.models import Feedback, FeedbackGroup, Review, Sprint
from maven.sprints.operations.nameless import keep_in_no_order, midnight
from maven.sprints.operations.states import in_state


class FeelingsRevealed(Exception):
    """Nothing is added once the feelings are revealed: what comes alone would tell whose it is."""


class TooFewToReveal(Exception):
    """Fewer than three would tell whose they are: nothing is shown."""


class NotRevealed(Exception):
    """Feelings are grouped once they are revealed: nobody reads them before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Feelings proposed to be read together, and what to call them."""

    name: str
    pks: Sequence[int]


@transaction.atomic
def like(
    *, sprint: Sprint, words: str, key: str, voice: str = "", by: None = None, at: datetime
) -> Feedback:
    """A liking, from nobody: no person can be given, and the hour is not kept."""
    return _feel(Feedback.Kind.LIKE, sprint, words, key, voice, at)


@transaction.atomic
def dislike(
    *, sprint: Sprint, words: str, key: str, voice: str = "", by: None = None, at: datetime
) -> Feedback:
    """A disliking, from nobody: no person can be given, and the hour is not kept."""
    return _feel(Feedback.Kind.DISLIKE, sprint, words, key, voice, at)


def voice_of(sprint: Sprint, person: Person) -> str:
    """Somebody, sealed with our secret: three notes of one person are one voice, and whoever holds
    a copy of the store reads no name."""
    return salted_hmac("maven.sprints.voices", f"{sprint.pk}:{person.pk}").hexdigest()


@transaction.atomic
def reveal_feelings(*, sprint: Sprint, by: Person, at: datetime) -> Review:
    """The room reads what it wrote; from here on nothing is added. Revealing again changes nothing."""
    sprint = in_state(sprint, "adopted")
    review = review_of(sprint)
    if review.feelings_revealed_at is None:
        given = Feedback.objects.of(sprint).count()
        if not are_enough(given, review.people):
            raise TooFewToReveal
        count_voices(review)
        review.feelings_revealed_at, review.feelings_revealed_by = at, by
        review.save(update_fields=["feelings_revealed_at", "feelings_revealed_by"])
        record(
            "feelings.revealed", sprint, chain=sprint.mission.chain, by=by, at=at, feelings=given
        )
    return review


@transaction.atomic
def propose_groups(
    *, sprint: Sprint, groups: Sequence[Together], by: None = None, at: datetime
) -> bool:
    """What the computation found close, laid once; what people grouped already stays as it is."""
    sprint = Sprint.objects.select_for_update(of=("self",)).get(pk=sprint.pk)
    review = review_of(sprint)
    if not is_revealed(sprint, review):
        raise NotRevealed
    if review.grouped_at is not None:
        return False
    review.grouped_at = at
    review.save(update_fields=["grouped_at"])
    for one in groups:
        _lay(sprint, one)
    record("feelings.grouped", sprint, chain=sprint.mission.chain, by=by, at=at, groups=len(groups))
    return True


@transaction.atomic
def move_feelings(
    *,
    sprint: Sprint,
    pks: Sequence[int],
    group: FeedbackGroup | None,
    name: str = "",
    by: Person,
    at: datetime,
) -> int:
    """Feelings go into a group, into a new one (`name`), or out of all groups; how many moved.

    Only those of the group's kind: what is liked is not read with what is not.
    """
    sprint = _open_to_hands(sprint)
    notes = Feedback.objects.of(sprint).filter(pk__in=pks)
    moved = 0
    if name:
        for kind in sorted(set(notes.values_list("kind", flat=True))):
            made = _new_group(sprint, kind, name)
            moved += notes.filter(kind=kind).update(group=made)
    elif group is not None:
        moved = notes.filter(kind=group.kind).exclude(group=group).update(group=group)
    else:
        moved = notes.exclude(group=None).update(group=None)
    if moved:
        _drop_the_empty(sprint)
        record("feelings.moved", sprint, chain=sprint.mission.chain, by=by, at=at, moved=moved)
    return moved


@transaction.atomic
def name_group(*, group: FeedbackGroup, name: str, by: Person, at: datetime) -> FeedbackGroup:
    """A group gets the name that the room gives it."""
    sprint = _open_to_hands(group.sprint)
    group = FeedbackGroup.objects.select_for_update().get(pk=group.pk)
    if group.name != name:
        group.name = name
        group.save(update_fields=["name"])
        record("feelings.named", group, chain=sprint.mission.chain, by=by, at=at, name=name)
    return group


def is_revealed(sprint: Sprint, review: Review | None) -> bool:
    """Closing reveals too: what was told to nobody would be lost."""
    return sprint.closed_at is not None or bool(review and review.feelings_revealed_at)


def review_of(sprint: Sprint) -> Review:
    """Where the review is; the sprint is held by whoever asks."""
    return Review.objects.get_or_create(sprint=sprint)[0]


def count_voices(review: Review) -> None:
    """Nothing more is written: how many people wrote is kept, and their seals go."""
    if review.voices:
        review.writers, review.voices = len(review.voices), []
        review.save(update_fields=["writers", "voices"])


def _open_to_hands(sprint: Sprint) -> Sprint:
    sprint = in_state(sprint, "adopted")
    if not is_revealed(sprint, review_of(sprint)):
        raise NotRevealed
    return sprint


def _lay(sprint: Sprint, one: Together) -> None:
    free = Feedback.objects.of(sprint).filter(pk__in=one.pks, group=None)
    kind = free.values_list("kind", flat=True).first()
    if kind is not None:
        free.filter(kind=kind).update(group=_new_group(sprint, kind, one.name))


def _new_group(sprint: Sprint, kind: str, name: str) -> FeedbackGroup:
    last = FeedbackGroup.objects.of(sprint).aggregate(last=Max("rank"))["last"] or 0
    return FeedbackGroup.objects.create(sprint=sprint, kind=kind, name=name[:80], rank=last + 1)


def _drop_the_empty(sprint: Sprint) -> None:
    FeedbackGroup.objects.of(sprint).filter(feedback=None).delete()


def _feel(
    kind: Feedback.Kind, sprint: Sprint, words: str, key: str, voice: str, at: datetime
) -> Feedback:
    """The fact says that somebody felt something, and no more: its place in the chain, beside facts
    that have an author and an hour, would tell the rest."""
    sprint, day = in_state(sprint, "adopted"), at.astimezone(UTC).date()
    known = Feedback.objects.of(sprint).filter(key=key).first()
    if known is not None:
        return known
    review = review_of(sprint)
    if review.feelings_revealed_at is not None:
        raise FeelingsRevealed
    if voice and voice not in review.voices:
        review.voices = sorted([*review.voices, voice])
        review.save(update_fields=["voices"])
    new = Feedback(sprint=sprint, key=key, kind=kind, words=words, given_on=day)
    keep_in_no_order(Feedback.objects.of(sprint), new)
    record("feedback.given", sprint, chain=sprint.mission.chain, by=None, at=midnight(day))
    return Feedback.objects.get(sprint=sprint, key=key)
