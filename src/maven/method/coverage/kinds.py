"""What is believed of a kind of activity, and what a situation asks for. Plain Python."""

from dataclasses import dataclass
from math import inf, isfinite

DIMENSIONS = ("direction", "measure", "engage", "connect")
FULL_SCORE = 4
ARC = ("open", "diverge", "converge", "close")


class ANeedOutOfBounds(ValueError):
    """A need is at least 0 and a weight more than 0; both are finite, and so is the direction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What is believed of a kind of activity.

    days : person-days that one turn usually takes (median), > 0. convergence in [-1, 1], negative
        when it opens.
    measure, engage, connect_qty, connect_quality in [0, 4]. people_min, trust_min, maturity_min :
    the least it needs. people_max : how many one turn can hold; None when there is no limit.
    arc : when in a sprint it has its place, among `ARC`. prerequisites : what must exist before.
    outputs : what exists after it, and may be the prerequisite of another.
    span_days : days of the calendar from the decision to its end. dates : days on which people meet
    that one turn takes. turns_max : how many times it may be held in one sprint.
    inside : it is lived inside another session, which `hosts` it.
    """

    slug: str
    days: float
    convergence: float = 0.0
    measure: float = 0.0
    engage: float = 0.0
    connect_qty: float = 0.0
    connect_quality: float = 0.0
    people_min: int = 1
    people_max: int | None = None
    trust_min: float = 0.0
    maturity_min: float = 0.0
    arc: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    span_days: float = 0.0
    dates: int = 0
    turns_max: int = 1
    inside: bool = False
    hosts: bool = False


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
        asked = all(0 <= one < inf for one in (self.measure, self.engage, self.connect))
        weighed = len(self.weights) == len(DIMENSIONS) and all(0 < w < inf for w in self.weights)
        if not (asked and weighed and isfinite(self.direction)):
            raise ANeedOutOfBounds("A need is at least 0 and a weight more than 0.")

    @property
    def asked(self) -> tuple[float, float, float, float]:
        """The four quantities asked for, all at least 0, in the order of `DIMENSIONS`."""
        return abs(self.direction), self.measure, self.engage, self.connect


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
