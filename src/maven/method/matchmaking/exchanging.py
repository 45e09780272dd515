"""What can still be won when the meetings that are worth most do not all find a slot?

Slot by slot, everything else staying where it is, the meetings of one slot are chosen anew: exactly,
among all pairs that do not meet in another. Nothing gets worse; a plan that nothing improves any more
may still not be the best there is, which is why the bound is told with it.
"""

from typing import TYPE_CHECKING

import numpy as np

from maven.method.matchmaking.choosing import TOLERANCE, choose
from maven.method.matchmaking.circle import Circle, Ints
from maven.method.matchmaking.evening import Evening

if TYPE_CHECKING:
    from scipy.sparse import csc_array

ROUNDS = 6  # times all slots are looked at


def exchanged(evening: Evening, slot_of: dict[int, int], bound: float) -> dict[int, int]:
    """The plan after every exchange in one slot that is worth something.

    Cost: at most 6 · slots matchings, see `choose`.
    """
    weight = evening.circle.weight
    best = dict(slot_of)
    for turn in range(ROUNDS * evening.slots):
        slot = turn % evening.slots
        if slot == 0:
            worth = before = float(weight[sorted(best)].sum())
        best = _refilled(evening, best, slot)
        worth = float(weight[sorted(best)].sum())
        near = TOLERANCE * float(weight.max())
        if worth >= bound - near or (slot == evening.slots - 1 and worth <= before + near):
            break
    return best


def _refilled(evening: Evening, slot_of: dict[int, int], slot: int) -> dict[int, int]:
    circle = evening.circle
    kept = {pair: where for pair, where in slot_of.items() if where != slot}
    taken = np.concatenate([circle.first[sorted(kept)], circle.second[sorted(kept)]])
    left = evening.quota - np.bincount(taken, minlength=len(evening.free))
    here = np.array([mask >> slot & 1 for mask in evening.free], bool) & (left > 0)
    able = here[circle.first] & here[circle.second]
    able[sorted(kept)] = False
    pairs = np.flatnonzero(able)
    chosen = choose(circle.weight[pairs], incidence(circle, pairs), np.ones(len(here)))
    now = [pair for pair, where in slot_of.items() if where == slot]
    if chosen.value <= circle.weight[now].sum():
        return slot_of
    return kept | dict.fromkeys(pairs[chosen.index].tolist(), slot)


def incidence(circle: Circle, pairs: Ints) -> "csc_array":
    """(n, pairs) of 0 and 1: who is of which pair."""
    from scipy.sparse import csc_array

    ends = np.concatenate([circle.first[pairs], circle.second[pairs]])
    columns = np.tile(np.arange(len(pairs)), 2)
    shape = (len(circle.people), len(pairs))
    return csc_array((np.ones(len(ends)), (ends, columns)), shape=shape)
