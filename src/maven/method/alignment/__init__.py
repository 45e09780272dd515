"""How far does this community pull the same way, and how sure is that? (the degree of alignment)

Draw two people at random among those who answered a statement and multiply their answers: 1 when
they pull the same way, -1 when against one another, 0 when one of them passes. The mean over all
pairs is Λ, the alignment on that statement. It is not biased by how few answered, it counts
ignorance as no alignment, and it splits exactly into what holds within groups and between them.

The interval redraws people, not votes, and corrects what a plain bootstrap gets wrong: there, a
person drawn twice would meet herself and agree.

`alignment` measures one moment, `split` says where it holds, `change` compares two moments on the
people present in both, `agreement` reads a question with three ordered answers or more.

References: Efron 1979 (bootstrap); Hoeffding 1948 (unbiased means over pairs); van der Eijk 2001.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maven.method.alignment.changes import Change, change
from maven.method.alignment.grouped import (
    GroupsOfOthers,
    Pair,
    Split,
    TooFewGroups,
    between_of,
    split,
)
from maven.method.alignment.redrawing import (
    LEAST_VOTES,
    RESAMPLES,
    Cells,
    NoRedrawing,
    NothingCounted,
    bounds_of,
    cells_of,
    pairwise,
    redrawn,
    sums_of,
)
from maven.method.alignment.scales import Agreement, ImpossibleCounts, TooFewAnswers, agreement
from maven.method.votes import Key, Votes

__all__ = [
    "Agreement",
    "Alignment",
    "Change",
    "GroupsOfOthers",
    "ImpossibleCounts",
    "NoRedrawing",
    "NothingCounted",
    "Pair",
    "Split",
    "StatementAlignment",
    "TooFewAnswers",
    "TooFewGroups",
    "agreement",
    "alignment",
    "change",
    "pairwise",
    "split",
]


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
    low, high : bounds of the interval at 95 %; None with `overall`.
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
    least_votes : answers (passing included) a statement needs to enter the mean, 2 at least.
    seed, resamples : of the interval; at least 1 resample.

    Raises
    ------
    NoRedrawing : fewer than 1 resample.
    GroupsOfOthers : `group_of` does not hold one number per participant.

    Example
    -------
    >>> from maven.method.votes import votes_of
    >>> found = alignment(votes_of((f"p{i}", 1, 1 if i < 15 else -1) for i in range(20)))
    >>> round(found.overall, 4), round(found.low, 1), round(found.high, 1)
    (0.2105, -0.1, 0.6)

    Cost: O(v) for Λ; the interval multiplies 4 · resamples · min(n, 2000) numbers per statement, in
    memory that does not depend on the crowd (about 60 MiB at most).
    """
    cells, width = cells_of(votes), len(votes.statements)
    chosen = np.array([selected is None or key in selected for key in votes.statements], bool)
    total = np.bincount(cells.column, weights=cells.value, minlength=width)
    square = np.bincount(cells.column, weights=cells.value != 0, minlength=width)
    seen = cells.seen().astype(np.float64)
    lambdas = pairwise(total, square, seen, seen)
    enough = chosen & (seen >= max(2, least_votes))
    people, low, high = _interval(cells, enough, seed, resamples)
    return Alignment(
        overall=float(lambdas[enough].mean()) if enough.any() else None,
        low=low,
        high=high,
        between=between_of(cells, group_of, enough),
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


def _interval(
    cells: Cells, enough: NDArray[np.bool_], seed: int, resamples: int
) -> tuple[int, float | None, float | None]:
    """Who counts, and percentiles of Λ over communities redrawn from this one, person by person."""
    block_of, weights = redrawn(cells, enough, seed, resamples)
    columns = np.flatnonzero(enough)
    if not len(columns):
        return 0, None, None
    means = np.zeros(len(weights))
    for _, sums in sums_of(cells, columns, block_of, weights):
        means += sums.alignment()[0].sum(axis=1)
    return int((block_of >= 0).sum()), *bounds_of(means[1:] / len(columns))
