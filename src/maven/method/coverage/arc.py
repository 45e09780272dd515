"""In which order does a sprint live its activities, and on which day can each be over? Plain Python.

The arc goes open → diverge → converge → close. An activity makes what another needs only if it has
its place no later in the arc; what is needed and what is made then follow one another in the
calendar.
"""

from collections.abc import Collection, Iterable, Sequence
from math import inf

from maven.method.coverage.kinds import ARC, Kind


def stage(kind: Kind) -> float:
    """Its place in the arc, from 0 (opening) to 3 (closing), the middle of all the places it has.

    Without an arc of its own an activity goes by what it does: opening early, closing late.
    """
    places = [ARC.index(part) for part in kind.arc if part in ARC]
    return sum(places) / len(places) if places else 1.5 + kind.convergence


def opens(kind: Kind) -> bool:
    """It brings matter in: it has a place where the sprint opens or diverges."""
    return bool({"open", "diverge"} & set(kind.arc))


def builds_on(kind: Kind) -> bool:
    """It needs matter that something opened before: all its places are to converge or to close."""
    return bool(set(kind.arc) & set(ARC)) and not opens(kind)


def can_host(host: Kind, kind: Kind) -> bool:
    """`kind` can be lived inside `host`, which holds as many people as it needs."""
    enough = host.people_max is None or host.people_max >= kind.people_min
    return host.hosts and host is not kind and enough


def can_precede(earlier: Kind, later: Kind) -> bool:
    return earlier is not later and stage(earlier) <= stage(later)


def waits(
    kinds: Sequence[Kind], met: Collection[str] | None = frozenset()
) -> list[tuple[float, float]]:
    """For each of different kinds: how many others it waits for in a row, and its earliest day of end.

    end = span + max over what it needs of min over those that make it of their end; what is met
    waits for nobody, and nothing is looked at when `met` is None. Both are inf for what cannot take
    place. Cost: O(n³).

    >>> sheet = Kind(slug="sheet", days=1, span_days=7, prerequisites=("idea",), arc=("converge",))
    >>> walk = Kind(slug="walk", days=1, span_days=5, outputs=("idea",), arc=("open",))
    >>> waits([sheet, walk])
    [(1, 12), (0, 5)]
    """
    makers = [makers_of(kind, kinds, met) for kind in kinds]
    # Beyond as many rounds as there are kinds nobody can be waiting any more: the rest is a circle.
    found: list[tuple[float, float]] = [(inf, inf)] * len(kinds)
    for _ in kinds:
        found = [
            (
                1
                + max((min((found[a][0] for a in one), default=inf) for one in needed), default=-1),
                kind.span_days
                + max((min((found[a][1] for a in one), default=inf) for one in needed), default=0),
            )
            for kind, needed in zip(kinds, makers, strict=True)
        ]
    return found


def makers_of(
    kind: Kind, kinds: Sequence[Kind], met: Collection[str] | None
) -> list[tuple[int, ...]]:
    """For each prerequisite that is not met, which of the kinds can make it before."""
    needed = () if met is None else tuple(one for one in kind.prerequisites if one not in met)
    return [
        tuple(
            index
            for index, other in enumerate(kinds)
            if one in other.outputs and can_precede(other, kind)
        )
        for one in needed
    ]


def in_arc(kinds: Iterable[Kind], met: Collection[str] | None = None) -> tuple[Kind, ...]:
    """The order in which a sprint lives them: those that open first, those that close last.

    At the same place, what makes something comes before what needs it.

    >>> [kind.slug for kind in in_arc([Kind(slug="vote", days=1, arc=("close",)),
    ...                                Kind(slug="walk", days=1, arc=("open", "diverge"))])]
    ['walk', 'vote']
    """
    told = list(kinds)
    different = list(dict.fromkeys(told))
    rounds = {
        kind: waited for kind, (waited, _) in zip(different, waits(different, met), strict=True)
    }
    return tuple(sorted(told, key=lambda kind: (stage(kind), rounds[kind], kind.convergence)))
