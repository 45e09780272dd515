"""Who naturally carries this cause? (natural champions: found, then asked)

Four things are looked at: how central somebody is among the ties of quality, whether what she
contributes is taken up by others, whether she is endorsed from different sectors, and whether she
keeps her commitments. Each is a rank; the mean of the ranks suggests whom to ask. It only suggests:
the four are shown, and the person accepts or not.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from maven.method.intervals import wilson
from maven.method.ties.network import Floats, Network
from maven.method.ties.shape import pagerank
from maven.method.votes import Key, canonical

COMPONENTS = ("centrality", "accepted", "endorsed", "kept")


class NobodyToAsk(ValueError):
    """A suggestion needs at least one candidate."""


class ACountBelowNothing(ValueError):
    """Contributions accepted and commitments kept are counted from 0."""


class ASectorFromNowhere(ValueError):
    """Endorsements come from the sectors of the mission."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One possible champion: the mean of her ranks (1 is best), the four figures and their ranks.

    A component that is absent is None for everybody.
    """

    person: Key
    mean_rank: float
    centrality: float | None
    accepted: int | None
    endorsed: float | None
    kept: int | None
    ranks: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Champions:
    """Candidates, the best mean rank first. `absent` names the components that tell nobody apart."""

    candidates: tuple[Candidate, ...]
    absent: tuple[str, ...]


def champions(
    people: Collection[Key],
    *,
    quality_ties: Network | None = None,
    accepted: Mapping[Key, int] | None = None,
    endorsed_by: Mapping[Key, Collection[Key]] | None = None,
    sectors: int = 7,
    kept: Mapping[Key, int] | None = None,
) -> Champions:
    """Suggest champions of a cause among `people`.

    Parameters
    ----------
    people : the candidates. quality_ties : the network of pairs on rung 4 or more, weighted at will;
        its PageRank is the centrality, 0 for whoever is not in it.
    accepted : contributions that others took up. kept : commitments kept.
    endorsed_by : the sectors of those who endorse each, one entry an endorsement; counted are the
        different sectors, among the `sectors` of the mission: the lower bound of their share.
    None of any of them: absent. Absent too when everybody has the same. People without an entry
    have 0.

    Raises
    ------
    NobodyToAsk, ACountBelowNothing, ASectorFromNowhere : nobody; a negative count; more sectors than
        there are.

    Example
    -------
    >>> found = champions(["ana", "luc", "zoe"], accepted={"ana": 3, "luc": 3}, kept={"luc": 1})
    >>> [(one.person, one.mean_rank) for one in found.candidates], found.absent
    ([('luc', 1.25), ('ana', 2.0), ('zoe', 2.75)], ('centrality', 'endorsed'))

    Cost: that of PageRank, and O(c log c) for c candidates.
    """
    asked = canonical(set(people))
    if not asked:
        raise NobodyToAsk(NobodyToAsk.__doc__)
    values = [
        None if quality_ties is None else _centrality(asked, quality_ties),
        None if accepted is None else _counts(asked, accepted),
        None if endorsed_by is None else _endorsed(asked, endorsed_by, sectors),
        None if kept is None else _counts(asked, kept),
    ]
    ranks = [None if column is None or np.ptp(column) == 0 else _ranks(column) for column in values]
    present = [column for column in ranks if column is not None]
    mean = np.mean(present, axis=0) if present else np.full(len(asked), (len(asked) + 1) / 2)
    candidates = [
        Candidate(
            person=person,
            mean_rank=float(mean[i]),
            centrality=None if values[0] is None else float(values[0][i]),
            accepted=None if values[1] is None else int(values[1][i]),
            endorsed=None if values[2] is None else float(values[2][i]),
            kept=None if values[3] is None else int(values[3][i]),
            ranks=tuple(None if column is None else float(column[i]) for column in ranks),
        )
        for i, person in enumerate(asked)
    ]
    return Champions(
        candidates=tuple(sorted(candidates, key=lambda one: one.mean_rank)),
        absent=tuple(
            name for name, column in zip(COMPONENTS, ranks, strict=True) if column is None
        ),
    )


def _centrality(people: tuple[Key, ...], network: Network) -> Floats:
    share = dict(zip(network.people, pagerank(network).tolist(), strict=True))
    return np.array([share.get(person, 0.0) for person in people])


def _counts(people: tuple[Key, ...], counts: Mapping[Key, int]) -> Floats:
    if any(count < 0 for count in counts.values()):
        raise ACountBelowNothing(ACountBelowNothing.__doc__)
    return np.array([counts.get(person, 0) for person in people], np.float64)


def _endorsed(
    people: tuple[Key, ...], endorsed_by: Mapping[Key, Collection[Key]], sectors: int
) -> Floats:
    known = {sector for by in endorsed_by.values() for sector in by}
    if len(known) > sectors:
        raise ASectorFromNowhere(ASectorFromNowhere.__doc__)
    different = [len(set(endorsed_by.get(person, ()))) for person in people]
    return np.array([wilson(count, sectors).low or 0.0 for count in different])


def _ranks(values: Floats) -> Floats:
    """1 for the largest; equals share the mean of their ranks. A difference of rounding is none."""
    _, place, count = np.unique(-np.round(values, 12), return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    ranks: Floats = (last - (count - 1) / 2)[place]
    return ranks
