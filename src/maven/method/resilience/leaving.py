"""What falls when these people leave, and does it depend on them more than on others?

The mission team works to become unnecessary: what falls without it is compared with what falls
without as many people drawn at random.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from maven.method.resilience.attack import NobodyThere
from maven.method.ties.network import (
    Flags,
    Floats,
    Ints,
    Network,
    UnevenColumns,
    degrees,
    places_of,
    without,
)
from maven.method.ties.shape import components
from maven.method.votes import Key, canonical

DRAWS = 99
LEAST_DRAWS = 20
LEVEL = 0.95
CELLS = 2**21  # ties looked at together


class TooFewDraws(ValueError):
    """Chance is judged by at least 20 draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """Somebody who carries a `thing` (a cause, a channel, an action, a session), of a `kind`."""

    kind: str
    thing: Key
    person: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A thing that nobody would carry any more, and who carried it."""

    kind: str
    thing: Key
    carried_by: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure before and after a leaving."""

    before: int
    after: int

    @property
    def lost(self) -> int:
        return self.before - self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """What a leaving takes.

    Attributes
    ----------
    leaving : who leaves, in the canonical order.
    people, ties, quality, largest, components : the counts of people, of ties, of the pairs whose
        tie is of quality, of people in the largest piece, of pieces.
    isolated : people of those who stay without any tie, before and after.
    alone : those who had a tie and have none left.
    orphans : what is left without anyone, by kind and thing. things : how many there were.
    together : share of those who stay who are in the largest piece, None when nobody stays.
    """

    leaving: tuple[Key, ...]
    people: Change
    ties: Change
    quality: Change
    largest: Change
    components: Change
    isolated: Change
    alone: tuple[Key, ...]
    orphans: tuple[Orphan, ...]
    things: int
    together: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """What one set of people holds beyond what as many drawn at random hold.

    lost : taken by their leaving. by_chance : mean over the draws. difference, low, high : lost less
    by_chance, and where it is for 95 % of the draws. rank : 1 when no draw takes more; p : how often
    chance takes as much, this set included.
    """

    lost: int
    by_chance: float
    difference: float
    low: float
    high: float
    rank: int
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependences:
    """Dependence for the largest piece, the ties, and the people left without a tie."""

    size: int
    draws: int
    largest: Dependence
    ties: Dependence
    isolated: Dependence


def what_falls(
    network: Network,
    leaving: Collection[Key],
    *,
    quality: Flags | None = None,
    carriers: Iterable[Carrier] = (),
) -> Fall:
    """What is left when these people leave together.

    Parameters
    ----------
    leaving : people of the network; the same person twice counts once.
    quality : (m,) which ties are of quality; all when None.
    carriers : who carries what. A carrier who has no tie, in no network, is a carrier still.

    Raises
    ------
    AStranger : somebody who leaves is neither in the network nor a carrier.
    UnevenColumns : a quality for each tie is not what is told.

    Example
    -------
    >>> from maven.method.ties.network import network_of
    >>> network = network_of([("ana", "luc"), ("luc", "zoe"), ("zoe", "bob")])
    >>> fall = what_falls(network, ["luc"], carriers=[Carrier(kind="cause", thing=1, person="luc")])
    >>> fall.largest.after, fall.alone, fall.orphans[0].kind
    (2, ('ana',), 'cause')

    Cost: O(n + m).
    """
    held = _held(carriers)
    bearers = {person for people in held.values() for person in people}
    known = set(network.people)
    # Who carries something without any tie may leave too; anybody else has to be there.
    here = places_of(network, {one for one in leaving if one in known or one not in bearers})
    gone = np.zeros(len(network), bool)
    gone[here] = True
    left = without(network, gone)
    kept = ~(gone[network.first] | gone[network.second])
    fine = np.ones(len(kept), bool) if quality is None else quality
    if fine.shape != kept.shape:
        raise UnevenColumns(UnevenColumns.__doc__)
    before, after = degrees(network)[~gone], degrees(left)
    largest, pieces = _pieces(left)
    largest_before, pieces_before = _pieces(network)
    orphans = _orphans(held, set(leaving))
    return Fall(
        leaving=canonical(set(leaving)),
        people=Change(before=len(network), after=len(left)),
        ties=Change(before=len(network.first), after=len(left.first)),
        quality=Change(before=int(fine.sum()), after=int((fine & kept).sum())),
        largest=Change(before=largest_before, after=largest),
        components=Change(before=pieces_before, after=pieces),
        isolated=Change(before=int((before == 0).sum()), after=int((after == 0).sum())),
        alone=tuple(left.people[i] for i in np.flatnonzero((before > 0) & (after == 0))),
        orphans=orphans,
        things=len(held),
        together=largest / len(left) if len(left) else None,
    )


