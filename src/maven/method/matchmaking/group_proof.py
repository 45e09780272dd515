"""Can no groups be better than these? (the proof under `groups`, for few people)

People are placed one after another, all partial arrangements of a block together. One is left when
even the most that those still waiting could bring stays no higher than what is known: each of them
counts, in the best group for it, what it has in common with those seated there and half of its
largest distances to those waiting, as many as the group has seats left.

References: Land & Doig 1960 (branch and bound); Feo & Khellaf 1990 (the problem is NP-hard).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maven.method.matchmaking.group_search import CLOSE, Bounds, Floats, Labels

BLOCK = 256  # partial arrangements looked at together
NODES = 200_000  # partial arrangements after which the proof is given up


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Partial:
    """N arrangements of the first k people: label (N, k), gain (N, G, n), size (N, G), value, bound."""

    label: Labels
    gain: Floats
    size: Labels
    value: Floats
    bound: Floats

    def part(self, rows: slice | NDArray[np.bool_] | Labels) -> "Partial":
        return Partial(
            label=self.label[rows],
            gain=self.gain[rows],
            size=self.size[rows],
            value=self.value[rows],
            bound=self.bound[rows],
        )


def ceiling(distance: Floats, bounds: Bounds) -> float:
    """A value that no groups exceed: each person with the farthest people, half of each distance.

    >>> ceiling(np.array([[0., 1, 4], [1, 0, 2], [4, 2, 0]]), [(1, 2), (1, 2)])
    5.0

    Cost: O(n² log n).
    """
    most = max((most for _, most in bounds), default=0)
    return float(_halves(distance, most)[:, max(0, most - 1)].sum())


def _halves(distance: Floats, most: int) -> Floats:
    """[u, s]: half the sum of the s largest positive distances from u, for s up to `most`."""
    people = len(distance)
    largest = -np.sort(-np.maximum(distance, 0.0), axis=1)[:, :most]
    wide = np.zeros((people, most + 1))
    wide[:, 1 : 1 + largest.shape[1]] = largest
    halves: Floats = wide.cumsum(axis=1) / 2
    return halves


class Proof:
    """One search that starts from known groups and ends with the best ones, or gives up."""

    def __init__(self, distance: Floats, bounds: Bounds, known: Labels) -> None:
        # The most distant first: what they decide is seen soon.
        self.order = np.argsort(-distance.sum(axis=1), kind="stable")
        self.distance = distance[np.ix_(self.order, self.order)]
        self.bounds = bounds
        self.least, self.most = np.array(bounds, np.intp).reshape(len(bounds), 2).T
        # A group is opened only after the groups before it that have the same bounds.
        self.before = [
            next((h for h in range(g - 1, -1, -1) if bounds[h] == bounds[g]), -1)
            for g in range(len(bounds))
        ]
        self.label = known[self.order]
        same = self.label[:, None] == self.label
        self.top = float((self.distance * same).sum() / 2)
        self.close = CLOSE * max(1.0, float(np.abs(distance).max(initial=0.0)))
        self.seen = 0

    def run(self) -> tuple[Labels, float]:
        """The best groups and a bound that no groups exceed: their own value when it is proved."""
        people, groups = len(self.distance), len(self.most)
        root = Partial(
            label=np.zeros((1, 0), np.intp),
            gain=np.zeros((1, groups, people)),
            size=np.zeros((1, groups), np.intp),
            value=np.zeros(1),
            bound=np.full(1, ceiling(self.distance, self.bounds)),
        )
        waiting = [root]
        while waiting and self.seen < NODES:
            block = waiting.pop()
            block = block.part(block.bound > self.top + self.close)
            grown = self.grow(block)
            self.seen += len(grown.value)
            if grown.label.shape[1] == people:
                self.learn(grown)
                continue
            grown = grown.part(np.argsort(grown.bound, kind="stable"))
            for first in range(0, len(grown.value), BLOCK):
                waiting.append(grown.part(slice(first, first + BLOCK)))
        left = [float(block.bound.max(initial=-np.inf)) for block in waiting]
        label = np.empty(people, np.intp)
        label[self.order] = self.label
        return label, max([self.top, *left])

    def learn(self, whole: Partial) -> None:
        best = int(whole.value.argmax()) if len(whole.value) else -1
        if best >= 0 and whole.value[best] > self.top + self.close:
            self.top, self.label = float(whole.value[best]), whole.label[best].copy()

    def grow(self, block: Partial) -> Partial:
        """One person more, in every group that may take it."""
        person = block.label.shape[1]
        seats = len(self.distance) - person - 1
        open_ = block.size < self.most
        for group, before in enumerate(self.before):
            if before >= 0:
                open_[:, group] &= block.size[:, before] > 0
        old, new = np.nonzero(open_)
        at = np.arange(len(old))
        gain, size = block.gain[old], block.size[old]
        value = block.value[old] + gain[at, new, person]
        gain[at, new] += self.distance[person]
        size[at, new] += 1
        grown = Partial(
            label=np.column_stack([block.label[old], new]),
            gain=gain,
            size=size,
            value=value,
            bound=np.minimum(block.bound[old], value + self.reach(gain, size, person + 1)),
        )
        fits = np.maximum(self.least - size, 0).sum(axis=1) <= seats
        return grown.part(fits & (grown.bound > self.top + self.close))

    def reach(self, gain: Floats, size: Labels, first: int) -> Floats:
        """(N,) the most that those still waiting, from the first on, could bring."""
        halves = _halves(self.distance[first:, first:], int(self.most.max()))
        room = self.most - size
        each = gain[:, :, first:] + halves.T[np.maximum(room - 1, 0)]
        each[room == 0] = -np.inf
        found: Floats = each.max(axis=1).sum(axis=1)
        return found
