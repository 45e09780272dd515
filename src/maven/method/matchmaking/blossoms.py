"""Which pairs are worth most, when each person takes part in so many? (b-matching, exact)

The linear program of people and pairs has halves only around odd circles: three people with one
meeting each are given half of each of their three pairs. A blossom row says what is true of every
whole choice: among people S, with the pairs F that leave S, at most ⌊(b(S) + |F|) / 2⌋ pairs.

References: Edmonds 1965; Pulleyblank 1973; Padberg and Rao 1982.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from maven.method.matchmaking.choosing import Chosen, choose
from maven.method.matchmaking.circle import Circle, Floats, Ints

if TYPE_CHECKING:
    from scipy.sparse import csc_array

HALF = 1e-6  # what is further from a whole number is a half


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cut:
    """Of these pairs at most so many can meet."""

    pairs: Ints
    most: int


def choose_pairs(
    circle: Circle,
    pairs: Ints,
    most: Floats,
    *,
    cuts: Sequence[Cut] = (),
    weight: Floats | None = None,
) -> Chosen:
    """The pairs of largest total weight.

    Parameters
    ----------
    pairs : increasing numbers of the pairs of the circle to choose from.
    most : (n,) whole, of each person how many pairs at most.
    cuts : more limits, by positions in `pairs`. weight : of each pair, those of the circle when None.

    Example
    -------
    >>> from maven.method.matchmaking.circle import circle_of
    >>> circle = circle_of("abc", {("a", "b"): 2, ("b", "c"): 2, ("a", "c"): 3})
    >>> found = choose_pairs(circle, np.arange(3), np.ones(3))
    >>> [circle.pair(pair) for pair in found.index], found.bound
    ([('a', 'c')], 3.0)

    Cost: see `choose`; the index of what is chosen is by positions in `pairs`.
    """
    from scipy.sparse import csc_array, vstack

    first, second = circle.first[pairs], circle.second[pairs]
    column = np.tile(np.arange(len(pairs)), 2)
    shape = (len(circle.people), len(pairs))
    ends = np.concatenate([first, second])
    rows = csc_array((np.ones(len(ends)), (ends, column)), shape=shape)

    def tighten(x: Floats) -> "tuple[csc_array, Floats] | None":
        return limits(_blossoms(first, second, most, x), len(pairs))

    more = limits(cuts, len(pairs))
    limit = most
    if more:
        rows, limit = csc_array(vstack([rows, more[0]])), np.append(most, more[1])
    weight = circle.weight[pairs] if weight is None else weight
    return choose(weight, rows, limit, tighten=tighten)


def limits(cuts: Sequence[Cut], width: int) -> "tuple[csc_array, Floats] | None":
    """The rows and the limits of cuts; None without any."""
    from scipy.sparse import csc_array

    if not cuts:
        return None
    row = np.repeat(np.arange(len(cuts)), [len(cut.pairs) for cut in cuts])
    column = np.concatenate([cut.pairs for cut in cuts])
    rows = csc_array((np.ones(len(row)), (row, column)), shape=(len(cuts), width))
    return rows, np.array([cut.most for cut in cuts], np.float64)


def _blossoms(first: Ints, second: Ints, most: Floats, x: Floats) -> list[Cut]:
    """The blossom rows that are broken by all people, by who is joined by pairs, or by halves."""
    cuts = []
    for joined in (x >= 0, x > HALF, (x > HALF) & (x < 1 - HALF)):
        part = _parts(first[joined], second[joined], len(most))
        for number in np.unique(part[first[joined]]).tolist():
            one, other = part[first] == number, part[second] == number
            leaving = (one != other) & (x >= 1 - HALF)
            room = int(most[part == number].sum()) + int(leaving.sum())
            pairs = np.flatnonzero((one & other) | leaving)
            if x[pairs].sum() > room // 2 + HALF:
                cuts.append(Cut(pairs=pairs, most=room // 2))
    return cuts


def _parts(first: Ints, second: Ints, people: int) -> NDArray[np.int32]:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(first)), (first, second)), shape=(people, people))
    part: NDArray[np.int32] = connected_components(graph, directed=False)[1]
    return part
