"""How wrong are the marks? (the spread of true effects around them, found from the surprises)

Empirical Bayes: of all spreads, how likely does each make what was observed? Weighed by what is
thought beforehand, so that a few lucky observations never prove the marks perfect.

References: Robbins 1956; Chung et al. 2013 (keeping such a spread away from zero).
"""

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]

# How far marks are wrong before anything is seen, and how many observations that opinion is worth.
MARKS_WRONG_BY = 0.25
WORTH = 4
SPREADS = MARKS_WRONG_BY**2 * np.geomspace(1 / 64, 64, 97)


def spread_of(surprise: Floats, mix: Floats, noise: Floats) -> float:
    """τ², from surprises (n,) with the variance τ²·mix·mixᵀ + diag(noise).

    The mean of ln τ² over a grid, each spread counting by the likelihood of the surprises times the
    scaled inverse χ² opinion. Cost O(n³ + n²·kinds).

    >>> round(spread_of(np.zeros(0), np.zeros((0, 1)), np.zeros(0)) ** 0.5, 2)
    0.29
    """
    scale = 1 / np.sqrt(noise)
    values, vectors = np.linalg.eigh((scale[:, None] * mix) @ (scale[:, None] * mix).T)
    seen = (vectors.T @ (scale * surprise)) ** 2
    wide = 1 + SPREADS[:, None] * np.maximum(values, 0.0)
    likely = -0.5 * (np.log(wide) + seen / wide).sum(axis=1)
    likely -= 0.5 * WORTH * (np.log(SPREADS) + MARKS_WRONG_BY**2 / SPREADS)
    weight = np.exp(likely - likely.max())
    return float(np.exp(weight @ np.log(SPREADS) / weight.sum()))
