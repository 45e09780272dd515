"""Which activities fit the situation observed? (the toolbox's rule of choice)

A toolbox holds tens of activities and a sprint takes a handful, so the answer can be exact: no
other combination within the limits answers more, nor as much in fewer days (see `search` for why).
What is found is the whole front between benefit and effort, not only its end, and the best one can
do without each of the chosen activities.

Model: benefit = Σ w·min(asked, brought), q turns of one kind bringing √q, see `coverage`; limits:
see `Situation` and `violations` there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, inf

from maven.method.coverage import (
    FULL_SCORE,
    Contribution,
    Coverage,
    Kind,
    Needs,
    Refusal,
    Situation,
    contributions,
    coverage,
    in_arc,
)
from maven.method.fit.reasons import Reason, reason_of
from maven.method.fit.rules import able_of
from maven.method.fit.search import Search

MOST_ACTIVITIES = 5
MOST_EXAMINED = 20_000_000


class AToolboxOutOfBounds(ValueError):
    """Kinds have different slugs, take more than no time, and what they ask and bring has bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """Activities that go together, in the order of the sprint's arc, and what they answer.

    slugs : one for each turn. balance : Σ convergence, negative when more opens than closes.
    """

    slugs: tuple[str, ...]
    coverage: Coverage
    balance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The combination that fits best and what makes it defensible.

    Attributes
    ----------
    best : the most answered, then the fewest days, the fewest activities, the order of the toolbox.
    contributions : what each turn of `best` adds, in its order.
    reasons : why each activity of `best` is there, in its order.
    runner_up : the best combination that does without at least one of them; None when there is
        none.
    gap : what the runner-up answers less, in [0, 1].
    front : for each effort worth spending, the most that can be answered, fewest days first, from
        nothing to `best`.
    refused : the kinds that cannot be chosen now, in the order of the toolbox, with the reason.
    proved : nothing answers more than `best`. bound : nothing answers more than this, in [0, 1];
        what `best` answers when proved.
    combinations : how many combinations there are of the kinds that can be chosen, limits aside.
    examined : how many were looked at one by one, in all the searches; pruned : how many starts were
        left because nothing that begins with them can do better.
    """

    best: Combination
    contributions: tuple[Contribution, ...]
    reasons: tuple[Reason, ...]
    runner_up: Combination | None
    gap: float
    front: tuple[Combination, ...]
    refused: tuple[Refusal, ...]
    proved: bool
    bound: float
    combinations: int
    examined: int
    pruned: int


def fit(
    kinds: Sequence[Kind],
    needs: Needs,
    situation: Situation,
    *,
    most: int = MOST_ACTIVITIES,
    limit: int | None = MOST_EXAMINED,
) -> Fit:
    """Choose at most `most` kinds, each at most `turns_max` times, for the needs, in the situation.

    limit : combinations after which a search stops without proof; None for no limit.

    Raises
    ------
    AToolboxOutOfBounds : two kinds bear the same slug, a kind takes no time, a mark is no mark.

    Example
    -------
    >>> toolbox = [Kind(slug="poll", days=2, measure=4), Kind(slug="walk", days=1, connect_qty=4)]
    >>> found = fit(toolbox, Needs(measure=1), Situation(days=5, people=30))
    >>> found.best.slugs, found.best.coverage.total, found.runner_up.slugs, found.gap
    (('poll',), 1.0, (), 1.0)
    >>> found.proved, found.reasons[0].dimension, found.reasons[0].lost
    (True, 'measure', 1.0)

    Cost: about 0.1 s for 83 kinds and 5 activities; at worst all combinations are examined.
    """
    refuse_strange(kinds)
    able, refused = able_of(kinds, situation)
    search = Search(able, needs, situation, most, aim="front", limit=limit)
    front = [in_arc(one, situation.met) for one in search.run()]
    best, searches, others = front[-1], [search], []
    for dropped in dict.fromkeys(best):
        rest = [kind for kind in able if kind is not dropped]
        search = Search(rest, needs, situation, most, aim="best", limit=limit)
        others.append(in_arc(search.run()[-1], situation.met))
        searches.append(search)
    runner_up = min(others, key=lambda other: _rank(other, able, needs), default=None)
    whole = coverage(best, needs).total
    asked = sum(w * d for w, d in zip(needs.weights, needs.asked, strict=True))
    return Fit(
        best=combination(best, needs),
        contributions=contributions(best, needs),
        reasons=tuple(
            reason_of(kind, best, other, needs, situation)
            for kind, other in zip(dict.fromkeys(best), others, strict=True)
        ),
        runner_up=None if runner_up is None else combination(runner_up, needs),
        gap=0.0 if runner_up is None else max(0.0, whole - coverage(runner_up, needs).total),
        front=tuple(combination(one, needs) for one in front),
        refused=tuple(refused[kind.slug] for kind in kinds if kind.slug in refused),
        proved=all(one.proved for one in searches),
        bound=whole if searches[0].proved else min(1.0, searches[0].bound / asked),
        combinations=sum(comb(len(able), size) for size in range(most + 1)),
        examined=sum(one.examined for one in searches),
        pruned=sum(one.pruned for one in searches),
    )


def pareto(
    kinds: Sequence[Kind],
    needs: Needs,
    situation: Situation,
    *,
    most: int = MOST_ACTIVITIES,
    limit: int | None = MOST_EXAMINED,
) -> tuple[Combination, ...]:
    """Every compromise between what is answered, the days, and the balance of opening and closing.

    No other combination answers as much in as few days and as balanced (|Σ convergence|), better in
    one of the three. Fewest days first, then the most balanced; equals are told apart as in `fit`.

    >>> kinds = [Kind(slug="vote", days=1, convergence=1), Kind(slug="walk", days=1, convergence=-1)]
    >>> for one in pareto(kinds, Needs(direction=1), Situation(days=5, people=30)):
    ...     print(one.slugs, one.coverage.total, one.coverage.days, one.balance)
    () 0.0 0 0
    ('vote',) 1.0 1 1
    ('walk', 'vote') 1.0 2 0

    Raises, cost: as `fit`, some times more.
    """
    refuse_strange(kinds)
    able, _ = able_of(kinds, situation)
    search = Search(able, needs, situation, most, aim="pareto", limit=limit)
    return tuple(combination(in_arc(one, situation.met), needs) for one in search.run())


def combination(kinds: Sequence[Kind], needs: Needs) -> Combination:
    return Combination(
        slugs=tuple(kind.slug for kind in kinds),
        coverage=coverage(kinds, needs),
        balance=sum(kind.convergence for kind in kinds),
    )


def refuse_strange(kinds: Sequence[Kind]) -> None:
    for kind in kinds:
        marks = (kind.measure, kind.engage, kind.connect_qty, kind.connect_quality)
        least = (kind.people_min, kind.trust_min, kind.maturity_min, kind.span_days, kind.dates)
        good = 0 < kind.days < inf and -1 <= kind.convergence <= 1 and kind.turns_max >= 1
        marked = all(0 <= mark <= FULL_SCORE for mark in marks)
        if not (good and marked and all(0 <= one < inf for one in least)):
            raise AToolboxOutOfBounds(f"{kind.slug}: {AToolboxOutOfBounds.__doc__}")
    if len({kind.slug for kind in kinds}) < len(kinds):
        raise AToolboxOutOfBounds(AToolboxOutOfBounds.__doc__)


def _rank(chosen: Sequence[Kind], able: Sequence[Kind], needs: Needs) -> tuple[object, ...]:
    """What orders combinations, the best first."""
    found = coverage(chosen, needs)
    places = sorted(able.index(kind) for kind in chosen)
    return -round(found.total, 9), round(found.days, 9), len(set(chosen)), places
