"""What have the sprints shown of what each activity does? (how the toolbox learns)

The toolbox begins with marks that are beliefs. After a sprint the change of each dimension is known,
with its standard error, and so is the mix of activities that was lived; which of them did what is not.
The change is regressed on the mix, each effect being pulled towards its mark as strongly as marks have
proved right so far: with little seen the mark stays, with much seen the observation wins.

Model, for each dimension: change = Σ √turns · effect + chance, chance ~ N(0, se²), effect ~ N(mark,
τ²). One activity by sprint, seen n times: the weight of what was seen is τ² / (τ² + σ²/n).

References: Robbins 1956 (empirical Bayes); Hoerl & Kennard 1970 (ridge); James & Stein 1961.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf, isfinite, sqrt

import numpy as np
from numpy.typing import NDArray

from maven.method.coverage import DIMENSIONS, FULL_SCORE, Kind, Needs
from maven.method.learning.policies import (
    Evaluation,
    PoliciesOutOfBounds,
    TooFewToTell,
    off_policy,
)
from maven.method.learning.spread import spread_of

__all__ = [
    "AnObservationOutOfBounds",
    "Belief",
    "Discovery",
    "Evaluation",
    "Learning",
    "NobodyKnowsTheKind",
    "Observation",
    "PoliciesOutOfBounds",
    "TooFewToTell",
    "corrected",
    "discoveries",
    "learn",
    "marks_of",
    "off_policy",
]

type Floats = NDArray[np.float64]
type Effects = tuple[float, float, float, float]


class NobodyKnowsTheKind(ValueError):
    """An observation is of kinds that have marks, each with a number of turns above 0."""


class AnObservationOutOfBounds(ValueError):
    """A change is finite, its standard error above 0, its dimension one of the four."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """How much one dimension changed over a sprint, in activities' worth, and what was lived.

    se : standard error of the change, from the readings. mix : each kind with its turns.
    """

    sprint: str
    dimension: str
    change: float
    se: float
    mix: tuple[tuple[str, float], ...]

    def __post_init__(self) -> None:
        if self.dimension not in DIMENSIONS or not isfinite(self.change) or not 0 < self.se < inf:
            raise AnObservationOutOfBounds(AnObservationOutOfBounds.__doc__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What one turn of a kind is believed to bring in one dimension.

    prior : its mark, as an effect. mean, sd : after what was seen. evidence : the part of the doubt
    that observation has removed, in [0, 1]: 0 when the belief is all mark, near 1 when the mark no
    longer counts. seen : in how many sprints it was lived.
    """

    slug: str
    dimension: str
    prior: float
    mean: float
    sd: float
    evidence: float
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """All beliefs, kind after kind in the order of their slugs, dimension after dimension.

    tau : for each dimension, how far marks are wrong, as a standard deviation. observations : how
    many were used; sprints : how many different ones.
    """

    beliefs: tuple[Belief, ...]
    tau: tuple[float, float, float, float]
    observations: int
    sprints: int


def marks_of(kind: Kind) -> Effects:
    """The marks of a kind as effects of one turn; the direction negative when it opens.

    >>> marks_of(Kind(slug="walk", days=1, convergence=-0.5, measure=2, connect_qty=4))
    (-0.5, 0.5, 0.0, 0.5)
    """
    connect = (kind.connect_qty + kind.connect_quality) / (2 * FULL_SCORE)
    return kind.convergence, kind.measure / FULL_SCORE, kind.engage / FULL_SCORE, connect


def learn(
    observations: Sequence[Observation],
    priors: Mapping[str, Effects],
    *,
    tau: float | None = None,
) -> Learning:
    """Correct the marks by what was observed.

    Parameters
    ----------
    observations : in any order. priors : for each slug, the effect of one turn in the order of
        `DIMENSIONS`, see `marks_of`.
    tau : how far marks are wrong, when it is known; else found for each dimension.

    Raises
    ------
    NobodyKnowsTheKind : a kind without marks, or without a turn, or nothing at all, was observed.

    Example
    -------
    >>> seen = [Observation(sprint=s, dimension="measure", change=1, se=0.5, mix=(("poll", 1),))
    ...         for s in "abcd"]
    >>> found = learn(seen, {"poll": (0, 0.5, 0, 0)}, tau=0.25).beliefs[1]
    >>> found.dimension, found.prior, found.mean, round(found.sd, 4), found.evidence, found.seen
    ('measure', 0.5, 0.75, 0.1768, 0.5, 4)

    Four observations of ±0.5 weigh as much as a mark of ±0.25: the belief is half-way.

    Cost: O(n³ + n²·kinds) for each dimension with n observations.
    """
    slugs = sorted(priors)
    place = {slug: index for index, slug in enumerate(slugs)}
    for one in observations:
        known = all(slug in place and 0 < turns < inf for slug, turns in one.mix)
        if not (known and one.mix):
            raise NobodyKnowsTheKind(f"{one.sprint}: {NobodyKnowsTheKind.__doc__}")
    marks = np.array([priors[slug] for slug in slugs], float).reshape(-1, len(DIMENSIONS))
    lived: dict[str, set[str]] = {slug: set() for slug in slugs}
    for one in observations:
        for slug, _ in one.mix:
            lived[slug].add(one.sprint)
    ordered = sorted(observations, key=lambda one: (one.sprint, one.mix, one.change, one.se))
    found = [
        _dimension([one for one in ordered if one.dimension == name], place, marks[:, index], tau)
        for index, name in enumerate(DIMENSIONS)
    ]
    beliefs = tuple(
        Belief(
            slug=slug,
            dimension=name,
            prior=float(marks[row, index]),
            mean=float(found[index][0][row]),
            sd=sqrt(max(0.0, float(found[index][1][row]))),
            evidence=float(found[index][2][row]),
            seen=len(lived[slug]),
        )
        for row, slug in enumerate(slugs)
        for index, name in enumerate(DIMENSIONS)
    )
    spreads = [sqrt(one[3]) for one in found]
    return Learning(
        beliefs=beliefs,
        tau=(spreads[0], spreads[1], spreads[2], spreads[3]),
        observations=len(observations),
        sprints=len({one.sprint for one in observations}),
    )


