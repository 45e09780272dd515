"""What is the best combination of so many things at most? (the search under `fit`)

Combinations are grown one activity at a time, all those of one size together. Three rules leave
nothing good behind: a kind is added only when the kinds better in every respect are there already;
a start is left when even the best that the remaining places could bring, dimension by dimension,
ends no higher than what is known for its days; and when the sum of the best kinds taken alone does
not either. What the activities ask of one another (`rules`) is looked at when a combination could
enter the answer, never before: a start that lacks something may find it later.

References: Nemhauser, Wolsey & Fisher 1978 (the benefit is submodular, which makes the bounds
valid); Land & Doig 1960 (branch and bound).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maven.method.coverage import Kind, Needs, Situation
from maven.method.fit.known import Aim, Knowledge, Known
from maven.method.fit.options import SAME, Options, bits_of, options_of
from maven.method.fit.rules import rules_of

type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]
type Bits = NDArray[Any]

BLOCK = 2_000_000  # combinations looked at together
BEAM = 64  # starts followed to the end before all the others


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Level:
    """N starts of one size.

    members (N, size) options, kinds (N, words) bits, brought (N, 4), spent (N, 3) days, dates and
    lean, bound (N,) no continuation can answer more.
    """

    members: NDArray[np.int16]
    kinds: Bits
    brought: Floats
    spent: Floats
    bound: Floats

    def part(self, rows: slice | Bits) -> "Level":
        return Level(
            members=self.members[rows],
            kinds=self.kinds[rows],
            brought=self.brought[rows],
            spent=self.spent[rows],
            bound=self.bound[rows],
        )


def joined(parts: Sequence[Level]) -> Level:
    return Level(
        members=np.concatenate([part.members for part in parts]),
        kinds=np.concatenate([part.kinds for part in parts]),
        brought=np.concatenate([part.brought for part in parts]),
        spent=np.concatenate([part.spent for part in parts]),
        bound=np.concatenate([part.bound for part in parts]),
    )


class Search:
    """One exact search among `able` kinds; `aim` says how much of the answer is kept.

    After `run`: `examined` combinations were looked at, `pruned` starts were left, `proved` that
    nothing is better, `bound` that nothing answers more than (in the unit of needs).
    """

    def __init__(
        self,
        able: Sequence[Kind],
        needs: Needs,
        situation: Situation,
        most: int,
        *,
        aim: Aim = "best",
        limit: int | None = None,
    ) -> None:
        self.able = list(able)
        self.weights, self.asked = np.array(needs.weights), np.array(needs.asked)
        self.rules = rules_of(self.able, situation)
        self.options: Options = options_of(
            self.able, needs, self.rules, situation.days, same_lean=aim == "pareto"
        )
        self.bit = bits_of(np.eye(len(self.able), dtype=bool))[self.options.kind]
        self.budget = situation.days
        self.dates = np.inf if situation.dates is None else situation.dates
        self.most, self.limit = min(most, len(self.able)), limit
        self.knowledge = Knowledge(aim, self.options)
        self.reach = self.options.reach(self.most)
        self.examined, self.pruned = 1, 0
        self.bound = 0.0

    def benefit(self, brought: Floats) -> Floats:
        found: Floats = np.minimum(brought, self.asked) @ self.weights
        return found

    def run(self) -> list[tuple[Kind, ...]]:
        """What is kept, from the least to the most; a kind stands there once for each turn."""
        # First along the most promising starts only: what they teach lets most others be left.
        self.grow(at_most=BEAM)
        self.bound = 0.0
        self.grow(at_most=None)
        self.proved = self.bound <= self.knowledge.top + SAME
        self.bound = max(self.bound, self.knowledge.top)
        return [self.kinds_of(one) for one in self.knowledge.known]

    def grow(self, at_most: int | None) -> None:
        level = Level(
            members=np.zeros((1, 0), np.int16),
            kinds=np.zeros((1, self.bit.shape[1]), np.uint64),
            brought=np.zeros((1, 4)),
            spent=np.zeros((1, 3)),
            bound=np.array([self.benefit(self.asked[None])[0]]),
        )
        for places in range(self.most - 1, -1, -1):
            level = joined([self.step(part, places) for part in self.blocks(level)])
            if at_most is not None:
                order = np.argsort(-self.benefit(level.brought), kind="stable")
                level = level.part(order[:at_most])

    def kinds_of(self, one: Known) -> tuple[Kind, ...]:
        kind, turns = self.options.kind, self.options.turns
        return tuple(self.able[kind[i]] for i in one.members for _ in range(turns[i]))

    def blocks(self, level: Level) -> Iterator[Level]:
        height = max(1, BLOCK // max(len(self.options.kind), 1))
        for first in range(0, max(1, len(level.bound)), height):
            yield level.part(slice(first, first + height))

    def step(self, level: Level, places: int) -> Level:
        """One activity more: learn from it, return what `places` more could still improve."""
        if self.limit is not None and self.examined >= self.limit:
            # What is left unexamined could be as good as its bound says: nothing is proved.
            self.bound = max(self.bound, float(level.bound.max(initial=0.0)))
            level = level.part(slice(0))
        old, new = np.nonzero(self.addable(level))
        self.examined += len(old)
        brought = level.brought[old] + self.options.table[new]
        spent = level.spent[old] + self.options.spent[new]
        benefit = self.benefit(brought)
        self.learn(benefit, spent, level.members[old], new)
        bound = self.bounds(benefit, brought, new, places)
        could = self.promising(bound, spent, new, places)
        self.pruned += int(len(could) - could.sum())
        old, new = old[could], new[could]
        return Level(
            members=np.column_stack([level.members[old], new.astype(np.int16)]),
            kinds=level.kinds[old] | self.bit[new],
            brought=brought[could],
            spent=spent[could],
            bound=bound[could],
        )

    def addable(self, level: Level) -> Flags:
        """(N, options): those listed after the last, of a kind not there, within days and dates."""
        last = level.members[:, -1] if level.members.shape[1] else np.full(len(level.bound), -1)
        after: Flags = np.arange(len(self.options.kind)) > last[:, None]
        for word in range(self.bit.shape[1]):
            wanted = self.options.before[:, word]
            there = level.kinds[:, word, None]
            after &= ((there & wanted) == wanted) & ((there & self.bit[:, word]) == 0)
        after &= level.spent[:, :1] + self.options.spent[:, 0] <= self.budget + SAME
        after &= level.spent[:, 1:2] + self.options.spent[:, 1] <= self.dates
        return after

    def learn(self, benefit: Floats, spent: Floats, members: NDArray[np.int16], new: Bits) -> None:
        """Keep what answers more for its days, among what respects the rules."""
        days, lean = spent[:, 0], spent[:, 2]
        good = np.nonzero(benefit >= self.knowledge.floor(days, np.abs(lean)) - SAME)[0]
        whole = np.column_stack([members[good], new[good]])
        held = self.rules.respected(self.options.kind[whole])
        good, whole = good[held], whole[held]
        self.knowledge.learn(benefit[good], days[good], lean[good], whole)

    def bounds(self, benefit: Floats, brought: Floats, last: Bits, places: int) -> Floats:
        """What no continuation of a start with `places` more can exceed."""
        reach = self.reach[places, last]
        most = self.benefit(brought + reach[:, :4])
        found: Floats = np.minimum(most, benefit + reach[:, 4])
        return found

    def promising(self, bound: Floats, spent: Floats, last: Bits, places: int) -> Flags:
        """Which could, with `places` more, enter what is kept."""
        sooner = spent[:, 0] + self.options.cheapest[last + 1]
        could: Flags = sooner <= self.budget + SAME
        if not places:
            return could & False
        lean = spent[:, 2]
        against = np.where(lean > 0, self.reach[places, last, 5], self.reach[places, last, 6])
        least = np.maximum(0.0, np.abs(lean) - against)
        return could & self.knowledge.open_to(bound, sooner, least)
