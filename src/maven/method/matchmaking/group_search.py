"""Which groups are the best that many descents find? (the search under `groups`)

Several arrangements improve side by side, as rows of one array: at each step every one of them
looks at one person and makes the best exchange or move this person can make. When a whole round of
people finds nothing better, the arrangement is a maximum: it is kept if it is the best so far, then
shaken a little and climbs again. One that has not risen for long is shaken thoroughly.

References: Lourenço, Martin & Stützle 2003 (iterated local search); Lai & Hao 2016 (weak and strong
shakes in turn, for this very problem).
"""

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]
type Labels = NDArray[np.intp]
type Bounds = Sequence[tuple[int, int]]

STARTS = 16  # arrangements that climb side by side
CELLS = 20_000_000  # starts × groups × people held in memory
SHAKEN = 3  # exchanges at random that leave a maximum
PATIENCE = 200  # maxima in a row that are no better, before a thorough shake
LOOK = 64  # steps between two looks at the clock
CLOSE = 1e-9  # of the largest distance: smaller gains are none


def climb(
    distance: Floats, bounds: Bounds, *, steps: int, seed: int, seconds: float | None = None
) -> Labels:
    """(n,) the group of each person in the best arrangement met, after so many steps or seconds.

    Without `seconds` the same seed gives the same arrangement. Cost: O(steps · starts · n).
    """
    ends = None if seconds is None else time.monotonic() + seconds
    search = Search(distance, bounds, seed)
    step = 0
    while (ends is not None or step < steps) and not search.trivial:
        search.step(step)
        step += 1
        if ends is not None and step % LOOK == 0 and time.monotonic() >= ends:
            break
    return search.best()


def fill(bounds: Bounds, people: int) -> list[int]:
    """How many in each group, as even as the bounds allow.

    >>> fill([(2, 9), (2, 3), (2, 9)], 12)
    [5, 3, 4]
    """
    sizes = [least for least, _ in bounds]
    for _ in range(people - sum(sizes)):
        open_ = [g for g, (_, most) in enumerate(bounds) if sizes[g] < most]
        sizes[min(open_, key=sizes.__getitem__)] += 1
    return sizes


class Search:
    """R arrangements: label (R, n), gain (R, G, n) what a person has in common with each group."""

    def __init__(self, distance: Floats, bounds: Bounds, seed: int) -> None:
        people, groups = len(distance), len(bounds)
        self.distance, self.groups = distance, groups
        self.trivial = people < 2 or groups < 2
        self.chance = np.random.default_rng(seed)
        starts = max(1, min(STARTS, CELLS // max(1, people * groups)))
        self.rows = np.arange(starts)
        sizes = np.array(fill(bounds, people), np.intp)
        self.least, self.most = np.array(bounds, np.intp).reshape(groups, 2).T
        self.movable = bool((self.least < self.most).any())
        self.size = np.tile(sizes, (starts, 1))
        filled = np.tile(np.repeat(np.arange(groups), sizes), (starts, 1))
        self.label = self.chance.permuted(filled, axis=1)
        self.turn = self.chance.permuted(np.tile(np.arange(people), (starts, 1)), axis=1)
        self.gain = np.empty((starts, groups, people))
        for row, group in np.ndindex(starts, groups):
            self.gain[row, group] = distance[self.label[row] == group].sum(axis=0)
        self.value = self.own().sum(axis=1) / 2
        self.close = CLOSE * float(np.abs(distance).max(initial=0.0))
        self.still = np.zeros(starts, np.intp)  # looks in a row that found nothing
        self.shake = np.zeros(starts, np.intp)  # exchanges at random yet to make
        self.fails = np.zeros(starts, np.intp)
        self.crest = np.full(starts, -np.inf)  # best of each since its last thorough shake
        self.top, self.kept = -np.inf, self.label[0].copy()

    def own(self) -> Floats:
        """(R, n) what each person has in common with its own group."""
        found: Floats = np.take_along_axis(self.gain, self.label[:, None, :], axis=1)[:, 0]
        return found

    def step(self, number: int) -> None:
        """Each arrangement looks at one person."""
        people = self.label.shape[1]
        who = self.turn[:, number % people]
        delta = self.deltas(who)
        choice = delta.argmax(axis=1)
        shaken = self.shake > 0
        if shaken.any():
            choice = np.where(shaken, self.chance.integers(0, people, len(choice)), choice)
            self.shake -= shaken
        gain = delta[self.rows, choice]
        does = gain > np.where(shaken, -np.inf, self.close)
        rows = np.flatnonzero(does)
        self.value[rows] += gain[rows]
        self.change(rows, who[rows], choice[rows])
        self.still += 1
        self.still[does] = 0
        reached = np.flatnonzero(self.still >= people)
        if len(reached):
            self.reach(reached)

    def deltas(self, who: Labels) -> Floats:
        """(R, n) gain of exchanging this person with each other, or (R, n + G) with the moves."""
        rows = self.rows
        here = self.label[rows, who]
        wins = self.gain[rows, :, who]
        leaves = wins[rows, here][:, None]
        delta = np.take_along_axis(wins, self.label, axis=1)
        delta += self.gain[rows, here] - self.own() - 2 * self.distance[who] - leaves
        delta[self.label == here[:, None]] = -np.inf
        if not self.movable:
            return delta
        may = (self.size < self.most) & (self.size > self.least)[rows, here][:, None]
        may[rows, here] = False
        return np.concatenate([delta, np.where(may, wins - leaves, -np.inf)], axis=1)

    def change(self, rows: Labels, who: Labels, choice: Labels) -> None:
        """Exchange `who` with person `choice`, or move it to group `choice - n`."""
        people = self.label.shape[1]
        swaps = choice < people
        here = self.label[rows, who]
        other = np.where(swaps, choice, 0)
        there = np.where(swaps, self.label[rows, other], choice - people)
        shift = np.where(swaps[:, None], self.distance[other], 0.0) - self.distance[who]
        self.gain[rows, here] += shift
        self.gain[rows, there] -= shift
        self.label[rows[swaps], other[swaps]] = here[swaps]
        self.label[rows, who] = there
        self.size[rows[~swaps], here[~swaps]] -= 1
        self.size[rows[~swaps], there[~swaps]] += 1

    def reach(self, rows: Labels) -> None:
        """These arrangements are maxima: learn from them, then leave them."""
        value = self.value[rows]
        first = int(value.argmax())
        if value[first] > self.top + self.close:
            self.top, self.kept = float(value[first]), self.label[rows[first]].copy()
        risen = value > self.crest[rows] + self.close
        self.crest[rows[risen]] = value[risen]
        self.fails[rows] = np.where(risen, 0, self.fails[rows] + 1)
        tired = self.fails[rows] >= PATIENCE
        self.shake[rows] = np.where(tired, max(SHAKEN, self.label.shape[1] // 3), SHAKEN)
        self.crest[rows[tired]] = -np.inf
        self.fails[rows[tired]] = 0
        self.still[rows] = 0

    def best(self) -> Labels:
        """The best maximum, or where the search stands when time ended before the first."""
        now = int(self.value.argmax())
        best: Labels = self.kept if self.top >= self.value[now] else self.label[now]
        return best
