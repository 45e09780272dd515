"""Groups as different as can be, against the search one writes first.

The reference deals people at random, then exchanges the first two whose exchange is better, computed
from the table each time, until none is; and deals again. It gets the time it needs to reach the
value ours reaches, a limit at most.
"""

import time

import numpy as np

from benchmarks.table import Cost, Line, measured
from maven.method.matchmaking.group_search import Search, climb
from maven.method.matchmaking.groups import diverse_groups

LIMIT = 12.0


def drawn(people, seed=3):
    table = np.triu(np.random.default_rng(seed).integers(0, 101, (people, people)), 1)
    return (table + table.T).astype(float)


def worth(table, label):
    return float((table * (label[:, None] == label)).sum() / 2)


def climb_to(table, bounds, target):
    """Ours, until the value is reached."""
    search, step = Search(table, bounds, 2014), 0
    while search.top < target - 1e-6:
        search.step(step)
        step += 1


def first_improvement(table, groups, *, target, limit=LIMIT, seed=1):
    """Best value, and the seconds until it."""
    people, rows = len(table), table.tolist()
    chance = np.random.default_rng(seed)
    started, best, reached = time.process_time(), 0.0, 0.0
    while best < target - 1e-6 and time.process_time() - started < limit:
        order = chance.permutation(people)
        members = [order[g::groups].tolist() for g in range(groups)]
        improve(rows, members, started + limit)
        value = sum(rows[a][b] for one in members for k, a in enumerate(one) for b in one[k + 1 :])
        if value > best:
            best, reached = value, time.process_time() - started
    return best, reached


def improve(rows, members, ends):
    better = True
    while better and time.process_time() < ends:
        better = False
        for g, one in enumerate(members):
            for other in members[g + 1 :]:
                for i in range(len(one)):
                    for j in range(len(other)):
                        a, b = one[i], other[j]
                        gain = sum(rows[b][c] - rows[a][c] for c in one if c != a)
                        gain += sum(rows[a][c] - rows[b][c] for c in other if c != b)
                        if gain > 1e-9:
                            one[i], other[j] = b, a
                            better = True


def lines():
    for people, groups, steps in ((30, 5, 2_000), (60, 6, 2_000), (120, 10, 4_000)):
        table, size = drawn(people), people // groups
        bounds = [(size, size)] * groups
        value = worth(table, climb(table, bounds, steps=steps, seed=2014))
        ours, _ = measured(
            lambda: climb_to(table, bounds, value),  # noqa: B023  # called at once
            rounds=3,
        )
        theirs, reached = first_improvement(table, groups, target=value)
        same = theirs >= value - 1e-6
        yield Line(
            what=f"diverse groups, {people} people in {groups}: time to the same value",
            ours=ours,
            reference="first improvement, dealt again and again,",
            theirs=Cost(seconds=reached if same else LIMIT),
            more=f"value {value:,.0f} against {theirs:,.0f}"
            + ("" if same else f" when {LIMIT:g} s were over"),
        )
    table, bounds = drawn(15), [(3, 3)] * 5
    ours, found = measured(lambda: diverse_groups(table, bounds=bounds))
    theirs, best = measured(lambda: every_partition(table), rounds=1, memory=False)
    yield Line(
        what="proof for 15 people in 5 groups",
        ours=ours,
        reference="every partition looked at",
        theirs=theirs,
        more=f"value {found.value:,.0f} and {best:,.0f}, proved: {found.proved}",
    )


def every_partition(table):
    rows = table.tolist()

    def best(left):
        if not left:
            return 0.0
        a, rest = left[0], left[1:]
        return max(
            rows[a][b] + rows[a][c] + rows[b][c] + best([d for d in rest if d not in {b, c}])
            for k, b in enumerate(rest)
            for c in rest[k + 1 :]
        )

    return best(list(range(len(table))))
