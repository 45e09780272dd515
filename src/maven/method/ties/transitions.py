"""How do pairs go up the ladder with time, and where are they stuck?

Two clocks. From the meeting on: the probability of standing on each rung after so many days (Aalen
& Johansen). From each rung on: the probability of having gone further after so many days, which for
one way up is that of Kaplan & Meier, with its interval. Pairs not observed any longer are left open.

References: Aalen & Johansen 1978; Kaplan & Meier 1958.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from maven.method.ties.ladder import ACTED, RUNGS, WITHIN, Ladder
from maven.method.ties.network import Floats
from maven.method.ties.survival import survival

LEAST_PAIRS = 10


class ADayBeforeTheEvidence(ValueError):
    """Pairs are observed until the day of the last evidence that counts, or later."""


class ATimeThatIsNot(ValueError):
    """Transitions are told after 1 day or more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one rung on.

    Attributes
    ----------
    rung : from 1 to 5. pairs : how many reached it. standing : how many stand there now.
    stuck : those standing there for longer than the time asked about.
    onward, low, high : the probability of having gone further after that time, with its interval;
        None on rung 5, below 10 pairs, and when none was observed for that long: not enough.
    median : days after which half have gone further; None while fewer have.
    """

    rung: int
    pairs: int
    standing: int
    stuck: int
    onward: float | None
    low: float | None
    high: float | None
    median: float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Transitions:
    """How pairs climb.

    Attributes
    ----------
    after : the days asked about.
    steps : one a rung, from 1 to 5.
    standing : (5,) the probability of standing on each rung that many days after having met; None
        below 10 pairs.
    matrix : (5, 5) from each rung (row) on the day of the meeting to each rung (column) then.
    """

    after: int
    steps: tuple[Step, ...]
    standing: Floats | None
    matrix: Floats


def transitions(found: Ladder, *, until: date, after: int = WITHIN) -> Transitions:
    """Probabilities of going up.

    Parameters
    ----------
    until : the last day observed. after : days, from the meeting or from the rung.

    Raises
    ------
    ADayBeforeTheEvidence, ATimeThatIsNot : observed for less than was told; less than one day.

    Example
    -------
    >>> from datetime import date
    >>> from maven.method.ties.ladder import Evidence, ladder
    >>> told = [Evidence(a=i, b=-1, rung=1, on=date(2014, 1, 1)) for i in range(12)]
    >>> told += [Evidence(a=i, b=-1, rung=2, on=date(2014, 1, 9)) for i in range(6)]
    >>> climbed = transitions(ladder(told), until=date(2014, 4, 1))
    >>> climbed.standing.round(2).tolist(), climbed.steps[0].onward, climbed.steps[0].stuck
    ([0.5, 0.5, 0.0, 0.0, 0.0], 0.5, 6)

    Cost: O(p log p) for p pairs.
    """
    if after < 1:
        raise ATimeThatIsNot(ATimeThatIsNot.__doc__)
    if any(pair.reached[-1] > until for pair in found.pairs):
        raise ADayBeforeTheEvidence(ADayBeforeTheEvidence.__doc__)
    matrix = _aalen_johansen(found, until, after)
    start = np.zeros(len(RUNGS))
    for pair in found.pairs:
        start[sum(day == pair.reached[0] for day in pair.reached) - 1] += 1
    enough = len(found.pairs) >= LEAST_PAIRS
    return Transitions(
        after=after,
        steps=tuple(_step(found, rung, until, after) for rung in RUNGS),
        standing=start / start.sum() @ matrix if enough else None,
        matrix=matrix,
    )


def _step(found: Ladder, rung: int, until: date, after: int) -> Step:
    there = [pair.reached[rung - 1 :] for pair in found.pairs if pair.rung >= rung]
    waits = [(days[0], days[1] if len(days) > 1 else until) for days in there]
    days = np.array([(end - begin).days for begin, end in waits], np.float64)
    further = np.array([len(days) > 1 for days in there], bool)
    told: tuple[float | None, ...] = (None, None, None)
    median = None
    # Nobody watched for that long: what comes so late is not known.
    long = any((until - begin).days >= after for begin, _ in waits)
    if rung < ACTED and len(there) >= LEAST_PAIRS and long:
        curve = survival(days, further)
        value, low, high = curve.at(after)
        told, median = (1 - value, 1 - high, 1 - low), curve.median
    return Step(
        rung=rung,
        pairs=len(there),
        standing=int((~further).sum()),
        stuck=int((~further & (days > after)).sum()),
        onward=told[0],
        low=told[1],
        high=told[2],
        median=median,
    )


def _aalen_johansen(found: Ladder, until: date, after: int) -> Floats:
    """Π (1 + dA) over the days from 1 to `after`, each pair's clock beginning when they met.

    Several rungs in one day are one move from the first to the last.
    """
    moves: dict[int, Floats] = {}
    # at_risk[d]: pairs on each rung just before day d; a pair is on its rung from the day after it.
    change = np.zeros((after + 2, len(RUNGS)))
    for pair in found.pairs:
        days = [(day - pair.reached[0]).days for day in pair.reached]
        last = (until - pair.reached[0]).days
        stays = [(day, rung) for rung, day in enumerate(days) if day not in days[rung + 1 :]]
        ends = [day for day, _ in stays[1:]] + [last]
        for number, ((day, rung), end) in enumerate(zip(stays, ends, strict=True)):
            change[min(day, after) + 1, rung] += 1
            change[min(end, after) + 1, rung] -= 1
            if number + 1 < len(stays) and end <= after:
                move = moves.setdefault(end, np.zeros((len(RUNGS), len(RUNGS))))
                move[rung, stays[number + 1][1]] += 1
    at_risk = np.cumsum(change, axis=0)
    matrix = np.eye(len(RUNGS))
    for day in sorted(moves):
        # Who leaves a rung on a day was on it just before: nobody divides by nothing.
        rate = moves[day] / np.maximum(at_risk[day], 1)[:, None]
        matrix = matrix @ (rate + np.diag(1 - rate.sum(axis=1)))
    return matrix
