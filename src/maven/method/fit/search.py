"""What is the best combination of so many things at most? (the search under `fit`)

Combinations are grown one activity at a time, all those of one size together. Three rules leave
nothing good behind: a kind is added only when the kinds better in every respect are there already;
a start is left when even the best that the remaining places could bring, dimension by dimension,
ends no higher than what is known for its days; and when the sum of the best kinds taken alone does
not either.

References: Nemhauser, Wolsey & Fisher 1978 (the benefit is submodular, which makes the bounds
valid); Land & Doig 1960 (branch and bound).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maven.method.coverage import Kind, Needs, effects

type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]
type Bits = NDArray[Any]
type Known = tuple[float, float, tuple[int, ...]]  # benefit, days, members

BLOCK = 2_000_000  # combinations looked at together
SAME = 1e-9  # benefits and days closer than this are equal


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Level:
    """N combinations of one size: members (N, size), bits (N, words), brought (N, 4), days."""

    members: NDArray[np.int16]
    bits: Bits
    brought: Floats
    days: Floats

    def part(self, rows: slice | Flags) -> "Level":
        return Level(
            members=self.members[rows],
            bits=self.bits[rows],
            brought=self.brought[rows],
            days=self.days[rows],
        )


class Search:
    """One exact search, kinds put strongest first so that what may be added is soon weak.

    With `front` it keeps the best for each effort, without it only the best of all, which is
    quicker.
    """

    def __init__(
        self, able: Sequence[Kind], needs: Needs, budget: float, most: int, *, front: bool
    ) -> None:
        self.weights, self.asked = np.array(needs.weights), np.array(needs.asked)
        table = np.array([effects(kind, needs) for kind in able], float).reshape(len(able), 4)
        # Beyond what is asked nothing counts: the surplus is not a strength.
        table = np.minimum(table, self.asked)
        days = np.array([kind.days for kind in able])
        self.place = np.lexsort((np.arange(len(able)), days, -self.benefit(table).round(9)))
        self.kinds = [able[index] for index in self.place]
        self.table, self.days = table[self.place], days[self.place]
        self.alone = self.benefit(self.table)
        self.cheapest = np.minimum.accumulate(np.append(self.days, np.inf)[::-1])[::-1]
        self.bit = bits_of(np.eye(len(able), dtype=bool))
        self.before = bits_of(self.better())
        self.budget, self.most, self.front = budget, min(most, len(able)), front
        self.examined = 1
        self.known: list[Known] = [(0.0, 0.0, ())]

    def benefit(self, brought: Floats) -> Floats:
        found: Floats = np.minimum(brought, self.asked) @ self.weights
        return found

    def better(self) -> Flags:
        """[a, b]: b does all that a does, and is quicker or as quick and listed before.

        A best combination that holds a then holds b too: otherwise b in place of a would be better.
        """
        stronger = (self.table[None] >= self.table[:, None]).all(axis=2)
        quicker = self.days[None] < self.days[:, None]
        listed = (self.days[None] == self.days[:, None]) & (self.place[None] < self.place[:, None])
        found: Flags = stronger & (quicker | listed)
        return found

    def run(self) -> list[tuple[Kind, ...]]:
        level = Level(
            members=np.zeros((1, 0), np.int16),
            bits=np.zeros((1, self.bit.shape[1]), np.uint64),
            brought=np.zeros((1, 4)),
            days=np.zeros(1),
        )
        for places in range(self.most - 1, -1, -1):
            parts = [self.step(part, places) for part in self.blocks(level)]
            level = Level(
                members=np.concatenate([part.members for part in parts]),
                bits=np.concatenate([part.bits for part in parts]),
                brought=np.concatenate([part.brought for part in parts]),
                days=np.concatenate([part.days for part in parts]),
            )
            if not len(level.days):
                break
        return [tuple(self.kinds[index] for index in members) for _, _, members in self.known]

    def blocks(self, level: Level) -> Iterator[Level]:
        height = max(1, BLOCK // max(len(self.kinds), 1))
        for first in range(0, len(level.days), height):
            yield level.part(slice(first, first + height))

    def step(self, level: Level, places: int) -> Level:
        """One activity more: learn from it, return what `places` more could still improve."""
        last = level.members[:, -1] if level.members.shape[1] else np.full(len(level.days), -1)
        after = np.arange(len(self.kinds)) > last[:, None]
        for word in range(self.bit.shape[1]):
            wanted = self.before[:, word]
            after &= (level.bits[:, word, None] & wanted) == wanted
        after &= level.days[:, None] + self.days <= self.budget + SAME
        old, new = np.nonzero(after)
        self.examined += len(old)
        days = level.days[old] + self.days[new]
        brought = level.brought[old] + self.table[new]
        benefit = self.benefit(brought)
        learnt = benefit >= self.floor(days) - SAME
        self.learn(benefit[learnt], days[learnt], level.members[old[learnt]], new[learnt])
        could = self.promising(benefit, brought, days, new, places) if places else days < 0
        old, new = old[could], new[could]
        return Level(
            members=np.column_stack([level.members[old], new.astype(np.int16)]),
            bits=level.bits[old] | self.bit[new],
            brought=brought[could],
            days=days[could],
        )

    def learn(self, benefit: Floats, days: Floats, members: NDArray[np.int16], new: Bits) -> None:
        """Put into what is known the combinations that answer more for their days."""
        order = np.lexsort((-benefit.round(9), days.round(9)))
        top = np.maximum.accumulate(np.concatenate([[0.0], benefit[order]]))[1:]
        # Among equals in benefit only the quickest, however many: thousands may answer everything.
        first = np.maximum.accumulate(
            np.where(np.diff(top, prepend=-1.0) > SAME, np.arange(len(top)), 0)
        )
        quickest = days[order] <= days[order][first] + SAME
        order = order[(benefit[order] >= top - SAME) & quickest]
        found: list[Known] = [
            (float(benefit[i]), float(days[i]), (*members[i].tolist(), int(new[i]))) for i in order
        ]
        front: list[Known] = []
        for one in sorted(self.known + found, key=self.order):
            if not front or one[0] > front[-1][0] + SAME:
                front.append(one)
        self.known = front if self.front else front[-1:]

    def order(self, one: Known) -> tuple[object, ...]:
        benefit, days, members = one
        places = sorted(int(self.place[index]) for index in members)
        return round(days, 9), -round(benefit, 9), len(members), places

    def floor(self, days: Floats) -> Floats:
        """The most known to be answered in so many days; without a front, the best of all."""
        if not self.front:
            return np.full(len(days), self.known[-1][0])
        spent = np.array([one[1] for one in self.known])
        best = np.array([one[0] for one in self.known])
        floors: Floats = best[np.searchsorted(spent, days + SAME, side="right") - 1]
        return floors

    def promising(
        self, benefit: Floats, brought: Floats, days: Floats, last: Bits, places: int
    ) -> Flags:
        """Which could, with `places` more, answer more than is known, or as much sooner."""
        count = len(self.kinds)
        reach, bonus = np.zeros((count, 4)), np.zeros(count)
        for index in range(count - 1):
            rest = self.table[index + 1 :]
            reach[index] = np.sort(rest, axis=0)[::-1][:places].sum(axis=0)
            bonus[index] = self.alone[index + 1 : index + 1 + places].sum()
        bound = np.minimum(self.benefit(brought + reach[last]), benefit + bonus[last])
        sooner = days + self.cheapest[last + 1]
        top, spent = self.known[-1][:2]
        could: Flags = (sooner <= self.budget + SAME) & (bound >= self.floor(sooner) - SAME)
        could &= (bound > top + SAME) | (sooner <= spent + SAME)
        if self.front:
            could &= bound > self.floor(sooner - 3 * SAME) + SAME
        return could


def bits_of(flags: Flags) -> Bits:
    """Each row of flags as 64-bit words, (rows, words)."""
    words = max(1, -(-flags.shape[1] // 64))
    wide = np.zeros((len(flags), 64 * words), bool)
    wide[:, : flags.shape[1]] = flags
    return np.packbits(wide, axis=1).view(np.uint64).reshape(len(flags), words)
