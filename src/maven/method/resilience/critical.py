"""Whose leaving together would part the most people? (the k most critical people)

What counts is how many pairs of people are still joined by a way; among equals, how many ties are
left; then the canonical order. One or two people are found exactly in a small network, by trying
them all; more are added one at a time to the best so far.

References: Borgatti 2006 (key players); Arulselvan, Commander, Elefteriadou & Pardalos 2009.
"""

from dataclasses import dataclass

import numpy as np

from maven.method.resilience.cuts import cuts
from maven.method.ties.network import Flags, Ints, Network, degrees, without
from maven.method.votes import Key

TRIED = 200  # people among whom all pairs are tried


class AnImpossibleNumber(ValueError):
    """At least one person leaves, and no more than there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Critical:
    """Who parts the most, in the order in which they were found.

    pairs : pairs of people joined by a way before anybody leaves. pairs_left, ties_left : what is
    left after the first, the first two, … have left. exact : whether no other set of as many people
    leaves fewer pairs joined.
    """

    people: tuple[Key, ...]
    pairs: int
    pairs_left: tuple[int, ...]
    ties_left: tuple[int, ...]
    exact: bool


def critical(network: Network, count: int) -> Critical:
    """The `count` people whose leaving parts the most.

    Raises
    ------
    AnImpossibleNumber : not 1 <= count <= n.

    Example
    -------
    >>> from maven.method.ties.network import network_of
    >>> chain = network_of([(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7)])
    >>> found = critical(chain, 2)
    >>> found.people, found.pairs_left, found.exact
    ((2, 5), (10, 2), True)

    Cost: O(count · (n + m)); for two among at most 200 people O(n · (n + m)).
    """
    if not 1 <= count <= len(network):
        raise AnImpossibleNumber(AnImpossibleNumber.__doc__)
    exact = count == 1 or (count == 2 and len(network) <= TRIED)
    chosen = _pair(network) if exact and count == 2 else _one_by_one(network, count)
    gone = np.zeros(len(network), bool)
    pairs, ties = [], []
    for place in chosen:
        gone[place] = True
        left = without(network, gone)
        pairs.append(cuts(left).pairs)
        ties.append(len(left.first))
    return Critical(
        people=tuple(network.people[place] for place in chosen),
        pairs=cuts(network).pairs,
        pairs_left=tuple(pairs),
        ties_left=tuple(ties),
        exact=exact,
    )


def _one_by_one(network: Network, count: int) -> list[int]:
    gone = np.zeros(len(network), bool)
    chosen = []
    for _ in range(count):
        stay, pairs, ties = _after(network, gone)
        best = int(stay[np.lexsort((stay, ties, pairs))[0]])
        gone[best] = True
        chosen.append(best)
    return chosen


def _pair(network: Network) -> list[int]:
    best: tuple[int, ...] = ()
    gone: Flags = np.zeros(len(network), bool)
    for place in range(len(network)):
        gone[place] = True
        stay, pairs, ties = _after(network, gone)
        gone[place] = False
        other = int(np.lexsort((stay, ties, pairs))[0])
        found = (int(pairs[other]), int(ties[other]), *sorted((place, int(stay[other]))))
        best = min(best or found, found)
    return list(best[2:])


def _after(network: Network, gone: Flags) -> tuple[Ints, Ints, Ints]:
    """Who is still there, and what each further leaving would leave: pairs joined, ties."""
    left = without(network, gone)
    return np.flatnonzero(~gone), cuts(left).pairs_without, len(left.first) - degrees(left)
