"""What it costs that two people share a table, so that a search can weigh one seat against another.

The order of what matters is in the weights, each far above what one exchange can bring of the next:
a refusal, a pair who meets again, a wish not yet fulfilled, two members of one group.

Every table has as many chairs; where one person is missing stands an empty chair, which costs nothing
to anybody, and which never stands beside another empty chair. So sizes stay even by themselves.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from maven.method.matchmaking.parties import Party

type Ints = NDArray[np.int64]
type Seats = NDArray[np.int32]

REFUSAL, REPEAT, WISH, ALIKE = 10**8, 10**5, 10**3, 1
DENSE = 1024  # people up to whom each pair has a cell


class Prices:
    """Prices of pairs of places, given in arrays that broadcast.

    seats : (rounds, chairs) the table of each; chairs from `people` on are empty.
    """

    def __init__(self, party: Party, seats: Seats) -> None:
        self.seats = seats
        self.people = len(party)
        self.chairs = seats.shape[1]
        empty = np.arange(self.people, self.chairs)
        group = np.arange(self.people) if party.group is None else party.group
        self.group = np.concatenate([group, -1 - empty])
        self.refused = _codes(party.refusals, self.chairs)
        self.wished = _codes(party.hopes, self.chairs)
        self.dense = self.chairs <= DENSE
        if self.dense:
            every = np.arange(self.chairs)
            self.times = self._met(every[:, None], every)
            self.fixed = self._fixed(every[:, None], every)
            self.weight = self._weight(every[:, None], every)
            self.longed = np.isin(every[:, None] * self.chairs + every, self.wished)

    def met(self, a: Any, b: Any) -> NDArray[np.int32]:
        return self.times[a, b] if self.dense else self._met(a, b)

    def joining(self, a: Any, b: Any) -> Ints:
        """What it costs more to bring a and b together once more."""
        met = self.met(a, b)
        return self._price(a, b, met > 0, met == 0)

    def every_joining(self) -> Ints:
        """The same for every two chairs."""
        found: Ints = self.fixed + self.weight * (self.times > 0)
        return found - WISH * (self.longed & (self.times == 0)) if len(self.wished) else found

    def leaving(self, a: Any, b: Any) -> Ints:
        """What it costs less to part a and b who sit together."""
        met = self.met(a, b)
        return self._price(a, b, met > 1, met == 1)

    def parted(self, a: Any, b: Any, step: int) -> None:
        """a and b were parted (-1) or brought together (1)."""
        if self.dense:
            self.times[a, b] += step
            self.times[b, a] += step

    def _price(self, a: Any, b: Any, again: NDArray[np.bool_], once: NDArray[np.bool_]) -> Ints:
        fixed, weight, wished = self._parts(a, b)
        price: Ints = fixed + weight * again
        return price - WISH * (wished & once) if len(self.wished) else price

    def alone(self, a: Any, b: Any) -> Ints:
        """The price of sitting together, whatever the other rounds are."""
        return self._parts(a, b)[0]

    def _parts(self, a: Any, b: Any) -> tuple[Ints, Ints, NDArray[np.bool_]]:
        if self.dense:
            return self.fixed[a, b], self.weight[a, b], self.longed[a, b]
        wished = np.isin(a * self.chairs + b, self.wished)
        return self._fixed(a, b), self._weight(a, b), wished

    def _met(self, a: Any, b: Any) -> NDArray[np.int32]:
        a, b = np.broadcast_arrays(a, b)
        found: NDArray[np.int32] = (self.seats[:, a] == self.seats[:, b]).sum(0, dtype=np.int32)
        return found

    def _fixed(self, a: Any, b: Any) -> Ints:
        found: Ints = (self.group[a] == self.group[b]).astype(np.int64) * ALIKE
        if len(self.refused):
            found += REFUSAL * np.isin(a * self.chairs + b, self.refused)
        found += REFUSAL * ((a >= self.people) & (b >= self.people) & (a != b))
        return found

    def _weight(self, a: Any, b: Any) -> Ints:
        """An empty chair meets nobody."""
        found: Ints = REPEAT * ((a < self.people) & (b < self.people)).astype(np.int64)
        return found


def _codes(pairs: Ints, width: int) -> Ints:
    """Both ways round, sorted."""
    a, b = pairs[:, 0], pairs[:, 1]
    return np.sort(np.concatenate([a * width + b, b * width + a]))
