"""Which accounts of a consultation look like one person, and why? For a human to decide.

Voting alike is no offence: families of opinions do. Coming at the same hour, or from one network, is
none either: a school does. Accounts are told together only where both meet: their answers are nearly
the same, and they came in one burst, from one network, or under addresses of one pattern. Groups
below eight are not shown: a household is not a fraud. Nothing is decided here.

See docs/method/sybil.md for what is measured, and what escapes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NO_ANSWER = 2
UNKNOWN = -1
ALIKE = 0.9
LEAST_COMMON = 10
WONDER = 13.0  # nats: one chance in half a million, the pairs of a thousand people
SMALLEST = 8
WINDOW = 600.0  # seconds between two that come in one burst
BLOCK = 1000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Accounts:
    """What is known of n accounts.

    Attributes
    ----------
    came : (n,) seconds, from whatever instant.
    network, client, pattern : (n,) codes of a coarse network, of a class of browser, of the address
        without its digits; -1 where it is not known.
    active : (n,) whether the account did anything else than answer.
    answers : (n, m) 1 agrees, 0 passes, -1 disagrees, 2 nothing.
    """

    came: NDArray[np.float64]
    network: NDArray[np.int64]
    client: NDArray[np.int64]
    pattern: NDArray[np.int64]
    active: NDArray[np.bool_]
    answers: NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Accounts that look like one person.

    Attributes
    ----------
    members : rows, in order.
    signals : the reasons, among `answers`, `burst`, `network`, `client`, `pattern`, `idle`.
    strength : how many reasons, then how many accounts: what they are ranked by.
    """

    members: tuple[int, ...]
    signals: tuple[str, ...]
    strength: tuple[int, int]


def suspicions(accounts: Accounts, *, smallest: int = SMALLEST) -> list[Cluster]:
    """Clusters, the most telling first; ties go to the first account.

    Parameters
    ----------
    accounts : what is known.
    smallest : a group below is not told.

    Examples
    --------
    >>> chance = np.random.default_rng(0)
    >>> answers = chance.choice(np.array([-1, 1], np.int8), (99, 30))
    >>> answers[:9] = answers[0]
    >>> same = np.zeros(99, np.int64)
    >>> [(len(cluster.members), cluster.signals) for cluster in suspicions(Accounts(
    ...     came=np.arange(99.0), network=same, client=same, pattern=same - 1,
    ...     active=same == 1, answers=answers))]
    [(9, ('answers', 'burst', 'network', 'client', 'idle'))]
    """
    wonder = _wonder(accounts.answers)
    near: dict[int, set[int]] = {}
    for rows in _together(accounts):
        for start in range(0, len(rows), BLOCK):
            part = rows[start : start + BLOCK]
            alike = _alike(accounts.answers[part], accounts.answers[rows], wonder)
            first, second = np.nonzero(alike)
            for one, other in zip(part[first].tolist(), rows[second].tolist(), strict=True):
                if one != other:
                    near.setdefault(one, set()).add(other)
    found = [
        _told(accounts, rows) for rows in _groups(near, smallest // 2) if len(rows) >= smallest
    ]
    return sorted(found, key=lambda one: (*(-part for part in one.strength), one.members[0]))


def _groups(near: dict[int, set[int]], fewest: int) -> Iterator[list[int]]:
    """Those tied to several others who are: one chance likeness does not draw anybody in."""
    kept = dict(near)
    while loose := [row for row, others in kept.items() if len(others) < fewest]:
        for row in loose:
            for other in kept.pop(row):
                kept[other] = kept[other] - {row}
    while kept:
        waiting, seen = [min(kept)], {min(kept)}
        while waiting:
            fresh = kept.pop(waiting.pop()) - seen
            seen |= fresh
            waiting += sorted(fresh)
        yield sorted(seen)


def _wonder(answers: NDArray[np.int8]) -> NDArray[np.float64]:
    """(3, m) how unexpected each answer is, in nats: to agree with everybody tells nothing."""
    counts = np.array([(answers == value).sum(axis=0) for value in (-1, 0, 1)], float) + 1
    return np.asarray(-np.log(counts / counts.sum(axis=0)))


def _together(accounts: Accounts) -> Iterator[NDArray[np.int64]]:
    """Groups within which answers are compared: bursts, networks, patterns of addresses."""
    order = np.argsort(accounts.came, kind="stable")
    gaps = np.diff(accounts.came[order])
    yield from (
        part for part in np.split(order, np.flatnonzero(gaps > WINDOW) + 1) if len(part) > 1
    )
    for codes in (accounts.network, accounts.pattern):
        for code in np.unique(codes[codes != UNKNOWN]).tolist():
            rows = np.flatnonzero(codes == code)
            if len(rows) > 1:
                yield rows


def _alike(
    some: NDArray[np.int8], others: NDArray[np.int8], wonder: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Nine answers in ten the same, and too unexpected together for chance to bring one such pair."""
    common = _dot(some != NO_ANSWER, others != NO_ANSWER)
    same, told = np.zeros_like(common), np.zeros_like(common)
    for value, weight in zip((-1, 0, 1), wonder, strict=True):
        mine, theirs = some == value, (others == value).astype(np.float32)
        same += mine.astype(np.float32) @ theirs.T
        told += (mine * weight).astype(np.float32) @ theirs.T
    return np.asarray((common >= LEAST_COMMON) & (same >= ALIKE * common) & (told >= WONDER))


def _dot(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> NDArray[np.float32]:
    return one.astype(np.float32) @ other.astype(np.float32).T


def _told(accounts: Accounts, rows: list[int]) -> Cluster:
    came = np.sort(accounts.came[rows])
    signals = ["answers"]
    if float(np.median(np.diff(came))) <= WINDOW:
        signals.append("burst")
    for name in ("network", "client", "pattern"):
        codes = getattr(accounts, name)[rows]
        known = codes[codes != UNKNOWN]
        if len(known) and np.unique_counts(known).counts.max() >= 0.8 * len(rows):
            signals.append(name)
    if not accounts.active[rows].any():
        signals.append("idle")
    return Cluster(members=tuple(rows), signals=tuple(signals), strength=(len(signals), len(rows)))
