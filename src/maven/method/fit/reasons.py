"""Why is this activity there, and what would be lost without it?"""

from collections.abc import Sequence
from dataclasses import dataclass

from maven.method.coverage import DIMENSIONS, Kind, Needs, Situation, coverage, violations


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What makes one activity of a combination defensible.

    dimension : which need it answers most among what the others leave; None when it answers none.
    lost : what is no longer answered when it is taken out, of all that is asked, in [0, 1]; shares :
        the same in each dimension, of what is asked there. alone : what it answers by itself.
    enables : the activities that could no longer be held without it, and why it may be there while
        it answers nothing. instead : the best combination that does without it, once for each turn;
        worse : what that one answers less.
    """

    slug: str
    turns: int
    dimension: str | None
    lost: float
    shares: tuple[float, float, float, float]
    alone: float
    enables: tuple[str, ...]
    instead: tuple[str, ...]
    worse: float


def reason_of(
    kind: Kind, chosen: Sequence[Kind], instead: Sequence[Kind], needs: Needs, situation: Situation
) -> Reason:
    """The reason of `kind` among those `chosen`, `instead` being the best without it. Cost O(n³)."""
    rest = [other for other in chosen if other != kind]
    whole, without = coverage(chosen, needs), coverage(rest, needs)
    drops = [
        min(before.asked, before.brought) - min(after.asked, after.brought)
        for before, after in zip(whole.answers, without.answers, strict=True)
    ]
    weighed = [weight * drop for weight, drop in zip(needs.weights, drops, strict=True)]
    most = max(weighed)
    held = {one.slugs for one in violations(chosen, situation)}
    stopped = [one.slugs for one in violations(rest, situation) if one.slugs not in held]
    shares = tuple(
        max(0.0, drop) / asked if asked else 0.0
        for drop, asked in zip(drops, needs.asked, strict=True)
    )
    return Reason(
        slug=kind.slug,
        turns=len(chosen) - len(rest),
        dimension=DIMENSIONS[weighed.index(most)] if most > 0 else None,
        lost=max(0.0, whole.total - without.total),
        shares=(shares[0], shares[1], shares[2], shares[3]),
        alone=coverage([kind] * (len(chosen) - len(rest)), needs).total,
        enables=tuple(dict.fromkeys(slug for slugs in stopped for slug in slugs)),
        instead=tuple(other.slug for other in instead),
        worse=max(0.0, whole.total - coverage(instead, needs).total),
    )
