"""Along which two lines do opinions differ most? (the axes of the landscape)

The two leading right singular vectors of the centred table of `cells`, in which nothing of the size
people × statements is ever built. A small table is solved in full, from the smaller of its two Gram
matrices; a larger one by a Krylov space (`leading`) that only multiplies by the answered cells, to
a stated tolerance: a cosine with the exact direction above 1 - 10⁻⁹.

Reference: Small et al. 2021, *Polis: Scaling deliberation by mapping high dimensional opinion
spaces*.
"""

from dataclasses import dataclass

import numpy as np

from maven.method.landscape.cells import Cells
from maven.method.landscape.cells import Flags as Flags
from maven.method.landscape.cells import Floats as Floats
from maven.method.landscape.leading import leading
from maven.method.votes import Votes

SMALL_TABLE = 30_000_000  # n·m·min(n, m) up to which the Gram matrix is quicker: some milliseconds
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
    server with which parity is tested.

    Cost: O(n·m·min(n, m)) for a small table, else O(v) per product, some ten to a hundred products;
    memory O(n + m) beside the votes and one block of a million answers.
    """
    return axes_of_cells(Cells(votes, drawing))


def axes_of_cells(cells: Cells) -> Axes:
    """The same, from the centred table."""
    components, explained = _directions(cells)
    stretch = np.sqrt(cells.statements / np.maximum(cells.answered(), 1))
    positions = cells.along(components) * stretch[:, None]
    return Axes(
        centre=cells.centre, components=components, positions=positions, explained=explained
    )


def directions_of(
    squares: Floats, vectors: Floats, total: float
) -> tuple[Floats, tuple[float, float]]:
    """The first two of the directions (m, k), pointed up, and their shares of the total square.

    Those that carry no more than rounding are rows of 0.
    """
    components = np.zeros((2, len(vectors)))
    shares = [0.0, 0.0]
    for axis in range(min(2, len(squares))):
        if squares[axis] > NO_VARIANCE * total:
            components[axis] = _pointing_up(vectors[:, axis])
            shares[axis] = min(1.0, float(squares[axis]) / total)
    return components, (shares[0], shares[1])


def starting_direction(drawing: Flags) -> Floats:
    """A fixed start (m, 1) instead of a random one: the same opinions always give the same map."""
    return np.where(drawing, np.cos(np.arange(len(drawing))), 0.0)[:, None]


def _directions(cells: Cells) -> tuple[Floats, tuple[float, float]]:
    people, statements = cells.people, cells.statements
    if cells.total <= NO_VARIANCE * max(int(cells.counts.sum()), 1):
        return np.zeros((2, statements)), (0.0, 0.0)
    if people * statements * min(people, statements) <= SMALL_TABLE:
        squares, vectors = _by_gram(cells)
    else:
        squares, vectors = leading(cells.square, starting_direction(cells.drawing))
    return directions_of(squares, vectors, cells.total)


def _by_gram(cells: Cells) -> tuple[Floats, Floats]:
    from scipy.linalg import eigh

    table = cells.table()
    tall = cells.people >= cells.statements
    gram = table.T @ table if tall else table @ table.T
    side = len(gram)
    squares, vectors = eigh(gram, subset_by_index=(max(0, side - 2), side - 1))
    squares, vectors = squares[::-1], vectors[:, ::-1]
    if not tall:
        vectors = table.T @ vectors
        lengths = np.linalg.norm(vectors, axis=0)
        vectors = vectors / np.where(lengths > 0, lengths, 1.0)
    return squares, vectors


def _pointing_up(vector: Floats) -> Floats:
    """A direction has two names; keep the one whose largest coordinate is positive."""
    return vector if vector[np.argmax(np.round(np.abs(vector), 9))] > 0 else -vector
