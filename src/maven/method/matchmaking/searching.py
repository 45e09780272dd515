"""From the algebra to a whole plan: rounds that no design gives, refusals, wishes, the last of the mix.

The search starts from the design, and when somebody still meets again, from other seatings by chance.
"""

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from maven.method.matchmaking.designs import Design, design
from maven.method.matchmaking.meetings import best_mix, met, mix_of
from maven.method.matchmaking.parties import Party
from maven.method.matchmaking.prices import DENSE, WISH
from maven.method.matchmaking.repairs import STEPS, Repairs
from maven.method.matchmaking.seating import dealt, obliging
from maven.method.matchmaking.starters import longest

type Ints = NDArray[np.int64]
type Seats = NDArray[np.int32]

STARTS = 2  # searches without a time limit
STEPS_LARGE = 3_000  # steps of a search for a crowd without a cell for each pair


class RefusalsLeaveNoSeat(ValueError):
    """No seating was found in which those who refuse each other never share a table."""


def planned(
    party: Party, tables: int, rounds: int, chance: np.random.Generator, seconds: float | None
) -> tuple[Seats, str, bool]:
    """(rounds, n) the table of each; how it was found; whether the algebra says nobody repeats."""
    columns = -(-len(party) // tables)
    found = design(tables, columns, rounds, within=not len(party.hosts))
    if not len(party.hosts):
        found = longest(tables, columns, rounds, found)
    found = fair(found, len(party), tables)
    place = dealt(party, tables, chance)
    if len(party.hopes) or len(party.refusals):
        place = obliging(party, found.table_of, place, chance)
    place = np.concatenate([place, np.setdiff1d(np.arange(columns * tables), place)])
    seats = found.table_of[:, place]
    if len(seats) == rounds and _content(party, seats[:, : len(party)], tables):
        return seats[:, : len(party)], found.name, True
    _nobody_can_sit(party, tables)
    if tables == 1:
        _kept(party, np.zeros((1, len(party)), np.int32))
        return np.zeros((rounds, len(party)), np.int32), "one table", False
    until = np.inf if seconds is None else time.perf_counter() + seconds
    best: tuple[int, Seats] | None = None
    start = 0
    while best is None or _again(best[0], start, seconds, until, party):
        kept = seats if start == 0 or start % 2 else seats[:0]
        whole = np.concatenate([kept, by_chance(party, place, tables, rounds - len(kept), chance)])
        repairs = Repairs(party, whole, chance)
        repairs.run(*_limits(party, seconds, until))
        if best is None or repairs.best - repairs.floor < best[0]:
            best = repairs.best - repairs.floor, repairs.kept
        start += 1
    _kept(party, best[1])
    name = f"{found.name}, search" if len(seats) else "search"
    return best[1][:, : len(party)], name, False


def fair(found: Design, people: int, tables: int) -> Design:
    """The rounds in which the sizes of the tables differ by at most one although places are empty.

    The empty places are the last ones of the last column: a turn has one of these at a table at
    most, so that only the rounds within columns are looked at.
    """
    least = people // tables
    kept = [
        turn < found.turns or int(np.bincount(seats[:people], minlength=tables).min()) >= least
        for turn, seats in enumerate(found.table_of)
    ]
    if all(kept):
        return found
    return Design(table_of=found.table_of[np.flatnonzero(kept)], turns=found.turns, name=found.name)


def by_chance(
    party: Party, place: Ints, tables: int, rounds: int, chance: np.random.Generator
) -> Seats:
    """Rounds in which all number off in the order of their groups, those of one group by chance."""
    chairs = len(place)
    empty = np.arange(len(party), chairs)
    group = np.zeros(len(party)) if party.group is None else party.group
    found = np.empty((rounds, chairs), np.int32)
    for seats in found:
        order = np.lexsort((chance.random(len(party)), group))
        order = order[~np.isin(order, party.hosts)]
        seats[party.hosts] = np.arange(len(party.hosts))
        # Those who come first number off where no host is yet.
        turn = np.arange(len(party.hosts), chairs)
        seats[order] = turn[: len(order)] % tables
        seats[empty] = turn[len(order) :] % tables
    return found


def _content(party: Party, seats: Seats, tables: int) -> bool:
    """Whether there is nothing to mend."""
    if met(seats, party.refusals).any() or not met(seats, party.hopes).all():
        return False
    if party.group is None or len(party) > DENSE:
        return True
    mix, most = mix_of(seats, party.group), best_mix(party.group, tables)
    return mix is None or most is None or mix >= most - 1e-12


def _again(left: int, start: int, seconds: float | None, until: float, party: Party) -> bool:
    if left <= 0:
        return False
    if seconds is not None:
        return time.perf_counter() < until
    # Only what a person would notice is worth another start.
    return left >= WISH and start < STARTS and len(party) <= DENSE


def _limits(party: Party, seconds: float | None, until: float) -> tuple[int, Callable[[], bool]]:
    if seconds is None:
        return (STEPS if len(party) <= DENSE else STEPS_LARGE), lambda: False
    return 10**9, lambda: time.perf_counter() > until


def _nobody_can_sit(party: Party, tables: int) -> None:
    """Somebody who refuses so many that too few are left for the smallest table."""
    refused = np.bincount(party.refusals.ravel(), minlength=len(party))
    most = int(refused.argmax())
    if len(party) - 1 - refused[most] < len(party) // tables - 1:
        pair = party.refusals[(party.refusals == most).any(axis=1)][:1]
        _refuse(party, pair, f"{party.people[most]!r} is refused by too many to have a table")


def _kept(party: Party, seats: Seats) -> None:
    broken = party.refusals[met(seats, party.refusals) > 0]
    if len(broken):
        _refuse(party, broken, "No seating was found that keeps all refusals")


def _refuse(party: Party, broken: Ints, why: str) -> None:
    ((a, b), *_) = party.named(broken)
    raise RefusalsLeaveNoSeat(f"{why}; {a!r} and {b!r} refuse each other.")
