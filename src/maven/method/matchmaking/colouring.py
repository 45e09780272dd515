"""In which slot does each meeting take place? (edge colouring)

The meetings are the edges of a graph, the slots its colours: nobody is in two places at once. By
Vizing 1964 as many slots as anybody has meetings nearly always suffice, one more always. A meeting
that finds no common free slot swaps the slots of a Kempe chain; one that still finds none takes the
place of another, which then looks for a place itself, and this walk ends at the first full evening
or after a stated number of steps.

References: Kempe 1879; Vizing 1964; Misra and Gries 1992.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

STEPS = 5  # of the walk, for each meeting
NOWHERE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """slot_of : the slot of each meeting, -1 for none. missing : the weight left without a slot."""

    slot_of: tuple[int, ...]
    missing: float


def place(
    pairs: Sequence[tuple[int, int]],
    weight: Sequence[float],
    free: Sequence[int],
    *,
    seed: int = 0,
) -> Placed:
    """Give each meeting a slot that both have free.

    Parameters
    ----------
    pairs : numbers of two different people, each pair once. weight : of each, above 0.
    free : of each person the open slots, as bits: 0b101 is slots 0 and 2.
    seed : of the walk; the rest knows no chance.

    Example
    -------
    >>> place([(0, 1), (2, 3), (0, 2), (1, 3)], [1, 1, 1, 1], [0b11] * 4).slot_of
    (0, 0, 1, 1)
    >>> place([(0, 1), (0, 2), (1, 2)], [3, 2, 2], [0b11] * 3).slot_of
    (0, 1, -1)

    Cost: O(pairs · people) at worst for the chains, in practice a few steps for each pair;
    20 · pairs steps of the walk at most.
    """
    dealing = _Dealing(pairs, free)
    waiting = [edge for edge in range(len(pairs)) if not dealing.seat(edge)]
    best = dealing.slot_of.copy()
    missing = least = sum(weight[edge] for edge in waiting)
    chance = np.random.default_rng(seed)
    for _ in range(STEPS * len(pairs)):
        if not waiting:
            break
        edge = waiting.pop(int(chance.integers(len(waiting))))
        dealing.stir(edge, chance)
        out = [] if dealing.seat(edge) else dealing.intrude(edge, chance)
        waiting += [one for one in out if not dealing.seat(one)]
        missing = sum(weight[one] for one in waiting)
        if missing < least:
            best, least = dealing.slot_of.copy(), missing
    return Placed(slot_of=tuple(best), missing=float(least))


class _Dealing:
    """Who meets whom in which slot, while the meetings are being placed."""

    def __init__(self, pairs: Sequence[tuple[int, int]], free: Sequence[int]) -> None:
        self.pairs = pairs
        self.slot_of = [NOWHERE] * len(pairs)
        self.open = list(free)
        self.free = list(free)
        self.at: list[dict[int, int]] = [{} for _ in free]  # the meeting of each one's slots

    def put(self, edge: int, slot: int) -> None:
        self.slot_of[edge] = slot
        for person in self.pairs[edge]:
            self.at[person][slot] = edge
            self.free[person] ^= 1 << slot

    def lift(self, edge: int) -> None:
        slot = self.slot_of[edge]
        self.slot_of[edge] = NOWHERE
        for person in self.pairs[edge]:
            del self.at[person][slot]
            self.free[person] ^= 1 << slot

    def seat(self, edge: int) -> bool:
        """Place a meeting in the first slot both have free, or make one free by a chain."""
        one, other = self.pairs[edge]
        both = self.free[one] & self.free[other]
        if both:
            self.put(edge, lowest(both))
            return True
        allowed = self.open[one] & self.open[other]
        for slot in bits(self.free[one] & allowed):
            for swap in bits(self.free[other]):
                if self._swapped(other, slot, swap, one):
                    self.put(edge, slot)
                    return True
        return False

    def _swapped(self, start: int, slot: int, swap: int, end: int) -> bool:
        """Swap two slots along the chain from `start`, which has `swap` free, unless it meets `end`."""
        chain, person, taken, other = [], start, slot, swap
        while (edge := self.at[person].get(taken)) is not None:
            one, two = self.pairs[edge]
            if not (self.open[one] & self.open[two]) >> other & 1:
                return False
            chain.append((edge, other))
            person = two if person == one else one
            taken, other = other, taken
        if person == end:
            return False
        for edge, _ in chain:
            self.lift(edge)
        for edge, new in chain:
            self.put(edge, new)
        return True

    def stir(self, edge: int, chance: np.random.Generator) -> None:
        """Let one of the two have another slot free, by a chain of swaps."""
        person = self.pairs[edge][int(chance.integers(2))]
        had, free = list(self.at[person]), bits(self.free[person])
        if had and free:
            slot = had[int(chance.integers(len(had)))]
            self._swapped(person, slot, free[int(chance.integers(len(free)))], NOWHERE)

    def intrude(self, edge: int, chance: np.random.Generator) -> list[int]:
        """Place a meeting where it drives out the fewest others; which ones."""
        one, other = self.pairs[edge]
        slots = list(bits(self.open[one] & self.open[other]))
        driven = [
            {self.at[person][slot] for person in (one, other) if slot in self.at[person]}
            for slot in slots
        ]
        fewest = min(map(len, driven))
        choice = [index for index, out in enumerate(driven) if len(out) == fewest]
        index = choice[int(chance.integers(len(choice)))]
        for out in sorted(driven[index]):
            self.lift(out)
        self.put(edge, slots[index])
        return sorted(driven[index])


def bits(mask: int) -> list[int]:
    """The numbers of the bits that are set, smallest first.

    >>> bits(0b1101)
    [0, 2, 3]
    """
    found = []
    while mask:
        found.append(lowest(mask))
        mask &= mask - 1
    return found


def lowest(mask: int) -> int:
    """The number of the lowest bit that is set.

    >>> lowest(0b1100)
    2
    """
    return (mask & -mask).bit_length() - 1
