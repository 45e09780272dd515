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

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

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
type Indices = NDArray[np.int16]

MOST_ACTIVITIES = 5
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
    front, examined = _front(able, needs, situation.days, most)
    best = front[-1]
    others = []
    for dropped in best:
        rest, more = _front([k for k in able if k is not dropped], needs, situation.days, most)
        others.append(rest[-1])
        examined += more
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


@dataclass(slots=True, kw_only=True, eq=False)
class _Level:
    """All the combinations of one size still growing: members (N, size), brought (N, 4), days (N,)."""

    members: Indices
    brought: Floats
    days: Floats


def _front(
    able: Sequence[Kind], needs: Needs, budget: float, most: int
) -> tuple[list[tuple[Kind, ...]], int]:
    """The combinations worth their days, fewest days first, each in arc order; and how many were seen."""
    search = _Search(able, needs, budget, most)
    front = search.run()
    return [in_arc(search.kinds[index] for index in members) for members in front], search.examined


class _Search:
    """One exact search. Kinds are put strongest first, so that what may still be added is soon weak."""

    def __init__(self, able: Sequence[Kind], needs: Needs, budget: float, most: int) -> None:
        self.weights = np.array(needs.weights)
        self.asked = np.array(needs.asked)
        table = np.array([effects(kind, needs) for kind in able]).reshape(len(able), 4)
        alone = self.benefit(table)
        self.place = np.argsort(-alone, kind="stable")
        self.kinds = [able[index] for index in self.place]
        self.table, self.alone = table[self.place], alone[self.place]
        self.days = np.array([kind.days for kind in self.kinds])
        self.budget, self.most = budget, min(most, len(able))
        self.examined = 1
        # The front known so far: (benefit, days, members), the empty combination to begin with.
        self.known: list[tuple[float, float, tuple[int, ...]]] = [(0.0, 0.0, ())]

    def benefit(self, brought: Floats) -> Floats:
        found: Floats = np.minimum(brought, self.asked) @ self.weights
        return found

    def run(self) -> list[tuple[int, ...]]:
        level = _Level(
            members=np.zeros((1, 0), np.int16), brought=np.zeros((1, 4)), days=np.zeros(1)
        )
        for size in range(1, self.most + 1):
            level = self.grown(level)
            self.examined += len(level.days)
            self.learn(level)
            if size < self.most:
                level = self.promising(level, self.most - size)
        return [members for _, _, members in self.known]

    def grown(self, level: _Level) -> _Level:
        """Each combination with each kind that comes after its last one, within the budget."""
        count = len(self.kinds)
        last = level.members[:, -1] if level.members.shape[1] else np.full(len(level.days), -1)
        old, new = np.nonzero(np.arange(count) > last[:, None])
        days = level.days[old] + self.days[new]
        within = days <= self.budget + SAME
        old, new = old[within], new[within]
        return _Level(
            members=np.column_stack([level.members[old], new.astype(np.int16)]),
            brought=level.brought[old] + self.table[new],
            days=days[within],
        )

    def learn(self, level: _Level) -> None:
        """Put into the front what the level holds that answers more for its days."""
        benefit = self.benefit(level.brought)
        kept = np.flatnonzero(benefit >= self.floor(level.days) - SAME)
        kept = kept[np.lexsort((-benefit[kept].round(9), level.days[kept].round(9)))]
        top = np.maximum.accumulate(np.concatenate([[0.0], benefit[kept]]))
        kept = kept[benefit[kept] >= top[1:] - SAME]
        found = [
            (float(benefit[i]), float(level.days[i]), tuple(level.members[i].tolist())) for i in kept
        ]
        front: list[tuple[float, float, tuple[int, ...]]] = []
        for one in sorted(self.known + found, key=self.order):
            if not front or one[0] > front[-1][0] + SAME:
                front.append(one)
        self.known = front

    def order(self, one: tuple[float, float, tuple[int, ...]]) -> tuple[object, ...]:
        benefit, days, members = one
        places = sorted(int(self.place[index]) for index in members)
        return round(days, 9), -round(benefit, 9), len(members), places

    def floor(self, days: Floats) -> Floats:
        """The most that is known to be answered in at most so many days."""
        spent = np.array([one[1] for one in self.known])
        best = np.array([one[0] for one in self.known])
        floors: Floats = best[np.searchsorted(spent, days + SAME, side="right") - 1]
        return floors

    def promising(self, level: _Level, places: int) -> _Level:
        """Those that, with `places` more activities, could still answer more than is known."""
        count = len(self.kinds)
        reach = np.zeros((count, 4))
        bonus = np.zeros(count)
        for last in range(count - 1):
            after = self.table[last + 1 :]
            reach[last] = np.sort(after, axis=0)[::-1][:places].sum(axis=0)
            bonus[last] = self.alone[last + 1 : last + 1 + places].sum()
        last = level.members[:, -1]
        bound = np.minimum(
            self.benefit(level.brought + reach[last]), self.benefit(level.brought) + bonus[last]
        )
        cheapest = np.minimum.accumulate(np.append(self.days, np.inf)[::-1])[::-1]
        days = level.days + cheapest[last + 1]
        could = (bound >= self.floor(days) - SAME) & (bound > self.floor(days - 3 * SAME) + SAME)
        could &= days <= self.budget + SAME
        return _Level(
            members=level.members[could], brought=level.brought[could], days=level.days[could]
        )
