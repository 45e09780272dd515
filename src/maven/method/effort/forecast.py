"""The days of a mission drawn many times over: what is likely, what is prudent, and because of what.

Each turn of each work is drawn from its own curve and the number of turns from its own range. The days
of all turns depend in part on one thing that they share, because the same people do them (a Gaussian
copula with one factor): independent draws would make the total look surer than it is.

References: Vose 2008 (correlated estimates); Li 2000 (the one-factor Gaussian copula).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maven.method.effort.pace import Pace, pace
from maven.method.effort.works import TENTH, AWorkOutOfBounds, Work, in_order

type Floats = NDArray[np.float64]

DRAWS = 100_000
TOGETHER = 0.4
SEED = 2014
GRID = np.linspace(-8.0, 8.0, 2049)  # where a curve is tabulated, in standard deviations


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A quantity as drawn: its mean, standard deviation, and the figures that a tenth, half, eight
    and nine tenths of the draws do not exceed."""

    mean: float
    sd: float
    p10: float
    p50: float
    p80: float
    p90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One work: days in all (what is logged and what remains), and its part of the total.

    share : of the mean. spread : of the variance, covariance with the total over variance of it;
    both add up to 1. turns : mean number in all. ratio : of the pace that corrects what remains, 1
    when nothing is logged.
    """

    slug: str
    profile: str
    turns: float
    logged: float
    days: Spread
    cost: float
    share: float
    spread: float
    ratio: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What it all takes. days, cost : of the whole. left : days that remain. profiles : mean days and
    cost by profile. lines : by slug. pace : None when nothing is logged."""

    days: Spread
    cost: Spread
    left: Spread
    profiles: dict[str, tuple[float, float]]
    lines: tuple[Line, ...]
    pace: Pace | None
    draws: int
    together: float


def forecast(
    works: Iterable[Work], *, draws: int = DRAWS, together: float = TOGETHER, seed: int = SEED
) -> Forecast:
    """Draw the days of all the works.

    Parameters
    ----------
    draws : how many, at least 100. together : in [0, 1], the correlation of the days of any two turns
        (on the normal scale). seed : of the only chance.

    Raises
    ------
    AWorkOutOfBounds : fewer than 100 draws, or `together` out of [0, 1].

    Example
    -------
    >>> found = forecast([Work(slug="poll", low=5, likely=7, high=10)])
    >>> round(found.days.mean, 1), round(found.days.sd, 2), round(found.days.p80, 1)
    (7.2, 0.94, 8.0)

    Cost: O(draws · turns), about 0.2 s for the founding note's forty turns.
    """
    if draws < 100 or not 0 <= together <= 1:
        raise AWorkOutOfBounds("Draws go from 100, what slips together from 0 to 1.")
    ordered = in_order(works)
    chance = np.random.default_rng(seed)
    shared = chance.standard_normal(draws)
    known = pace(ordered, together=together)
    drawn = np.zeros((len(ordered), draws))
    turns = np.zeros(len(ordered))
    for index, work in enumerate(ordered):
        count, days = _drawn(work, shared, together, chance)
        drawn[index] = days * ratio_of(work, known)
        turns[index] = count + _turns_done(work)
    logged = np.array([work.logged or 0.0 for work in ordered])
    rates = np.array([work.rate for work in ordered])
    left = drawn.sum(axis=0)
    total = left + logged.sum()
    cost = rates @ drawn + rates @ logged
    return Forecast(
        days=spread_of(total),
        cost=spread_of(cost),
        left=spread_of(left),
        profiles=_by_profile(ordered, drawn.mean(axis=1) + logged),
        lines=_lines(ordered, drawn, total, turns, known),
        pace=known,
        draws=draws,
        together=together,
    )


def spread_of(values: Floats) -> Spread:
    """The figures of an array of draws."""
    p10, p50, p80, p90 = np.quantile(values, (0.1, 0.5, 0.8, 0.9), method="inverted_cdf").tolist()
    return Spread(
        mean=float(values.mean()), sd=float(values.std()), p10=p10, p50=p50, p80=p80, p90=p90
    )


def curve_of(work: Work) -> Floats:
    """The days of one turn at each point of `GRID`: what so many standard deviations stand for."""
    from scipy.special import betaincinv, ndtr

    if work.low == work.high:
        return np.full(len(GRID), float(work.low))
    if work.curve == "quantiles":
        below, above = np.log(work.likely / work.low), np.log(work.high / work.likely)
        days: Floats = work.likely * np.exp(GRID / TENTH * np.where(GRID < 0, below, above))
        return days
    wide = work.high - work.low
    first = 1 + 4 * (work.likely - work.low) / wide
    part: Floats = betaincinv(first, 6 - first, ndtr(GRID))
    return work.low + wide * part


def _drawn(
    work: Work, shared: Floats, together: float, chance: np.random.Generator
) -> tuple[float, Floats]:
    """The mean number of turns left, and their days in each draw."""
    common, own = np.sqrt(together) * shared, np.sqrt(1 - together)
    fewest, most = work.left
    # How often is decided by people, whatever the pace: it does not slip with the days.
    count = chance.integers(fewest, most + 1, len(shared))
    curve = curve_of(work)
    days = np.zeros(len(shared))
    for turn in range(most):
        one = np.interp(common + own * chance.standard_normal(len(shared)), GRID, curve)
        days += np.where(count > turn, one, 0.0)
    return float(count.mean()), days


def ratio_of(work: Work, known: Pace | None) -> float:
    """What the pace makes of a day foreseen.

    The spread of what remains stays as it was: it stood for the pace that nobody knew as well.
    """
    return known.kinds.get(work.slug, known.ratio) if known else 1.0


def _turns_done(work: Work) -> float:
    if work.logged is None:
        return 0.0
    return (work.turns_low + work.turns_high) / 2 if work.done is None else float(work.done)


def _by_profile(works: list[Work], days: Floats) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    for work, mean in zip(works, days.tolist(), strict=True):
        spent, cost = found.get(work.profile, (0.0, 0.0))
        found[work.profile] = spent + mean, cost + mean * work.rate
    return found


def _lines(
    works: list[Work], drawn: Floats, total: Floats, turns: Floats, known: Pace | None
) -> tuple[Line, ...]:
    whole, variance = float(total.mean()), float(total.var())
    around = total - whole
    lines = []
    for work, values, count in zip(works, drawn, turns.tolist(), strict=True):
        logged = work.logged or 0.0
        mean = float(values.mean()) + logged
        lines.append(
            Line(
                slug=work.slug,
                profile=work.profile,
                turns=count,
                logged=logged,
                days=spread_of(values + logged),
                cost=mean * work.rate,
                share=mean / whole if whole else 0.0,
                spread=float(values @ around) / len(total) / variance if variance else 0.0,
                ratio=ratio_of(work, known),
            )
        )
    return tuple(lines)
