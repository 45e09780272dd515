"""What does each group say more than the others, by the rule of the production server?

`standing.traits_of` lists only what is sure. The server also introduces a group by the agreement
that fits it best, sure or not, and lists a statement when either side of it is sure, on the side
that is further from the others. Both rules use the same figures; this one is for parity.

Reference: Small et al. 2021 (representativeness); the tests are those of `standing`.
"""

import numpy as np

from maven.method.landscape.cells import Flags, Floats
from maven.method.landscape.clusters import Labels
from maven.method.landscape.standing import LISTED, SURE, Tally, Trait, sides_of
from maven.method.votes import Key


def representative_of(
    tally: Tally, statements: tuple[Key, ...], selected: Flags, *, listed: int = LISTED
) -> tuple[tuple[Trait, ...], ...]:
    """For each group, the best agreement and what is sure, agreements before disagreements.

    A statement is kept when one of its sides passes both tests at 90 %; its side is the one with
    the larger z against the others, disagreement when equal. The order is ratio · z against the
    others · share · z. A group of which nothing is sure and that leads with no agreement gets the
    statement with the largest z against the others. A statement on which the group only passed is
    never listed.

    tally : counts (groups, m). selected : (m,) the statements that may be listed.

    Cost: O(groups · m log m).

    >>> from maven.method.landscape.standing import tally_of
    >>> from maven.method.votes import votes_of
    >>> sides = [(p, s, 1 if (p < 6) == (s == "buses") else -1) for p in range(12)
    ...          for s in ("buses", "roads")]
    >>> tally = tally_of(votes_of(sides), np.repeat([0, 1], 6), 2)
    >>> for words in representative_of(tally, ("buses", "roads"), np.ones(2, bool)):
    ...     print([(one.statement, one.side) for one in words])
    [('buses', 1), ('roads', -1)]
    [('roads', 1), ('buses', -1)]
    """
    return tuple(
        _of_group(tally, group, statements, selected, listed) for group in range(len(tally.seen))
    )


def _of_group(
    tally: Tally, group: int, statements: tuple[Key, ...], selected: Flags, listed: int
) -> tuple[Trait, ...]:
    agree, disagree = sides_of(tally, group)
    agrees = agree[3] > disagree[3]
    figures = np.where(agrees, agree, disagree)
    p, ratio, z, others = figures
    heard = selected & (tally.agree[group] + tally.disagree[group] > 0)
    sure = np.flatnonzero(heard & (_is_sure(agree) | _is_sure(disagree)))
    order = sure[np.argsort(-(ratio * others * p * z)[sure], kind="stable")]
    lead = _best_agreement(agree, heard)
    if not len(lead) and not len(order):
        apart = np.flatnonzero(heard)
        lead = apart[np.argsort(-others[apart], kind="stable")][:1]
    order = np.concatenate([lead, order[~np.isin(order, lead)]])[:listed]
    order = order[np.argsort(~agrees[order], kind="stable")]
    count = np.where(agrees, tally.agree[group], tally.disagree[group])
    return tuple(
        Trait(
            statement=statements[j],
            side=1 if agrees[j] else -1,
            count=int(count[j]),
            seen=int(tally.seen[group, j]),
            share=float(p[j]),
            ratio=float(ratio[j]),
            z=float(z[j]),
            z_others=float(others[j]),
        )
        for j in order
    )


def _is_sure(side: Floats) -> Flags:
    """Which statements pass both one-sided tests at 90 %, (m,)."""
    flags: Flags = (side[2] > SURE) & (side[3] > SURE)
    return flags


def _best_agreement(agree: Floats, heard: Flags) -> Labels:
    """The agreement that leads, as an array of one index or none.

    The statements are read in their order. The first that is likely leads; a later one takes its
    place when ratio · z · share · z is larger, or only share · z while the leader is not said more
    here than among the others.
    """
    p, ratio, z, others = agree
    strength, alone = ratio * others * p * z, p * z
    leader = -1
    for j in np.flatnonzero(heard).tolist():
        if leader < 0:
            leads = z[j] > SURE or (ratio[j] > 1 and p[j] > 0.5)
        else:
            rank = strength if ratio[leader] > 1 else alone
            leads = rank[j] > rank[leader]
        leader = j if leads else leader
    return np.array([leader][: leader >= 0], np.int64)
