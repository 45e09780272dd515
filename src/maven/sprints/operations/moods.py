"""The mood at the end of a sprint: one word of five from each, without a name, revealed at once."""

from datetime import UTC, datetime

from django.db import transaction

from maven.journal.operations import record
from maven.people.models import Person
from maven.sprints.models import Mood, MoodCall, Review, Sprint
from maven.sprints.models.feedback import SHOWN_FROM
from maven.sprints.operations.feelings import TooFewToReveal, review_of
from maven.sprints.operations.nameless import keep_in_no_order, midnight
from maven.sprints.operations.states import in_state


class MoodSaid(Exception):
    """Each says one mood, and nobody can tell which it was: not even to change it."""


class MoodsRevealed(Exception):
    """No mood is added once they are revealed: what comes alone would tell whose it is."""


@transaction.atomic
def share_mood(*, sprint: Sprint, value: int, by: Person, at: datetime) -> None:
    """The roll says that somebody spoke, the box holds one word more: nothing links the two.

    The fact has no author and no hour, and says no word.
    """
    sprint = in_state(sprint, "adopted")
    if Review.objects.filter(sprint=sprint, moods_revealed_at__isnull=False).exists():
        raise MoodsRevealed
    if not MoodCall.objects.get_or_create(sprint=sprint, person=by)[1]:
        raise MoodSaid
    keep_in_no_order(Mood.objects.of(sprint), Mood(sprint=sprint, value=value))
    day = at.astimezone(UTC).date()
    record("mood.shared", sprint, chain=sprint.mission.chain, by=None, at=midnight(day))


@transaction.atomic
def reveal_moods(*, sprint: Sprint, by: Person, at: datetime) -> Review:
    """The room sees how it is; from here on no mood is added. Revealing again changes nothing."""
    sprint = in_state(sprint, "adopted")
    review = review_of(sprint)
    if review.moods_revealed_at is None:
        said = Mood.objects.of(sprint).count()
        if said < SHOWN_FROM:
            raise TooFewToReveal
        review.moods_revealed_at, review.moods_revealed_by = at, by
        review.save(update_fields=["moods_revealed_at", "moods_revealed_by"])
        record("moods.revealed", sprint, chain=sprint.mission.chain, by=by, at=at, moods=said)
    return review
