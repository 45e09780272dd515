"""How far does this community pull the same way, and how sure is that? (the degree of alignment)

Draw two people at random among those who answered a statement and multiply their answers: 1 when
they pull the same way, -1 when against one another, 0 when one of them passes. The mean over all
pairs is Λ, the alignment on that statement. It is not biased by how few answered, it counts
ignorance as no alignment, and it splits into what holds within groups and between them.

The interval resamples people, not votes, and corrects what a plain bootstrap gets wrong: there, a
person drawn twice would meet herself and agree.

References: Efron 1979 (bootstrap); Hoeffding 1948 (unbiased means over pairs).
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maven.method.votes import Key, Votes

type Floats = NDArray[np.float64]

LEAST_VOTES = 20
RESAMPLES = 1000
LEVEL = 0.95
CHUNK = 100  # resamples weighed together: 100 × people floats


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementAlignment:
    """Λ of one statement, in [-1, 1] (a little below 0 when evenly split); None below two votes."""

    statement: Key
    votes: int
    alignment: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The alignment of a community.

    Attributes
    ----------
    overall : mean of Λ over the statements with enough votes; None when there is none.
    low, high : bounds of the interval at 95 %; None with `overall`, and below two people.
    between : mean over pairs of groups of the product of their mean answers; None below two groups.
    statements : one per selected statement, in the order of the votes.
    counted : how many statements had enough votes. people : who answered at least one of these.
    """

    overall: float | None
    low: float | None
    high: float | None
    between: float | None
    statements: tuple[StatementAlignment, ...]
    counted: int
    people: int


def alignment(
    votes: Votes,
    *,
    group_of: NDArray[np.int64] | None = None,
    selected: Collection[Key] | None = None,
    least_votes: int = LEAST_VOTES,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Alignment:
    """Measure Λ.

    Parameters
    ----------
    votes : the answered cells.
    group_of : (n,) number of each one's group, negative for none, as in `Landscape.group_of`.
    selected : the statements to measure; all when None.
    least_votes : answers (passing included) a statement needs to enter the mean.
    seed, resamples : of the interval.

    Example
    -------
    >>> from maven.method.votes import votes_of
    >>> found = alignment(votes_of((f"p{i}", 1, 1 if i < 15 else -1) for i in range(20)))
    >>> round(found.overall, 4), round(found.low, 2), round(found.high, 2)
    (0.2105, -0.11, 0.61)

    Cost: O(v) for Λ, O(resamples · v) for the interval.
    """
    chosen = np.array([selected is None or key in selected for key in votes.statements], bool)
    width = len(votes.statements)
    total = np.bincount(votes.column, weights=votes.value, minlength=width)
    square = np.bincount(votes.column, weights=votes.value != 0, minlength=width)
    seen = np.bincount(votes.column, minlength=width).astype(np.float64)
    lambdas = pairwise(total, square, seen, seen)
    enough = chosen & (seen >= max(2, least_votes))
    people = len(np.unique(votes.row[enough[votes.column]]))
    overall = float(lambdas[enough].mean()) if enough.any() else None
    low, high = _interval(votes, enough, seed, resamples) if enough.any() else (None, None)
    return Alignment(
        overall=overall,
        low=low,
        high=high,
        between=_between(votes, group_of, enough),
        statements=tuple(
            StatementAlignment(
                statement=votes.statements[j],
                votes=int(seen[j]),
                alignment=float(lambdas[j]) if seen[j] >= 2 else None,
            )
            for j in np.flatnonzero(chosen)
        ),
        counted=int(enough.sum()),
        people=people,
    )


def pairwise(total: Floats, square: Floats, weight: Floats, weight_square: Floats) -> Floats:
    """Mean product over pairs of different people, 0 without pairs.

    With weights w it is ((Σwx)² - Σw²x²) / ((Σw)² - Σw²).

    >>> import numpy as np
    >>> pairwise(np.array([3.0]), np.array([3.0]), np.array([3.0]), np.array([3.0])).tolist()
    [1.0]
    """
    pairs = weight**2 - weight_square
    means: Floats = np.divide(
        total**2 - square, pairs, out=np.zeros(np.shape(pairs)), where=pairs > 0
    )
    return means


def _interval(
    votes: Votes, enough: NDArray[np.bool_], seed: int, resamples: int
) -> tuple[float, float]:
    """Percentiles of Λ over communities redrawn from this one, person by person."""
    from scipy.sparse import csr_array

    kept = enough[votes.column]
    rows, row = np.unique(votes.row[kept], return_inverse=True)
    columns, column = np.unique(votes.column[kept], return_inverse=True)
    shape = (len(columns), len(rows))
    value = votes.value[kept].astype(np.float64)
    signed = csr_array((value, (column, row)), shape=shape)
    sided = csr_array((np.abs(value), (column, row)), shape=shape)
    seen = csr_array((np.ones(len(value)), (column, row)), shape=shape)
    chance = np.random.default_rng(seed)
    share = np.full(len(rows), 1 / len(rows))
    means = []
    for first in range(0, resamples, CHUNK):
        weight = chance.multinomial(len(rows), share, size=min(CHUNK, resamples - first))
        w = np.ascontiguousarray(weight.T, dtype=np.float64)
        square = w * w
        lambdas = pairwise(signed @ w, sided @ square, seen @ w, seen @ square)
        means.append(lambdas.mean(axis=0))
    low, high = np.quantile(np.concatenate(means), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _between(
    votes: Votes, group_of: NDArray[np.int64] | None, enough: NDArray[np.bool_]
) -> float | None:
    """Mean over statements, then over pairs of groups, of the product of the groups' mean answers.

    A pair of groups is compared on the statements both have answered.
    """
    groups = 0 if group_of is None else int(group_of.max(initial=-1)) + 1
    if group_of is None or groups < 2:
        return None
    group, width = group_of[votes.row], len(votes.statements)
    kept = (group >= 0) & enough[votes.column]
    cell = group[kept] * width + votes.column[kept]
    seen = np.bincount(cell, minlength=groups * width).reshape(groups, width)
    total = np.bincount(cell, weights=votes.value[kept], minlength=groups * width)
    mean = total.reshape(groups, width) / np.maximum(seen, 1)
    first, second = np.triu_indices(groups, 1)
    both = (seen[first] > 0) & (seen[second] > 0)
    return float((mean[first] * mean[second])[both].mean()) if both.any() else None
