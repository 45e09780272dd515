"""The slots of an evening: who is there when, what is already promised, who may still meet whom."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from maven.method.matchmaking.circle import Circle, Ints, numbers_of
from maven.method.votes import Key


class NoSlot(ValueError):
    """An evening has at least one slot."""


class ASlotThatIsNone(ValueError):
    """Slots are numbered from 1 to the last."""


class AMaximumBelowZero(ValueError):
    """A person wishes for a whole number of meetings, at least 0."""


class APersonTwiceInASlot(ValueError):
    """Each person has at most one meeting in a slot."""


class APairFixedTwice(ValueError):
    """A pair meets once."""


class ARefusedPairIsFixed(ValueError):
    """A refusal is absolute: a meeting that one of the two refuses cannot be promised."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evening:
    """What can still be planned.

    Attributes
    ----------
    circle : the pairs that may still meet. slots : how many there are.
    free : of each person the open slots, as bits: 0b101 is slots 0 and 2.
    quota : (n,) how many more meetings each may have. everywhen : all have the same open slots.
    fixed : (slot, a, b) promised meetings by numbers, slots from 0. fixed_weight : of each.
    """

    circle: Circle
    slots: int
    free: tuple[int, ...]
    quota: Ints
    fixed: tuple[tuple[int, int, int], ...]
    fixed_weight: tuple[float, ...]

    def common(self, pair: int) -> int:
        """The slots both people of a pair have open, as bits."""
        circle = self.circle
        return self.free[int(circle.first[pair])] & self.free[int(circle.second[pair])]


def evening_of(
    circle: Circle,
    *,
    slots: int,
    fixed: Iterable[tuple[int, Key, Key]],
    closed: Collection[int],
    available: Mapping[Key, Collection[int]],
    most: Mapping[Key, int],
) -> Evening:
    """Set aside what is promised; see `introductions` for the parameters.

    Cost: O(m + distinct availabilities²).
    """
    if slots < 1:
        raise NoSlot(NoSlot.__doc__)
    opened = (1 << slots) - 1 & ~_mask(closed, slots)
    free = [opened] * len(circle.people)
    for key, open_slots in available.items():
        if key in circle.number:
            free[circle.number[key]] &= _mask(open_slots, slots)
    promised = _promised(circle, fixed, slots)
    taken = np.zeros(len(free), np.int64)
    for slot, *both in promised:
        for person in both:
            free[person] &= ~(1 << slot)
            taken[person] += 1
    quota = np.array([mask.bit_count() for mask in free], np.int64)
    for person, wished in _wished(circle, most).items():
        quota[person] = max(0, min(quota[person], wished - taken[person]))
    left, weight = _without(circle, promised)
    return Evening(
        circle=_able(left, free, quota),
        slots=slots,
        free=tuple(free),
        quota=quota,
        fixed=promised,
        fixed_weight=weight,
    )


def _wished(circle: Circle, most: Mapping[Key, int]) -> dict[int, int]:
    for key, wished in most.items():
        if wished < 0 or wished != int(wished):
            raise AMaximumBelowZero(f"{AMaximumBelowZero.__doc__} [{key}: {wished}]")
    return {circle.number[key]: int(wished) for key, wished in most.items() if key in circle.number}


def _mask(slots: Collection[int], last: int) -> int:
    mask = 0
    for slot in slots:
        mask |= 1 << _slot(slot, last)
    return mask


def _slot(slot: int, last: int) -> int:
    if not 1 <= slot <= last:
        raise ASlotThatIsNone(f"{ASlotThatIsNone.__doc__} [{slot}]")
    return slot - 1


def _promised(
    circle: Circle, fixed: Iterable[tuple[int, Key, Key]], slots: int
) -> tuple[tuple[int, int, int], ...]:
    found = sorted(
        (_slot(slot, slots), *numbers_of((one, other), circle.number)) for slot, one, other in fixed
    )
    busy: set[tuple[int, int]] = set()
    met: set[tuple[int, int]] = set()
    for slot, one, other in found:
        told = f"[{circle.people[one]}, {circle.people[other]}]"
        if (one, other) in circle.refused:
            raise ARefusedPairIsFixed(f"{ARefusedPairIsFixed.__doc__} {told}")
        if (one, other) in met:
            raise APairFixedTwice(f"{APairFixedTwice.__doc__} {told}")
        if busy & {(slot, one), (slot, other)}:
            raise APersonTwiceInASlot(f"{APersonTwiceInASlot.__doc__} {told}")
        met.add((one, other))
        busy |= {(slot, one), (slot, other)}
    return tuple(found)


def _without(
    circle: Circle, promised: Collection[tuple[int, int, int]]
) -> tuple[Circle, tuple[float, ...]]:
    """The pairs that are not promised yet, and what was hoped from those that are (0: nothing)."""
    count = len(circle.people)
    code = circle.first * count + circle.second
    wanted = np.array([one * count + other for _, one, other in promised], np.int64)
    place = np.searchsorted(code, wanted)
    known = np.append(code, -1)[place] == wanted
    weight = np.where(known, np.append(circle.weight, 0.0)[place], 0.0)
    return _kept(circle, ~np.isin(code, wanted)), tuple(weight.tolist())


def _able(circle: Circle, free: list[int], quota: Ints) -> Circle:
    """The pairs of two people who may have more meetings and are there at the same time."""
    kinds = sorted(set(free))
    kind_of = np.array([kinds.index(mask) for mask in free], np.int64)
    meet = np.array([[bool(one & other) for other in kinds] for one in kinds], bool)
    wish = quota > 0
    kept = wish[circle.first] & wish[circle.second]
    if len(kinds) > 1 or not all(kinds):
        kept &= meet[kind_of[circle.first], kind_of[circle.second]]
    return _kept(circle, kept)


def _kept(circle: Circle, kept: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> Circle:
    return replace(
        circle,
        first=circle.first[kept],
        second=circle.second[kept],
        weight=circle.weight[kept],
    )
