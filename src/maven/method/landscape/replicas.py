"""The same map, drawn again from fewer votes. (the tool of `grouping`)

For each map some people are drawn, a fifth of their votes is taken away at random, and their places
are found again on axes drawn from what is left; all redrawn maps advance together. The axes start from those
of the whole map *and* from directions drawn by chance, are multiplied by the thinned table a few
times and solved for within that span (Halko, Martinsson & Tropp 2011): on real conversations the
splits survive within a few hundredths as with axes drawn in full; where there is nothing to find
they survive somewhat better than those, and still far below what is held to be a group.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from maven.method.landscape.cells import Counts, Floats
from maven.method.votes import Votes

if TYPE_CHECKING:
    from scipy.sparse import csr_array

type Columns = NDArray[np.int32]
type Singles = NDArray[np.float32]

KEPT_VOTES = 205  # of 256: four fifths
BY_CHANCE = 4  # directions beside the two of the whole map
PASSES = (2, 8)  # at least, at most
WORK = 40_000  # votes × passes over them up to which more passes are made


def redrawn_places(
    votes: Votes, drawing: NDArray[np.bool_], people: Counts, components: Floats, chance: Generator
) -> Singles:
    """Where people (r, c) stand on r maps, each redrawn from its own people: (r, c, 2).

    `people` are rows of the votes, each with an answer; places are in single precision.

    Cost: O(votes of these people · 6) per pass.
    """
    replicas, statements = len(people), len(votes.statements)
    start, column, value = _answers_of(votes, people.ravel())
    first = start[:: people.shape[1]]
    cell = column + np.repeat(statements * np.arange(replicas, dtype=np.int32), np.diff(first))
    kept = chance.integers(0, 256, len(column), np.uint8) < KEPT_VOTES
    kept &= drawing[column]
    data = _centred(kept, cell, value, replicas * statements)
    table = _beside(data, cell, start, replicas * statements)
    begin = np.empty((replicas, statements, 2 + BY_CHANCE))
    begin[:, :, :2] = components.T
    begin[:, :, 2:] = chance.standard_normal((replicas, statements, BY_CHANCE))
    begin[:, :, 2:] /= np.sqrt(statements)
    passes = int(np.clip(WORK * replicas // max(len(column), 1), *PASSES))
    places = _on_own_axes(table, begin, passes)
    answered = np.add.reduceat(kept, start[:-1], dtype=np.int64) + np.count_nonzero(~drawing)
    stretch = np.sqrt(statements / np.maximum(answered, 1)).reshape(people.shape)
    return (places * stretch[:, :, None]).astype(np.float32)


def _answers_of(votes: Votes, people: Counts) -> tuple[Counts, Columns, NDArray[np.int8]]:
    """The rows of these people: starts, columns, values."""
    sizes = votes.answered[people]
    start = np.zeros(len(people) + 1, np.int64)
    np.cumsum(sizes, out=start[1:])
    at = np.arange(start[-1]) + np.repeat(votes.start[people] - start[:-1], sizes)
    return start, votes.column[at].astype(np.int32), votes.value[at]


def _centred(kept: NDArray[np.bool_], cell: Columns, value: NDArray[np.int8], width: int) -> Floats:
    """The answers left in each replica less their mean there; 0 for those taken away."""
    left = kept * value
    seen = np.bincount(cell, kept, width)
    centre = np.bincount(cell, left, width) / np.maximum(seen, 1)
    centred: Floats = (left - centre[cell]) * kept
    return centred


def _beside(data: Floats, cell: Columns, start: Counts, width: int) -> "csr_array":
    """The thinned tables side by side along the diagonal of one."""
    from scipy.sparse import csr_array

    return csr_array((data, cell, start.astype(np.int32)), shape=(len(start) - 1, width))


def _on_own_axes(table: "csr_array", begin: Floats, passes: int) -> Floats:
    replicas, statements, width = begin.shape
    across: Any = table.T
    directions: NDArray[Any] = begin
    for _ in range(passes):
        seen = table @ directions.reshape(-1, width)
        directions = (across @ seen).reshape(begin.shape)
        longest = np.linalg.norm(directions, axis=1, keepdims=True)
        directions = directions / np.where(longest > 0, longest, 1.0)
    seen = (table @ directions.reshape(-1, width)).reshape(replicas, -1, width)
    turn = _best_two(_inner(directions), _inner(seen))
    places: Floats = seen @ turn
    return places


def _inner(columns: Floats) -> Floats:
    found: Floats = columns.transpose(0, 2, 1) @ columns
    return found


def _best_two(lengths: Floats, squares: Floats) -> Floats:
    """The two combinations of each span along which the table is longest (Rayleigh-Ritz)."""
    values, turn = np.linalg.eigh(lengths)
    kept = values > 1e-10 * values[:, -1:]
    white = turn * (kept / np.sqrt(np.where(kept, values, 1.0)))[:, None, :]
    _, best = np.linalg.eigh(white.transpose(0, 2, 1) @ squares @ white)
    combined: Floats = white @ best[:, :, :-3:-1]
    return combined
