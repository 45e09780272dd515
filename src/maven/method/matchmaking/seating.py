"""Where each person stands in the rectangle that a design turns, so that groups mix by themselves.

A turn seats one person of each column at each table. A group that fills whole columns is therefore
spread evenly in every turn; what is left of it is kept within one column, where none of its members
meet at all. Only when the leftovers do not fit is one of them cut in two.
"""

import numpy as np
from numpy.typing import NDArray

from maven.method.matchmaking.meetings import Seats, met
from maven.method.matchmaking.parties import Party

type Ints = NDArray[np.int64]

TRIES = 4  # exchanges of places for each wish and refusal, and some more
MORE = 400
SOME = 512  # people looked at for one exchange


def dealt(party: Party, tables: int, chance: np.random.Generator) -> Ints:
    """(n,) the place of each person, column · tables + row; hosts stand in the first column, which
    stays where it is.

    >>> from maven.method.matchmaking.parties import party
    >>> three = party([1, 2, 3, 4, 5, 6], group_of=list("aabbcc"), hosts=[3])
    >>> place = dealt(three, 2, np.random.default_rng(0))
    >>> int(place[2]), (place // 2).tolist()
    (0, [1, 1, 0, 0, 2, 2])

    Cost: O(n log n + groups · columns).
    """
    count = len(party)
    place = np.empty(count, np.int64)
    place[party.hosts] = np.arange(len(party.hosts))
    others = chance.permutation(np.delete(np.arange(count), party.hosts))
    if party.group is None:
        place[others] = np.arange(len(party.hosts), count)
        return place
    room = np.full(-(-count // tables), tables)
    room[-1] = count - tables * (len(room) - 1)
    room[0] -= len(party.hosts)
    kinds, sizes = _packed(np.bincount(party.group[others]), room.tolist(), party, tables)
    standing = np.repeat(kinds, sizes)
    # Whoever stands where one of the group stands is one of that group, in the order of chance.
    someone = others[_sorted(party.group[others])]
    place[someone] = len(party.hosts) + _sorted(standing)
    return place


def _sorted(numbers: Ints) -> Ints:
    """`argsort`, stable; small numbers are sorted by counting."""
    short = numbers.astype(np.uint16) if numbers.max(initial=0) < 2**16 else numbers
    return np.argsort(short, kind="stable")


def _packed(members: Ints, room: list[int], party: Party, tables: int) -> tuple[Ints, Ints]:
    """Which groups stand in each column after one another, and how many of each."""
    columns: list[list[tuple[int, int]]] = [[] for _ in room]
    left = [int(group) for group in np.flatnonzero(members >= tables)]
    for group in left:
        for column in range(len(room)):
            if members[group] >= tables and room[column] == tables:
                _stand(columns, room, members, column, group)
    several = np.flatnonzero(members > 1)
    for group in several[np.argsort(-members[several], kind="stable")].tolist():
        while members[group]:
            fits = [c for c in range(len(room)) if room[c] >= members[group]]
            tight = min(fits, key=lambda c: room[c]) if fits else int(np.argmax(room))
            _stand(columns, room, members, tight, group)
    single = np.flatnonzero(members)
    kinds, sizes, taken = [], [], 0
    for column, stands in enumerate(columns):
        alone = single[taken : taken + room[column]]
        taken += room[column]
        kinds += [np.array([g for g, _ in stands], np.int64), alone]
        sizes += [np.array([k for _, k in stands], np.int64), np.ones(len(alone), np.int64)]
    return np.concatenate(kinds), np.concatenate(sizes)


def _stand(
    columns: list[list[tuple[int, int]]], room: list[int], members: Ints, column: int, group: int
) -> None:
    """As many of the group as the column has room for."""
    moved = min(room[column], int(members[group]))
    columns[column].append((group, moved))
    room[column] -= moved
    members[group] -= moved


def obliging(party: Party, table_of: Seats, place: Ints, chance: np.random.Generator) -> Ints:
    """The places once those who refuse, or wish for, each other have found better ones.

    table_of : (rounds, places) the design. Two people of one group take each other's place for good:
    no pair meets more often for that, and the groups mix as before. What a design cannot give is
    left to the search.

    Cost: O(rounds · n) for each wish and refusal that is not kept, TRIES times and MORE at most.
    """
    place = place.copy()
    named = np.concatenate([party.hopes.ravel(), party.refusals.ravel(), party.hosts])
    free = np.delete(np.arange(len(party)), np.unique(named))
    for _ in range(TRIES * (len(party.hopes) + len(party.refusals)) + MORE):
        seats = table_of[:, place]
        broken = party.refusals[met(seats, party.refusals) > 0]
        unmet = party.hopes[met(seats, party.hopes) == 0]
        troubles = broken if len(broken) else unmet
        if not len(troubles):
            break
        one, other = chance.permutation(troubles[chance.integers(len(troubles))]).tolist()
        able = free if party.group is None else free[party.group[free] == party.group[one]]
        if not len(broken):
            able = able[(seats[:, able] == seats[:, other, None]).any(axis=0)]
        if one in party.hosts or not len(able):
            continue
        able = np.append(chance.permutation(able)[:SOME], one)
        loss = _loss(party, seats, one, able)
        best = able[np.argmin(loss)]
        place[one], place[best] = place[best], place[one]
    return place


def _loss(party: Party, seats: Seats, one: int, able: Ints) -> Ints:
    """What `one` would have against each place: refusals first, then wishes that stay unmet."""
    found = np.zeros(len(able), np.int64)
    for pairs, weight in ((party.refusals, 10**6), (party.hopes, -1)):
        mine = pairs[(pairs == one).any(axis=1)]
        for other in (mine.sum(axis=1) - one).tolist():
            found += weight * (seats[:, able] == seats[:, other, None]).any(axis=0)
    return found
