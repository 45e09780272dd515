"""Who sits where, round after round, so that nobody meets anybody twice? (tables and rounds)

First the algebra (`designs`), which seats any crowd at once; then a search (`repairs`) only where
something is left to mend: a repeated pair, a refusal, a wish, a group that sits among itself.

In this order: a refusal is absolute; nobody meets anybody twice; wishes come true; groups mix.

Everybody is seated in every round. Tables are as even as can be, their sizes differ by at most one:
with as many tables as there are whole tables, some seat one more; with one table more, some seat one
less. The number of tables is the one nearer to the size that was asked for.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from maven.method.matchmaking.meetings import (
    Seats,
    best_mix,
    least_repeats,
    met,
    mix_of,
    most_rounds,
    repeats_of,
    sizes_of,
)
from maven.method.matchmaking.parties import (
    MOST_SEATS,
    NoRound,
    NoSeatAtATable,
    Pair,
    Party,
    TooManySeats,
    party,
)
from maven.method.matchmaking.searching import planned
from maven.method.votes import Key

type Round = tuple[tuple[Key, ...], ...]


class MoreHostsThanTables(ValueError):
    """Each table has one host at most."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tables:
    """A plan of tables.

    Attributes
    ----------
    party : who is seated. table_of : (rounds, n) the number of each one's table, in the order of
        `party.people`; -1 for somebody who is not there in that round.
    size : the seats asked for at a table.
    repeats : meetings beyond the first one of each pair. least_repeats : no plan has less.
    most_rounds : no plan has more rounds without a repeat; None when nobody has a neighbour.
    mix : the share of pairs at a table from different groups, best_mix : the largest there can be;
        None without groups, or without a pair.
    method : how the rounds were found.
    """

    party: Party
    table_of: Seats
    size: int
    repeats: int
    least_repeats: int
    most_rounds: int | None
    mix: float | None
    best_mix: float | None
    method: str

    @property
    def rounds(self) -> tuple[Round, ...]:
        """Rounds → tables → identifiers, in the order of the tables and of the identifiers."""
        return tuple(_round(self.party.people, seats) for seats in self.table_of)

    @property
    def unseated(self) -> tuple[Key, ...]:
        """Those who have no seat in any round."""
        people = self.party.people
        return tuple(people[i] for i in np.flatnonzero((self.table_of < 0).all(axis=0)))

    @property
    def wishes_kept(self) -> tuple[Pair, ...]:
        """The wished pairs who sit together at least once."""
        return self.party.named(self.party.wishes[met(self.table_of, self.party.wishes) > 0])

    @property
    def wishes_missed(self) -> tuple[Pair, ...]:
        return self.party.named(self.party.wishes[met(self.table_of, self.party.wishes) == 0])


def tables(
    people: Sequence[Key],
    *,
    size: int,
    rounds: int,
    group_of: Sequence[Hashable] | None = None,
    wishes: Iterable[Pair] = (),
    refusals: Iterable[Pair] = (),
    hosts: Iterable[Key] = (),
    seed: int = 0,
    seconds: float | None = None,
) -> Tables:
    """Seat `people` at tables of `size` for `rounds` rounds.

    Parameters
    ----------
    people : n identifiers, in any order. group_of : n names of groups in the same order.
    wishes : pairs who want to sit together at least once. refusals : pairs who never do.
    hosts : those who stay at one table, at most one a table (world café).
    seed : of the only chance. seconds : how long to search at most; a fixed number of steps if None.

    Raises
    ------
    NoSeatAtATable, NoRound, TooManySeats, MoreHostsThanTables, RefusalsLeaveNoSeat, and those of
    `party`.

    Example
    -------
    >>> plan = tables(range(32), size=4, rounds=9)
    >>> plan.repeats, plan.method, [len(table) for table in plan.rounds[0]]
    (0, 'field, columns', [4, 4, 4, 4, 4, 4, 4, 4])

    Cost: O(rounds · n) when the algebra suffices; see `repairs` for the search.
    """
    guests = party(people, group_of=group_of, wishes=wishes, refusals=refusals, hosts=hosts)
    if size < 1:
        raise NoSeatAtATable("A table seats one person at least.")
    if rounds < 1:
        raise NoRound("There is one round at least.")
    if rounds * len(guests) > MOST_SEATS:
        raise TooManySeats("People times rounds is beyond what is kept in memory (20 million).")
    count = tables_for(len(guests), size)
    if len(guests.hosts) > count:
        raise MoreHostsThanTables(f"There are {count} tables: at most {count} hosts.")
    chance = np.random.default_rng(seed)
    table_of, method, proved = planned(guests, count, rounds, chance, seconds)
    return plan_of(guests, table_of, size, method, proved=proved)


def tables_for(people: int, size: int) -> int:
    """How many tables: those of the sizes nearer to `size`; when equally near, more tables, at which
    fewer meet, unless somebody would sit alone.

    >>> tables_for(50_000, 6), tables_for(30, 4), tables_for(5, 4), tables_for(3, 8), tables_for(3, 2)
    (8333, 8, 1, 1, 1)
    """

    def away(count: int) -> tuple[int, int, bool, int]:
        sizes = sizes_of(people, count)
        off = np.abs(sizes - size)
        return int(off.max()), int(off.sum()), bool(sizes.min() < min(size, 2)), -count

    return min({max(1, people // size), -(-people // size)}, key=away)


def plan_of(
    guests: Party, table_of: Seats, size: int, method: str, *, proved: bool = False
) -> Tables:
    """The plan with its measures, counted from the seats.

    proved : the algebra says that nobody meets anybody twice; counting would take most of the time.
    """
    count = int(table_of.max()) + 1
    rounds, people = table_of.shape
    group = guests.group
    return Tables(
        party=guests,
        table_of=table_of,
        size=size,
        repeats=0 if proved else repeats_of(table_of),
        least_repeats=least_repeats(people, count, rounds, len(guests.refusals)),
        most_rounds=most_rounds(people, count),
        mix=None if group is None else mix_of(table_of, group),
        best_mix=None if group is None else best_mix(group, count),
        method=method,
    )


def _round(people: tuple[Key, ...], seats: Seats) -> Round:
    found: list[list[Key]] = [[] for _ in range(int(seats.max()) + 1)]
    for one, table in zip(people, seats.tolist(), strict=True):
        if table >= 0:
            found[table].append(one)
    return tuple(tuple(table) for table in found if table)
