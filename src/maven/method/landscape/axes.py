"""Along which two lines do opinions differ most? (the axes of the landscape)

Each person is a row of answers. Empty cells are filled with the statement's mean and every column
is centred, which leaves exactly zero in each empty cell: the filled table *is* the sparse table of
(answer - mean) on the answered cells. Nothing of the size people × statements is ever built. The
two leading right singular vectors come from the smaller Gram matrix (exact), or by Lanczos when
both sides pass 2,000.

Reference: Small et al. 2021, *Polis: Scaling deliberation by mapping high dimensional opinion
spaces*.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from maven.method.votes import Votes

if TYPE_CHECKING:
    from scipy.sparse import csr_array

type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]

GRAM_SIDE = 2000  # the largest Gram matrix solved in full: 2,000² floats are 32 MB
BLOCK_CELLS = 4_000_000  # cells made dense at a time when the Gram matrix is summed
NO_VARIANCE = 1e-12  # below this share of the cells' square, a variance is rounding


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Axes:
    """Where the crowd stands on the two lines along which it differs most.

    Attributes
    ----------
    centre : (m,) mean answer to each statement, 0 for statements left out.
    components : (2, m) orthonormal directions, the largest coordinate of each positive; zero rows
        when opinions do not differ that much.
    positions : (n, 2) place of each participant, corrected for how many statements were answered.
    explained : share of the variance carried by each direction, in [0, 1].
    """

    centre: Floats
    components: Floats
    positions: Floats
    explained: tuple[float, float]


def axes_of(votes: Votes, drawing: Flags) -> Axes:
    """Draw the two axes from the statements marked in `drawing` (m,) and place everybody on them.

    A statement left out keeps its column, filled with zeros that count as answered: the rule of the
    server with which parity is tested. Cost: O(v) for the sparse parts, O(n·m·min(n, m)) for the
    Gram matrix, once.
    """
    from scipy.sparse import csr_array

    people, statements = len(votes.participants), len(votes.statements)
    kept = drawing[votes.column]
    row, column, value = votes.row[kept], votes.column[kept], votes.value[kept].astype(np.float64)
    seen = np.bincount(column, minlength=statements)
    centre = np.bincount(column, weights=value, minlength=statements) / np.maximum(seen, 1)
    start = np.zeros(people + 1, np.int64)
    np.cumsum(np.bincount(row, minlength=people), out=start[1:])
    cells = csr_array((value - centre[column], column, start), shape=(people, statements))
    components, explained = leading(cells)
    answered = np.diff(start) + np.count_nonzero(~drawing)
    stretch = np.sqrt(statements / np.maximum(answered, 1))
    positions = (cells @ components.T) * stretch[:, None]
    return Axes(centre=centre, components=components, positions=positions, explained=explained)


def leading(cells: "csr_array") -> tuple[Floats, tuple[float, float]]:
    """The two leading right singular vectors (2, m) and their shares of the total square."""
    total = float(cells.data @ cells.data)
    components = np.zeros((2, cells.shape[1]))
    shares = [0.0, 0.0]
    wide = min(2, *cells.shape)
    if total <= NO_VARIANCE * max(len(cells.data), 1):
        return components, (0.0, 0.0)
    squares, vectors = (
        _by_gram(cells, wide) if min(cells.shape) <= GRAM_SIDE else _by_lanczos(cells)
    )
    for axis in range(wide):
        if squares[axis] > NO_VARIANCE * total:
            components[axis] = _pointing_up(vectors[:, axis])
            shares[axis] = min(1.0, float(squares[axis]) / total)
    return components, (shares[0], shares[1])


def _by_gram(cells: "csr_array", wide: int) -> tuple[Floats, Floats]:
    from scipy.linalg import eigh

    tall = cells.shape[0] >= cells.shape[1]
    gram = _gram(cells) if tall else _gram(cells.T.tocsr())
    side = len(gram)
    squares, vectors = eigh(gram, subset_by_index=(side - wide, side - 1))
    squares, vectors = squares[::-1], vectors[:, ::-1]
    if not tall:
        vectors = cells.T @ vectors
        lengths = np.linalg.norm(vectors, axis=0)
        vectors = vectors / np.where(lengths > 0, lengths, 1.0)
    return squares, vectors


def _gram(cells: "csr_array") -> Floats:
    rows, side = cells.shape
    block = max(1, BLOCK_CELLS // max(side, 1))
    gram = np.zeros((side, side))
    for first in range(0, rows, block):
        dense = cells[first : first + block].toarray()
        gram += dense.T @ dense
    return gram


def _by_lanczos(cells: "csr_array") -> tuple[Floats, Floats]:
    from scipy.sparse.linalg import svds

    # A fixed start instead of a random one: the same opinions always give the same map.
    start = np.cos(np.arange(min(cells.shape), dtype=np.float64))
    _, lengths, vectors = svds(cells, k=2, v0=start, tol=1e-10)
    order = np.argsort(-lengths)
    return lengths[order] ** 2, vectors[order].T


def _pointing_up(vector: Floats) -> Floats:
    """A direction has two names; keep the one whose largest coordinate is positive."""
    return vector if vector[np.argmax(np.round(np.abs(vector), 9))] > 0 else -vector
