"""What is still unseen, from how many themes came once and twice.

Everything starts from three numbers: n contributions, f1 themes that came once, f2 that came twice.
Rare themes are the trace of those that did not come at all.

References: Good 1953; Chao 1984, 1987; Chao & Jost 2012; Colwell et al. 2012; Chao et al. 2014.
"""

from dataclasses import dataclass
from math import ceil, exp, log, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

LEVEL = 0.95


class NotThemes(ValueError):
    """Counts of themes are whole numbers from 0."""


class TooFewContributions(ValueError):
    """At least two contributions are needed to see whether a theme came twice."""


class NotASize(ValueError):
    """A number of contributions is whole, 1 at least; a coverage to reach is between 0 and 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Richness:
    """How many themes there are, seen or not: at least about `value`, between `low` and `high`."""

    seen: int
    value: float
    sd: float
    low: float
    high: float


def seen_of(counts: ArrayLike) -> Ints:
    """The counts of the themes that came, checked, the largest first."""
    given = np.asarray(counts)
    if given.ndim != 1 or (given.size and given.dtype.kind not in "iu") or (given < 0).any():
        raise NotThemes("Counts of themes are whole numbers from 0.")
    if given.sum() < 2:
        raise TooFewContributions(
            "At least two contributions are needed to see whether a theme came twice."
        )
    return np.sort(given[given > 0].astype(np.int64))[::-1]


def coverage(counts: ArrayLike, *, size: int | None = None) -> float:
    """The share of all contributions, those to come included, whose theme has been seen.

    1 - coverage is the chance that the next contribution brings a theme nobody has brought.

    Parameters
    ----------
    counts : (s,) how many contributions each theme has. size : after so many contributions; fewer
    than there are (what a part of them would cover), or more (what is to be expected).

    Raises
    ------
    NotThemes, TooFewContributions, NotASize.

    Example
    -------
    >>> spiders = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4] + [2] * 4 + [1] * 12
    >>> [round(coverage(spiders, size=size), 3) for size in (84, 168, 336)]
    [0.9, 0.929, 0.964]

    Source: Chao & Jost 2012. Cost: O(s).
    """
    seen = seen_of(counts)
    n = int(seen.sum())
    wanted = n if size is None else _size(size)
    if wanted < n:
        return 1.0 - float((seen / n * _absent(seen, n - 1, wanted)).sum())
    once = int((seen == 1).sum())
    return float(1.0 - once / n * _shrinking(seen) ** (wanted - n + 1))


def themes_at(counts: ArrayLike, size: int) -> float:
    """How many themes so many contributions bring: fewer than there are, or more.

    Raises
    ------
    NotThemes, TooFewContributions, NotASize.

    >>> spiders = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4] + [2] * 4 + [1] * 12
    >>> [round(themes_at(spiders, size), 3) for size in (1, 84, 168, 336)]
    [1.0, 18.912, 26.0, 34.731]

    More than twice the contributions there are is far to look. Sources: Hurlbert 1971 (fewer);
    Colwell et al. 2012 (more). Cost: O(s).
    """
    seen = seen_of(counts)
    n, wanted = int(seen.sum()), _size(size)
    if wanted <= n:
        return float((1.0 - _absent(seen, n, wanted)).sum())
    unseen, once = unseen_of(seen), int((seen == 1).sum())
    if not unseen:
        return float(len(seen))
    return len(seen) + unseen * (1.0 - (1.0 - once / (n * unseen + once)) ** (wanted - n))


def more_to_reach(counts: ArrayLike, target: float) -> int:
    """How many more contributions bring the coverage to the target; 0 when it is reached.

    Raises
    ------
    NotThemes, TooFewContributions; NotASize : the target is not between 0 and 1, both excluded.

    >>> spiders = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4] + [2] * 4 + [1] * 12
    >>> more_to_reach(spiders, 0.95)
    89

    Source: Chao & Jost 2012. Cost: O(s).
    """
    if not 0 < target < 1:
        raise NotASize("A coverage to reach is between 0 and 1.")
    seen = seen_of(counts)
    n, once = int(seen.sum()), int((seen == 1).sum())
    if coverage(seen) >= target:
        return 0
    return max(1, ceil(log((1 - target) * n / once) / log(_shrinking(seen)) - 1))


def richness(counts: ArrayLike, *, corrected: bool = True) -> Richness:
    """Chao1: how many themes there are at least, with its log-normal interval at 95 %.

    corrected : less biased, S + (n-1)/n · f1(f1-1)/(2(f2+1)); otherwise, and if f2 > 0, the first
    form, S + (n-1)/n · f1²/(2·f2). The interval never goes below the themes seen.

    Raises
    ------
    NotThemes, TooFewContributions.

    Example
    -------
    >>> spiders = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4] + [2] * 4 + [1] * 12
    >>> found = richness(spiders, corrected=False)
    >>> round(found.value, 3), round(found.sd, 3), round(found.low, 3), round(found.high, 3)
    (43.893, 14.306, 30.511, 96.971)
    >>> round(richness(spiders).value, 2)
    39.12

    Source: Chao 1984, 1987, 2005. Cost: O(s).
    """
    seen = seen_of(counts)
    n, themes = int(seen.sum()), len(seen)
    once, twice = int((seen == 1).sum()), int((seen == 2).sum())
    share = (n - 1) / n
    if corrected or not twice:
        unseen = share * once * (once - 1) / (2 * (twice + 1))
        variance = _corrected_variance(once, twice, share, themes + unseen)
    else:
        unseen, ratio = share * once**2 / (2 * twice), once / twice
        variance = twice * (share / 2 * ratio**2 + share**2 * ratio**3 + share**2 / 4 * ratio**4)
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    if not unseen:
        return _all_seen(themes, n, z)
    spread = exp(z * sqrt(log(1 + variance / unseen**2)))
    return Richness(
        seen=themes,
        value=themes + unseen,
        sd=sqrt(variance),
        low=themes + unseen / spread,
        high=themes + unseen * spread,
    )


def unseen_of(seen: Ints) -> float:
    """The themes nobody has brought, at least about so many: the first form where f2 > 0."""
    n, once, twice = int(seen.sum()), int((seen == 1).sum()), int((seen == 2).sum())
    share = (n - 1) / n
    return share * (once**2 / (2 * twice) if twice else once * (once - 1) / 2)


def _size(size: int) -> int:
    if size < 1 or size != int(size):
        raise NotASize("A number of contributions is whole, 1 at least.")
    return int(size)


def _shrinking(seen: Ints) -> float:
    """By how much one more contribution multiplies what is not covered."""
    n, unseen, once = int(seen.sum()), unseen_of(seen), int((seen == 1).sum())
    return n * unseen / (n * unseen + once) if once else 0.0


def _absent(seen: Ints, whole: int, drawn: int) -> Floats:
    """Chance that a theme is in none of `drawn` of `whole` contributions, when n - x are not its own.

    It is C(n - x, drawn) / C(whole, drawn).
    """
    from scipy.special import gammaln

    others = int(seen.sum()) - seen
    left = others - drawn
    chance = np.exp(
        gammaln(others + 1)
        - gammaln(np.maximum(left, 0) + 1)
        - gammaln(whole + 1)
        + gammaln(whole - drawn + 1)
    )
    absent: Floats = np.where(left >= 0, chance, 0.0)
    return absent


def _corrected_variance(once: int, twice: int, share: float, value: float) -> float:
    """Of the corrected Chao1; its own form when no theme came twice."""
    first = share * once * (once - 1) / (2 * (twice + 1))
    second = share**2 * once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
    if not twice:
        return max(0.0, first + second - share**2 * once**4 / (4 * value))
    return first + second + share**2 * once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)


def _all_seen(themes: int, n: int, z: float) -> Richness:
    """When nothing tells of unseen themes: a theme as frequent as the others may have been missed."""
    missed = exp(-n / themes)
    sd = sqrt(themes * missed * (1 - missed))
    high = themes / (1 - missed) + z * sqrt(themes * missed) / (1 - missed)
    return Richness(seen=themes, value=float(themes), sd=sd, low=float(themes), high=high)
