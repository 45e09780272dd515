"""How far do these activities answer what the situation asks? (the rule of the toolbox)

An activity is told apart along the four dimensions of the Maven Toolkit: it opens or it closes
(divergent or convergent), it measures, it engages, it connects. A situation asks for so much of
each. What several activities bring adds up, and nothing is gained beyond what was asked: two half
answers make one, three make no more. Plain Python: the page where people change the selection by
hand uses it at once; `fit` uses the same rule to search.

Unit of effect and of need: 1 is what one activity wholly devoted to that dimension brings (a score
of 4 out of 4, or a convergence of ±1). A second turn of the same activity brings less: q turns
bring √q.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from maven.method.coverage.arc import in_arc
from maven.method.coverage.gate import (
    ASituationOutOfBounds,
    Refusal,
    Situation,
    Violation,
    refusal,
    violations,
)
from maven.method.coverage.kinds import (
    ARC,
    DIMENSIONS,
    FULL_SCORE,
    ANeedOutOfBounds,
    Kind,
    Needs,
    effects,
)
from maven.method.coverage.parts import parts, points

__all__ = [
    "ARC",
    "DIMENSIONS",
    "FULL_SCORE",
    "ANeedOutOfBounds",
    "ASituationOutOfBounds",
    "Answer",
    "Contribution",
    "Coverage",
    "Kind",
    "Needs",
    "Refusal",
    "Situation",
    "Violation",
    "contributions",
    "coverage",
    "effects",
    "in_arc",
    "parts",
    "points",
    "refusal",
    "violations",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One dimension: what was `asked`, what was `brought`, and the `share` answered in [0, 1]."""

    dimension: str
    asked: float
    brought: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How far the needs are answered: `total` in [0, 1], each dimension, for so many `days`."""

    total: float
    days: float
    answers: tuple[Answer, ...]


def coverage(kinds: Iterable[Kind], needs: Needs) -> Coverage:
    """What a selection answers; a kind listed twice is done twice.

    total = Σ w·min(asked, brought) / Σ w·asked, and 1 when nothing is asked.

    >>> found = coverage([Kind(slug="vote", days=2, measure=2)], Needs(measure=1, engage=1))
    >>> found.total, found.days, found.answers[1].share
    (0.25, 2, 0.5)
    """
    turns = Counter(kinds)
    brought = [0.0] * len(DIMENSIONS)
    for kind, turn in turns.items():
        for index, effect in enumerate(effects(kind, needs)):
            brought[index] += effect * sqrt(turn)
    asked = needs.asked
    got = sum(w * min(d, b) for w, d, b in zip(needs.weights, asked, brought, strict=True))
    whole = sum(w * d for w, d in zip(needs.weights, asked, strict=True))
    return Coverage(
        total=min(1.0, got / whole) if whole else 1.0,
        days=sum(kind.days * turn for kind, turn in turns.items()),
        answers=tuple(
            Answer(dimension=name, asked=d, brought=b, share=min(1.0, b / d) if d else 1.0)
            for name, d, b in zip(DIMENSIONS, asked, brought, strict=True)
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What is lost when `slug` is taken out of a selection.

    `lost` of the total, most of it in `dimension` (None when nothing is lost), `alone` what it
    would answer by itself: it says why an activity that adds nothing to the others was still worth
    a look.
    """

    slug: str
    lost: float
    dimension: str | None
    alone: float


def contributions(kinds: Sequence[Kind], needs: Needs) -> tuple[Contribution, ...]:
    """The contribution of each activity of a selection, in its order.

    >>> pair = [Kind(slug="a", days=1, measure=4), Kind(slug="b", days=1, engage=2)]
    >>> told = contributions(pair, Needs(measure=1, engage=1))
    >>> [(one.slug, one.lost, one.dimension) for one in told]
    [('a', 0.5, 'measure'), ('b', 0.25, 'engage')]
    """
    whole = coverage(kinds, needs)
    told = []
    for index, kind in enumerate(kinds):
        rest = coverage([*kinds[:index], *kinds[index + 1 :]], needs)
        drops = [
            weight * min(before.asked, before.brought) - weight * min(after.asked, after.brought)
            for weight, before, after in zip(
                needs.weights, whole.answers, rest.answers, strict=True
            )
        ]
        most = max(drops)
        told.append(
            Contribution(
                slug=kind.slug,
                lost=max(0.0, whole.total - rest.total),
                dimension=DIMENSIONS[drops.index(most)] if most > 0 else None,
                alone=coverage([kind], needs).total,
            )
        )
    return tuple(told)
