"""How many times faster than a plain dense reading is the landscape? Prints ratios, run beside it.

The reference is what one writes first: a dense table, the empty cells filled with the column mean, the
full SVD of NumPy, then SciPy's kmeans2 for two to five groups with the silhouette over all people, and
25 redrawn tables to see which number of groups holds. Same votes, same process, medians of five.

    python -m benchmarks.landscape
"""

import statistics
import time
import tracemalloc

import numpy as np
from scipy.cluster.vq import kmeans2
from scipy.spatial.distance import cdist

from maven.method.landscape import landscape
from maven.method.landscape.axes import axes_of
from maven.method.landscape.clusters import adjusted_rand
from maven.method.votes import votes_of

SIZES = [(150, 60, 25), (600, 200, 40), (2000, 300, 40)]
ROUNDS = 5
REPLICAS = 25


def planted(people, statements, answered, seed=1):
    """Votes of three groups with tastes of their own, a quarter of the answers astray."""
    chance = np.random.default_rng(seed)
    taste = np.sign(chance.normal(size=(3, statements)))
    group = chance.integers(0, 3, people)
    triples = []
    for person in range(people):
        for statement in chance.choice(statements, answered, replace=False):
            astray = -1 if chance.random() < 0.25 else 1
            triples.append((person, int(statement), int(taste[group[person], statement]) * astray))
    return votes_of(triples), group


def dense_table(votes):
    table = np.full((len(votes.participants), len(votes.statements)), np.nan)
    table[votes.row, votes.column] = votes.value
    return table


def dense_places(table):
    mean = np.nan_to_num(np.nanmean(table, axis=0))
    centred = np.where(np.isnan(table), mean, table) - mean
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    answered = np.maximum((~np.isnan(table)).sum(axis=1), 1)
    return centred @ directions[:2].T * np.sqrt(table.shape[1] / answered)[:, None]


def dense_silhouette(places, labels):
    distances = cdist(places, places)
    groups = range(labels.max() + 1)
    means = np.stack([distances[:, labels == group].mean(axis=1) for group in groups], axis=1)
    index = np.arange(len(labels))
    sizes = np.bincount(labels)[labels]
    inside = means[index, labels] * sizes / np.maximum(sizes - 1, 1)
    means[index, labels] = np.inf
    nearest = means.min(axis=1)
    return ((nearest - inside) / np.maximum(nearest, inside)).mean()


def dense_landscape(votes, replicas=REPLICAS):
    chance = np.random.default_rng(0)
    table = dense_table(votes)
    places = dense_places(table)
    splits, marks = {}, {}
    for k in range(2, 6):
        starts = [kmeans2(places, k, minit="++", rng=chance) for _ in range(20)]
        spread = [((places - centres[labels]) ** 2).sum() for centres, labels in starts]
        splits[k] = np.unique(starts[int(np.argmin(spread))][1], return_inverse=True)[1]
        marks[k] = (dense_silhouette(places, splits[k]), [])
    for _ in range(replicas):
        thinned = dense_places(np.where(chance.random(table.shape) < 0.8, table, np.nan))
        for k, split in splits.items():
            labels = kmeans2(thinned, k, minit="++", rng=chance)[1]
            marks[k][1].append(adjusted_rand(split, labels))
    best = max(marks, key=lambda k: np.mean(marks[k][1]))
    return splits[best]


def cost(work):
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        found = work()
        times.append(time.process_time() - started)
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return statistics.median(times), peak, found


def line(name, ours, theirs, more=""):
    print(
        f"{name:32} ours {ours[0] * 1e3:8.1f} ms {ours[1]:7.1f} MiB   reference "
        f"{theirs[0] * 1e3:8.1f} ms {theirs[1]:7.1f} MiB   "
        f"×{theirs[0] / ours[0]:.1f} faster, ×{theirs[1] / ours[1]:.1f} leaner{more}"
    )


def main():
    for people, statements, answered in SIZES:
        votes, group = planted(people, statements, answered)
        everything = np.ones(statements, bool)
        size = f"{people} × {statements}"
        axes = cost(lambda: axes_of(votes, everything))  # noqa: B023  # called at once
        dense = cost(lambda: dense_places(dense_table(votes)))  # noqa: B023
        line(f"places, {size}", axes, dense)
        ours = cost(lambda: landscape(votes, replicas=REPLICAS))  # noqa: B023
        theirs = cost(lambda: dense_landscape(votes))  # noqa: B023
        kept = ours[2].group_of >= 0
        right = adjusted_rand(ours[2].group_of[kept], group[kept])
        line(
            f"whole landscape, {size}",
            ours,
            theirs,
            f"; groups found right {right:.3f} / {adjusted_rand(theirs[2], group):.3f}",
        )


if __name__ == "__main__":
    main()
