"""The opinion landscape against red-dwarf, the library that reads Polis conversations in Python.

Votes of three planted groups, a quarter of the answers astray. Red-dwarf takes a list of dictionaries
and ours three arrays: both are made before the clock starts. Its groups come from the silhouette
alone; ours also redraw the map 25 times to see which groups hold. Beyond 10,000 people it does not
end in minutes: there the reference is SciPy's truncated SVD, which gives only the two axes.

    python -m benchmarks landscape
"""

import json
import subprocess
import sys
import time
import warnings
from pathlib import Path

import numpy as np

from benchmarks.table import Cost, Line, measured
from maven.method.landscape import landscape
from maven.method.landscape.axes import axes_of
from maven.method.landscape.moments import axes_from, moments_of
from maven.method.votes import votes_from_rows

ASTRAY = 64  # of 256
BLOCK = 50_000


def planted(people, statements, answered, seed=1):
    """Compact votes of three groups with tastes of their own, and who is of which group."""
    chance = np.random.default_rng(seed)
    taste = chance.choice(np.array([-1, 1], np.int8), (3, statements))
    group = chance.integers(0, 3, people).astype(np.int8)
    # One statement in each of as many strips as answers: different, in order, evenly drawn.
    edge = np.linspace(0, statements, answered + 1).astype(np.int16)
    column = np.empty((people, answered), np.int16)
    value = np.empty((people, answered), np.int8)
    for first in range(0, people, BLOCK):
        part = slice(first, first + BLOCK)
        shape = column[part].shape
        column[part] = edge[:-1] + (chance.random(shape, np.float32) * np.diff(edge)).astype(
            np.int16
        )
        value[part] = taste[group[part, None], column[part]]
        value[part][chance.integers(0, 256, shape, np.uint8) < ASTRAY] *= -1
    start = np.arange(people + 1) * answered
    return votes_from_rows(
        start, column.ravel(), value.ravel(), statements=range(statements)
    ), group


def purity(labels, group):
    """The share of people who are of the group most of their cluster is of."""
    most = [np.bincount(group[labels == label]).max() for label in np.unique(labels)]
    return sum(most) / len(group)


def red_dwarf(rows):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from reddwarf.implementations.base import run_pipeline

        found = run_pipeline(votes=rows, random_state=1).participants_df
    return found.index.to_numpy(int), found["cluster_id"].to_numpy(float)


def two_axes(votes):
    """What SciPy gives: the centred answers in double precision, then their truncated SVD."""
    from scipy.sparse import csr_array
    from scipy.sparse.linalg import svds

    seen = np.bincount(votes.column)
    centre = np.bincount(votes.column, weights=votes.value) / np.maximum(seen, 1)
    shape = (len(votes.participants), len(votes.statements))
    cells = votes.value - centre[votes.column]
    table = csr_array(
        (cells, votes.column.astype(np.int32), votes.start.astype(np.int32)), shape=shape
    )
    return svds(table, k=2, rng=1)[2][::-1]


def cosines(found, wanted):
    return float(np.abs((found * wanted).sum(axis=1)).min())


def against_red_dwarf(people, statements, answered):
    votes, group = planted(people, statements, answered)
    cells = zip(votes.row.tolist(), votes.column.tolist(), votes.value.tolist(), strict=True)
    rows = [{"participant_id": p, "statement_id": s, "vote": v} for p, s, v in cells]
    red_dwarf(rows[: 100 * answered])  # what it loads is not counted
    ours, found = measured(lambda: landscape(votes), rounds=15)
    alike, _ = measured(lambda: landscape(votes, replicas=0), rounds=15)
    theirs, (index, labels) = measured(lambda: red_dwarf(rows))
    of_them = purity(labels, group[index])
    yield Line(
        what=f"landscape, {people:,} people × {statements} statements, {len(votes):,} votes",
        ours=ours,
        reference="red-dwarf 0.4.0, run_pipeline",
        theirs=theirs,
        more=f"purity {purity(found.group_of, group):.4f} / {of_them:.4f}; "
        f"{len(found.groups)} / {len(np.unique(labels))} groups",
    )
    yield Line(
        what="    the same without stability, silhouette alone as there",
        ours=alike,
        reference="red-dwarf 0.4.0",
        theirs=theirs,
    )


