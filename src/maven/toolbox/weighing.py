"""A kind of the toolbox in the terms of the rule of choice, `maven.method.coverage`."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from math import sqrt

from maven.method.coverage import Kind
from maven.toolbox.models import ActivityKind

# The hours that people give count as turns do: q turns bring √q, so h hours out of those of a whole
# activity bring √(h/45). Forty-five: eighteen people in a workshop for an afternoon.
WHOLE_HOURS = 45
READING_HOURS = 5  # what is read or watched, by however many
LEAST_MINUTES = 10
LEAST_DAYS = 0.05
ON_A_DATE = {"session", "event", "ritual"}  # people meet, and on a day of its own
MARKS = ("convergence", "measure", "engage", "connect_qty", "connect_quality")

type Learned = Mapping[str, Mapping[str, float]]  # by slug, the marks of one turn as learnt
NOTHING_LEARNED: Learned = {}


def reach_of(kind: ActivityKind) -> float:
    """The part of its effect that one turn has on a community, in ]0, 1]."""
    if kind.scale == "content":
        hours = float(READING_HOURS)
    else:
        minutes = max(LEAST_MINUTES, (kind.minutes_min + kind.minutes_max) / 2)
        hours = max(1, kind.n_typ) * minutes / 60
    return min(1.0, sqrt(hours / WHOLE_HOURS))


def marks_in(kind: Kind) -> dict[str, float]:
    """What one turn brings, as JSON: two that are equal have the same starting point."""
    return {name: round(float(getattr(kind, name)), 6) for name in MARKS}


def weigh(
    kind: ActivityKind,
    *,
    looked_at: Collection[str] = (),
    learned: Learned = NOTHING_LEARNED,
) -> Kind:
    """What one turn of it brings: as `learned` in the mission, or else as the catalogue says.

    Only the prerequisites that are `looked_at` can refuse it.
    """
    found = _as_the_catalogue_says(kind, looked_at)
    marks = learned.get(kind.slug)
    if marks is None:
        return found
    return replace(
        found,
        convergence=marks["convergence"],
        measure=marks["measure"],
        engage=marks["engage"],
        connect_qty=marks["connect_qty"],
        connect_quality=marks["connect_quality"],
    )


def _as_the_catalogue_says(kind: ActivityKind, looked_at: Collection[str]) -> Kind:
    reach = reach_of(kind)
    return Kind(
        slug=kind.slug,
        days=max(LEAST_DAYS, kind.effort_likely),
        convergence=kind.convergence * reach,
        measure=kind.measure * reach,
        engage=kind.engage * reach,
        connect_qty=kind.connect_qty * reach,
        connect_quality=kind.connect_quality * reach,
        people_min=kind.n_min,
        trust_min=kind.trust_min,
        maturity_min=kind.maturity_min,
        arc=tuple(kind.arc.split()),
        prerequisites=tuple(one for one in kind.prerequisites.split(";") if one in looked_at),
        span_days=kind.span_days,
        dates=int(kind.scale in ON_A_DATE and not kind.needs_session),
    )
