"""How many person-days will this take, and how sure is that? (the effort of a mission or a sprint)

Each activity is given three figures (low, likely, high); between them a curve. An activity done
several times adds up its turns, the number of turns being itself a range. Activities do not slip
independently, because the same people do them: a shared part of the spread (0.4 by default) keeps
the total from looking surer than it is. P50 and P80 are quoted rather than a mean.

`effort` is the answer at once, in closed form, before anything is done; `forecast` draws it (and
counts what is logged, what it costs and where the doubt comes from); `pace` says how the days logged
compare with those foreseen.

References: Malcolm et al. 1959 (PERT); the standard deviation is the exact one of the beta curve,
not the usual (high - low) / 6.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist

from maven.method.effort.forecast import (
    DRAWS,
    SEED,
    TOGETHER,
    Forecast,
    Line,
    Spread,
    forecast,
)
from maven.method.effort.pace import Pace, pace
from maven.method.effort.works import (
    AWorkOutOfBounds,
    Work,
    of_one_turn,
    pert,
    quantiles,
    unlisted,
)
from maven.method.founding import SEED_TURNS, UNLISTED

__all__ = [
    "DRAWS",
    "SEED",
    "SEED_TURNS",
    "TOGETHER",
    "UNLISTED",
    "AWorkOutOfBounds",
    "Estimate",
    "Forecast",
    "Line",
    "Pace",
    "Spread",
    "Work",
    "effort",
    "forecast",
    "of_one_turn",
    "pace",
    "pert",
    "quantiles",
    "unlisted",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Person-days: `mean`, `sd`, the half-way figure `p50`, the prudent one `p80`, and the tenths."""

    mean: float
    sd: float
    p10: float
    p50: float
    p80: float
    p90: float


def effort(works: Iterable[Work], *, together: float = TOGETHER) -> Estimate:
    """The days of all the works as foreseen, `together` in [0, 1] being how much they slip together.

    With N turns, each of mean μ and standard deviation σ, ρ being the correlation of any two turns:
    variance Σ((1 - ρ)·E[N]·σ² + Var[N]·(μ² + ρ·σ²)) + ρ·(Σ E[N]·σ)²; the total is read as a log-normal.
    What is logged is not looked at: see `forecast`.

    >>> found = effort([Work(slug="poll", low=5, likely=7, high=10)])
    >>> round(found.mean, 2), round(found.sd, 2), round(found.p50, 2), round(found.p80, 2)
    (7.17, 0.94, 7.11, 7.93)

    Raises : AWorkOutOfBounds, `together` out of [0, 1]. Cost: O(works).
    """
    if not 0 <= together <= 1:
        raise AWorkOutOfBounds("What slips together goes from 0 to 1.")
    total = alone = shared = 0.0
    for work in works:
        mean, sd = of_one_turn(work)
        turns = (work.turns_low + work.turns_high) / 2
        spread = ((work.turns_high - work.turns_low + 1) ** 2 - 1) / 12
        total += turns * mean
        shared += turns * sd
        alone += (1 - together) * turns * sd * sd + spread * (mean * mean + together * sd * sd)
    return _estimate(total, sqrt(alone + together * shared * shared))


def _estimate(mean: float, sd: float) -> Estimate:
    if not mean:
        return Estimate(mean=0.0, sd=0.0, p10=0.0, p50=0.0, p80=0.0, p90=0.0)
    width = log(1 + (sd / mean) ** 2)
    middle = log(mean) - width / 2
    p10, p50, p80, p90 = (
        exp(middle + sqrt(width) * NormalDist().inv_cdf(part)) for part in (0.1, 0.5, 0.8, 0.9)
    )
    return Estimate(mean=mean, sd=sd, p10=p10, p50=p50, p80=p80, p90=p90)
