"""The choice of activities against trying everything, and against a general solver."""

import itertools
from dataclasses import replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from benchmarks.table import Line, measured
from maven.cli.toolbox_file import kinds_of, read_toolbox
from maven.method.coverage import Needs, Situation, coverage, effects, refusal
from maven.method.fit import fit, pareto

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


def by_milp(kinds, needs, situation, most):
    """As a mixed linear program, HiGHS: what counts of each need is at most what is brought."""
    able = [kind for kind in kinds if refusal(kind, situation) is None]
    count = len(able)
    table = np.array([effects(kind, needs) for kind in able], float).T
    asked, weights = np.array(needs.asked), np.array(needs.weights)
    rows = np.vstack(
        [
            np.hstack([-table, np.eye(4)]),
            np.hstack([[kind.days for kind in able], np.zeros(4)]),
            np.hstack([np.ones(count), np.zeros(4)]),
        ]
    )
    top = [0.0] * 4 + [situation.days, most]
    found = milp(
        np.hstack([np.zeros(count), -weights]),
        constraints=LinearConstraint(rows, -np.inf, top),
        integrality=np.hstack([np.ones(count), np.zeros(4)]),
        bounds=Bounds(0, np.hstack([np.ones(count), asked])),
        options={"mip_rel_gap": 0.0},
    )
    return -found.fun / float(asked @ weights)


def lines():
    # The general solver and the trying know of none of the rules between activities.
    free = [replace(kind, inside=False) for kind in kinds_of(read_toolbox(None))]
    for name, needs, situation, most, reference, other in (
        ("3 activities", NEEDS, SPRINT, 3, "one subset after another, plain Python", every_subset),
        ("5 activities", NEEDS, SPRINT, 5, "every subset in NumPy arrays", every_subset_at_once),
        ("5 activities, one answer", NEEDS, SPRINT, 5, "scipy milp (HiGHS)", by_milp),
        ("5 activities, large needs", LARGE, SEASON, 5, "scipy milp (HiGHS)", by_milp),
    ):
        yield compared(name, free, needs, situation, most, reference, other)
    seed = [replace(k, turns_max=SEED[k.slug]) for k in free if k.slug in SEED]
    yield turns_compared(seed)
    ours, found = measured(lambda: fit(free, LARGE, SEASON))
    theirs, compromises = measured(lambda: pareto(free, LARGE, SEASON))
    yield Line(
        what="choice with its front, runner-up and proof, 83 kinds, large needs",
        ours=ours,
        reference="all compromises in three respects",
        theirs=theirs,
        more=f"{len(found.front)} on the front, {len(compromises)} compromises",
    )


def compared(name, kinds, needs, situation, most, reference, other):
    ours, found = measured(lambda: fit(kinds, needs, situation, most=most))
    theirs, best = measured(lambda: other(kinds, needs, situation, most), rounds=3)
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

    ours, found = measured(lambda: fit(seed, LARGE, situation, most=8))
    theirs, best = measured(each, rounds=3)
    assert abs(found.best.coverage.total - best) < 1e-9
    return Line(
        what="the founding note's eight kinds with their turns",
        ours=ours,
        reference="one choice of turns after another, plain Python",
        theirs=theirs,
        more=f"both {best:.4f}",
    )
