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

DIMENSIONS = ("direction", "measure", "engage", "connect")
FULL_SCORE = 4
ARC = ("open", "diverge", "converge", "close")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What is believed of a kind of activity.

    days : person-days it usually takes (median), > 0. convergence in [-1, 1], negative when it
        opens.
    measure, engage, connect_qty, connect_quality in [0, 4]. people_min, trust_min, maturity_min :
    the least it needs. arc : when in a sprint it has its place, among `ARC`. prerequisites : what
    must exist before.
    """

    slug: str
    days: float
    convergence: float = 0.0
    measure: float = 0.0
    engage: float = 0.0
    connect_qty: float = 0.0
    connect_quality: float = 0.0
    people_min: int = 1
    trust_min: float = 0.0
    maturity_min: float = 0.0
    arc: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What the situation asks for, in activities' worth; 0 asks for nothing.

    direction : negative to open (diverge), positive to close (converge). measure, engage, connect
        >= 0.
    weights : how much each of the four matters, in the order of `DIMENSIONS`, > 0.
    """

    direction: float = 0.0
    measure: float = 0.0
    engage: float = 0.0
    connect: float = 0.0
    weights: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)

    def __post_init__(self) -> None:
        if min(self.measure, self.engage, self.connect) < 0 or min(self.weights) <= 0:
            raise ValueError("A need is at least 0 and a weight more than 0.")

    @property
    def asked(self) -> tuple[float, float, float, float]:
        """The four quantities asked for, all at least 0, in the order of `DIMENSIONS`."""
        return abs(self.direction), self.measure, self.engage, self.connect


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


def effects(kind: Kind, needs: Needs) -> tuple[float, float, float, float]:
    """What one turn of `kind` brings in the four dimensions, each in [0, 1].

    An activity that opens takes nothing away when the need is to close: it brings 0 to that need.

    >>> effects(Kind(slug="vote", days=1, convergence=1, measure=2), Needs(direction=0.5))
    (1, 0.5, 0.0, 0.0)
    """
    turned = kind.convergence if needs.direction >= 0 else -kind.convergence
    return (
        max(0, turned),
        kind.measure / FULL_SCORE,
        kind.engage / FULL_SCORE,
        (kind.connect_qty + kind.connect_quality) / (2 * FULL_SCORE),
    )


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What limits the choice: person-days, people to reach, trust and maturity.

    met : prerequisites that exist already; None when they are not looked at.
    """

    days: float
    people: int
    trust: float = 0.0
    maturity: float = 0.0
    met: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a kind cannot be chosen now: the `reason`, what it needs and what there is.

    reason : "days", "people", "trust", "maturity" or "prerequisites" (then `needed` counts those
    missing and `found` is 0).
    """

    slug: str
    reason: str
    needed: float
    found: float


def refusal(kind: Kind, situation: Situation) -> Refusal | None:
    """The first gate that `kind` does not pass, in the order of `Refusal.reason`, or None.

    >>> refusal(Kind(slug="forum", days=9), Situation(days=5, people=40)).reason
    'days'
    """
    lacking = set() if situation.met is None else set(kind.prerequisites) - situation.met
    gates = (
        ("days", kind.days, situation.days),
        ("people", kind.people_min, situation.people),
        ("trust", kind.trust_min, situation.trust),
        ("maturity", kind.maturity_min, situation.maturity),
        ("prerequisites", len(lacking), 0),
    )
    for reason, needed, found in gates:
        if needed > found:
            return Refusal(slug=kind.slug, reason=reason, needed=needed, found=found)
    return None


def in_arc(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """The order in which a sprint lives them: those that open first, those that close last.

    >>> [kind.slug for kind in in_arc([Kind(slug="vote", days=1, arc=("close",)),
    ...                                Kind(slug="walk", days=1, arc=("open", "diverge"))])]
    ['walk', 'vote']
    """
    return tuple(sorted(kinds, key=_place))


def _place(kind: Kind) -> tuple[float, float]:
    places = [ARC.index(part) for part in kind.arc if part in ARC]
    # Without an arc of its own an activity goes by what it does: opening early, closing late.
    middle = sum(places) / len(places) if places else 1.5 + kind.convergence
    return middle, kind.convergence
