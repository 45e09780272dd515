"""How many person-days will this take, and how sure is that? (the effort of a mission or a sprint)

Each activity is given three figures (low, likely, high); between them the PERT curve. An activity
done several times adds up its turns, the number of turns being itself a range. Activities do not
slip independently, because the same people do them: a shared part of the spread (0.4 by default)
keeps the total from looking surer than it is. The total is read as a log-normal: P50 and P80 are
quoted rather than a mean. Plain Python.

References: Malcolm et al. 1959 (PERT); the standard deviation is the exact one of the beta curve,
not the usual (high - low) / 6.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist
from types import MappingProxyType

TOGETHER = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One kind of activity: days for one turn (low, likely, high), and how many turns."""

    slug: str
    low: float
    likely: float
    high: float
    turns_low: int = 1
    turns_high: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.likely <= self.high:
            raise ValueError("Days go from low to likely to high, from 0.")
        if not 0 <= self.turns_low <= self.turns_high:
            raise ValueError("Turns go from low to high, from 0.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Person-days: `mean`, `sd`, the half-way figure `p50` and the prudent one `p80`."""

    mean: float
    sd: float
    p50: float
    p80: float


# What the method's founding note foresees for a mission, kind by kind.
SEED_TURNS = MappingProxyType(
    {
        "consultation-publique": (1, 1),
        "entretien-individuel": (5, 10),
        "conference": (2, 2),
        "billet-blog": (10, 15),
        "atelier-thematique": (5, 5),
        "apero-meetup": (3, 5),
        "matchmaking": (3, 5),
        "sondage-opinion": (2, 2),
    }
)


def pert(low: float, likely: float, high: float) -> tuple[float, float]:
    """Mean and exact standard deviation of the PERT curve.

    >>> mean, sd = pert(5, 7, 10)
    >>> round(mean, 4), round(sd, 4)
    (7.1667, 0.9365)
    """
    mean = (low + 4 * likely + high) / 6
    return mean, sqrt((mean - low) * (high - mean) / 7)


def effort(works: Iterable[Work], *, together: float = TOGETHER) -> Estimate:
    """The days of all the works, `together` in [0, 1] being how much they slip together.

    >>> found = effort([Work(slug="poll", low=5, likely=7, high=10)])
    >>> round(found.mean, 2), round(found.sd, 2), round(found.p50, 2), round(found.p80, 2)
    (7.17, 0.94, 7.11, 7.93)
    """
    means, sds = [], []
    for work in works:
        mean, sd = pert(work.low, work.likely, work.high)
        turns = (work.turns_low + work.turns_high) / 2
        spread = ((work.turns_high - work.turns_low + 1) ** 2 - 1) / 12
        means.append(turns * mean)
        sds.append(sqrt(turns * sd * sd + spread * mean * mean))
    alone, shared = sum(sd * sd for sd in sds), sum(sds) ** 2
    return _estimate(sum(means), sqrt((1 - together) * alone + together * shared))


def _estimate(mean: float, sd: float) -> Estimate:
    if not mean:
        return Estimate(mean=0.0, sd=0.0, p50=0.0, p80=0.0)
    width = log(1 + (sd / mean) ** 2)
    middle = log(mean) - width / 2
    high = exp(middle + sqrt(width) * NormalDist().inv_cdf(0.8))
    return Estimate(mean=mean, sd=sd, p50=exp(middle), p80=high)
