"""Which activities fit the situation observed? (the toolbox's rule of choice)

A toolbox holds tens of activities and a sprint takes a handful, so the answer can be exact: no
other combination within the budget answers more, nor as much in fewer days (see `search` for why).
What is found is the whole front between benefit and effort, not only its end, and the best one can
do without each of the chosen activities.

Model: benefit = Σ w·min(asked, brought), see `coverage`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

from maven.method.coverage import (
    Contribution,
    Coverage,
    Kind,
    Needs,
    Refusal,
    Situation,
    contributions,
    coverage,
    in_arc,
    refusal,
)
from maven.method.fit.search import Search

MOST_ACTIVITIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """Activities that go together, in the order of the sprint's arc, and what they answer."""

    slugs: tuple[str, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The combination that fits best and what makes it defensible.

    Attributes
    ----------
    best : the most answered, then the fewest days, the fewest activities, the order of the toolbox.
    contributions : what each activity of `best` adds, in its order.
    runner_up : the best combination that does without at least one of them; None when there is
        none.
    gap : what the runner-up answers less, in [0, 1].
    front : for each effort worth spending, the most that can be answered, fewest days first, from
        nothing to `best`.
    refused : the kinds that cannot be chosen now, in the order of the toolbox, with the reason.
    combinations : how many combinations there are of the kinds that can be chosen, budget aside.
    examined : how many were looked at one by one; all others were proved unable to do better.
    """

    best: Combination
    contributions: tuple[Contribution, ...]
    runner_up: Combination | None
    gap: float
    front: tuple[Combination, ...]
    refused: tuple[Refusal, ...]
    combinations: int
    examined: int


def fit(
    kinds: Sequence[Kind],
    needs: Needs,
    situation: Situation,
    *,
    most: int = MOST_ACTIVITIES,
) -> Fit:
    """Choose at most `most` kinds, each once, for the needs, within the situation.

    Raises
    ------
    ValueError : two kinds bear the same slug, or a kind takes no time.

    Example
    -------
    >>> toolbox = [Kind(slug="poll", days=2, measure=4), Kind(slug="walk", days=1, connect_qty=4)]
    >>> found = fit(toolbox, Needs(measure=1), Situation(days=5, people=30))
    >>> found.best.slugs, found.best.coverage.total, found.runner_up.slugs, found.gap
    (('poll',), 1.0, (), 1.0)

    Cost: about 0.1 s for 83 kinds and 5 activities; at worst all combinations are examined.
    """
    if len({kind.slug for kind in kinds}) < len(kinds) or any(kind.days <= 0 for kind in kinds):
        raise ValueError("Kinds have different slugs and take more than no time.")
    refusals = [refusal(kind, situation) for kind in kinds]
    able = [kind for kind, refused in zip(kinds, refusals, strict=True) if refused is None]
    search = Search(able, needs, situation.days, most, front=True)
    front = [in_arc(one) for one in search.run()]
    best, examined = front[-1], search.examined
    others = []
    for dropped in best:
        rest = [kind for kind in able if kind is not dropped]
        search = Search(rest, needs, situation.days, most, front=False)
        others.append(in_arc(search.run()[-1]))
        examined += search.examined
    runner_up = min(others, key=lambda other: _rank(other, able, needs), default=None)
    whole = coverage(best, needs).total
    return Fit(
        best=_combination(best, needs),
        contributions=contributions(best, needs),
        runner_up=None if runner_up is None else _combination(runner_up, needs),
        gap=0.0 if runner_up is None else max(0.0, whole - coverage(runner_up, needs).total),
        front=tuple(_combination(one, needs) for one in front),
        refused=tuple(refused for refused in refusals if refused is not None),
        combinations=sum(comb(len(able), size) for size in range(most + 1)),
        examined=examined,
    )


def _combination(kinds: Sequence[Kind], needs: Needs) -> Combination:
    return Combination(slugs=tuple(kind.slug for kind in kinds), coverage=coverage(kinds, needs))


def _rank(chosen: Sequence[Kind], able: Sequence[Kind], needs: Needs) -> tuple[object, ...]:
    """What orders combinations, the best first."""
    found = coverage(chosen, needs)
    places = sorted(able.index(kind) for kind in chosen)
    return -round(found.total, 9), round(found.days, 9), len(chosen), places
