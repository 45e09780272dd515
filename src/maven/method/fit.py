"""Which activities fit the situation observed? (the toolbox's rule of choice)

A toolbox holds tens of activities and a sprint takes a handful, so every combination can be looked at
and the answer is exact: no other combination within the budget answers more, nor as much in fewer
days. Combinations are grown one activity at a time, all of one size together; a start that cannot end
above what is already known for its days is left there, by two bounds that never understate (per
dimension, the best that the remaining places could bring; in all, the sum of the best activities taken
alone). What remains is the whole front between benefit and effort, not only its end.

Model: benefit = Σ w·min(asked, brought), see `coverage`. References: the benefit is monotone and
submodular (Nemhauser, Wolsey & Fisher 1978), which is what makes the bounds valid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maven.method.coverage import (
    Contribution,
    Coverage,
    Kind,
    Needs,
    Refusal,
    Situation,
    contributions,
    coverage,
    effects,
    in_arc,
    refusal,
)

type Floats = NDArray[np.float64]
type Bits = NDArray[Any]

MOST_ACTIVITIES = 5
BLOCK = 2_000_000  # combinations looked at together
SAME = 1e-9  # benefits and days closer than this are equal


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """Activities that go together, in the order of the sprint's arc, and what they answer."""

    slugs: tuple[str, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The combination that fits best and what makes it defensible.

    Attributes
    ----------
    best : the most answered, then the fewest days, the fewest activities, the order of the toolbox.
    contributions : what each activity of `best` adds, in its order.
    runner_up : the best combination that does without at least one of them; None when there is none.
    gap : what the runner-up answers less, in [0, 1].
    front : for each effort worth spending, the most that can be answered, fewest days first, from
        nothing to `best`.
    refused : the kinds that cannot be chosen now, in the order of the toolbox, with the reason.
    combinations : how many combinations there are of the kinds that can be chosen, budget aside.
    examined : how many were looked at one by one; all others were proved unable to do better.
    """

    best: Combination
    contributions: tuple[Contribution, ...]
    runner_up: Combination | None
    gap: float
    front: tuple[Combination, ...]
    refused: tuple[Refusal, ...]
    combinations: int
    examined: int


def fit(
    kinds: Sequence[Kind],
    needs: Needs,
    situation: Situation,
    *,
    most: int = MOST_ACTIVITIES,
) -> Fit:
    """Choose at most `most` kinds, each once, for the needs, within the situation.

    Raises
    ------
    ValueError : two kinds bear the same slug, or a kind takes no time.

    Example
    -------
    >>> toolbox = [Kind(slug="poll", days=2, measure=4), Kind(slug="walk", days=1, connect_qty=4)]
    >>> found = fit(toolbox, Needs(measure=1), Situation(days=5, people=30))
    >>> found.best.slugs, found.best.coverage.total, found.runner_up.slugs, found.gap
    (('poll',), 1.0, (), 1.0)

    Cost: about 0.1 s for 83 kinds and 5 activities; at worst all combinations are examined.
    """
    if len({kind.slug for kind in kinds}) < len(kinds) or any(kind.days <= 0 for kind in kinds):
        raise ValueError("Kinds have different slugs and take more than no time.")
    refusals = [refusal(kind, situation) for kind in kinds]
    able = [kind for kind, refused in zip(kinds, refusals, strict=True) if refused is None]
    search = _Search(able, needs, situation.days, most, front=True)
    front = [in_arc(one) for one in search.run()]
    best, examined = front[-1], search.examined
    others = []
    for dropped in best:
        rest = [kind for kind in able if kind is not dropped]
        search = _Search(rest, needs, situation.days, most, front=False)
        others.append(in_arc(search.run()[-1]))
        examined += search.examined
    runner_up = min(others, key=lambda other: _rank(other, able, needs), default=None)
    whole = coverage(best, needs).total
    return Fit(
        best=_combination(best, needs),
        contributions=contributions(best, needs),
        runner_up=None if runner_up is None else _combination(runner_up, needs),
        gap=0.0 if runner_up is None else max(0.0, whole - coverage(runner_up, needs).total),
        front=tuple(_combination(one, needs) for one in front),
        refused=tuple(refused for refused in refusals if refused is not None),
        combinations=sum(comb(len(able), size) for size in range(most + 1)),
        examined=examined,
    )


def _combination(kinds: Sequence[Kind], needs: Needs) -> Combination:
    return Combination(slugs=tuple(kind.slug for kind in kinds), coverage=coverage(kinds, needs))


def _rank(chosen: Sequence[Kind], able: Sequence[Kind], needs: Needs) -> tuple[object, ...]:
    """What orders combinations, the best first."""
    found = coverage(chosen, needs)
    places = sorted(able.index(kind) for kind in chosen)
    return -round(found.total, 9), round(found.days, 9), len(chosen), places


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Level:
    """Combinations of one size: members (N, size), as bits (N, words), brought (N, 4), days (N,)."""

    members: NDArray[np.int16]
    bits: Bits
    brought: Floats
    days: Floats

    def part(self, rows: slice | NDArray[np.bool_]) -> "_Level":
        return _Level(
            members=self.members[rows],
            bits=self.bits[rows],
            brought=self.brought[rows],
            days=self.days[rows],
        )


type _Known = tuple[float, float, tuple[int, ...]]  # benefit, days, members


class _Search:
    """One exact search over kinds put strongest first, so that what may still be added is soon weak.

    With `front` it keeps the best for each effort, without it only the best of all, which is quicker.
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
        self.bit = _bits(np.eye(len(able), dtype=bool))
        self.before = _bits(self.better())
        self.budget, self.most, self.front = budget, min(most, len(able)), front
        self.examined = 1
        self.known: list[_Known] = [(0.0, 0.0, ())]

    def benefit(self, brought: Floats) -> Floats:
        found: Floats = np.minimum(brought, self.asked) @ self.weights
        return found

    def better(self) -> NDArray[np.bool_]:
        """[a, b]: b does all that a does, and is quicker or as quick and listed before.

        A best combination that holds a then holds b too: otherwise b in place of a would be better.
        """
        stronger = (self.table[None] >= self.table[:, None]).all(axis=2)
        quicker = self.days[None] < self.days[:, None]
        listed = (self.days[None] == self.days[:, None]) & (self.place[None] < self.place[:, None])
        found: NDArray[np.bool_] = stronger & (quicker | listed)
        return found

    def run(self) -> list[tuple[Kind, ...]]:
        level = _Level(
            members=np.zeros((1, 0), np.int16),
            bits=np.zeros((1, self.bit.shape[1]), np.uint64),
            brought=np.zeros((1, 4)),
            days=np.zeros(1),
        )
        for places in range(self.most - 1, -1, -1):
            parts = [self.step(part, places) for part in self.blocks(level)]
            level = _Level(
                members=np.concatenate([part.members for part in parts]),
                bits=np.concatenate([part.bits for part in parts]),
                brought=np.concatenate([part.brought for part in parts]),
                days=np.concatenate([part.days for part in parts]),
            )
            if not len(level.days):
                break
        return [tuple(self.kinds[index] for index in members) for _, _, members in self.known]

    def blocks(self, level: _Level) -> Iterator[_Level]:
        height = max(1, BLOCK // max(len(self.kinds), 1))
        for first in range(0, len(level.days), height):
            yield level.part(slice(first, first + height))

    def step(self, level: _Level, places: int) -> _Level:
        """One activity more; learn from what is found; return what `places` more could still improve."""
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
        return _Level(
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
        found: list[_Known] = [
            (float(benefit[i]), float(days[i]), (*members[i].tolist(), int(new[i]))) for i in order
        ]
        front: list[_Known] = []
        for one in sorted(self.known + found, key=self.order):
            if not front or one[0] > front[-1][0] + SAME:
                front.append(one)
        self.known = front if self.front else front[-1:]

    def order(self, one: _Known) -> tuple[object, ...]:
        benefit, days, members = one
        places = sorted(int(self.place[index]) for index in members)
        return round(days, 9), -round(benefit, 9), len(members), places

    def floor(self, days: Floats) -> Floats:
        """The most that is known to be answered in at most so many days; the best of all otherwise."""
        if not self.front:
            return np.full(len(days), self.known[-1][0])
        spent = np.array([one[1] for one in self.known])
        best = np.array([one[0] for one in self.known])
        floors: Floats = best[np.searchsorted(spent, days + SAME, side="right") - 1]
        return floors

    def promising(
        self, benefit: Floats, brought: Floats, days: Floats, last: Bits, places: int
    ) -> NDArray[np.bool_]:
        """Which could, with `places` more activities, answer more than is known, or as much sooner."""
        count = len(self.kinds)
        reach, bonus = np.zeros((count, 4)), np.zeros(count)
        for index in range(count - 1):
            rest = self.table[index + 1 :]
            reach[index] = np.sort(rest, axis=0)[::-1][:places].sum(axis=0)
            bonus[index] = self.alone[index + 1 : index + 1 + places].sum()
        bound = np.minimum(self.benefit(brought + reach[last]), benefit + bonus[last])
        sooner = days + self.cheapest[last + 1]
        top, spent = self.known[-1][:2]
        could = (sooner <= self.budget + SAME) & (bound >= self.floor(sooner) - SAME)
        could &= (bound > top + SAME) | (sooner <= spent + SAME)
        if self.front:
            could &= bound > self.floor(sooner - 3 * SAME) + SAME
        return could


def _bits(flags: NDArray[np.bool_]) -> Bits:
    """Each row of flags as 64-bit words, (rows, words)."""
    words = max(1, -(-flags.shape[1] // 64))
    wide = np.zeros((len(flags), 64 * words), bool)
    wide[:, : flags.shape[1]] = flags
    return np.packbits(wide, axis=1).view(np.uint64).reshape(len(flags), words)
