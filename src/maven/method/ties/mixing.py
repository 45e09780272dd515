"""Do people tie with others than their own? (sectors, organisations, families of opinion)

References: Krackhardt & Stern 1988 (E-I index); Newman 2003 (assortativity); Guimerà & Amaral 2005
(participation).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from maven.method.ties.network import Floats, Ints, Network, degrees, owners
from maven.method.votes import Key

PERMUTATIONS = 999
CELLS = 2**24  # labels dealt together
MOST_TOGETHER = 255  # ties compared together: what a byte counts
LEVEL = 0.95


class NoTie(ValueError):
    """What is said of ties needs at least one."""


class NoGroup(ValueError):
    """Each person of the network belongs to one group."""


class NoPermutation(ValueError):
    """Chance is judged by at least 19 permutations."""


LEAST_PERMUTATIONS = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixing:
    """How much ties go out of groups.

    Attributes
    ----------
    value : (external - internal) / all ties, in [-1, 1]: -1 all inside, 1 all outside.
    weighted : the same, by weights.
    expected : the mean of `value` over all ways of dealing the same labels to the same people.
    sd, low, high : of `value` over the permutations drawn; low and high hold 95 % of them.
    p : how often chance alone strays as far from `expected`, both sides, this draw included.
    permutations : how many were drawn.
    assortativity : Newman's, in [-1, 1]: 1 all inside, 0 as by chance; None with one group.
    """

    value: float
    weighted: float
    expected: float
    sd: float
    low: float
    high: float
    p: float
    permutations: int
    assortativity: float | None


def mixing(
    network: Network,
    group_of: Mapping[Key, Hashable],
    *,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> Mixing:
    """The E-I index against what the sizes of the groups alone would give.

    Raises
    ------
    NoTie, NoGroup, NoPermutation : no tie, somebody without a group, fewer than 19 permutations.

    Example
    -------
    >>> from maven.method.ties.network import network_of
    >>> network = network_of([("ana", "luc"), ("luc", "zoe"), ("zoe", "bob")])
    >>> sector = {"ana": "public", "luc": "public", "zoe": "private", "bob": "private"}
    >>> found = mixing(network, sector)
    >>> round(found.value, 4), round(found.expected, 4), found.p > 0.05
    (-0.3333, 0.3333, True)

    Cost: O(permutations · m), a few nanoseconds each.
    """
    if not len(network.first):
        raise NoTie(NoTie.__doc__)
    if permutations < LEAST_PERMUTATIONS:
        raise NoPermutation(NoPermutation.__doc__)
    label = labels(network, group_of)
    outside = label[network.first] != label[network.second]
    ties = len(outside)
    drawn = _permuted(network, label, permutations, seed)
    sizes = np.bincount(label).astype(np.float64)
    people = len(network)
    same = float((sizes * (sizes - 1)).sum()) / (people * (people - 1))
    expected, external = 1 - 2 * same, int(outside.sum())
    # Counts are compared, not shares: equal is equal.
    strays = np.abs(drawn - ties * (1 - same)) >= abs(external - ties * (1 - same)) - 1e-9 * ties
    values = 2 * drawn / ties - 1
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    heavy = float(network.weight[outside].sum() / network.weight.sum())
    return Mixing(
        value=2 * external / ties - 1,
        weighted=2 * heavy - 1,
        expected=expected,
        sd=float(values.std()),
        low=float(low),
        high=float(high),
        p=(1 + int(strays.sum())) / (1 + permutations),
        permutations=permutations,
        assortativity=_assortativity(network, label),
    )


def participation(network: Network, group_of: Mapping[Key, Hashable]) -> Floats:
    """How evenly each one's ties go over the groups, (n,) in [0, 1); 0 without a tie.

    1 - Σ_s (k_is / k_i)², k_is ties of i going to group s (Guimerà & Amaral 2005).

    Raises
    ------
    NoGroup : somebody without a group.

    Example
    -------
    >>> from maven.method.ties.network import network_of
    >>> network = network_of([("ana", "luc"), ("ana", "zoe")])
    >>> participation(network, {"ana": 1, "luc": 1, "zoe": 2}).tolist()
    [0.5, 0.0, 0.0]

    Cost: O(m + n · groups).
    """
    label = labels(network, group_of)
    groups = int(label.max(initial=-1)) + 1
    cell = owners(network).astype(np.int64) * groups + label[network.neighbour]
    count = np.bincount(cell, minlength=len(network) * groups).reshape(len(network), groups)
    degree = degrees(network)
    share = np.square(count / np.maximum(degree, 1)[:, None]).sum(axis=1)
    return np.where(degree > 0, np.maximum(1 - share, 0.0), 0.0)


def labels(network: Network, group_of: Mapping[Key, Hashable]) -> Ints:
    """The number of each one's group, (n,), in the order in which the people show them.

    Raises
    ------
    NoGroup : somebody without a group.
    """
    number: dict[Hashable, int] = {}
    try:
        each = [number.setdefault(group_of[person], len(number)) for person in network.people]
    except KeyError as unknown:
        raise NoGroup(f"{NoGroup.__doc__} [{unknown.args[0]}]") from None
    return np.array(each, np.int64)


def _permuted(network: Network, label: Ints, permutations: int, seed: int) -> Ints:
    """How many ties go out when the labels are dealt anew, (permutations,)."""
    chance = np.random.default_rng(seed)
    small = label.astype(np.min_scalar_type(int(label.max())))
    width = min(permutations, max(MOST_TOGETHER, CELLS // len(label)))
    external = np.zeros(permutations, np.int64)
    for begin in range(0, permutations, width):
        there = slice(begin, min(begin + width, permutations))
        # A column is a deal: a person's labels stand together, and ties copy them in one move.
        dealt = chance.permuted(np.tile(small, (there.stop - begin, 1)), axis=1)
        deals = np.ascontiguousarray(dealt.T)
        for tie in range(0, len(network.first), MOST_TOGETHER):
            some = slice(tie, tie + MOST_TOGETHER)
            outside = deals[network.first[some]] != deals[network.second[some]]
            external[there] += outside.sum(axis=0, dtype=np.uint8)
    return external


def _assortativity(network: Network, label: Ints) -> float | None:
    ties = len(network.first)
    inside = float((label[network.first] == label[network.second]).sum()) / ties
    share = np.bincount(label, weights=degrees(network)) / (2 * ties)
    by_chance = float(np.square(share).sum())
    # All ties within one group: there is nothing to compare with.
    return None if np.max(share) == 1.0 else (inside - by_chance) / (1 - by_chance)
