"""Did opinions move between two polls of the same people? (start and end of a mission)

Only who answered both is compared. What moved is in those who changed: `gained` said no then yes,
`lost` yes then no; the change of the share is (gained - lost)/n. Newcombe's interval (his method 10)
puts two Wilson intervals together and takes out what each person thinks anyway; it never leaves
[-1, 1]. McNemar's exact test asks how often chance alone would split the changes as unevenly.

References: Newcombe 1998 (paired data); McNemar 1947.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from maven.method.intervals import LEVEL, adjusted
from maven.method.votes import Key


class NobodyAnsweredBoth(ValueError):
    """Nobody answered both polls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedChange:
    """The share of yes among those who answered both polls, and what became of it.

    Attributes
    ----------
    people : who answered both. only_start, only_end : those left out.
    start, end : shares of yes. change : `end` - `start`. low, high : its interval, in [-1, 1].
    gained, lost : who went from no to yes, from yes to no.
    chance : probability that chance alone splits the changes at least as unevenly (two-sided).
    """

    people: int
    only_start: int
    only_end: int
    start: float
    end: float
    change: float
    low: float
    high: float
    gained: int
    lost: int
    chance: float


def paired_change(
    start: Mapping[Key, bool], end: Mapping[Key, bool], *, level: float = LEVEL
) -> PairedChange:
    """Compare the yes of two polls, person by person.

    start, end : the answer of each person; for a question with several answers, whether it is this one.

    Raises
    ------
    NobodyAnsweredBoth : no person is in both.

    Example
    -------
    Of 50 people, 36 said yes twice, 12 moved to no, 2 to yes:

    >>> start = {i: i < 48 for i in range(50)}
    >>> end = {i: i < 36 or i >= 48 for i in range(50)}
    >>> found = paired_change(start, end)
    >>> round(found.change, 3), round(found.low, 4), round(found.high, 4), round(found.chance, 4)
    (-0.2, -0.3404, -0.0569, 0.0129)

    Cost: O(people).
    """
    both = start.keys() & end.keys()
    if not both:
        raise NobodyAnsweredBoth("Nobody answered both polls.")
    yes = sum(1 for one in both if start[one] and end[one])
    lost = sum(1 for one in both if start[one] and not end[one])
    gained = sum(1 for one in both if end[one] and not start[one])
    people = len(both)
    low, high = _newcombe((yes, gained, lost, people - yes - gained - lost), level)
    return PairedChange(
        people=people,
        only_start=len(start) - people,
        only_end=len(end) - people,
        start=(yes + lost) / people,
        end=(yes + gained) / people,
        change=(gained - lost) / people,
        low=low,
        high=high,
        gained=gained,
        lost=lost,
        chance=_mcnemar(gained, lost),
    )


def _newcombe(cells: tuple[int, int, int, int], level: float) -> tuple[float, float]:
    """Bounds of end - start; cells are yes twice, gained, lost, no twice."""
    yes, gained, lost, no = cells
    people = sum(cells)
    end, start = (yes + gained) / people, (yes + lost) / people
    end_low, end_high = adjusted(end, people, level=level)
    start_low, start_high = adjusted(start, people, level=level)
    together = _phi(cells)
    down = _apart(end - end_low, start_high - start, together)
    up = _apart(end_high - end, start - start_low, together)
    return max(-1.0, end - start - down), min(1.0, end - start + up)


def _apart(first: float, second: float, together: float) -> float:
    return sqrt(max(0.0, first * first - 2 * together * first * second + second * second))


def _phi(cells: tuple[int, int, int, int]) -> float:
    """How the two answers go together, drawn towards 0 when they do so positively; 0 if one is still."""
    yes, gained, lost, no = cells
    sides = (yes + gained) * (lost + no) * (yes + lost) * (gained + no)
    if not sides:
        return 0.0
    both = yes * no - gained * lost
    corrected = max(both - sum(cells) / 2, 0.0) if both > 0 else float(both)
    return corrected / sqrt(sides)


def _mcnemar(gained: int, lost: int) -> float:
    from scipy.special import bdtr

    return min(1.0, 2 * float(bdtr(min(gained, lost), gained + lost, 0.5)))
