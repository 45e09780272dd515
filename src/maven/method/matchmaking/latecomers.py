"""Some come late, some leave: the rounds held stay, the coming ones change as little as possible.

Nobody who stays changes tables for somebody who comes: arrivals sit where there is room, first at the
smallest tables, and among these where they meet nobody again. Only when every table has one person
more than was asked for do arrivals open a table of their own. Only when departures leave somebody
alone, or a table two short, do its people move to the others.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from maven.method.matchmaking.meetings import Seats, met
from maven.method.matchmaking.parties import Pair, Party, StrangerAtTable, party
from maven.method.matchmaking.prices import ALIKE, REFUSAL, REPEAT, WISH
from maven.method.matchmaking.searching import RefusalsLeaveNoSeat
from maven.method.matchmaking.tables import Tables, plan_of
from maven.method.votes import Key

type Ints = NDArray[np.int64]

EVEN = 10  # what one neighbour more weighs against two of one group at a table


class NoSuchRound(ValueError):
    """The rounds to change are among those of the plan."""


def reseat(
    plan: Tables,
    *,
    arrivals: Sequence[Key] = (),
    departures: Iterable[Key] = (),
    from_round: int,
    group_of: Sequence[Hashable] | None = None,
    refusals: Iterable[Pair] = (),
    wishes: Iterable[Pair] = (),
) -> Tables:
    """The plan with other people from round `from_round` (0 is the first) on.

    Parameters
    ----------
    arrivals : who comes, and sits from that round on. group_of : their groups, in the same order.
    departures : who leaves before that round. refusals, wishes : those to add to the plan's.

    Raises
    ------
    NoSuchRound, RefusalsLeaveNoSeat, StrangerAtTable (somebody leaves who is not there), and those
    of `party`.

    Example
    -------
    >>> from maven.method.matchmaking.tables import tables
    >>> plan = reseat(tables(range(32), size=4, rounds=4), arrivals=["ana"], from_round=2)
    >>> plan.repeats, plan.party.people[-1], [len(one) for one in plan.rounds[2]]
    (0, 'ana', [5, 4, 4, 4, 4, 4, 4, 4])

    Cost: O(rounds · n) for each person who has to find a seat.
    """
    rounds = len(plan.table_of)
    if not 0 <= from_round < rounds:
        raise NoSuchRound(f"There is no round {from_round}: they go from 0 to {rounds - 1}.")
    guests, table_of = _joined(plan, from_round, arrivals, group_of, wishes, refusals)
    leaving = list(departures)
    place = {one: index for index, one in enumerate(guests.people)}
    for one in leaving:
        if one not in place or (table_of[from_round:, place[one]] < 0).all():
            raise StrangerAtTable(f"{one!r} leaves but is not there.")
    gone = [place[one] for one in leaving]
    table_of[from_round:, gone] = -1
    comes = np.array([place[one] for one in arrivals], np.int64)
    for r in range(from_round, rounds):
        _seat(guests, table_of, r, comes, plan.size)
    found = plan_of(guests, table_of, plan.size, f"{plan.method}, reseated")
    return replace(found, least_repeats=0, most_rounds=None, best_mix=None)


def _joined(
    plan: Tables,
    from_round: int,
    arrivals: Sequence[Key],
    group_of: Sequence[Hashable] | None,
    wishes: Iterable[Pair],
    refusals: Iterable[Pair],
) -> tuple[Party, Seats]:
    """All who were ever there, and where they sit so far."""
    old = plan.party
    away = dict(zip(old.people, (plan.table_of[from_round:] < 0).all(axis=0).tolist(), strict=True))
    new = [one for one in arrivals if not away.get(one)]
    groups = None
    if old.groups is not None:
        named = dict(zip(arrivals, group_of or [None] * len(arrivals), strict=True))
        groups = [*old.groups, *(named[one] for one in new)]
    guests = party(
        [*old.people, *new],
        group_of=groups,
        wishes=[*old.named(old.wishes), *wishes],
        refusals=[*old.named(old.refusals), *refusals],
        hosts=[old.people[host] for host in old.hosts],
    )
    place = {one: index for index, one in enumerate(guests.people)}
    table_of = np.full((len(plan.table_of), len(guests)), -1, np.int32)
    table_of[:, [place[one] for one in old.people]] = plan.table_of
    return guests, table_of


def _seat(guests: Party, table_of: Seats, r: int, comes: Ints, size: int) -> None:
    """Seat in round r those who come, and those whom a new refusal parts from their table."""
    for a, b in guests.refusals.tolist():
        if table_of[r, a] == table_of[r, b] >= 0:
            moved = a if b in guests.hosts else b
            comes = np.append(comes, moved)
            table_of[r, moved] = -1
    for one in comes.tolist():
        count = _count(table_of[r])
        _sit(guests, table_of, r, one, np.append(count, 0) <= size, count)
    left = len(_count(table_of[r]))
    while left and _settled(guests, table_of, r, size):
        left -= 1
    alone = np.append(_count(table_of[r]), 0)[table_of[r]] == 1
    apart = guests.refusals[alone[guests.refusals].any(axis=1) & (size > 1)]
    broken = guests.refusals[met(table_of[r : r + 1], guests.refusals) > 0]
    if len(broken) or len(apart):
        ((a, b), *_) = guests.named(np.concatenate([broken, apart]))
        raise RefusalsLeaveNoSeat(f"No table was found for {a!r} and {b!r}, who refuse each other.")


def _count(seats: Seats) -> Ints:
    return np.bincount(seats[seats >= 0])


def _sit(
    guests: Party, table_of: Seats, r: int, one: int, open_to: NDArray[np.bool_], count: Ints
) -> None:
    """At the table that costs least; the last one is not laid yet."""
    seats = table_of[r]
    there = np.flatnonzero(seats >= 0)
    price = np.bincount(
        seats[there], weights=_joining(guests, table_of, one)[there], minlength=len(count) + 1
    )
    # A new table only when the others are full, or refuse: it starts with somebody alone.
    price += EVEN * np.append(count, 0)
    price[-1] += REFUSAL / 2
    price[:-1] += np.where(count == 0, REFUSAL / 2, 0)
    seats[one] = int(np.argmin(np.where(open_to, price, np.inf)))


def _joining(guests: Party, table_of: Seats, one: int) -> NDArray[np.float64]:
    """(n,) what it costs that `one` sits with each of the others once more."""
    mine = table_of[:, one, None]
    times = ((table_of == mine) & (mine >= 0)).sum(axis=0)
    price: NDArray[np.float64] = REPEAT * times.astype(np.float64)
    if guests.group is not None:
        price += ALIKE * (guests.group == guests.group[one])
    price[_partners(guests.refusals, one)] += REFUSAL
    wished = _partners(guests.wishes, one)
    price[wished] -= WISH * EVEN * (times[wished] == 0)
    return price


def _partners(pairs: Ints, one: int) -> Ints:
    mine = pairs[(pairs == one).any(axis=1)]
    partners: Ints = mine.sum(axis=1) - one
    return partners


def _settled(guests: Party, table_of: Seats, r: int, size: int) -> bool:
    """Fill or clear the smallest table when it is too small; whether anything was done."""
    seats = table_of[r]
    count = _count(seats)
    laid = np.flatnonzero(count)
    short = int(laid[np.argmin(count[laid])])
    least = max(size - 1, min(size, 2))
    missing = least - int(count[short])
    if len(laid) < 2 or missing <= 0:
        return False
    spare = int((count[laid] - least).clip(0).sum())
    if missing > min(spare, count[short]) and _cleared(guests, table_of, r, short, size):
        return True
    for _ in range(min(missing, spare)):
        _pull(guests, table_of, r, short, least)
    return spare > 0


def _cleared(guests: Party, table_of: Seats, r: int, short: int, size: int) -> bool:
    """Whether all of a table found room at others; if not, they stay."""
    before = table_of[r].copy()
    mates = np.flatnonzero(before == short)
    for one in mates.tolist():
        table_of[r, one] = -1
        count = _count(table_of[r])
        room = (count > 0) & (count <= size) & (np.arange(len(count)) != short)
        if room.any():
            _sit(guests, table_of, r, one, np.append(room, False), count)
    refused = met(table_of[r : r + 1], guests.refusals).sum()
    stuck = (table_of[r, mates] < 0).any() or np.isin(mates, guests.hosts).any()
    if stuck or refused:
        table_of[r] = before
        return False
    return True


def _pull(guests: Party, table_of: Seats, r: int, short: int, least: int) -> None:
    """The one whom it costs least to come over from a table with enough people."""
    seats = table_of[r]
    enough = np.flatnonzero(_count(seats) > least)
    able = np.setdiff1d(np.flatnonzero(np.isin(seats, enough)), guests.hosts)
    price = np.zeros(len(guests))
    for mate in np.flatnonzero(seats == short).tolist():
        price += _joining(guests, table_of, mate)
    seats[able[np.argmin(price[able])]] = short
