"""Would the community stand without these people? (resilience)

Asked of the ties of quality. How well the network holds when the best tied leave one after another;
who and which tie hold pieces together alone; what falls when the mission team leaves, down to the
causes and actions nobody would carry, and whether that is more than chance; whose leaving would
part the most. Plain figures: the words are those of the pages.

The parts are explained in `attack`, `cuts`, `leaving` and `critical`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from maven.method.resilience.attack import (
    NobodyThere,
    NotAnOrder,
    attack_order,
    largest_after,
    robustness,
)
from maven.method.resilience.critical import AnImpossibleNumber, Critical, critical
from maven.method.resilience.cuts import Cuts, cuts
from maven.method.resilience.leaving import (
    DRAWS,
    Carrier,
    Change,
    Dependence,
    Dependences,
    Fall,
    Orphan,
    TooFewDraws,
    dependence,
    what_falls,
)
from maven.method.ties.network import Flags, Network
from maven.method.votes import Key

__all__ = [
    "AnImpossibleNumber",
    "Carrier",
    "Change",
    "Critical",
    "Cuts",
    "Dependence",
    "Dependences",
    "Fall",
    "NobodyThere",
    "NotAnOrder",
    "Orphan",
    "Resilience",
    "TooFewDraws",
    "attack_order",
    "critical",
    "cuts",
    "dependence",
    "largest_after",
    "resilience",
    "robustness",
    "what_falls",
]

MOST_CRITICAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Resilience:
    """How a network stands.

    Attributes
    ----------
    robustness : R of Schneider et al., in [0, 0.5].
    articulation : those without whom their piece falls apart.
    bridges : the ties without which it does.
    critical : whose leaving together parts the most.
    fall, dependence : of the team; None without one, and of those of the team who are in the network.
    """

    robustness: float
    articulation: tuple[Key, ...]
    bridges: tuple[tuple[Key, Key], ...]
    critical: Critical
    fall: Fall | None
    dependence: Dependences | None


def resilience(
    network: Network,
    *,
    team: Collection[Key] = (),
    quality: Flags | None = None,
    carriers: Iterable[Carrier] = (),
    most_critical: int = MOST_CRITICAL,
    draws: int = DRAWS,
    seed: int = 0,
) -> Resilience:
    """Everything at once.

    Parameters
    ----------
    team : who will leave; nobody when empty.
    quality : (m,) which ties are of quality; all when None.
    carriers : who carries what, to say what would be left without anyone.
    most_critical : how many critical people to look for; fewer when there are fewer people.
    draws, seed : of the random sets the team is compared with.

    Raises
    ------
    NobodyThere : a network without people. AStranger : somebody in the team is neither in it
    nor a carrier.

    Example
    -------
    >>> from maven.method.ties.network import network_of
    >>> chain = network_of([("ana", "luc"), ("luc", "zoe"), ("zoe", "bob")])
    >>> found = resilience(chain, team=["luc"])
    >>> found.articulation, found.fall.largest, found.dependence.largest.rank
    (('luc', 'zoe'), Change(before=4, after=2), 1)

    Cost: that of its parts: O(n²/16 + m log m + draws · (n + m)).
    """
    held = robustness(network)
    known = set(network.people)
    tied = [one for one in team if one in known]
    found = cuts(network)
    ends = zip(
        network.first[found.bridges].tolist(), network.second[found.bridges].tolist(), strict=True
    )
    return Resilience(
        robustness=held,
        articulation=tuple(network.people[i] for i in np.flatnonzero(found.articulation)),
        bridges=tuple((network.people[one], network.people[two]) for one, two in ends),
        critical=critical(network, min(most_critical, len(network))),
        fall=what_falls(network, team, quality=quality, carriers=carriers) if team else None,
        dependence=dependence(network, tied, draws=draws, seed=seed) if tied else None,
    )