def against_svds(people, statements, answered):
    votes, group = planted(people, statements, answered)
    whole, found = measured(lambda: landscape(votes), rounds=3)
    axes, drawn = measured(lambda: axes_of(votes, np.ones(statements, bool)), rounds=3)
    theirs, exact = measured(lambda: two_axes(votes), rounds=3)
    size = f"{people:,} people × {statements:,} statements, {len(votes):,} votes"
    reference = "scipy svds, the two axes only"
    yield Line(
        what=f"axes, {size}",
        ours=axes,
        reference=reference,
        theirs=theirs,
        more=f"cosine {cosines(drawn.components, exact):.12f}",
    )
    yield Line(
        what=f"landscape, {size}",
        ours=whole,
        reference=reference,
        theirs=theirs,
        more=f"purity {purity(found.group_of, group):.4f}, {len(found.groups)} groups",
    )


def a_million():
    """Each in a process of its own, whose peak of memory counts everything, the votes too."""
    ours, theirs = alone("ours"), alone("theirs")
    yield Line(
        what="landscape, 1,000,000 people × 1,000 statements, 50,000,000 votes, whole process",
        ours=Cost(seconds=ours["seconds"], mebibytes=ours["mebibytes"]),
        reference="scipy svds, the two axes only",
        theirs=Cost(seconds=theirs["seconds"], mebibytes=theirs["mebibytes"]),
        more=f"purity {ours['purity']:.4f}; cosine {cosines(*map(np.array, (ours['axes'], theirs['axes']))):.12f}; "
        f"{ours['before']:.0f} MiB before the first step",
    )


def alone(which):
    here = [sys.executable, "-m", "benchmarks.landscape", which]
    done = subprocess.run(
        here, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
    )
    return json.loads(done.stdout)


def one_of_a_million(which):
    votes, group = planted(1_000_000, 1_000, 50)
    before = peak_of_process()
    started = time.process_time()
    if which == "ours":
        found = landscape(votes)
        seconds, axes = time.process_time() - started, found.components
        right = purity(found.group_of, group)
    else:
        axes = two_axes(votes)
        seconds, right = time.process_time() - started, None
    told = {"seconds": seconds, "mebibytes": peak_of_process(), "before": before}
    print(json.dumps({**told, "purity": right, "axes": axes.tolist()}))


def peak_of_process():
    """The most memory held at once, in MiB. Not `getrusage`: that counts the parent's peak too."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def live(people, statements=1_000, answered=75):
    """One vote counted and the axes drawn again, against reading all the votes again."""
    votes, _ = planted(people, statements, answered)
    sums = moments_of(votes)
    everything = np.ones(statements, bool)
    theirs, batch = measured(lambda: axes_of(votes, everything), memory=False)
    ours, found = measured(lambda: axes_from(sums), memory=False)
    chance = np.random.default_rng(2)
    cast = list(
        zip(
            chance.integers(0, people, 1000).tolist(),
            chance.integers(0, statements, 1000).tolist(),
            chance.choice([-1, 0, 1], 1000).tolist(),
            strict=True,
        )
    )
    started = time.process_time()
    for author, statement, value in cast:
        sums.cast(author, statement, value)
    each = (time.process_time() - started) / len(cast)
    yield Line(
        what=f"axes after a vote, {people:,} people × {statements:,} statements",
        ours=ours,
        reference="all the votes read again (axes_of)",
        theirs=theirs,
        more=f"{each * 1e6:.0f} µs to count a vote; cosine {cosines(found.components, batch.components):.12f}",
    )


def lines():
    yield from against_red_dwarf(1_000, 200, 20)
    yield from against_red_dwarf(10_000, 500, 50)
    yield from against_svds(100_000, 1_000, 75)
    yield from a_million()
    yield from live(10_000)
    yield from live(100_000)


if __name__ == "__main__":
    one_of_a_million(sys.argv[1])
