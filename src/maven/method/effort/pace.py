"""How do the days spent compare with those foreseen? (the pace, which corrects what remains)

The ratio of days logged to days foreseen is read on a logarithmic scale, where twice as long and
half as long are as far from what was foreseen. One pace is common to all the work, because the
people are the same; each kind strays from it. Both are shrunk towards 1: the fewer the turns done,
the less a ratio says.

Model: ln(logged / foreseen) = pace + kind + chance, pace ~ N(0, 0.3²), kind ~ N(0, 0.2²), chance with
the spread of the estimate itself.

References: James & Stein 1961; Lindley & Smith 1972 (shrinkage in two levels).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist

from maven.method.effort.works import Work, of_one_turn

OF_ALL = 0.3  # standard deviation of the pace of a team, before anything is known
OF_KIND = 0.2  # and of a kind around it
SURE = NormalDist().inv_cdf(0.9)  # 80 % between


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What the days logged say of those to come.

    ratio : days spent for each day foreseen, with low and high (80 %). kinds : the same ratio for
    each work that has something logged, by slug. works : how many slugs have.
    """

    ratio: float
    low: float
    high: float
    kinds: dict[str, float]
    works: int


def pace(works: Sequence[Work], *, together: float = 0.4) -> Pace | None:
    """The pace of the works that have days logged; None when there is none.

    Example
    -------
    >>> done = Work(slug="poll", low=2, likely=2, high=2, turns_low=3, turns_high=3, logged=9.0)
    >>> found = pace([done])
    >>> round(found.ratio, 3), round(found.kinds["poll"], 3)
    (1.324, 1.5)

    Two days foreseen, three spent, without any chance in the estimate: 1.5 for that kind; 0.09 / 0.13
    of it for all.

    Cost: O(works).
    """
    seen: dict[str, tuple[float, float, float]] = {}
    for work in works:
        turns = _done(work)
        mean, sd = of_one_turn(work)
        if not work.logged or not turns or not mean:
            continue
        spent, foreseen, wide = seen.get(work.slug, (0.0, 0.0, 0.0))
        part = (sd * turns) ** 2 * (together + (1 - together) / turns)
        seen[work.slug] = (spent + work.logged, foreseen + mean * turns, wide + part)
    if not seen:
        return None
    ratios = {slug: log(spent / foreseen) for slug, (spent, foreseen, _) in seen.items()}
    chance = {slug: log(1 + wide / foreseen**2) for slug, (_, foreseen, wide) in seen.items()}
    precision = [1 / (OF_KIND**2 + chance[slug]) for slug in seen]
    variance = 1 / (1 / OF_ALL**2 + sum(precision))
    middle = variance * sum(
        weight * ratios[slug] for weight, slug in zip(precision, seen, strict=True)
    )
    kinds = {
        slug: exp(middle + OF_KIND**2 / (OF_KIND**2 + chance[slug]) * (ratio - middle))
        for slug, ratio in ratios.items()
    }
    return Pace(
        ratio=exp(middle),
        low=exp(middle - SURE * sqrt(variance)),
        high=exp(middle + SURE * sqrt(variance)),
        kinds=kinds,
        works=len(seen),
    )


def _done(work: Work) -> float:
    """The turns done; when the work is over, as many as were expected."""
    return (work.turns_low + work.turns_high) / 2 if work.done is None else float(work.done)
