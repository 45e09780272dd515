"""Who comes, in the canonical order, and what they asked for: read once, refused by name when wrong."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maven.method.votes import Key, canonical

type Ints = NDArray[np.int64]
type Pair = tuple[Key, Key]

MOST_SEATS = 20_000_000  # people × rounds: 80 MB of table numbers


class NobodyToSeat(ValueError):
    """There is nobody to seat."""


class NoSeatAtATable(ValueError):
    """A table seats one person at least."""


class NoRound(ValueError):
    """There is one round at least."""


class TooManySeats(ValueError):
    """People times rounds is beyond what is kept in memory (20 million)."""


class SeatedTwice(ValueError):
    """Each person is listed once."""


class GroupsOfOthers(ValueError):
    """There is one group for each person, None for none."""


class StrangerAtTable(ValueError):
    """A wish, a refusal or a host names somebody who does not come."""


class WithOneself(ValueError):
    """A wish or a refusal joins two different people."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Party:
    """The people to seat.

    Attributes
    ----------
    people : identifiers of the n people, in the canonical order.
    groups : the name of each one's group, None for nobody's; None when nothing was said.
    group : (n,) its number, the largest group first, another one for each person without a group.
    wishes, refusals : (w, 2), (k, 2) places of two people, each pair once, the first before the
        second.
    hopes : the wishes that can come true: nobody refused, not two hosts.
    hosts : (h,) places of those who stay at one table.
    """

    people: tuple[Key, ...]
    groups: tuple[Hashable, ...] | None
    group: Ints | None
    wishes: Ints
    refusals: Ints
    hopes: Ints
    hosts: Ints

    def __len__(self) -> int:
        return len(self.people)

    def named(self, pairs: Ints) -> tuple[Pair, ...]:
        return tuple((self.people[a], self.people[b]) for a, b in pairs.tolist())


def party(
    people: Sequence[Key],
    *,
    group_of: Sequence[Hashable] | None = None,
    wishes: Iterable[Pair] = (),
    refusals: Iterable[Pair] = (),
    hosts: Iterable[Key] = (),
) -> Party:
    """Read the list.

    Parameters
    ----------
    people : n identifiers. group_of : n names of groups in the same order, None for nobody's.

    Raises
    ------
    NobodyToSeat, SeatedTwice, GroupsOfOthers, StrangerAtTable, WithOneself.

    Example
    -------
    >>> found = party(["luc", "ana", 7], group_of=["b", "a", "b"], wishes=[("luc", 7)])
    >>> found.people, found.group.tolist(), found.wishes.tolist()
    ((7, 'ana', 'luc'), [0, 1, 0], [[0, 2]])

    Cost: O(n log n).
    """
    if len(people) == 0:
        raise NobodyToSeat("There is nobody to seat.")
    if len(set(people)) < len(people):
        last = _place_of(tuple(people))
        twice = next(one for index, one in enumerate(people) if last[one] != index)
        raise SeatedTwice(f"{twice!r} is listed twice.")
    if group_of is not None and len(group_of) != len(people):
        raise GroupsOfOthers("There is one group for each person, None for none.")
    seated = _canonical(people)
    if group_of is not None and seated != tuple(people):
        named = dict(zip(people, group_of, strict=True))
        group_of = [named[one] for one in seated]
    wishes, refusals, hosts = list(wishes), list(refusals), dict.fromkeys(hosts)
    # The places of a large crowd are only looked up when somebody is named.
    place = _place_of(seated) if wishes or refusals or hosts else {}
    wished, refused = _pairs(wishes, place), _pairs(refusals, place)
    staying = _places(hosts, place)
    vain = np.isin(wished @ [len(people), 1], refused @ [len(people), 1])
    vain |= np.isin(wished, staying).all(axis=1)
    return Party(
        people=seated,
        groups=None if group_of is None else tuple(group_of),
        group=None if group_of is None else _numbered(group_of),
        wishes=wished,
        refusals=refused,
        hopes=wished[~vain],
        hosts=staying,
    )


def _place_of(people: tuple[Key, ...]) -> dict[Key, int]:
    return dict(zip(people, range(len(people)), strict=True))


def _canonical(people: Sequence[Key]) -> tuple[Key, ...]:
    """`canonical`, quickly when there is only one kind of identifier."""
    if len(set(map(type, people))) == 1:
        return tuple(sorted(people))
    return canonical(people)


def _numbered(names: Sequence[Hashable]) -> Ints:
    """Numbers by size, then by the first member; each person of no group has a number of her own."""
    count = len(names)
    # The last word wins: read backwards, what stays is the first member of each group.
    head = dict(zip(reversed(names), range(count - 1, -1, -1), strict=True))
    first = np.fromiter(map(head.__getitem__, names), np.int64, count)
    if None in head:
        first = np.where(first == head[None], np.arange(count), first)
    size = np.bincount(first)
    heads = np.flatnonzero(size)
    rank = np.empty(len(size), np.int64)
    rank[heads[np.argsort(-size[heads], kind="stable")]] = np.arange(len(heads))
    return rank[first]


def _places(keys: Iterable[Key], place: dict[Key, int]) -> Ints:
    found = []
    for key in keys:
        if key not in place:
            raise StrangerAtTable(f"{key!r} is named but does not come.")
        found.append(place[key])
    return np.array(sorted(found), np.int64)


def _pairs(pairs: Iterable[Pair], place: dict[Key, int]) -> Ints:
    found = set()
    for a, b in pairs:
        _places((a, b), place)
        if a == b:
            raise WithOneself(f"{a!r} is named with themselves.")
        found.add((min(place[a], place[b]), max(place[a], place[b])))
    return np.array(sorted(found), np.int64).reshape(-1, 2)
