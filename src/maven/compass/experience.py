"""What closed sprints have shown: how far each dimension changed, and which kinds were lived.

A change is told between two states that were kept, at the start and at the end of a sprint, and only
where the end was measured anew: the same landscape looked at twice shows nothing. Engagement counts
who acted during a sprint, so that it is set against the closing of the sprint before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from typing import Any

from maven.compass.models import Reading
from maven.compass.needs import ALIGNED, SHARE_ACTING, full
from maven.compass.polled import understood_by
from maven.compass.queries import Measured, convergences_at
from maven.compass.suggestions import DEFAULT_DAYS
from maven.method.coverage import DIMENSIONS
from maven.missions.models import Mission
from maven.sprints.models import Activity, Sprint

GAUGES = dict(
    zip(DIMENSIONS, ("convergence", "understanding", "engagement", "connections"), strict=True)
)
WHOLE = dict(zip(DIMENSIONS, (ALIGNED, 100, SHARE_ACTING, 100), strict=True))
# What else happens to a community in a sprint, in activities' worth, however well it is measured:
# that of a whole activity, for people come and go by holidays and weather too.
CHANCE = 1.0
WIDE = 2 * 1.96  # standard errors in an interval at 95 %

type Gauge = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One dimension over one sprint, from 0 to 100; `missing` says why a change cannot be told."""

    dimension: str
    start: Gauge | None = None
    end: Gauge | None = None
    missing: str = ""

    @property
    def points(self) -> float:
        return float(self.end["value"] - self.start["value"]) if self.start and self.end else 0.0

    @property
    def worth(self) -> float:
        """The change in activities' worth."""
        return self.points / points_of_one(self.dimension)

    @property
    def error(self) -> float:
        """Its standard error: those of the two readings, and chance."""
        ends = [_error(one) / points_of_one(self.dimension) for one in (self.start, self.end)]
        return hypot(CHANCE, *ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """One closed sprint: the turns of each kind that was held, and what changed meanwhile."""

    number: int
    mix: tuple[tuple[str, float], ...]
    changes: tuple[Change, ...]

    @property
    def teaches(self) -> bool:
        return bool(self.mix) and any(not one.missing for one in self.changes)


def points_of_one(dimension: str) -> float:
    """The points of a gauge that one activity is worth: a whole gap asks for so many of them."""
    return WHOLE[dimension] / full(DEFAULT_DAYS)


def _error(gauge: Gauge | None) -> float:
    """The standard error of a value; 0 where everybody was counted."""
    if gauge is None or gauge["low"] is None or gauge["high"] is None:
        return 0.0
    return float(gauge["high"] - gauge["low"]) / WIDE


def experience_of(mission: Mission) -> list[Lived]:
    """The closed sprints in their order."""
    closed = [
        one for one in Sprint.objects.of(mission).closed().in_order() if one.adopted_at is not None
    ]
    held: dict[int, dict[str, float]] = {one.pk: {} for one in closed}
    lived = Activity.objects.done().filter(sprint__in=closed).select_related("kind")
    for activity in lived.order_by("kind__slug", "pk"):
        turns = held[activity.sprint_id]
        turns[activity.kind.slug] = turns.get(activity.kind.slug, 0.0) + 1
    states = list(Reading.objects.of(mission).states().order_by("taken_at", "pk"))
    return [
        Lived(
            number=sprint.number,
            mix=tuple(held[sprint.pk].items()),
            changes=tuple(
                _change(sprint, closed[place - 1] if place else None, name, states)
                for name in DIMENSIONS
            ),
        )
        for place, sprint in enumerate(closed)
    ]


def _change(sprint: Sprint, before: Sprint | None, name: str, states: list[Reading]) -> Change:
    first = _start(sprint, before, name, states)
    last = _last(state for state in states if _is_within(state, sprint))
    start, end = (_gauge(one, GAUGES[name]) for one in (first, last))
    missing = ""
    if first is None or start is None:
        missing = "start"
    elif last is None or end is None:
        missing = "end"
    else:
        missing = _not_anew(sprint.mission, name, first, last)
    return Change(dimension=name, start=start, end=end, missing=missing)


def _start(
    sprint: Sprint, before: Sprint | None, name: str, states: list[Reading]
) -> Reading | None:
    if name == "engage":
        return _last(state for state in states if before and _is_within(state, before))
    adopted = sprint.adopted_at
    return _last(state for state in states if adopted and state.taken_at <= adopted)


def _is_within(state: Reading, sprint: Sprint) -> bool:
    begun, over = sprint.adopted_at, sprint.closed_at
    return bool(begun and over and begun < state.taken_at <= over)


def _last(states: Iterator[Reading]) -> Reading | None:
    return max(states, key=lambda one: (one.taken_at, one.pk), default=None)


def _gauge(state: Reading | None, key: str) -> Gauge | None:
    found: Gauge | None = state.result["gauges"].get(key) if state else None
    return found if found and found["value"] is not None else None


def _not_anew(mission: Mission, name: str, first: Reading, last: Reading) -> str:
    """Why two values cannot be set against each other: measured once only, or of other questions."""
    if name == "direction":
        was, now = convergences_at(mission, [first.taken_at, last.taken_at])
        return _not_comparable(was, now)
    if name == "measure":
        asked, again = (understood_by(mission, one.taken_at) for one in (first, last))
        return "" if asked and again and asked.measured_at < again.measured_at else "again"
    return ""


def _not_comparable(was: Measured | None, now: Measured | None) -> str:
    if was is None or now is None or was.taken_at == now.taken_at:
        return "again"
    return "" if was.consultation_pk == now.consultation_pk else "other"
