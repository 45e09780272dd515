"""Which statements unite, which divide, and which speak for a group? (statistics of the landscape)

From the counts of agreement, disagreement and passing in each group: what a group says more than
the others (representativeness), what nearly everybody says (consensus), what every group says at
once (group-aware consensus), what splits the groups (divisiveness) and what is worth asking next
(routing priority). Small counts are pulled towards one half by adding one success and one failure.

Reference: Small et al. 2021; the tests are the one-sided z tests for one and for two proportions.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maven.method.landscape.cells import Flags, Floats, code_blocks
from maven.method.votes import Key, Votes

type Counts = NDArray[np.int64]

SURE = 1.2816  # one-sided 90 %
LISTED = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """Counts per group and statement, each (groups, m); `seen` includes those who passed."""

    agree: Counts
    disagree: Counts
    seen: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one statement stands in the whole community.

    Shares are in [0, 1]; `divisiveness` is the widest gap between two groups' shares of agreement
    and `divisiveness_z` its two-proportion z; `united` the product over groups of their share of
    agreement (group-aware consensus) and `united_against` the same for disagreement; `extremity`
    the length of the statement's place (x, y) on the map; `priority` the weight with which to ask
    it next.
    """

    statement: Key
    selected: bool
    agree: int
    disagree: int
    passed: int
    share_agree: float
    share_disagree: float
    x: float
    y: float
    extremity: float
    united: float
    united_against: float
    divisiveness: float
    divisiveness_z: float
    priority: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Consensus:
    """A statement nearly everybody holds: `count` of the `seen` people, smoothed `share`, `z`."""

    statement: Key
    count: int
    seen: int
    share: float
    z: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """A statement that speaks for a group more than for the others.

    `side` is 1 when the group agrees with it and -1 when it disagrees; `count` of its `seen`
    members do, a smoothed `share`, `ratio` times the share among the others; `z` against one half
    and `z_others` against the others.
    """

    statement: Key
    side: int
    count: int
    seen: int
    share: float
    ratio: float
    z: float
    z_others: float


def tally_of(votes: Votes, group_of: NDArray[np.int64], groups: int) -> Tally:
    """Count the answers of each group; people whose group is negative are left out. Cost: O(v)."""
    width = 3 * len(votes.statements)
    # People of no group are counted after the last one, and left there.
    first = np.where(group_of < 0, groups, group_of) * width
    counts = np.zeros((groups + 1) * width, np.int64)
    for rows, codes in code_blocks(votes):
        cell = np.repeat(first[rows], votes.answered[rows])
        cell += codes
        counts += np.bincount(cell, minlength=len(counts))
    answers = counts[: groups * width].reshape(groups, -1, 3)
    return Tally(agree=answers[:, :, 2], disagree=answers[:, :, 0], seen=answers.sum(axis=2))


def share(count: Counts, seen: Counts) -> Floats:
    """(count + 1) / (seen + 2): one half when nobody has answered."""
    shares: Floats = (count + 1) / (seen + 2)
    return shares


def z_one(count: Counts, seen: Counts) -> Floats:
    """How far a share is above one half, in standard errors, with one success added."""
    z: Floats = 2 * np.sqrt(seen + 1) * ((count + 1) / (seen + 1) - 0.5)
    return z


def z_two(count: Counts, seen: Counts, others: Counts, others_seen: Counts) -> Floats:
    """How far a share is above the others', in standard errors, one success added on each side."""
    here, there = (count + 1) / (seen + 1), (others + 1) / (others_seen + 1)
    pooled = (count + others + 2) / (seen + others_seen + 2)
    error = np.sqrt(pooled * (1 - pooled) * (1 / (seen + 1) + 1 / (others_seen + 1)))
    z: Floats = np.divide(here - there, error, out=np.zeros_like(error), where=error > 0)
    return z


def consensus_of(
    tally: Tally, statements: tuple[Key, ...], selected: Flags, *, listed: int = LISTED
) -> tuple[tuple[Consensus, ...], tuple[Consensus, ...]]:
    """What nearly everybody agrees with, and what nearly everybody disagrees with.

    Kept when more than half (smoothed) and surely so at 90 %; ordered by share × z, then in the
    order of the statements. `tally` holds the whole population in one group.
    """
    seen = tally.seen.sum(axis=0)
    return (
        _consensus(tally.agree.sum(axis=0), seen, statements, selected, listed),
        _consensus(tally.disagree.sum(axis=0), seen, statements, selected, listed),
    )


