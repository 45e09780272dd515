"""How is this community tied together, and who holds it? (ties, and the connection ladder)

A network of people and of the ties between them is measured from arrays, without a loop over ties:
who joins people who would not meet otherwise, whether sectors mix more than chance, where the
solid nucleus is (`network`, `shape`, `brokers`, `mixing`). The ladder says how far each pair has
come, from a meeting to an action (`ladder`, `transitions`, `influence`); `growth` and `survival`
say how the community grows and lasts, `champions` whom to ask to carry a cause.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from maven.method.ties.brokers import Brokers, brokers
from maven.method.ties.champions import Candidate, Champions, champions
from maven.method.ties.growth import Growth, Trend, densification, growth, snapshots
from maven.method.ties.influence import Influence, closer, influence
from maven.method.ties.ladder import Evidence, Ladder, Pair, SetAside, ladder, scores, yields
from maven.method.ties.mixing import (
    PERMUTATIONS,
    Mixing,
    NoGroup,
    NoTie,
    mixing,
    participation,
)
from maven.method.ties.network import (
    APersonTwice,
    AStranger,
    ATieToOneself,
    AWeightOutOfBounds,
    Network,
    TheSameTieTwice,
    UnevenColumns,
    degrees,
    joined,
    network_of,
    places_of,
    strengths,
    without,
)
from maven.method.ties.shape import components, cores, pagerank
from maven.method.ties.survival import Survival, staying, survival
from maven.method.ties.transitions import Step, Transitions, transitions
from maven.method.votes import Key

__all__ = [
    "APersonTwice",
    "AStranger",
    "ATieToOneself",
    "AWeightOutOfBounds",
    "Brokers",
    "Candidate",
    "Champions",
    "Evidence",
    "Growth",
    "Influence",
    "Ladder",
    "Mixing",
    "Network",
    "NoGroup",
    "NoTie",
    "Pair",
    "PersonTies",
    "SetAside",
    "Step",
    "Survival",
    "TheSameTieTwice",
    "Ties",
    "Transitions",
    "Trend",
    "UnevenColumns",
    "brokers",
    "champions",
    "closer",
    "components",
    "cores",
    "degrees",
    "densification",
    "growth",
    "influence",
    "joined",
    "ladder",
    "mixing",
    "network_of",
    "pagerank",
    "participation",
    "places_of",
    "scores",
    "snapshots",
    "staying",
    "strengths",
    "survival",
    "ties",
    "transitions",
    "without",
    "yields",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTies:
    """One person's place.

    degree, strength : ties, and the sum of their weights. core : the deepest nucleus she is in.
    constraint : low for brokers, None without a tie. effective_size : contacts that are not
    redundant. participation : how evenly her ties go over groups, None without a tie or groups.
    pagerank : share of a walk's time. component : number of her piece, 0 the largest.
    """

    person: Key
    degree: int
    strength: float
    constraint: float | None
    effective_size: float
    core: int
    participation: float | None
    pagerank: float
    component: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """The measures of a network.

    people, ties : how many. density : ties among the pairs there could be, None below two people.
    components, largest, isolated : pieces, people in the largest, people without a tie. core : the
    deepest nucleus. mixing : None without groups or ties. participation : mean over those who have
    a tie, None likewise. persons : one each, in the canonical order.
    """

    people: int
    ties: int
    density: float | None
    components: int
    largest: int
    isolated: int
    core: int
    mixing: Mixing | None
    participation: float | None
    persons: tuple[PersonTies, ...]


def ties(
    network: Network,
    *,
    group_of: Mapping[Key, Hashable] | None = None,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> Ties:
    """Measure a network.

    Parameters
    ----------
    group_of : each one's sector, organisation or family; None when there are none.
    permutations, seed : of the mixing of groups.

    Raises
    ------
    NoGroup : somebody without a group. NoPermutation : fewer than 19.

    Example
    -------
    >>> network = network_of([("ana", "luc"), ("luc", "zoe")], people=["bob"])
    >>> found = ties(network)
    >>> found.people, found.ties, found.components, found.persons[2].constraint
    (4, 2, 2, 0.5)

    Cost: O(m^1.5 + permutations · m).
    """
    people, degree = len(network), degrees(network)
    tied = degree > 0
    piece, core, broker = components(network), cores(network), brokers(network)
    grouped = group_of is not None and tied.any()
    share = participation(network, group_of) if group_of is not None else np.zeros(people)
    columns = {
        "person": list(network.people),
        "degree": degree.tolist(),
        "strength": strengths(network).tolist(),
        "constraint": _or_none(broker.constraint, tied),
        "effective_size": broker.effective_size.tolist(),
        "core": core.tolist(),
        "participation": _or_none(share, tied & grouped),
        "pagerank": pagerank(network).tolist(),
        "component": piece.tolist(),
    }
    return Ties(
        people=people,
        ties=len(network.first),
        density=2 * len(network.first) / (people * (people - 1)) if people > 1 else None,
        components=int(piece.max(initial=-1)) + 1,
        largest=int((piece == 0).sum()),
        isolated=int((~tied).sum()),
        core=int(core.max(initial=0)),
        mixing=mixing(network, group_of, permutations=permutations, seed=seed)
        if group_of is not None and grouped
        else None,
        participation=float(share[tied].mean()) if grouped else None,
        persons=tuple(
            PersonTies(**dict(zip(columns, row, strict=True)))
            for row in zip(*columns.values(), strict=True)
        ),
    )


def _or_none(values: np.ndarray, known: np.ndarray) -> list[float | None]:
    pairs = zip(values.tolist(), known.tolist(), strict=True)
    return [value if there else None for value, there in pairs]
