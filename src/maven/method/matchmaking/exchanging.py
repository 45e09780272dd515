"""What can still be won when the meetings that are worth most do not all find a slot?

Slot by slot, everything else staying where it is, the meetings of one slot are chosen anew: exactly,
among all pairs that do not meet in another. Nothing gets worse; a plan that nothing improves any more
may still not be the best there is, which is why the bound is told with it.
"""

import numpy as np

from maven.method.matchmaking.blossoms import choose_pairs
from maven.method.matchmaking.choosing import TOLERANCE, choose
from maven.method.matchmaking.colouring import bits
from maven.method.matchmaking.evening import Evening

NODES = 100  # of the branch and cut


def exchanged(evening: Evening, slot_of: dict[int, int], bound: float) -> dict[int, int]:
    """The plan after every exchange in one slot that is worth something.

    Cost: a matching for each slot, see `choose`, again as long as all of them together win.
    """
    weight = evening.circle.weight
    near = TOLERANCE * float(weight.max())
    best, worth, before = slot_of, float(weight[sorted(slot_of)].sum()), -1.0
    while before + near < worth < bound - near:
        before = worth
        for slot in range(evening.slots):
            best = _refilled(evening, best, slot)
        worth = float(weight[sorted(best)].sum())
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
    chosen = choose_pairs(circle, pairs, np.ones(len(here)))
    now = [pair for pair, where in slot_of.items() if where == slot]
    if chosen.value <= circle.weight[now].sum():
        return slot_of
    return kept | dict.fromkeys(pairs[chosen.index].tolist(), slot)


def cells_of(evening: Evening) -> int:
    """How many meetings are possible, each pair counted in each slot."""
    return sum(evening.common(pair).bit_count() for pair in range(len(evening.circle.weight)))


def spread(evening: Evening) -> tuple[dict[int, int], float]:
    """The best plan found and its bound, each pair weighed in each slot: for small evenings.

    Cost: NODES linear programs at worst, then the bound may stay above the plan.
    """
    from scipy.sparse import csc_array

    circle, slots = evening.circle, evening.slots
    people, pairs = len(circle.people), len(circle.weight)
    cells = [(pair, slot) for pair in range(pairs) for slot in bits(evening.common(pair))]
    pair, slot = np.array(cells, np.int64).T
    first, second = circle.first[pair], circle.second[pair]
    seats = people * slots
    # Each person once in a slot, as often as they wish, each pair once.
    row = [first * slots + slot, second * slots + slot, seats + first, seats + second]
    row.append(seats + people + pair)
    columns = np.tile(np.arange(len(cells)), len(row))
    shape = (seats + people + pairs, len(cells))
    rows = csc_array((np.ones(len(columns)), (np.concatenate(row), columns)), shape=shape)
    most = np.concatenate([np.ones(seats), evening.quota, np.ones(pairs)])
    chosen = choose(circle.weight[pair], rows, most, nodes=NODES)
    return dict(cells[cell] for cell in chosen.index), chosen.bound
