"""The interval of the degree of alignment, against the bootstrap one writes first.

The reference redraws people with NumPy's multinomial, 50 communities at a time, and multiplies dense
tables in double precision: the same estimator, so that both intervals must agree.
"""

import numpy as np

from benchmarks.table import Line, measured
from maven.method.alignment import alignment, split
from maven.method.votes import votes_from_arrays

RESAMPLES = 1000
TOGETHER = 50


def planted(people, statements, share, seed=1):
    """Answers of two halves who agree on half of the statements; a share of the cells is filled."""
    chance = np.random.default_rng(seed)
    count = int(people * statements * share)
    row = chance.integers(0, people, count)
    column = chance.integers(0, statements, count)
    side = np.where((row % 2 == 1) & (column % 2 == 1), -1, 1)
    value = np.where(
        chance.random(count) < 0.15, 0, side * np.where(chance.random(count) < 0.2, -1, 1)
    )
    return votes_from_arrays(row, column, value.astype(np.int8)), row


def plain_interval(votes, seed=3):
    table = np.zeros((len(votes.participants), len(votes.statements)))
    seen = np.zeros_like(table)
    table[votes.row, votes.column], seen[votes.row, votes.column] = votes.value, 1.0
    chance, people, means = np.random.default_rng(seed), len(table), []
    for _ in range(RESAMPLES // TOGETHER):
        w = chance.multinomial(people, np.full(people, 1 / people), size=TOGETHER).astype(float)
        pairs = (w @ seen) ** 2 - w**2 @ seen
        means.append((((w @ table) ** 2 - w**2 @ np.abs(table)) / pairs).mean(axis=1))
    return np.quantile(np.concatenate(means), [0.025, 0.975])


def lines():
    for people, statements, share in ((529, 154, 0.4), (20_000, 200, 0.1)):
        votes, _ = planted(people, statements, share)
        ours, found = measured(lambda votes=votes: alignment(votes))
        theirs, (low, high) = measured(lambda votes=votes: plain_interval(votes), rounds=3)
        yield Line(
            what=f"alignment with its interval, {people:,} × {statements}, 1,000 communities",
            ours=ours,
            reference="dense bootstrap in NumPy",
            theirs=theirs,
            more=f"[{found.low:.4f}, {found.high:.4f}] and [{low:.4f}, {high:.4f}]",
        )
    votes, _ = planted(529, 154, 0.4)
    group_of = np.arange(529) % 2
    ours, found = measured(lambda: split(votes, group_of))
    theirs, products = measured(lambda: pairs_one_by_one(votes, group_of), rounds=1)
    gap = max(abs(found.within - products[0]), abs(found.between - products[1]))
    yield Line(
        what="within and between two groups, 529 × 154, with intervals",
        ours=ours,
        reference="every pair of people, no interval",
        theirs=theirs,
        more=f"largest difference {gap:.1e}",
    )
    votes, _ = planted(1_000_000, 1000, 0.01)
    ours, found = measured(lambda: alignment(votes), rounds=1)
    theirs, _ = measured(lambda: one_redrawing(votes), rounds=1)
    yield Line(
        what="alignment with its interval, 1,000,000 × 1,000, 10 million answers",
        ours=ours,
        reference="one redrawn community of the thousand, vote by vote in NumPy",
        theirs=theirs,
        more=f"{found.overall:.4f} [{found.low:.4f}, {found.high:.4f}]",
    )


def pairs_one_by_one(votes, group_of):
    """The two parts from the table of all products of two people, statement after statement."""
    within = between = 0.0
    column, row = votes.column, votes.row
    width = len(votes.statements)
    for statement in range(width):
        here = column == statement
        x, g = votes.value[here].astype(float), group_of[row[here]]
        products, alike = np.outer(x, x), g[:, None] == g
        np.fill_diagonal(products, 0)
        pairs = len(x) * (len(x) - 1)
        within += products[alike].sum() / pairs / width
        between += products[~alike].sum() / pairs / width
    return within, between


def one_redrawing(votes):
    people, width = len(votes.participants), len(votes.statements)
    chance = np.random.default_rng(3)
    w = np.bincount(chance.integers(0, people, people), minlength=people)[votes.row].astype(float)
    x = votes.value.astype(float)
    total = np.bincount(votes.column, weights=w * x, minlength=width)
    sided = np.bincount(votes.column, weights=w * w * np.abs(x), minlength=width)
    weight = np.bincount(votes.column, weights=w, minlength=width)
    square = np.bincount(votes.column, weights=w * w, minlength=width)
    return ((total**2 - sided) / (weight**2 - square)).mean()
