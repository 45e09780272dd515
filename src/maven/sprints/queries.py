"""What the pages read of the sprints, each in a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Prefetch, Q
from django.utils.timezone import localdate

from maven.method.coverage import Coverage, Needs, coverage
from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.feelings import notes_of, review_now
from maven.sprints.models import Activity, Availability, Deliverable, Session, Sprint, Tension
from maven.sprints.models.feedback import SHOWN_FROM as SHOWN_FROM
from maven.toolbox.weighing import NOTHING_LEARNED, Learned, weigh


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A sprint in the list, with what it planned and what it made."""

    sprint: Sprint
    planned: int
    done: int
    shipped: int
    days_planned: float
    days_spent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A sprint with everything its pages show."""

    sprint: Sprint
    activities: list[Activity]
    deliverables: list[Deliverable]
    tensions: list[Tension]

    @property
    def to_do(self) -> list[Activity]:
        return [one for one in self.activities if one.done_at is None]

    @property
    def done(self) -> list[Activity]:
        return [one for one in self.activities if one.done_at is not None]

    @property
    def days_planned(self) -> float:
        return round(sum(one.days_planned for one in self.activities), 2)

    @property
    def days_spent(self) -> float:
        return round(sum(one.days_spent or 0 for one in self.activities), 2)

    @property
    def unresolved(self) -> int:
        return sum(one.resolved_at is None for one in self.tensions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feelings:
    """What was liked and disliked, shown once revealed and from three on; `count` is always told."""

    count: int
    shown: bool
    likes: list[str]
    dislikes: list[str]


def sprints_of(mission: Mission) -> list[Listed]:
    """All the sprints of a mission, the latest first."""
    sprints = (
        Sprint.objects.of(mission)
        .latest_first()
        .prefetch_related("activities")
        .annotate(shipped=Count("deliverables", distinct=True))
    )
    return [_listed(sprint, list(sprint.activities.all())) for sprint in sprints]


def _listed(sprint: Sprint, activities: Sequence[Activity]) -> Listed:
    return Listed(
        sprint=sprint,
        planned=len(activities),
        done=sum(one.done_at is not None for one in activities),
        shipped=sprint.shipped,  # type: ignore[attr-defined]
        days_planned=sum(one.days_planned for one in activities),
        days_spent=sum(one.days_spent or 0 for one in activities),
    )


def sprint_of(mission: Mission, number: int) -> Sprint | None:
    found = Sprint.objects.of(mission).filter(number=number)
    return found.select_related("mission", "adopted_by", "closed_by").first()


def draft_of(mission: Mission) -> Sprint | None:
    return Sprint.objects.of(mission).drafted().select_related("mission").first()


def running_of(mission: Mission) -> Sprint | None:
    return Sprint.objects.of(mission).running().select_related("mission").first()


def board_of(sprint: Sprint) -> Board:
    """The activities, what was shipped, the tensions raised here and those still open before."""
    tensions = Tension.objects.seen_in(sprint)
    return Board(
        sprint=sprint,
        activities=list(
            Activity.objects.of(sprint)
            .by_rank()
            .select_related("kind", "done_by")
            .prefetch_related(Prefetch("sessions", Session.objects.kept_on().in_order()))
        ),
        deliverables=list(
            Deliverable.objects.of(sprint).newest_first().select_related("activity", "shipped_by")
        ),
        tensions=list(
            tensions.in_order().select_related("raised_by", "owner", "activity", "sprint")
        ),
    )


def activities_to_come(mission: Mission, chosen: Activity | None) -> list[Activity]:
    """Those not held yet, of the sprints that are not closed, and one chosen before."""
    waiting = Q(sprint__mission=mission, done_at=None, sprint__closed_at=None)
    found = Activity.objects.filter(waiting | Q(pk=chosen.pk if chosen else None))
    return list(found.select_related("kind").order_by("sprint__number", "rank", "pk"))


def feelings_of(sprint: Sprint) -> Feelings:
    """Sorted by their words, for the order of arrival would tell something of who wrote."""
    told = notes_of(sprint, review_now(sprint))
    return Feelings(
        count=told.count,
        shown=told.shown,
        likes=_sorted(note.words for pile in told.likes for note in pile.notes),
        dislikes=_sorted(note.words for pile in told.dislikes for note in pile.notes),
    )


def _sorted(words: Iterable[str]) -> list[str]:
    return sorted(words, key=str.casefold)


def next_dates(mission: Mission, on: date) -> tuple[date, date]:
    """When the next sprint would run: after the last one, or from today."""
    adopted = Sprint.objects.of(mission).exclude(adopted_at=None)
    first = max([on, *map(ended_on, adopted)])
    return first, first + timedelta(days=mission.sprint_days)


def ended_on(sprint: Sprint) -> date:
    """Its last day; closed early, it ended on that day."""
    closed = localdate(sprint.closed_at) if sprint.closed_at else sprint.ends_on
    return min(sprint.ends_on, closed)


def offer_of(sprint: Sprint, person: Person) -> float | None:
    """The days that this person said she gives."""
    said = Availability.objects.of(sprint).by_person(person).first()
    return said.days if said else None


def next_place(sprint: Sprint) -> int:
    """Where one more activity goes: the place of one that left the plan is nobody else's."""
    last: int = Activity.objects.of(sprint).aggregate(last=Max("rank"))["last"] or 0
    planned = [int(one["rank"]) for one in sprint.planned]
    return 1 + max(last, *planned, 0)


def overlapped_by(mission: Mission, starts_on: date, ends_on: date) -> Sprint | None:
    """An adopted sprint that runs on one of these days."""
    adopted = Sprint.objects.of(mission).exclude(adopted_at=None).latest_first()
    others = adopted.filter(starts_on__lt=ends_on, ends_on__gt=starts_on)
    return next((one for one in others if ended_on(one) > starts_on), None)


def needs_of(sprint: Sprint) -> Needs | None:
    """What the situation asked for when the sprint was drafted; None when nobody had looked."""
    asked = sprint.needs.get("asked") if isinstance(sprint.needs, dict) else None
    if not asked:
        return None
    return Needs(
        direction=float(asked["direction"]),
        measure=float(asked["measure"]),
        engage=float(asked["engage"]),
        connect=float(asked["connect"]),
    )


def learned_in(sprint: Sprint) -> Learned:
    """What was learnt of the kinds when the sprint was drafted: its figures do not move after."""
    found: Learned = sprint.needs.get("learned", {}) if isinstance(sprint.needs, dict) else {}
    return found


def covered_by(
    activities: Sequence[Activity], needs: Needs, learned: Learned = NOTHING_LEARNED
) -> Coverage:
    """How far these activities answer the needs."""
    return coverage([weigh(activity.kind, learned=learned) for activity in activities], needs)
