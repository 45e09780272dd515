"""A kind of the toolbox in the terms of the rule of choice, `maven.method.coverage`."""

from collections.abc import Collection
from math import sqrt

from maven.method.coverage import Kind
from maven.toolbox.models import ActivityKind

# Who is reached counts as turns do: q turns bring √q, so n people out of a full group bring √(n/12).
FULL_GROUP = 12
LEAST_DAYS = 0.05


def reach_of(kind: ActivityKind) -> float:
    """The part of its effect that one turn has on a community, in ]0, 1]; what is read is for all."""
    if kind.scale == "content":
        return 1.0
    return min(1.0, sqrt(max(1, kind.n_typ) / FULL_GROUP))


def weigh(kind: ActivityKind, *, looked_at: Collection[str] = ()) -> Kind:
    """What one turn of it brings; only the prerequisites that are `looked_at` can refuse it."""
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
    )
