"""Which sets of meetings can never all take place, however the slots are dealt?

Two reasons are looked for among the meetings chosen, and forbidden for good. An odd set: of |S|
people who are there in a slot at most ⌊|S|/2⌋ pairs can meet in it, so three people cannot have
three meetings in two slots. And a narrow one: the meetings of a person with those who share only
few slots with them are no more than these slots.

References: Edmonds 1965 (odd sets); Seymour 1979 (overfull graphs); Hall 1935.
"""

from itertools import combinations

import numpy as np

from maven.method.matchmaking.blossoms import Cut
from maven.method.matchmaking.circle import Ints
from maven.method.matchmaking.colouring import bits
from maven.method.matchmaking.evening import Evening


def cuts_of(evening: Evening, chosen: Ints) -> list[Cut]:
    """The limits that the chosen pairs break; none when nothing is known against them.

    Cost: O(pairs chosen · log) for the odd sets, O(m) for each cut found.
    """
    return [*_odd(evening, chosen), *_narrow(evening, chosen)]


def _odd(evening: Evening, chosen: Ints) -> list[Cut]:
    first, second = evening.circle.first, evening.circle.second
    beside: dict[int, set[int]] = {}
    for pair in chosen.tolist():
        one, other = int(first[pair]), int(second[pair])
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    cuts = []
    for part in _parts(beside):
        tight = _overfull(evening, {person: set(beside[person]) for person in part})
        if tight:
            inside = np.zeros(len(evening.free), bool)
            inside[sorted(tight)] = True
            pairs = np.flatnonzero(inside[first] & inside[second])
            cuts.append(Cut(pairs=pairs, most=room(evening, tight)))
    return cuts


def _parts(beside: dict[int, set[int]]) -> list[list[int]]:
    """The connected parts, each sorted, in the order of their first person."""
    seen: set[int] = set()
    parts = []
    for start in sorted(beside):
        if start in seen:
            continue
        part, edge = {start}, [start]
        while edge:
            fresh = beside[edge.pop()] - part
            part |= fresh
            edge += sorted(fresh)
        seen |= part
        parts.append(sorted(part))
    return parts


def _overfull(evening: Evening, beside: dict[int, set[int]]) -> set[int]:
    """People among whom too many pairs are chosen: found by leaving out, again and again, who has
    the fewest."""
    people = set(beside)
    count = sum(map(len, beside.values())) // 2
    there = [sum(evening.free[one] >> slot & 1 for one in people) for slot in range(evening.slots)]
    while len(people) > 2:
        if count > sum(number // 2 for number in there):
            return people
        last = min(people, key=lambda one: (len(beside[one]), one))
        people.remove(last)
        count -= len(beside[last])
        for other in beside.pop(last):
            beside[other].remove(last)
        for slot in bits(evening.free[last]):
            there[slot] -= 1
    return set()


def room(evening: Evening, people: set[int]) -> int:
    """How many pairs of these people can meet, counting who is there in each slot."""
    free = [evening.free[one] for one in people]
    return sum(sum(mask >> slot & 1 for mask in free) // 2 for slot in range(evening.slots))


def _narrow(evening: Evening, chosen: Ints) -> list[Cut]:
    if len(set(evening.free)) == 1:
        return []
    of: dict[int, list[int]] = {}
    for pair in chosen.tolist():
        for person in (evening.circle.first[pair], evening.circle.second[pair]):
            of.setdefault(int(person), []).append(evening.common(pair))
    return [
        _narrowed(evening, person, narrow)
        for person in sorted(of)
        for narrow in _too_narrow(of[person])
    ]


def _too_narrow(masks: list[int]) -> list[int]:
    """The smallest sets of slots for which more meetings ask than there are slots."""
    kinds = sorted(set(masks))
    unions = sorted({*kinds, *(one | other for one, other in combinations(kinds, 2))})
    full = [
        union for union in unions if sum(mask & ~union == 0 for mask in masks) > union.bit_count()
    ]
    return [union for union in full if not any(one & ~union == 0 for one in full if one != union)]


def _narrowed(evening: Evening, person: int, narrow: int) -> Cut:
    first, second = evening.circle.first, evening.circle.second
    mine = np.flatnonzero((first == person) | (second == person))
    pairs = [pair for pair in mine.tolist() if evening.common(pair) & ~narrow == 0]
    return Cut(pairs=np.array(pairs, np.int64), most=narrow.bit_count())
