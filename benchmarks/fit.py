"""The choice of activities against trying everything, and against a general solver."""

import itertools
from dataclasses import replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from benchmarks.table import Line, measured
from maven.cli.toolbox_file import kinds_of, read_toolbox
from maven.method.coverage import Needs, Situation, coverage, effects, refusal
from maven.method.fit import fit
from maven.method.fit.rules import able_of
from maven.method.fit.search import Search

NEEDS = Needs(direction=1.5, measure=1, engage=2, connect=1)
LARGE = Needs(direction=5, measure=5, engage=5, connect=5)
SPRINT = Situation(days=8, people=40, trust=1, maturity=1)
SEASON = Situation(days=25, people=60, trust=3, maturity=3)
SEED = {
    "consultation-publique": 1,
    "entretien-individuel": 3,
    "conference": 1,
    "billet-blog": 4,
    "atelier-thematique": 2,
    "apero-meetup": 2,
    "matchmaking": 2,
    "sondage-opinion": 1,
}


def every_subset(kinds, needs, situation, most):
    """One after another, in plain Python."""
    able = [kind for kind in kinds if refusal(kind, situation) is None]
    best = 0.0
    for size in range(most + 1):
        for chosen in itertools.combinations(able, size):
            found = coverage(chosen, needs)
            if found.days <= situation.days + 1e-9:
                best = max(best, found.total)
    return best


def every_subset_at_once(kinds, needs, situation, most):
    """All those of one size in arrays, a million at a time."""
    able = [kind for kind in kinds if refusal(kind, situation) is None]
    table = np.array([effects(kind, needs) for kind in able], float)
    days = np.array([kind.days for kind in able])
    asked, weights = np.array(needs.asked), np.array(needs.weights)
    best = 0.0
    for size in range(1, most + 1):
        subsets = itertools.combinations(range(len(able)), size)
        while block := list(itertools.islice(subsets, 1_000_000)):
            members = np.array(block)
            held = days[members].sum(axis=1) <= situation.days + 1e-9
            brought = table[members[held]].sum(axis=1)
            best = max(best, (np.minimum(brought, asked) @ weights).max(initial=0.0))
    return best / float(asked @ weights)


def by_milp(kinds, needs, situation, most, reaching=None):
    """As a mixed linear program, HiGHS: what counts of each need is at most what is brought.

    The share answered, or the fewest days that answer the share to be reached.
    """
    able = [kind for kind in kinds if refusal(kind, situation) is None]
    count = len(able)
    table = np.array([effects(kind, needs) for kind in able], float).T
    asked, weights = np.array(needs.asked), np.array(needs.weights)
    days = np.array([kind.days for kind in able])
    worth = np.hstack([np.zeros(count), weights / float(asked @ weights)])
    rows = np.vstack(
        [
            np.hstack([-table, np.eye(4)]),
            np.hstack([days, np.zeros(4)]),
            np.hstack([np.ones(count), np.zeros(4)]),
            worth,
        ]
    )
    least = [-np.inf] * 6 + [0.0 if reaching is None else reaching - 1e-9]
    top = [0.0] * 4 + [situation.days, most, np.inf]
    found = milp(
        -worth if reaching is None else np.hstack([days, np.zeros(4)]),
        constraints=LinearConstraint(rows, least, top),
        integrality=np.hstack([np.ones(count), np.zeros(4)]),
        bounds=Bounds(0, np.hstack([np.ones(count), asked])),
        options={"mip_rel_gap": 0.0},
    )
    return -found.fun if reaching is None else found.fun


def front_by_milp(kinds, needs, situation, most):
    """The front, and the best without each chosen activity, by as many linear programs."""
    rest, found = situation, []
    while True:
        if all(refusal(kind, rest) for kind in kinds):
            break
        best = by_milp(kinds, needs, rest, most)
        if best < 1e-9:
            break
        days = by_milp(kinds, needs, rest, most, reaching=best)
        found.append((days, best))
        rest = replace(rest, days=days - 1e-6)
    for dropped in fit(kinds, needs, situation, most=most).best.slugs:
        by_milp([kind for kind in kinds if kind.slug != dropped], needs, situation, most)
    return found[::-1]


def lines():
    # The general solver and the trying know of none of the rules between activities.
    free = [replace(kind, inside=False) for kind in kinds_of(read_toolbox(None))]
    for name, reference, most, other in (
        ("3 activities", "one subset after another, plain Python", 3, every_subset),
        ("5 activities", "every subset in NumPy arrays", 5, every_subset_at_once),
    ):
        yield compared(name, free, reference, most, other)
    yield alone_compared(free)
    ours, found = measured(lambda: fit(free, LARGE, SEASON), memory=False)
    theirs, front = measured(lambda: front_by_milp(free, LARGE, SEASON, 5), rounds=1, memory=False)
    told = [(one.coverage.days, one.coverage.total) for one in found.front[1:]]
    assert np.allclose(told, front, atol=1e-4)
    yield Line(
        what=f"front ({len(front)} efforts), runner-up and reasons, 83 kinds, large needs",
        ours=ours,
        reference="as many scipy milp (HiGHS)",
        theirs=theirs,
        more="the same front",
    )
    yield turns_compared([replace(k, turns_max=SEED[k.slug]) for k in free if k.slug in SEED])


def alone_compared(kinds):
    able, _ = able_of(kinds, SEASON)
    ours, found = measured(
        lambda: Search(able, LARGE, SEASON, 5, aim="best").run()[-1], memory=False
    )
    theirs, best = measured(lambda: by_milp(kinds, LARGE, SEASON, 5), memory=False)
    assert abs(coverage(found, LARGE).total - best) < 1e-6
    return Line(
        what="best combination of 83 kinds alone, large needs",
        ours=ours,
        reference="scipy milp (HiGHS)",
        theirs=theirs,
        more=f"both {best:.4f}",
    )


def compared(name, kinds, reference, most, other):
    ours, found = measured(lambda: fit(kinds, NEEDS, SPRINT, most=most))
    theirs, best = measured(lambda: other(kinds, NEEDS, SPRINT, most), rounds=3)
    assert abs(found.best.coverage.total - best) < 1e-6
    return Line(
        what=f"best combination of 83 kinds, {name}",
        ours=ours,
        reference=reference,
        theirs=theirs,
        more=f"both {best:.4f}, proved; {found.examined:,} of {found.combinations:,} looked at,"
        f" ours with the front, the runner-up and a reason for each",
    )


def turns_compared(seed):
    situation = Situation(days=20, people=200, trust=3, maturity=3)

    def each():
        best = 0.0
        for turns in itertools.product(*(range(kind.turns_max + 1) for kind in seed)):
            chosen = [k for k, turn in zip(seed, turns, strict=True) for _ in range(turn)]
            found = coverage(chosen, LARGE)
            if found.days <= situation.days + 1e-9:
                best = max(best, found.total)
        return best

    ours, found = measured(lambda: fit(seed, LARGE, situation, most=8), memory=False)
    theirs, best = measured(each, rounds=3, memory=False)
    assert abs(found.best.coverage.total - best) < 1e-9
    return Line(
        what="the founding note's eight kinds with their turns",
        ours=ours,
        reference="one choice of turns after another, plain Python",
        theirs=theirs,
        more=f"both {best:.4f}",
    )
