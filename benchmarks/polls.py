"""Raking against ipfn (PyPI), and what may be shown against a search of every choice."""

from contextlib import redirect_stdout
from functools import partial
from itertools import combinations

import numpy as np
from scipy.optimize import linprog

from benchmarks.table import Line, measured
from maven.method.polls import rake, withheld

SHAPES = [(3, 2), (6, 5, 4), (8, 7, 6, 5)]


def poll(shape, seed=1):
    chance = np.random.default_rng(seed)
    counts = chance.integers(1, 60, size=shape)
    return counts, [chance.dirichlet(np.full(size, 4.0)) * counts.sum() for size in shape]


def theirs_of(counts, margins):
    from ipfn import ipfn

    axes = [[axis] for axis in range(counts.ndim)]
    with redirect_stdout(None):  # it tells how it ended
        return ipfn.ipfn(counts.astype(float), margins, axes, convergence_rate=1e-10).iteration()


def lines():
    for shape in SHAPES:
        counts, margins = poll(shape)
        codes = np.argwhere(np.ones(shape))
        ours, found = measured(partial(rake, codes, counts.ravel(), margins))
        theirs, fitted = measured(partial(theirs_of, counts, margins))
        gap = np.abs(found.raked.fitted - fitted.ravel()).max() / counts.sum()
        yield Line(
            what=f"raking {' × '.join(map(str, shape))} cells, with trimming and design effects",
            ours=ours,
            reference="ipfn, raking alone",
            theirs=theirs,
            more=f"largest difference {gap:.0e} of the poll; ours {found.rounds} rounds",
        )
    yield from people_one_by_one()
    yield shown()


def people_one_by_one():
    chance = np.random.default_rng(2)
    codes = chance.integers(0, 5, size=(200_000, 4))
    margins = [chance.dirichlet(np.full(5, 4.0)) * len(codes) for _ in range(4)]
    ours, found = measured(lambda: rake(codes, np.ones(len(codes)), margins), rounds=3)
    theirs, weights = measured(partial(theirs_by_person, codes, margins), rounds=3)
    yield Line(
        what="raking 200,000 people on 4 variables, with trimming and design effects",
        ours=ours,
        reference="ipfn on a row for each person, raking alone",
        theirs=theirs,
        more=f"largest difference {np.abs(found.raked.weights - weights).max():.0e}",
    )


def theirs_by_person(codes, margins):
    import pandas
    from ipfn import ipfn

    names = [f"v{variable}" for variable in range(codes.shape[1])]
    people = pandas.DataFrame(codes, columns=names).assign(total=1.0)
    totals = [
        pandas.Series(margin, index=pandas.Index(range(len(margin)), name=name))
        for name, margin in zip(names, margins, strict=True)
    ]
    with redirect_stdout(None):
        asked = ipfn.ipfn(people, totals, [[name] for name in names], convergence_rate=1e-10)
        return asked.iteration()["total"].to_numpy()


def shown():
    counts = np.array([[3, 40, 25], [31, 14, 60], [22, 35, 18]])
    ours, found = measured(lambda: withheld(counts))
    theirs, fewest = measured(lambda: every_choice(counts), rounds=1, memory=False)
    return Line(
        what="which counts may be shown, 3 × 3 with totals, k = 10",
        ours=ours,
        reference="every choice of companions, each proved by linear programming",
        theirs=theirs,
        more=f"{found.companions} companions, {fewest} at the fewest",
    )


def every_choice(counts, k=10):
    """The fewest cells to withhold beside those below k."""
    small = [tuple(place) for place in np.argwhere(counts < k)]
    others = [place for place in np.ndindex(*counts.shape) if place not in small]
    for size in range(len(others) + 1):
        for more in combinations(others, size):
            if all(highest(counts, {*small, *more}, place) >= k for place in small):
                return size
    return None


def highest(counts, hidden, place):
    """The most that a hidden count can be for who reads the other counts and the totals."""
    sides = [(np.arange(3)[:, None] == line) & np.ones(3, bool) for line in range(3)]
    sides += [side.T for side in sides]
    bounds = [
        (0, None) if at in hidden else (counts[at], counts[at]) for at in np.ndindex(*counts.shape)
    ]
    goal = np.zeros(counts.shape)
    goal[place] = -1
    rows = np.array([side.ravel() for side in sides], float)
    sums = [counts[side].sum() for side in sides]
    return -linprog(goal.ravel(), A_eq=rows, b_eq=sums, bounds=bounds).fun + 1e-6