def _dimension(
    observations: Sequence[Observation], place: Mapping[str, int], marks: Floats, tau: float | None
) -> tuple[Floats, Floats, Floats, float]:
    """Posterior mean, variance and weight of what was seen (kinds,), and τ²."""
    mix = np.zeros((len(observations), len(place)))
    for row, one in enumerate(observations):
        turns: dict[str, float] = {}
        for slug, count in one.mix:
            turns[slug] = turns.get(slug, 0.0) + count
        for slug, count in turns.items():
            mix[row, place[slug]] = sqrt(count)
    noise = np.array([one.se**2 for one in observations])
    surprise = np.array([one.change for one in observations]) - mix @ marks
    spread = tau**2 if tau is not None else spread_of(surprise, mix, noise)
    gain = spread * np.linalg.solve(spread * mix @ mix.T + np.diag(noise), mix).T
    known = np.clip((gain * mix.T).sum(axis=1), 0.0, 1.0)
    return marks + gain @ surprise, spread * (1 - known), known * (spread > 0), spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """A kind worth a try: what it would answer alone as believed (`now`), and if it does better than
    believed by one standard deviation everywhere (`could`), in [0, 1]; `seen` in how many sprints."""

    slug: str
    now: float
    could: float
    seen: int


def discoveries(
    learning: Learning, needs: Needs, *, without: Sequence[str] = ()
) -> tuple[Discovery, ...]:
    """The kinds for the one place of a sprint that is kept to discover, the most promising first.

    What is believed best is chosen by `fit`; missions are too short to gamble more than one place,
    and people choose which. `without` leaves out what is chosen already. Equals by slug.

    >>> found = learn([], {"poll": (0, 0.5, 0, 0), "walk": (0, 0.1, 0, 0)}, tau=0.25)
    >>> [(one.slug, one.now, one.could) for one in discoveries(found, Needs(measure=1))]
    [('poll', 0.5, 0.75), ('walk', 0.1, 0.35)]
    """
    asked = needs.asked
    whole = sum(w * d for w, d in zip(needs.weights, asked, strict=True))
    sign = -1.0 if needs.direction < 0 else 1.0
    gains: dict[str, tuple[float, float, int]] = {}
    for one in learning.beliefs:
        index = DIMENSIONS.index(one.dimension)
        mean = one.mean * sign if index == 0 else one.mean
        now, could, _ = gains.get(one.slug, (0.0, 0.0, 0))
        weight, most = needs.weights[index], asked[index]
        gains[one.slug] = (
            now + weight * min(most, max(0.0, mean)),
            could + weight * min(most, max(0.0, mean + one.sd)),
            one.seen,
        )
    found = [
        Discovery(slug=slug, now=now / whole, could=could / whole, seen=seen)
        for slug, (now, could, seen) in gains.items()
        if whole and slug not in without
    ]
    return tuple(sorted(found, key=lambda one: (-round(one.could, 9), one.slug)))


def corrected(kind: Kind, learning: Learning) -> Kind:
    """The kind with the marks that are believed now, within the scale; unchanged if not learnt of.

    Quantity and quality of connection keep their ratio.

    >>> walk = Kind(slug="walk", days=1, measure=2, connect_qty=1, connect_quality=3)
    >>> seen = Observation(sprint="1", dimension="connect", change=1, se=0.25, mix=(("walk", 1),))
    >>> told = corrected(walk, learn([seen], {"walk": marks_of(walk)}, tau=0.25))
    >>> told.measure, told.connect_qty, told.connect_quality
    (2.0, 1.5, 4.0)
    """
    means = {one.dimension: one.mean for one in learning.beliefs if one.slug == kind.slug}
    if not means:
        return kind
    before = kind.connect_qty + kind.connect_quality
    total = 2 * FULL_SCORE * means["connect"]
    part = kind.connect_qty / before if before else 0.5
    return replace(
        kind,
        convergence=min(1.0, max(-1.0, means["direction"])),
        measure=_mark(FULL_SCORE * means["measure"]),
        engage=_mark(FULL_SCORE * means["engage"]),
        connect_qty=_mark(total * part),
        connect_quality=_mark(total * (1 - part)),
    )


def _mark(value: float) -> float:
    return min(float(FULL_SCORE), max(0.0, value))
