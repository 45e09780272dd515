"""Which groups bring together people as different as can be?

The maximally diverse grouping problem: n people in groups of given sizes, so that the sum of the
distances between those who share a group, each pair once, is the largest. Up to some twenty people
the answer is proved; beyond, it is the best that many descents find, and the bound says how far
from it nobody can go. A refusal is absolute; a wish counts as the largest distance once more.

References: Feo & Khellaf 1990 (the problem); Gallego, Laguna, Martí & Duarte 2013 (its instances);
Lai & Hao 2016 (the search); Land & Doig 1960 (the proof).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from maven.method.matchmaking.group_proof import Proof, ceiling
from maven.method.matchmaking.group_search import CLOSE, Bounds, Floats, Labels, climb, fill

PROVABLE = 24  # people up to whom a proof is tried
LOOKS = 40  # steps of the search for each person, when no time is given
LEAST_STEPS, MOST_STEPS = 5_000, 40_000
FIRST_STEPS = 300  # before the proof, which starts from what they found

type Pairs = Iterable[tuple[int, int]]


class NotDistances(ValueError):
    """Distances are a square, symmetric table of finite numbers, none negative, 0 to oneself."""


class SizesDoNotAddUp(ValueError):
    """The groups cannot hold exactly the people there are."""


class NotAPair(ValueError):
    """A refusal or a wish is about two different people of the table."""


class RefusedAndWished(ValueError):
    """The same two people are refused and wished together."""


class RefusalsLeaveNothing(ValueError):
    """No groups were found that keep all refusals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiverseGroups:
    """Groups and how good they are.

    Attributes
    ----------
    groups : the people of each group, by row of the table, in the order of the bounds; among groups
        of equal bounds, by their first member.
    value : sum of the distances inside the groups, plus the largest distance for each granted wish.
    bound : no groups that keep the refusals are worth more. proved : none is worth more than these.
    granted : how many wishes are kept.
    """

    groups: tuple[tuple[int, ...], ...]
    value: float
    bound: float
    proved: bool
    granted: int


def diverse_groups(
    distance: Floats,
    *,
    bounds: Bounds,
    refused: Pairs = (),
    wished: Pairs = (),
    seconds: float | None = None,
    steps: int | None = None,
    seed: int = 0,
) -> DiverseGroups:
    """Form groups whose members are as different as can be.

    Parameters
    ----------
    distance : (n, n) symmetric, at least 0, in any unit.
    bounds : for each group, the least and the most people it may have.
    refused : pairs of rows that never share a group. wished : pairs that would like to.
    seconds : time of the search; it ends before when the answer is proved. Without it the search is
        bounded by `steps` (40 a person by default, between 5,000 and 40,000) and gives the same
        groups each time.
    seed : of the only chance.

    Raises
    ------
    NotDistances, SizesDoNotAddUp, NotAPair, RefusedAndWished, RefusalsLeaveNothing.

    Example
    -------
    >>> views = np.array([[0.0, 0, 2, 3], [0, 0, 2, 1], [2, 2, 0, 0], [3, 1, 0, 0]])
    >>> found = diverse_groups(views, bounds=[(2, 2), (2, 2)])
    >>> found.groups, found.value, found.proved
    (((0, 3), (1, 2)), 5.0, True)
    >>> diverse_groups(views, bounds=[(2, 2), (2, 2)], refused=[(0, 3)]).groups
    ((0, 2), (1, 3))

    Cost: O(steps · n) for each of 16 arrangements; the proof looks at 200,000 partial ones at most.
    """
    people = len(distance)
    _check(distance, bounds)
    apart, close = _pairs(refused, people), _pairs(wished, people)
    if apart & close:
        raise RefusedAndWished("The same two people are refused and wished together.")
    wish = float(distance.max(initial=0.0))
    table = _attraction(distance, apart, close, wish, bounds)
    if steps is None:
        steps = min(max(LEAST_STEPS, LOOKS * people), MOST_STEPS)
    label, bound = _best(table, bounds, steps, seed, seconds)
    groups = _in_order(label, bounds)
    inside = {(a, b) for group in groups for k, a in enumerate(group) for b in group[k + 1 :]}
    if inside & apart:
        proved = bound < 0
        raise RefusalsLeaveNothing(
            "No groups of these sizes keep all refusals."
            if proved
            else "The search found no groups that keep all refusals; there may be none."
        )
    granted = len(inside & close)
    value = math.fsum([wish] * granted + [float(distance[a, b]) for a, b in sorted(inside)])
    near = CLOSE * max(1.0, abs(value))
    return DiverseGroups(
        groups=groups,
        value=value,
        bound=value if bound <= value + near else bound,
        proved=bound <= value + near,
        granted=granted,
    )


