"""What the activities of a combination ask of one another, for many combinations at once.

The same rules as `maven.method.coverage.violations`, on arrays: what one needs another must make
before, in time; what is lived inside a session needs one that hosts it; what converges needs
something open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maven.method.coverage import Kind, Refusal, Situation, refusal
from maven.method.coverage.arc import builds_on, can_host, makers_of, opens

type Flags = NDArray[np.bool_]
type Members = NDArray[np.signedinteger[Any]]

SAME = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rules:
    """For K kinds with at most D demands each.

    asked (K, D) : there is such a demand. by (K, D, K) : which kinds satisfy it. timed (K, D) : it
    must be satisfied before, and what waits ends later. span (K,), sprint : days of the calendar.
    """

    asked: Flags
    by: Flags
    timed: Flags
    span: NDArray[np.float64]
    sprint: float

    def respected(self, members: Members) -> Flags:
        """Which of N combinations (N, size) of different kinds can be held. Cost O(N·D·size³)."""
        asking = self.asked.any(axis=1)[members].any(axis=1)
        good = np.ones(len(members), bool)
        good[asking] = self.possible(members[asking])
        return good

    def possible(self, members: Members) -> Flags:
        count, size = members.shape
        ends = np.full((count, size), np.inf)
        # As many rounds as members: a demand that is still not satisfied then waits in a circle.
        for _ in range(size if self.timed.any() else 1):
            ends = np.stack([self.end(members, ends, place) for place in range(size)], axis=1)
        found: Flags = (ends <= self.sprint + SAME).all(axis=1) & np.isfinite(ends).all(axis=1)
        return found

    def end(self, members: Members, ends: NDArray[np.float64], place: int) -> NDArray[np.float64]:
        """The earliest day on which the member at `place` can be over; inf when it lacks something."""
        kind = members[:, place]
        start = np.zeros(len(members))
        for demand in range(self.asked.shape[1]):
            by = self.by[kind[:, None], demand, members]
            when = np.where(self.timed[kind, demand][:, None], ends, 0.0)
            first = np.where(by, when, np.inf).min(axis=1)
            start = np.maximum(start, np.where(self.asked[kind, demand], first, 0.0))
        found: NDArray[np.float64] = start + self.span[kind]
        return found

    def replaceable(self) -> Flags:
        """[a, b]: wherever a can be held without b, so can b in its stead. Cost O(K²·demands)."""
        found: Flags = self.span[None] <= self.span[:, None]
        owner, demand = np.nonzero(self.asked)
        by, timed = self.by[owner, demand], self.timed[owner, demand]
        for one, kind in zip(by, owner, strict=True):
            # Whoever counts on a counts on b as well; b does not count on itself in its own stead.
            trusted = ~one[:, None] | one[None]
            trusted[:, kind] = True
            found &= trusted
        # Each demand of b is satisfied by all that satisfy some demand of a, and no later.
        wider = (~by).astype(np.int64) @ by.T.astype(np.int64) == 0
        wider &= timed[:, None] == timed[None]
        covered = np.zeros((len(owner), len(self.span)), bool)
        for column, kind in enumerate(owner):
            covered[:, kind] |= wider[:, column]
        for row, kind in enumerate(owner):
            found[:, kind] &= covered[row]
        return found


def rules_of(kinds: Sequence[Kind], situation: Situation) -> Rules:
    """The demands of kinds on one another, compiled. Cost O(K²)."""
    demands = [demands_of(kind, kinds, situation) for kind in kinds]
    most = max(map(len, demands), default=0)
    count = len(kinds)
    asked, timed = np.zeros((2, count, most), bool)
    by = np.zeros((count, most, count), bool)
    for index, ones in enumerate(demands):
        for place, (in_time, makers) in enumerate(ones):
            asked[index, place], timed[index, place] = True, in_time
            by[index, place, list(makers)] = True
    sprint = np.inf if situation.sprint_days is None else situation.sprint_days
    span = np.array([kind.span_days for kind in kinds], float)
    return Rules(asked=asked, by=by, timed=timed, span=span, sprint=sprint)


def demands_of(
    kind: Kind, kinds: Sequence[Kind], situation: Situation
) -> list[tuple[bool, tuple[int, ...]]]:
    """Each demand: whether it takes time, and which of the kinds satisfy it."""
    found = [(True, by) for by in makers_of(kind, kinds, situation.met)]
    if kind.inside:
        hosts = (i for i, other in enumerate(kinds) if can_host(other, kind))
        found.append((False, tuple(hosts)))
    if builds_on(kind) and not situation.opened:
        found.append((False, tuple(i for i, other in enumerate(kinds) if opens(other))))
    return found


def able_of(kinds: Sequence[Kind], situation: Situation) -> tuple[list[Kind], dict[str, Refusal]]:
    """The kinds that may be part of some combination; the others, by slug, with the reason.

    What nobody left can make, host or open for is refused too, until nothing changes: O(K³).
    """
    alone = Situation(
        **{name: getattr(situation, name) for name in situation.__slots__} | {"met": None}
    )
    refused = {kind.slug: found for kind in kinds if (found := refusal(kind, alone)) is not None}
    able = [kind for kind in kinds if kind.slug not in refused]
    while True:
        out = {kind.slug: found for kind in able if (found := _lacking(kind, able, situation))}
        if not out:
            return able, refused
        refused |= out
        able = [kind for kind in able if kind.slug not in out]


def _lacking(kind: Kind, able: Sequence[Kind], situation: Situation) -> Refusal | None:
    missing = sum(not by for by in makers_of(kind, able, situation.met))
    if missing:
        return Refusal(slug=kind.slug, reason="prerequisites", needed=missing, found=0)
    if kind.inside and not any(can_host(other, kind) for other in able):
        return Refusal(slug=kind.slug, reason="session", needed=1, found=0)
    if builds_on(kind) and not situation.opened and not any(map(opens, able)):
        return Refusal(slug=kind.slug, reason="arc", needed=1, found=0)
    return None
