"""Mending a seating by exchanging two people within one round, the best exchange first (tabu search).

Every exchange for those who are ill seated is priced exactly, the best is made even when it costs
more, and neither may go back to the table she left for a while. The larger the crowd, the fewer are
looked at before one exchange: all rounds, one round, one person. Crowds too large for a cell for each
pair are only improved, each time among some exchanges drawn by chance.

Sources: Glover 1989 (tabu search); Dotú & Van Hentenryck 2007 (for the social golfer problem).
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from maven.method.matchmaking.meetings import best_alike, least_repeats, repeats_of
from maven.method.matchmaking.parties import Party
from maven.method.matchmaking.prices import ALIKE, REFUSAL, REPEAT, WISH, Prices

type Ints = NDArray[np.int64]
type Seats = NDArray[np.int32]

STEPS = 20_000  # of one search, at most
PATIENCE = 1_500  # steps without progress while somebody is refused, repeated or wished for
POLISH = 400  # the same when only the mix of groups is left
FEW = 64  # chairs up to which all rounds are looked at before one exchange
WHOLE = 256  # chairs up to which all those ill seated in a round are looked at together
NEVER = 10**15
SOME = 256  # exchanges drawn for one person of a large crowd
TENURE = (3, 12)  # steps during which nobody goes back


class Repairs:
    """A seating being mended. seats : (rounds, chairs), each table of a round with as many chairs."""

    def __init__(self, party: Party, seats: Seats, chance: np.random.Generator) -> None:
        self.party, self.seats, self.chance = party, seats, chance
        self.rounds, self.chairs = seats.shape
        self.tables = int(seats.max()) + 1
        self.prices = Prices(party, seats)
        self.members = np.argsort(seats, axis=1, kind="stable").reshape(
            self.rounds, self.tables, -1
        )
        self.still = np.zeros(self.chairs, bool)
        self.still[party.hosts] = True
        self.free = np.flatnonzero(~self.still)
        self.until = np.zeros((self.rounds, self.chairs, self.tables) if self.prices.dense else 0)
        self.trouble = np.zeros((self.rounds, self.chairs), np.int64)
        self._weigh(np.arange(self.chairs))
        alike = 0 if party.group is None else best_alike(party.group, self.tables)
        again = least_repeats(len(party), self.tables, self.rounds, len(party.refusals))
        self.floor = REPEAT * again + ALIKE * alike * self.rounds - WISH * len(party.hopes)
        self.cost = self._cost()
        self.best, self.kept = self.cost, seats.copy()

    def run(self, steps: int = STEPS, over: Callable[[], bool] = lambda: False) -> Seats:
        """The best seating met; stops at a perfect one, after `steps`, or when `over`."""
        last = 0
        for step in range(1, steps + 1):
            patience = PATIENCE if self.best - self.floor >= WISH else POLISH
            if self.best <= self.floor or step - last > patience or over():
                break
            self._exchange(step)
            if self.cost < self.best:
                self.best, last = self.cost, step
                self.kept[:] = self.seats
        return self.kept

    def _exchange(self, step: int) -> None:
        tried = [self._priced(step, *drawn) for drawn in self._drawn()]
        least = min((int(change.min(initial=NEVER)) for _, _, _, change in tried), default=NEVER)
        if least == NEVER or (least > 0 and not self.prices.dense):
            return
        same = [
            (r, int(ill[a]), int(others[b]))
            for r, ill, others, change in tried
            for a, b in np.argwhere(change == least).tolist()
        ]
        r, i, j = same[self.chance.integers(len(same))]
        if self.prices.dense:
            tenure = self.chance.integers(*TENURE, size=2)
            self.until[r, i, self.seats[r, i]] = step + tenure[0]
            self.until[r, j, self.seats[r, j]] = step + tenure[1]
        self._make(r, i, j)
        self.cost += least

    def _priced(self, step: int, r: int, ill: Ints, others: Ints) -> tuple[int, Ints, Ints, Ints]:
        """The same with what each exchange costs more; NEVER where it cannot or may not be made."""
        there, back = self.seats[r, ill], self.seats[r, others]
        change = self._change(r, ill, others)
        change[there[:, None] == back] = NEVER
        if self.prices.dense:
            barred = self.until[r, ill[:, None], back] > step
            barred |= self.until[r, others[None, :], there[:, None]] > step
            change[barred & (self.cost + change >= self.best)] = NEVER
        return r, ill, others, change

    def _drawn(self) -> list[tuple[int, Ints, Ints]]:
        """Rounds, those ill seated in each, and those with whom they could change places."""
        trouble = self.trouble[:, self.free]
        worst = int(trouble.max(initial=0))
        if worst < WISH and len(self.party.hopes):
            hopes = self.party.hopes
            unmet = hopes[self.prices.met(hopes[:, 0], hopes[:, 1]) == 0]
            if len(unmet):
                return self._towards(unmet[self.chance.integers(len(unmet))])
        level = next(one for one in (REFUSAL, REPEAT, ALIKE) if worst >= one or one == ALIKE)
        if level == ALIKE and not self.prices.dense:
            return []
        ill = trouble >= level
        if self.chairs <= FEW:
            return [(int(r), self.free[ill[r]], self.free) for r in np.flatnonzero(ill.any(axis=1))]
        where = np.flatnonzero(ill)
        r, one = divmod(int(where[self.chance.integers(len(where))]), len(self.free))
        if self.chairs <= WHOLE:
            return [(r, self.free[ill[r]], self.free)]
        others = self.free
        if not self.prices.dense:
            others = others[self.chance.integers(len(others), size=SOME)]
        return [(r, self.free[one : one + 1], others)]

    def _towards(self, wish: Ints) -> list[tuple[int, Ints, Ints]]:
        """One of the two, who is no host, goes to the table of the other, in some round."""
        i, j = sorted(self.chance.permutation(wish).tolist(), key=lambda one: self.still[one])
        r = int(self.chance.integers(self.rounds))
        mates = self.members[r, self.seats[r, j]]
        return [(r, np.array([i]), mates[(mates != j) & ~self.still[mates]])]

    def _change(self, r: int, ill: Ints, others: Ints) -> Ints:
        """(ill, others) what the cost grows by when two of these change places in round r."""
        prices, seats = self.prices, self.seats[r]
        spared = self.trouble[r, ill][:, None] + self.trouble[r, others]
        if len(ill) > 1:
            joining = prices.every_joining()
            at = joining[:, self.members[r]].sum(2)
            joins = at[ill][:, seats[others]] + at[others][:, seats[ill]].T
            change: Ints = joins - 2 * joining[np.ix_(ill, others)] - spared
            return change
        mates = self.members[r, seats[ill[0]]]
        mates = mates[mates != ill[0]]
        theirs = self.members[r, seats[others]]
        joins = np.where(theirs == others[:, None], 0, prices.joining(ill[0], theirs)).sum(1)
        joins += prices.joining(mates[:, None], others).sum(0)
        grown: Ints = joins - spared
        return grown

    def _make(self, r: int, i: int, j: int) -> None:
        a, b = int(self.seats[r, i]), int(self.seats[r, j])
        of_i, of_j = self.members[r, a], self.members[r, b]
        left, right = of_i[of_i != i], of_j[of_j != j]
        for one, others, step in ((i, left, -1), (j, right, -1), (i, right, 1), (j, left, 1)):
            self.prices.parted(one, others, step)
        self.seats[r, i], self.seats[r, j] = b, a
        of_i[of_i == i], of_j[of_j == j] = j, i
        self._weigh(np.concatenate([of_i, of_j]))

    def _weigh(self, some: Ints) -> None:
        """What each of `some` would spare by leaving her table, in each round."""
        every = np.arange(self.rounds)[:, None]
        mates = self.members[every, self.seats[:, some]]
        own = mates == some[:, None]
        price = self.prices.leaving(some[:, None], mates)
        self.trouble[:, some] = np.where(own, 0, price).sum(2)

    def _cost(self) -> int:
        """Meetings repeated, refusals, members of one group at a table, less wishes come true."""
        total = REPEAT * repeats_of(self.seats[:, : self.prices.people])
        for k in range(1, self.members.shape[2]):
            first, rest = self.members[:, :, k, None], self.members[:, :, :k]
            total += int(self.prices.alone(first, rest).sum())
        met = self.prices.met(self.party.hopes[:, 0], self.party.hopes[:, 1])
        return total - WISH * int((met > 0).sum())
