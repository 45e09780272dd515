"""The best plan of an evening: which pairs, then when, then what can still be exchanged."""

from dataclasses import dataclass

import numpy as np

from maven.method.matchmaking.choosing import Chosen, choose
from maven.method.matchmaking.colouring import NOWHERE, bits, place
from maven.method.matchmaking.cuts import cuts_of
from maven.method.matchmaking.evening import Evening
from maven.method.matchmaking.exchanging import exchanged, incidence

CUTS = 20  # rounds in which impossible choices are forbidden


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """slot_of : of each pair that meets, by its number. bound : of the weight of any plan."""

    slot_of: dict[int, int]
    bound: float


def plan(evening: Evening, *, seed: int) -> Plan:
    """Choose the pairs, then their slots; see `introductions`."""
    chosen = _chosen(evening)
    circle = evening.circle
    pairs = [(int(circle.first[pair]), int(circle.second[pair])) for pair in chosen.index]
    weight = circle.weight[chosen.index]
    # The heaviest first: what finds no slot should be missed the least.
    order = np.argsort(-weight, kind="stable")
    placed = place([pairs[i] for i in order], weight[order].tolist(), evening.free, seed=seed)
    slot_of = {
        int(chosen.index[i]): slot
        for i, slot in zip(order.tolist(), placed.slot_of, strict=True)
        if slot != NOWHERE
    }
    if placed.missing:
        slot_of = exchanged(evening, slot_of, chosen.bound)
    return Plan(slot_of=_best_first(evening, slot_of), bound=chosen.bound)


def _best_first(evening: Evening, slot_of: dict[int, int]) -> dict[int, int]:
    """Slots that are all the same to everybody, in the order of what is hoped from them."""
    if len(set(evening.free)) > 1:
        return slot_of
    pairs = sorted(slot_of)
    hoped = np.zeros(evening.slots)
    np.add.at(hoped, [slot_of[pair] for pair in pairs], evening.circle.weight[pairs])
    first = {slot_of[pair]: pair for pair in reversed(pairs)}
    slots = bits(evening.free[0])
    order = sorted(slots, key=lambda slot: (-hoped[slot], first.get(slot, 0)))
    return {pair: slots[order.index(slot)] for pair, slot in slot_of.items()}


def _chosen(evening: Evening) -> Chosen:
    """The pairs worth most, each person in no more than their quota, and no set known impossible."""
    from scipy.sparse import csc_array, vstack

    circle = evening.circle
    width = len(circle.weight)
    rows = incidence(circle, np.arange(width))
    most = evening.quota.astype(np.float64)
    for _ in range(CUTS):
        chosen = choose(circle.weight, rows, most)
        cuts = cuts_of(evening, chosen.index)
        if not cuts:
            break
        row = np.repeat(np.arange(len(cuts)), [len(cut.pairs) for cut in cuts])
        column = np.concatenate([cut.pairs for cut in cuts])
        more = csc_array((np.ones(len(row)), (row, column)), shape=(len(cuts), width))
        rows = csc_array(vstack([rows, more]))
        most = np.append(most, [float(cut.most) for cut in cuts])
    return chosen
