"""What the review reads of feelings and of the mood: nothing before it is revealed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from maven.people.models import Person
from maven.sprints.models import Feedback, FeedbackGroup, Mood, MoodCall, Review, Sprint
from maven.sprints.models.feedback import SHOWN_FROM


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """Feelings read together: a group, or those that stand alone (`group` is None)."""

    group: FeedbackGroup | None
    notes: list[Feedback]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """The feelings of a sprint as they may be seen now: until they are revealed, their number."""

    count: int
    people: int | None  # who wrote them, where they were counted
    revealed: bool
    grouped: bool
    likes: list[Pile]
    dislikes: list[Pile]

    @property
    def shown(self) -> bool:
        return self.revealed and self.enough

    @property
    def enough(self) -> bool:
        return are_enough(self.count, self.people)

    @property
    def groups(self) -> list[FeedbackGroup]:
        return [pile.group for pile in (*self.likes, *self.dislikes) if pile.group is not None]

    @property
    def number_of_likes(self) -> int:
        return sum(len(pile.notes) for pile in self.likes)

    @property
    def number_of_dislikes(self) -> int:
        return sum(len(pile.notes) for pile in self.dislikes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """The moods of a sprint, from stormy to sunny: (word, how many), once they are revealed."""

    count: int
    revealed: bool
    values: list[tuple[int, str, int]]

    @property
    def shown(self) -> bool:
        return self.revealed and self.count >= SHOWN_FROM

    @property
    def enough(self) -> bool:
        return self.count >= SHOWN_FROM


def are_enough(count: int, people: int | None) -> bool:
    """Fewer than three would tell whose they are: so would three, two of which one knows."""
    return count >= SHOWN_FROM and (people is None or people >= SHOWN_FROM)


def review_now(sprint: Sprint) -> Review | None:
    return Review.objects.filter(sprint=sprint).first()


def count_of(sprint: Sprint, review: Review | None) -> Notes:
    """How many there are, in one query, and none of their words."""
    return Notes(
        count=Feedback.objects.of(sprint).count(),
        people=review.people if review else None,
        revealed=sprint.closed_at is not None or bool(review and review.feelings_revealed_at),
        grouped=bool(review and review.grouped_at),
        likes=[],
        dislikes=[],
    )


def notes_of(sprint: Sprint, review: Review | None) -> Notes:
    """Three queries; no word is read from the store before it may be shown."""
    count = Feedback.objects.of(sprint).count()
    closed = sprint.closed_at is not None
    revealed = closed or bool(review and review.feelings_revealed_at)
    notes: list[Feedback] = []
    groups: list[FeedbackGroup] = []
    people = review.people if review else None
    if revealed and are_enough(count, people):
        notes = sorted(Feedback.objects.of(sprint), key=lambda one: one.words.casefold())
        groups = list(FeedbackGroup.objects.of(sprint).in_order())
    return Notes(
        count=count,
        people=people,
        revealed=revealed,
        grouped=bool(review and review.grouped_at),
        likes=_piles(Feedback.Kind.LIKE, notes, groups),
        dislikes=_piles(Feedback.Kind.DISLIKE, notes, groups),
    )


def _piles(kind: str, notes: Iterable[Feedback], groups: Iterable[FeedbackGroup]) -> list[Pile]:
    """The largest group first; those that stand alone at the end."""
    mine = [one for one in notes if one.kind == kind]
    piles = [
        Pile(group=group, notes=[one for one in mine if one.group_id == group.pk])
        for group in groups
        if group.kind == kind
    ]
    piles = sorted((pile for pile in piles if pile.notes), key=lambda pile: -len(pile.notes))
    alone = [one for one in mine if one.group_id is None]
    return [*piles, Pile(group=None, notes=alone)] if alone else piles


def weather_of(sprint: Sprint, review: Review | None) -> Weather:
    closed = sprint.closed_at is not None
    revealed = closed or bool(review and review.moods_revealed_at)
    count = Mood.objects.of(sprint).count()
    given: Counter[int] = Counter()
    if revealed and count >= SHOWN_FROM:
        given = Counter(Mood.objects.of(sprint).values_list("value", flat=True))
    values = [(int(one), str(one.label), given[int(one)]) for one in reversed(Mood.Value)]
    return Weather(count=count, revealed=revealed, values=values if given else [])


def has_said_mood(sprint: Sprint, person: Person | None) -> bool:
    return person is not None and MoodCall.objects.of(sprint).filter(person=person).exists()