def even_sizes(
    people: int, *, size: int | None = None, groups: int | None = None
) -> tuple[tuple[int, int], ...]:
    """Bounds of groups as even as can be: `groups` of them, or as few as keep to `size` people.

    Raises
    ------
    SizesDoNotAddUp : there is nobody, neither or both of size and groups are given, one is below
        1, or there are more groups than people.

    >>> even_sizes(13, size=5), even_sizes(5, groups=2)
    (((5, 5), (4, 4), (4, 4)), ((3, 3), (2, 2)))
    """
    asked = size if groups is None else groups
    if people < 1:
        raise SizesDoNotAddUp("There is nobody to group.")
    if asked is None or asked < 1 or (size is not None and groups is not None):
        raise SizesDoNotAddUp("Give either the size or the number of groups, at least 1.")
    count = asked if groups is not None else -(-people // asked)
    if count > people:
        raise SizesDoNotAddUp(f"{count} groups are more than {people} people.")
    return tuple((s, s) for s in fill([(0, people)] * count, people))


def _check(distance: Floats, bounds: Bounds) -> None:
    people = len(distance)
    if distance.ndim != 2 or distance.shape != (people, people) or not np.isfinite(distance).all():
        raise NotDistances("The distances are not a square table of finite numbers.")
    if (distance < 0).any() or distance.diagonal().any() or (distance != distance.T).any():
        raise NotDistances("A distance is the same both ways, not negative, and 0 to oneself.")
    if any(not 0 <= least <= most for least, most in bounds):
        raise SizesDoNotAddUp("A group has a least size, and a most that is not smaller.")
    least, most = sum(low for low, _ in bounds), sum(high for _, high in bounds)
    if not people or not least <= people <= most:
        raise SizesDoNotAddUp(f"The groups hold {least} to {most} people; there are {people}.")


def _pairs(pairs: Pairs, people: int) -> set[tuple[int, int]]:
    found = {(min(a, b), max(a, b)) for a, b in pairs}
    if any(not 0 <= a < b < people for a, b in found):
        raise NotAPair("A refusal or a wish is about two different people of the table.")
    return found


def _attraction(
    distance: Floats,
    apart: set[tuple[int, int]],
    close: set[tuple[int, int]],
    wish: float,
    bounds: Bounds,
) -> Floats:
    """The distances, raised by the wishes; a refusal takes away more than everything can bring."""
    table = np.array(distance, np.float64)
    for a, b in close:
        table[[a, b], [b, a]] += wish
    # Above 1 even where all distances are 0: a refusal holds there too.
    loss = 1.0 + 2 * ceiling(table, bounds)
    for a, b in apart:
        table[[a, b], [b, a]] = -loss
    return table


def _best(
    table: Floats, bounds: Bounds, steps: int, seed: int, seconds: float | None
) -> tuple[Labels, float]:
    """The best groups found, and a bound."""
    bound = ceiling(table, bounds)
    known: list[Labels] = []
    if len(table) <= PROVABLE:
        first = climb(table, bounds, steps=FIRST_STEPS, seed=seed)
        label, bound = Proof(table, bounds, first).run()
        worth = _worth(table, label)
        if bound <= worth + CLOSE * max(1.0, abs(worth)):
            return label, bound
        known.append(label)
    known.append(climb(table, bounds, steps=steps, seed=seed, seconds=seconds))
    return max(known, key=lambda label: _worth(table, label)), bound


def _worth(table: Floats, label: Labels) -> float:
    return float((table * (label[:, None] == label)).sum() / 2)


def _in_order(label: Labels, bounds: Bounds) -> tuple[tuple[int, ...], ...]:
    """Members of each group; groups of equal bounds change places to stand by first member."""
    members = [tuple(np.flatnonzero(label == g).tolist()) for g in range(len(bounds))]
    order: list[int] = list(range(len(bounds)))
    for bound in dict.fromkeys(bounds):
        places = [g for g in range(len(bounds)) if bounds[g] == bound]
        ranked = sorted(places, key=lambda g: (not members[g], members[g]))
        for place, group in zip(places, ranked, strict=True):
            order[place] = group
    return tuple(members[group] for group in order)
