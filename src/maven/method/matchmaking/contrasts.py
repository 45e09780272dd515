"""Who holds the most different views from whom? (pairs of contrast, with a bound)

Whatever the pairs, the distance of two people is at most the sum of their distances to any point, so
that the sum of the distances of all to their geometric median bounds every pairing. It is reached
when each pair has the median between them. People are therefore taken in the order of their
directions from it, each with the one half a turn further, and neighbours exchange partners as long
as something is won.

References: Tamir and Mitchell 1998 (heaviest matching and smallest star); Weiszfeld 1937 (median).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maven.method.matchmaking.circle import Floats, Ints

STEPS = 20  # of the median
TURNS = 3  # times neighbours may exchange
REACH = 3  # neighbours in the order


class PlacesDoNotFit(ValueError):
    """Places are a table of figures below 1e100, a row for each person and at least one axis."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contrasts:
    """Pairs of different views.

    pairs : (k, 2) rows of `places`, the smaller first, sorted. left_out : rows without a partner.
    value : the sum of the distances. bound : what no pairing exceeds.
    """

    pairs: Ints
    left_out: tuple[int, ...]
    value: float
    bound: float


def contrasts(places: Floats, *, refusals: Iterable[tuple[int, int]] = ()) -> Contrasts:
    """Pair everybody so that the sum of the distances is large.

    Parameters
    ----------
    places : (n, d) of the opinion landscape, in the canonical order of the people.
    refusals : rows of those who never meet.

    Raises
    ------
    PlacesDoNotFit.

    Example
    -------
    >>> square = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    >>> found = contrasts(square)
    >>> found.pairs.tolist(), round(found.value, 4), round(found.bound, 4)
    ([[0, 2], [1, 3]], 2.8284, 2.8284)

    Cost: O(n log n); about 1 ms for 200 people, 0.1 s for 50,000. Each refused pair that would have
    met costs O(n) more.
    """
    places = np.asarray(places, np.float64)
    if places.ndim != 2 or not places.shape[1] or not (np.abs(places) < 1e100).all():
        raise PlacesDoNotFit(PlacesDoNotFit.__doc__)
    count = len(places)
    centre = median(places)
    away = np.sqrt(((places - centre) ** 2).sum(axis=1))
    order = _around(places - centre)
    alone = np.empty(0, np.int64)
    if count % 2:
        nearest = np.lexsort((np.arange(count), away))[:1]
        alone, order = nearest, order[order != nearest[0]]
    one, other = order[: len(order) // 2], order[len(order) // 2 :].copy()
    _exchange(places, one, other)
    kept = _without_refused(places, one, other, refusals)
    pairs = np.sort(np.stack([one, other], axis=1)[kept], axis=1)
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    left = np.setdiff1d(np.arange(count), pairs)
    value = float(_length(places, pairs[:, 0], pairs[:, 1]).sum())
    bound = float(away.sum() - away[alone].sum())
    return Contrasts(
        pairs=pairs, left_out=tuple(left.tolist()), value=value, bound=max(value, bound)
    )


def median(places: Floats) -> Floats:
    """The point whose distances to all places have nearly the smallest sum.

    >>> median(np.array([[0.0], [1.0], [5.0]])).round(2).tolist()
    [1.0]
    """
    if not len(places):
        return np.zeros(places.shape[1])
    centre: Floats = places.mean(axis=0)
    small = 1e-9 * float(np.abs(places - centre).max()) or 1.0
    for _ in range(STEPS):
        pull = 1 / (np.sqrt(((places - centre) ** 2).sum(axis=1)) + small)
        centre = pull @ places / pull.sum()
    return centre


def _around(away: Floats) -> Ints:
    """The order of the directions, on the two axes along which they differ most."""
    if away.shape[1] == 1:
        away = np.hstack([away, np.zeros_like(away)])
    elif away.shape[1] > 2:
        axes = np.linalg.eigh(away.T @ away)[1][:, :-3:-1]
        away = away @ axes
    angle = np.arctan2(away[:, 1], away[:, 0])
    order: Ints = np.lexsort((away[:, 1], away[:, 0], angle))
    return order


def _length(places: Floats, one: Ints, other: Ints) -> Floats:
    length: Floats = np.sqrt(((places[one] - places[other]) ** 2).sum(axis=1))
    return length


def _exchange(places: Floats, one: Ints, other: Ints) -> None:
    """Let pairs near in the order exchange partners, in place, as long as something is won."""
    pairs = np.arange(len(one))
    for _ in range(TURNS):
        won = False
        for reach in range(1, REACH + 1):
            for start in (0, 1):
                here = pairs[: max(0, len(pairs) - reach)]
                here = here[here // reach % 2 == start]
                there = here + reach
                now = _length(places, one[here], other[here])
                now += _length(places, one[there], other[there])
                then = _length(places, one[here], other[there])
                then += _length(places, one[there], other[here])
                better = then > now * (1 + 1e-12)
                here, there = here[better], there[better]
                other[here], other[there] = other[there], other[here]
                won |= bool(better.any())
        if not won:
            break


def _without_refused(
    places: Floats, one: Ints, other: Ints, refusals: Iterable[tuple[int, int]]
) -> NDArray[np.bool_]:
    """Exchange the partners of refused pairs with those it costs least; which pairs then stand."""
    refused = {both for a, b in refusals for both in ((a, b), (b, a))}
    kept = np.ones(len(one), bool)
    if not refused:
        return kept
    for pair, a in enumerate(one.tolist()):
        b = int(other[pair])
        if (a, b) not in refused:
            continue
        able = kept & ~_never(one, b, refused) & ~_never(other, a, refused)
        able[pair] = False
        gain = _length(places, np.full(len(one), a), other) - _length(places, one, other)
        gain += _length(places, one, np.full(len(one), b))
        best = int(np.argmax(np.where(able, gain, -np.inf)))
        if able[best]:
            other[pair], other[best] = other[best], other[pair]
        kept[pair] = able[best]
    return kept


def _never(those: Ints, person: int, refused: set[tuple[int, int]]) -> NDArray[np.bool_]:
    return np.array([(one, person) in refused for one in those.tolist()], bool)
