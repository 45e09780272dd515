"""One round that, turned, gives all the others: what finds Kirkman's schoolgirls and their like.

People stand on circles of as many places as there are rounds, a few in the middle. Each round is the
one before, turned by one place. Two people meet twice only when, in the first round, two pairs stand
alike: on the same circles at the same distance. So it is enough to find one round in which all
distances differ; depth first, the person most to the front first, at most NODES steps.

Sources: Anderson 1997 (starters, combinatorial designs); Kirkman 1850 (fifteen schoolgirls).
"""

from functools import lru_cache

import numpy as np

from maven.method.matchmaking.designs import Design

NODES = 30_000
MOST = 200  # people for whom a first round is looked for


def longest(tables: int, size: int, rounds: int, known: Design) -> Design:
    """The design known, or one from a starter that gives more of the `rounds` asked for.

    >>> from maven.method.matchmaking.designs import design
    >>> len(longest(10, 3, 14, design(10, 3, 14)).table_of)
    13
    """
    people = tables * size
    if len(known.table_of) >= rounds or people > MOST or size < 2 or tables < size:
        return known
    most = (people - 1) // (size - 1)
    for count in [*range(rounds, most + 1), *range(min(rounds - 1, most), len(known.table_of), -1)]:
        found = turned(tables, size, count)
        if found is not None:
            return Design(table_of=found.table_of[:rounds], turns=0, name=found.name)
    return known


def turned(tables: int, size: int, rounds: int) -> Design | None:
    """`rounds` rounds for tables · size people from one that is turned; None when none was found.

    >>> turned(5, 3, 7).table_of.shape, turned(3, 3, 4) is None
    ((7, 15), True)

    Cost: at most NODES steps, then O(rounds · people).
    """
    first = starter(tables, size, rounds)
    if first is None:
        return None
    people = tables * size
    circles = people // rounds * rounds
    one = np.arange(people)
    found = np.empty((rounds, people), np.int32)
    for turn in range(rounds):
        moved = one // rounds * rounds + (one + turn) % rounds
        found[turn, np.where(one < circles, moved, one)] = first
    return Design(table_of=found, turns=0, name="starter")


@lru_cache(maxsize=64)
def starter(tables: int, size: int, rounds: int) -> tuple[int, ...] | None:
    """The table of each person in the first round; person = circle · rounds + place."""
    search = _Starter(tables, size, rounds)
    return tuple(search.table_of) if search.run(0, []) else None


class _Starter:
    def __init__(self, tables: int, size: int, rounds: int) -> None:
        self.size, self.rounds = size, rounds
        self.people = tables * size
        self.circles = self.people // rounds
        self.table_of = [-1] * self.people
        self.used: set[tuple[int, int, int]] = set()
        self.left = NODES

    def run(self, table: int, mates: list[int]) -> bool:
        """Whether the round can be completed from this table on."""
        if len(mates) == self.size:
            return self.run(table + 1, [])
        free = [one for one in range(self.people - 1, -1, -1) if self.table_of[one] < 0]
        if not free:
            return True
        # Those in the middle first: they are the hardest to seat.
        able = [one for one in free if one < mates[-1]] if mates else free[:1]
        for one in able:
            self.left -= 1
            if self.left < 0:
                return False
            marks = self._distances(one, mates)
            if marks is not None:
                self.used |= marks
                self.table_of[one] = table
                if self.run(table, [*mates, one]):
                    return True
                self.table_of[one] = -1
                self.used -= marks
        return False

    def _distances(self, one: int, mates: list[int]) -> set[tuple[int, int, int]] | None:
        """What this seat uses up; None when a distance is used already."""
        found: set[tuple[int, int, int]] = set()
        for mate in mates:
            circle, other = one // self.rounds, mate // self.rounds
            if circle == self.circles:
                return None  # two in the middle would meet in each round
            step = (one - mate) % self.rounds
            if other == self.circles:
                marks = {(circle, mate, 0)}
            elif circle == other:
                marks = {(circle, other, step), (circle, other, -step % self.rounds)}
                if len(marks) == 1:
                    return None  # half a turn: they would meet twice
            else:
                marks = {(circle, other, step)}
            if marks & found or marks & self.used:
                return None
            found |= marks
        return found
