"""Are new ideas still coming, or has the community said what it had to say?

Each contribution has a theme. The coverage is the share of all contributions, those to come included,
whose theme has already been seen; what is missing to 1 is the chance that the next contribution brings
a new one (Good & Turing). Chao1 says how many themes there are at least, seen or not. The discovery
curve follows themes sprint after sprint.

References: Good 1953; Esty 1983; Chao 1987; Chao & Jost 2012; Chao et al. 2014.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from maven.method.exploration.estimating import (
    LEVEL,
    Floats,
    Ints,
    NotASize,
    NotThemes,
    Richness,
    TooFewContributions,
    coverage,
    more_to_reach,
    richness,
    seen_of,
    themes_at,
    unseen_of,
)

__all__ = [
    "Exploration",
    "NotASize",
    "NotThemes",
    "Richness",
    "Step",
    "TooFewContributions",
    "coverage",
    "discovery",
    "exploration",
    "more_to_reach",
    "richness",
    "themes_at",
]

TARGET = 0.95
RESAMPLES = 1000
MOST_UNSEEN = 2000  # themes never seen that a redrawn community may hold: more change nothing
MOST_CELLS = 1_000_000  # of the redrawn communities held together

type Verdict = Literal["exploring", "saturating", "unsure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exploration:
    """What the themes say of those to come.

    Attributes
    ----------
    contributions, themes : how many came. once, twice : themes that came once, twice.
    coverage : in [0, 1], between `low` and `high` (95 %).
    verdict : exploring when the whole interval is below the target, saturating when it is at or above
        it, otherwise unsure. surety : share of the simulated errors that leave the coverage on the
        side where it is estimated, in [0, 1].
    target : of the verdict and of `more`. more : contributions still needed to reach it, 0 if none.
    richness : how many themes there are at least.
    """

    contributions: int
    themes: int
    once: int
    twice: int
    coverage: float
    low: float
    high: float
    verdict: Verdict
    surety: float
    target: float
    more: int
    richness: Richness


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A sprint: what it brought, what there was after it.

    new : themes that came for the first time. themes : those seen until then.
    expected : those that as many contributions, drawn by chance from all sprints, would have shown:
        fewer seen than expected, and later sprints have opened new ground.
    coverage : after it; None before two contributions.
    """

    contributions: int
    new: int
    themes: int
    expected: float
    coverage: float | None


def exploration(
    counts: ArrayLike, *, target: float = TARGET, seed: int = 0, resamples: int = RESAMPLES
) -> Exploration:
    """Say whether new ideas are still coming.

    Parameters
    ----------
    counts : (s,) how many contributions each theme has; zeros are left out.
    target : the coverage that counts as having said all, in (0, 1). seed, resamples : of the interval.

    Raises
    ------
    NotThemes : counts that are not whole numbers from 0.
    TooFewContributions : fewer than two. NotASize : a target outside (0, 1), or no resample.

    Example
    -------
    >>> spiders = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4] + [2] * 4 + [1] * 12
    >>> found = exploration(spiders)
    >>> round(found.coverage, 4), round(found.low, 2), round(found.high, 2), found.verdict, found.more
    (0.9289, 0.88, 0.98, 'unsure', 89)

    The interval is the wider of two: Esty's, from f1 and f2, and that of the errors made in redrawn
    communities, where the truth is known. Cost: O(s) and O(resamples · s).
    """
    seen = seen_of(counts)
    if resamples < 1:
        raise NotASize("At least one community is redrawn.")
    more = more_to_reach(seen, target)
    found = coverage(seen)
    errors = _errors(seen, np.random.default_rng(seed), resamples)
    low, high = _interval(seen, found, errors)
    return Exploration(
        contributions=int(seen.sum()),
        themes=len(seen),
        once=int((seen == 1).sum()),
        twice=int((seen == 2).sum()),
        coverage=found,
        low=low,
        high=high,
        verdict="saturating" if low >= target else "exploring" if high < target else "unsure",
        surety=float((((found - errors) >= target) == (found >= target)).mean()),
        target=target,
        more=more,
        richness=richness(seen),
    )


def discovery(counts: Sequence[ArrayLike]) -> tuple[Step, ...]:
    """Follow the themes sprint after sprint.

    counts : (sprints, themes) how many contributions each theme has in each sprint, in their order.

    Raises
    ------
    NotThemes : not a table of whole numbers from 0. TooFewContributions : fewer than two in all.

    Example
    -------
    >>> [(step.new, step.themes, round(step.expected, 2)) for step in discovery([[3, 1, 0], [2, 0, 2]])]
    [(2, 2, 2.29), (1, 3, 3.0)]

    Cost: O(sprints · themes).
    """
    table = np.asarray(counts)
    if table.ndim != 2 or table.dtype.kind not in "iu" or (table < 0).any():
        raise NotThemes("Counts are whole numbers from 0, themes by sprint.")
    whole = seen_of(table.sum(axis=0))
    until = np.cumsum(table, axis=0)
    steps, before = [], 0
    for sprint, known in zip(table, until, strict=True):
        themes, size = int((known > 0).sum()), int(known.sum())
        steps.append(
            Step(
                contributions=int(sprint.sum()),
                new=themes - before,
                themes=themes,
                expected=themes_at(whole, size) if size else 0.0,
                coverage=coverage(known) if size >= 2 else None,
            )
        )
        before = themes
    return tuple(steps)


def _interval(seen: Ints, found: float, errors: Floats) -> tuple[float, float]:
    """The wider, on each side, of Esty's interval and of what the errors leave."""
    n, once, twice = int(seen.sum()), int((seen == 1).sum()), int((seen == 2).sum())
    reach = NormalDist().inv_cdf((1 + LEVEL) / 2) * sqrt(once * (1 - once / n) + 2 * twice) / n
    down, up = np.quantile(errors, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    low = min(found, found - reach, found - float(up))
    high = max(found, found + reach, found - float(down))
    return max(0.0, low), min(1.0, high)


def _errors(seen: Ints, chance: np.random.Generator, resamples: int) -> Floats:
    """Estimated minus true coverage in communities redrawn from the one that these counts suggest."""
    shares = _suggested(seen)
    n, step = int(seen.sum()), max(1, MOST_CELLS // len(shares))
    errors = []
    for first in range(0, resamples, step):
        drawn = chance.multinomial(n, shares, size=min(step, resamples - first))
        errors.append(_estimates(drawn, n) - ((drawn > 0) * shares).sum(axis=1))
    return np.concatenate(errors)


def _suggested(seen: Ints) -> Floats:
    """The shares of the themes: rare ones a little lower than seen, the unseen sharing what is left."""
    n = int(seen.sum())
    observed, unseen = seen / n, min(MOST_UNSEEN, ceil(unseen_of(seen)))
    if not unseen:
        return observed
    left = 1.0 - coverage(seen)
    missed = (1 - observed) ** n
    kept = observed * np.maximum(0.0, 1 - left / float((observed * missed).sum()) * missed)
    shares = np.concatenate([kept, np.full(unseen, left / unseen)])
    total: Floats = shares / shares.sum()
    return total


def _estimates(drawn: Ints, n: int) -> Floats:
    """The coverage of each row, as `coverage` gives it."""
    once, twice = (drawn == 1).sum(axis=1), (drawn == 2).sum(axis=1)
    unseen = np.where(twice > 0, once**2 / (2 * np.maximum(twice, 1)), once * (once - 1) / 2) * (
        n - 1
    )
    left: Floats = once / n * unseen / np.maximum(unseen + once, 1)
    return 1.0 - left
