"""Who meets whom at the tables of a plan: counted, and the least and the most there can be.

A plan is an array (rounds, people) of table numbers, -1 for somebody who is not there.
"""

import numpy as np
from numpy.typing import NDArray

type Ints = NDArray[np.int64]
type Seats = NDArray[np.int32]

COUNTED = 200_000  # cells, tables × groups, up to which each has a counter


def sizes_of(people: int, tables: int) -> Ints:
    """As even as can be, the larger ones first."""
    return people // tables + (np.arange(tables) < people % tables)


def pair_codes(table_of: Seats) -> Ints:
    """a · n + b for each meeting of a < b, round after round. Cost: O(meetings) and a sort a round."""
    rounds, people = table_of.shape
    found = [np.zeros(0, np.int64)]
    for seats in table_of:
        order = np.argsort(seats, kind="stable")
        order = order[np.searchsorted(seats[order], 0) :]
        table, step = seats[order], 1
        while (together := table[step:] == table[:-step]).any():
            first, second = order[:-step][together], order[step:][together]
            found.append(np.minimum(first, second) * people + np.maximum(first, second))
            step += 1
    return np.concatenate(found)


def repeats_of(table_of: Seats) -> int:
    """Meetings beyond the first one of each pair.

    >>> repeats_of(np.array([[0, 0, 0, 1], [0, 0, 1, 1], [1, 1, 0, 0]], np.int32))
    3
    """
    codes = pair_codes(table_of)
    codes.sort()
    return int((codes[1:] == codes[:-1]).sum())


def met(table_of: Seats, pairs: Ints) -> Ints:
    """How many times each pair of places meets."""
    first, second = table_of[:, pairs[:, 0]], table_of[:, pairs[:, 1]]
    times: Ints = ((first == second) & (first >= 0)).sum(axis=0)
    return times


def least_repeats(people: int, tables: int, rounds: int, refused: int = 0) -> int:
    """No plan with tables as even as can be repeats less; it may be that none repeats so little.

    The largest of three counts: the meetings there are against the pairs there are; for each person,
    the neighbours there are against the people there are; and, when a table has more seats than
    there are tables, those who sit there together again in each other round whatever one does.

    >>> least_repeats(32, 8, 10), least_repeats(32, 8, 11), least_repeats(12, 2, 3)
    (0, 32, 24)

    Source: the first two are the bound of the social golfer problem, rounds ≤ (n - 1)/(p - 1)
    (Harvey 1999, CSPLib 010). Cost: O(tables).
    """
    size = sizes_of(people, tables)
    meetings = rounds * _pairs(size)
    by_pairs = meetings - (people * (people - 1) // 2 - refused)
    missing = rounds * (int(size.min()) - 1) - (people - 1)
    again = sum(
        int(count) * _pairs(sizes_of(int(one), tables))
        for one, count in zip(*np.unique(size, return_counts=True), strict=True)
    )
    return max(0, by_pairs, -(-people * missing // 2), (rounds - 1) * again)


def _pairs(size: Ints) -> int:
    return int((size * (size - 1) // 2).sum())


def most_rounds(people: int, tables: int) -> int | None:
    """No plan has more rounds without a repeated pair; None when nobody has a neighbour.

    >>> most_rounds(32, 8), most_rounds(6, 2), most_rounds(3, 3)
    (10, 1, None)
    """
    size = sizes_of(people, tables)
    if size.max() == 1:
        return None
    if size.max() > tables:
        return 1
    by_pairs = people * (people - 1) // int((size * (size - 1)).sum())
    seats = int(size.min()) - 1
    return min(by_pairs, (people - 1) // seats) if seats else by_pairs


def mix_of(table_of: Seats, group: Ints) -> float | None:
    """The share of the pairs at a table who come from different groups; None without a pair.

    >>> mix_of(np.array([[0, 0, 1, 1], [0, 1, 0, 1]], np.int32), np.array([0, 0, 1, 1]))
    0.5
    """
    pairs = same = 0
    groups = int(group.max()) + 1
    for seats in table_of:
        there = seats >= 0
        table = seats[there].astype(np.int64)
        size = np.bincount(table)
        cell = table * groups + group[there]
        if len(size) * groups <= COUNTED:
            alike = np.bincount(cell)
        else:
            alike = np.unique(cell, return_counts=True)[1]
        pairs += _pairs(size)
        same += _pairs(alike)
    return 1 - same / pairs if pairs else None


def best_mix(group: Ints, tables: int) -> float | None:
    """The largest share there can be: each group dealt to the tables as evenly as can be.

    That can be done for all groups and all sizes at once: stand in the order of the groups and
    number off.

    >>> best_mix(np.array([0, 0, 0, 1]), 2)
    0.5
    """
    pairs = _pairs(sizes_of(len(group), tables))
    return 1 - best_alike(group, tables) / pairs if pairs else None


def best_alike(group: Ints, tables: int) -> int:
    """How few pairs at the tables of one round can be of one group."""
    members = np.bincount(group)
    each, more = members // tables, members % tables
    return int((each * (each - 1) // 2 * (tables - more) + (each + 1) * each // 2 * more).sum())
