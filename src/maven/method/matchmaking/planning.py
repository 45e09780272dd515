"""The best plan of an evening: which pairs, then when, then what can still be exchanged."""

from dataclasses import dataclass

import numpy as np

from maven.method.matchmaking.blossoms import Cut, choose_pairs
from maven.method.matchmaking.choosing import Chosen
from maven.method.matchmaking.circle import Circle
from maven.method.matchmaking.colouring import NOWHERE, bits, place
from maven.method.matchmaking.cuts import cuts_of, room
from maven.method.matchmaking.evening import Evening
from maven.method.matchmaking.exchanging import cells_of, exchanged, spread

MOST_CELLS = 600  # pairs in a slot up to which every plan is weighed
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
    bound = chosen.bound
    if placed.missing:
        slot_of, bound = _mended(evening, slot_of, bound)
    if len(set(evening.free)) == 1:
        slot_of = best_first(circle, slot_of, bits(evening.free[0]))
    return Plan(slot_of=slot_of, bound=bound)


def _mended(
    evening: Evening, slot_of: dict[int, int], bound: float
) -> tuple[dict[int, int], float]:
    """The plan after what can be exchanged, and what any plan is worth at most."""
    slot_of = exchanged(evening, slot_of, bound)
    worth = _worth(evening, slot_of)
    if worth < bound and cells_of(evening) <= MOST_CELLS:
        other, limit = spread(evening)
        bound = max(worth, min(bound, limit))
        slot_of = other if _worth(evening, other) > worth else slot_of
    return slot_of, bound


def _worth(evening: Evening, slot_of: dict[int, int]) -> float:
    return float(evening.circle.weight[sorted(slot_of)].sum())


def best_first(circle: Circle, slot_of: dict[int, int], slots: list[int]) -> dict[int, int]:
    """Slots that are all the same to everybody, in the order of what is hoped from them."""
    pairs = sorted(slot_of)
    hoped = dict.fromkeys(slots, 0.0)
    for pair in pairs:
        hoped[slot_of[pair]] += float(circle.weight[pair])
    first = {slot_of[pair]: pair for pair in reversed(pairs)}
    order = sorted(slots, key=lambda slot: (-hoped[slot], first.get(slot, 0)))
    where = dict(zip(order, slots, strict=True))
    return {pair: where[slot] for pair, slot in slot_of.items()}


def _chosen(evening: Evening) -> Chosen:
    """The pairs worth most, each person in no more than their quota, and no set known impossible."""
    pairs = np.arange(len(evening.circle.weight))
    most = evening.quota.astype(np.float64)
    cuts = [Cut(pairs=pairs, most=room(evening, set(range(len(evening.free)))))]
    for _ in range(CUTS):
        chosen = choose_pairs(evening.circle, pairs, most, cuts=cuts)
        found = cuts_of(evening, chosen.index)
        if not found:
            break
        cuts += found
    return chosen
