"""The leading directions of a large symmetric matrix known only by its products. (tool of `axes`)

A basis grows from a few starting directions by what the matrix says they still lack (the residuals
of the two leading Ritz vectors); the best combinations within the basis are solved for exactly
(Rayleigh-Ritz). That is a block Krylov space, restarted from its best vectors when it grows wide.

References: Saad 2011, *Numerical Methods for Large Eigenvalue Problems*, chapters 6-8; the stopping
rule is Davis & Kahan 1970: sine of the error ≤ residual / gap.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Product = Callable[[Floats], Floats]

WANTED = 2
KEPT = 6  # Ritz vectors a restart keeps, and a sample hands over
WIDEST = 96  # columns of the basis before a restart
STEPS = 300
TOLERANCE = 4e-5  # sine of the angle to the exact direction: a cosine above 1 - 8e-10
CLOSEST = 1e-7  # two squares nearer than this share of the first are held equal


def leading(
    product: Product, start: Floats, *, tolerance: float = TOLERANCE, steps: int = STEPS
) -> tuple[Floats, Floats]:
    """The leading eigenvalues (k,), falling, and eigenvectors (m, k) of a positive matrix, k ≤ 6.

    The first two are within `tolerance` (sine) of the exact ones, unless two eigenvalues are equal
    to one part in ten million or `steps` products have been spent; the others are hints.

    Parameters
    ----------
    product : what the matrix (m, m) makes of (m, b) columns.
    start : (m, b) where to look first; any directions will do, near ones are quicker.

    Example
    -------
    >>> import numpy as np
    >>> squares, vectors = leading(lambda x: np.diag([9.0, 4, 1, 0]) @ x, np.ones((4, 1)))
    >>> squares[:2].round(9).tolist(), abs(vectors[:, 0]).round(6).tolist()
    ([9.0, 4.0], [1.0, 0.0, 0.0, 0.0])

    Cost: a product and O(m·96) per step.
    """
    basis = _new(start, np.empty((len(start), 0)))
    image = product(basis)
    left = steps
    while True:
        left -= 1
        inner = basis.T @ image
        values, weights = np.linalg.eigh((inner + inner.T) / 2)
        values, weights = values[::-1], np.ascontiguousarray(weights[:, ::-1][:, :KEPT])
        ritz, moved = basis @ weights[:, :WANTED], image @ weights[:, :WANTED]
        lacking = moved - ritz * values[:WANTED]
        if left < 1 or _settled(values, np.linalg.norm(lacking, axis=0), tolerance):
            break
        fresh = _new(lacking, basis)
        if not fresh.shape[1]:
            break
        if basis.shape[1] + WANTED > WIDEST:
            basis, image = basis @ weights, image @ weights
        basis, image = np.hstack([basis, fresh]), np.hstack([image, product(fresh)])
    return values[:KEPT], basis @ weights


def _settled(values: Floats, residuals: Floats, tolerance: float) -> bool:
    room = np.maximum(values, 0.0)
    gaps = np.maximum(room[:-1] - room[1:], CLOSEST * room[0])[:WANTED]
    gaps = np.minimum.accumulate(np.append(gaps, room[0]))[: len(residuals)]
    return bool((residuals <= tolerance * gaps).all())


def _new(directions: Floats, basis: Floats) -> Floats:
    """An orthonormal basis of what the directions add to the basis; columns that add nothing go."""
    lengths = np.linalg.norm(directions, axis=0)
    fresh = directions[:, lengths > 0] / lengths[lengths > 0]
    for _ in range(2):  # twice is enough (Kahan)
        fresh = fresh - basis @ (basis.T @ fresh)
    squares, turn = np.linalg.eigh(fresh.T @ fresh)
    kept = squares > 1e-12  # noqa: PLR2004  # of unit columns: what is left is rounding
    fresh = fresh @ (turn[:, kept] / np.sqrt(squares[kept]))
    fresh = fresh - basis @ (basis.T @ fresh)
    found: Floats = np.linalg.qr(fresh)[0]
    return found