def dependence(
    network: Network, team: Collection[Key], *, draws: int = DRAWS, seed: int = 0
) -> Dependences:
    """What the leaving of a team takes beyond what that of as many people at random takes.

    Parameters
    ----------
    team : people of the network. draws : sets of that size, drawn among everybody.

    Raises
    ------
    AStranger, NobodyThere, TooFewDraws : a stranger, an empty team, fewer than 20 draws.

    Example
    -------
    >>> from maven.method.ties.network import network_of
    >>> star = network_of([("ana", other) for other in range(10)])
    >>> found = dependence(star, ["ana"])
    >>> found.largest.lost, found.largest.rank, found.isolated.lost
    (10, 1, 10)

    Cost: O(draws · (n + m)), of which nothing in plain Python.
    """
    if draws < LEAST_DRAWS:
        raise TooFewDraws(TooFewDraws.__doc__)
    places = places_of(network, team)
    if not len(places):
        raise NobodyThere(NobodyThere.__doc__)
    chance = np.random.default_rng(seed)
    width = max(1, CELLS // max(1, len(network.first) + len(network)))
    lost = [_lost(network, places[None, :])]
    for begin in range(0, draws, width):
        count = min(width, draws - begin)
        shuffled = np.argsort(chance.random((count, len(network))), axis=1, kind="stable")
        lost.append(_lost(network, shuffled[:, : len(places)]))
    largest, ties, isolated = (_compared(one) for one in np.concatenate(lost, axis=1))
    return Dependences(size=len(places), draws=draws, largest=largest, ties=ties, isolated=isolated)


def _lost(network: Network, sets: Ints) -> Ints:
    """What each set, a row, takes: of the largest piece, of the ties, and whom it isolates."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    people, count = len(network), len(sets)
    stays = np.ones((count, people), bool)
    np.put_along_axis(stays, sets, values=False, axis=1)
    draw, tie = np.nonzero(stays[:, network.first] & stays[:, network.second])
    # All the networks side by side, as one; ties are sorted by their first end already.
    one = draw * people + network.first[tie]
    two = draw * people + network.second[tie]
    whole = count * people
    out = np.bincount(one, minlength=whole)
    starts = np.concatenate([[0], np.cumsum(out)])
    side = csr_array((np.ones(len(two), np.int8), two, starts), shape=(whole, whole))
    _, label = connected_components(side, directed=False)
    sizes = np.bincount(label)[label].reshape(count, people)
    largest = np.where(stays, sizes, 0).max(axis=1)
    degree = (out + np.bincount(two, minlength=whole)).reshape(count, people)
    alone = (stays & (degree == 0) & (degrees(network) > 0)).sum(axis=1)
    before = _pieces(network)[0]
    kept = np.bincount(draw, minlength=count)
    return np.stack([before - largest, len(network.first) - kept, alone])


def _compared(lost: Ints) -> Dependence:
    """The first against the others."""
    ours, drawn = int(lost[0]), lost[1:]
    difference: Floats = np.quantile(ours - drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    mean = float(drawn.mean())
    return Dependence(
        lost=ours,
        by_chance=mean,
        difference=ours - mean,
        low=float(difference[0]),
        high=float(difference[1]),
        rank=1 + int((drawn > ours).sum()),
        p=(1 + int((drawn >= ours).sum())) / (1 + len(drawn)),
    )


def _pieces(network: Network) -> tuple[int, int]:
    """How many are in the largest piece, and how many pieces there are."""
    sizes = np.bincount(components(network))
    return int(sizes.max(initial=0)), len(sizes)


def _held(carriers: Iterable[Carrier]) -> dict[tuple[str, Key], set[Key]]:
    held: dict[tuple[str, Key], set[Key]] = {}
    for one in carriers:
        held.setdefault((one.kind, one.thing), set()).add(one.person)
    return held


def _orphans(held: dict[tuple[str, Key], set[Key]], leaving: set[Key]) -> tuple[Orphan, ...]:
    kinds = sorted({kind for kind, _ in held})
    return tuple(
        Orphan(kind=kind, thing=thing, carried_by=canonical(held[kind, thing]))
        for kind in kinds
        for thing in canonical({thing for known, thing in held if known == kind})
        if held[kind, thing] <= leaving
    )
