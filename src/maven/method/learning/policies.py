"""What would another way of choosing have brought? (off-policy evaluation, from what was logged)

Each past choice was made with a known chance π₀ and brought r; another way of choosing would have made
it with the chance π. Weighing by w = π/π₀ tells what the other way would have brought. It is worth as
many observations as the effective number (Σw)²/Σw²; below 30 it says nothing, and is refused.

References: Horvitz & Thompson 1952 (IPS); Swaminathan & Joachims 2015 (self-normalised); Dudík,
Langford & Li 2011 (doubly robust); Kish 1965 (effective number).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LEAST_EFFECTIVE = 30


class PoliciesOutOfBounds(ValueError):
    """As many choices everywhere; what was logged had a chance in ]0, 1], the other way one in [0, 1]."""


class TooFewToTell(ValueError):
    """The effective number of observations is below 30: the two ways of choosing differ too much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What the other way would have brought on average, with standard errors.

    ips : inverse propensity. snips : the same, self-normalised, steadier. dr : doubly robust; None
    without a model of what each choice brings. effective : number of observations it is worth.
    """

    ips: float
    ips_se: float
    snips: float
    snips_se: float
    dr: float | None
    dr_se: float | None
    effective: float
    observations: int


def off_policy(
    rewards: Sequence[float],
    logged: Sequence[float],
    target: Sequence[float],
    *,
    believed: Sequence[float] | None = None,
    believed_target: Sequence[float] | None = None,
) -> Evaluation:
    """Evaluate a way of choosing from choices made otherwise.

    Parameters
    ----------
    rewards (n,) : what each choice brought. logged, target (n,) : the chance with which it was made,
        and with which the other way makes it.
    believed (n,) : what a model says the choice made brings; believed_target (n,) : what it says the
        other way brings on average there. Both for `dr`.

    Raises
    ------
    PoliciesOutOfBounds : lengths differ, a chance is none, a number is not finite.
    TooFewToTell : fewer than 30 effective observations.

    Example
    -------
    >>> found = off_policy([1, 0] * 50, [0.5] * 100, [1, 0] * 50)
    >>> found.ips, found.snips, found.effective
    (1.0, 1.0, 50.0)

    Cost: O(n).
    """
    models = [one for one in (believed, believed_target) if one is not None]
    arrays = [np.array(one, float) for one in (rewards, logged, target, *models)]
    reward, old, new = arrays[:3]
    same = len({one.shape for one in arrays}) == 1 and all(np.isfinite(a).all() for a in arrays)
    chances = same and bool(((old > 0) & (old <= 1) & (new >= 0) & (new <= 1)).all())
    if not chances or len(models) == 1:
        raise PoliciesOutOfBounds(PoliciesOutOfBounds.__doc__)
    weight = new / old
    whole = float(weight.sum())
    effective = whole**2 / float((weight**2).sum()) if whole else 0.0
    if effective < LEAST_EFFECTIVE:
        raise TooFewToTell(f"{TooFewToTell.__doc__} ({effective:.1f})")
    count = len(reward)
    snips = float(weight @ reward) / whole
    doubly = arrays[4] + weight * (reward - arrays[3]) if models else None
    return Evaluation(
        ips=float((weight * reward).mean()),
        ips_se=float((weight * reward).std(ddof=1)) / count**0.5,
        snips=snips,
        snips_se=float(np.sqrt((weight**2 * (reward - snips) ** 2).sum())) / whole,
        dr=None if doubly is None else float(doubly.mean()),
        dr_se=None if doubly is None else float(doubly.std(ddof=1)) / count**0.5,
        effective=effective,
        observations=count,
    )