def _consensus(
    count: Counts, seen: Counts, statements: tuple[Key, ...], selected: Flags, listed: int
) -> tuple[Consensus, ...]:
    p, z = share(count, seen), z_one(count, seen)
    kept = np.flatnonzero(selected & (p > 0.5) & (z > SURE))
    order = kept[np.argsort(-(p * z)[kept], kind="stable")][:listed]
    return tuple(
        Consensus(
            statement=statements[j],
            count=int(count[j]),
            seen=int(seen[j]),
            share=float(p[j]),
            z=float(z[j]),
        )
        for j in order
    )


def traits_of(
    tally: Tally, statements: tuple[Key, ...], selected: Flags, *, listed: int = LISTED
) -> tuple[tuple[Trait, ...], ...]:
    """For each group the statements that speak for it, agreements before disagreements.

    A statement is kept when its share passes one half and passes the others' share, both surely at
    90 %; the side is the one further from the others. Ordered by ratio × z × share × z, the best
    agreement always among those listed. When none passes, the one that sets the group most apart
    from the others is given, so that a group is never without a word.
    """
    return tuple(
        _traits(tally, group, statements, selected, listed) for group in range(len(tally.seen))
    )


def _traits(
    tally: Tally, group: int, statements: tuple[Key, ...], selected: Flags, listed: int
) -> tuple[Trait, ...]:
    sides = sides_of(tally, group)
    (p, ratio, z, others), counts = (
        np.where(sides[0][3] > sides[1][3], sides[0], sides[1]),
        (tally.agree[group], tally.disagree[group]),
    )
    agrees = sides[0][3] > sides[1][3]
    heard = selected & (tally.seen[group] > 0)
    kept = np.flatnonzero(heard & (z > SURE) & (others > SURE))
    if not len(kept):
        kept = np.flatnonzero(heard)
        # Nothing is sure: what sets the group apart most among what most of it says.
        kept = kept[np.lexsort((-others[kept], p[kept] <= 0.5))][:1]
    order = kept[np.argsort(-(ratio * others * p * z)[kept], kind="stable")]
    # The best agreement comes first: a group is introduced by what it wants.
    lead = order[agrees[order]][:1]
    order = np.concatenate([lead, order[~np.isin(order, lead)]])[:listed]
    order = order[np.argsort(~agrees[order], kind="stable")]
    return tuple(
        Trait(
            statement=statements[j],
            side=1 if agrees[j] else -1,
            count=int(counts[0 if agrees[j] else 1][j]),
            seen=int(tally.seen[group, j]),
            share=float(p[j]),
            ratio=float(ratio[j]),
            z=float(z[j]),
            z_others=float(others[j]),
        )
        for j in order
    )


def sides_of(tally: Tally, group: int) -> tuple[Floats, Floats]:
    """Agreement and disagreement of a group: share, ratio to the others, z, z against them (4, m)."""
    agree, disagree = (_side(side, tally.seen, group) for side in (tally.agree, tally.disagree))
    return agree, disagree


def _side(count: Counts, seen: Counts, group: int) -> Floats:
    here, here_seen = count[group], seen[group]
    there, there_seen = count.sum(axis=0) - here, seen.sum(axis=0) - here_seen
    p = share(here, here_seen)
    return np.stack(
        [
            p,
            p / share(there, there_seen),
            z_one(here, here_seen),
            z_two(here, here_seen, there, there_seen),
        ]
    )


def priorities(tally: Tally, extremity: Floats) -> Floats:
    """The weight with which to ask each statement next, (m,) positive.

    Statements that people pass on are worth less, those that pull the map apart and are agreed with
    are worth more, and a new one gets a head start that halves every five answers.
    """
    agree, seen = tally.agree.sum(axis=0), tally.seen.sum(axis=0)
    passed = seen - agree - tally.disagree.sum(axis=0)
    importance = (1 - share(passed, seen)) * (extremity + 1) * share(agree, seen)
    weights: Floats = (importance * (1 + 8 * 2 ** (-seen / 5))) ** 2
    return weights


def divisiveness(tally: Tally) -> tuple[Floats, Floats]:
    """For each statement the widest gap between two groups' shares of agreement, and its z."""
    p = share(tally.agree, tally.seen)
    high, low = p.argmax(axis=0), p.argmin(axis=0)
    column = np.arange(p.shape[1])
    z = z_two(
        tally.agree[high, column],
        tally.seen[high, column],
        tally.agree[low, column],
        tally.seen[low, column],
    )
    return p[high, column] - p[low, column], np.where(high == low, 0.0, z)
