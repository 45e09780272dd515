"""Tables and rounds, against what one would do without algebra: by chance, by a deal, by tabu search."""

import random
from itertools import combinations

import numpy as np

from benchmarks.table import Line, measured
from maven.method.matchmaking.checking import check
from maven.method.matchmaking.designs import difference_rows
from maven.method.matchmaking.latecomers import reseat
from maven.method.matchmaking.starters import starter
from maven.method.matchmaking.tables import tables

SECTORS = (0.4, 0.3, 0.2, 0.1)


def lines():
    yield from golfers()
    yield from crowds()
    yield late()


def golfers():
    """The social golfer: the same plain tabu search of exchanges within a round for each."""
    for count, size, rounds in ((8, 4, 7), (10, 3, 9), (8, 4, 8), (8, 4, 9), (5, 3, 7)):
        ours, plan = measured(lambda c=count, s=size, r=rounds: from_nothing(c, s, r))
        theirs, left = measured(
            lambda c=count, s=size, r=rounds: tabu(c, s, r, steps=400), rounds=1, memory=False
        )
        found = check(plan.rounds, people=range(count * size))
        yield Line(
            what=f"tables, {count}-{size}-{rounds}",
            ours=ours,
            reference="tabu search of exchanges, 400 steps",
            theirs=theirs,
            more=f"repeats {found.repeats} against {left} ({plan.method})",
        )


def from_nothing(count, size, rounds):
    """Designs that were searched once are remembered: not here."""
    difference_rows.cache_clear()
    starter.cache_clear()
    return tables(range(count * size), size=size, rounds=rounds)


def crowds():
    for people in (200, 5_000, 50_000):
        group = np.random.default_rng(1).choice(4, people, p=SECTORS).tolist()
        ours, plan = measured(
            lambda n=people, g=group: tables(range(n), size=6, rounds=6, group_of=g)
        )
        for name, seat in (("by chance", shuffled), ("stratified deal", stratified)):
            theirs, rounds = measured(lambda n=people, g=group, s=seat: s(n, g), rounds=3)
            found = check(rounds, people=range(people), group_of=dict(enumerate(group)))
            yield Line(
                what=f"tables, {people:,} people in 6 rounds of 6",
                ours=ours,
                reference=name,
                theirs=theirs,
                more=(
                    f"repeats {plan.repeats} against {found.repeats}, mix {plan.mix:.1%} against "
                    f"{found.mix:.1%} (at best {plan.best_mix:.1%}), unseated {len(plan.unseated)}"
                ),
            )


def late():
    """Thirty come late; the obvious way is to plan the coming rounds again for everybody."""
    plan = tables(range(400), size=5, rounds=8)
    ours, found = measured(lambda: reseat(plan, arrivals=range(900, 930), from_round=3))
    theirs, anew = measured(lambda: tables([*range(400), *range(900, 930)], size=5, rounds=5))
    whole = check(found.rounds, people=range(400))
    again = check([*plan.rounds[:3], *anew.rounds], people=range(400))
    return Line(
        what="tables, 30 come late among 400, 8 rounds",
        ours=ours,
        reference="all coming rounds planned anew",
        theirs=theirs,
        more=f"nobody moves against everybody, repeats {whole.repeats} against {again.repeats}",
    )


def shuffled(people, _group):
    chance, found = random.Random(1), []
    for _ in range(6):
        order = chance.sample(range(people), people)
        found.append([order[first :: people // 6] for first in range(people // 6)])
    return found


def stratified(people, group):
    """Stand by group, those of one group in the order of chance, and number off."""
    chance, found = random.Random(1), []
    for _ in range(6):
        order = sorted(range(people), key=lambda one: (group[one], chance.random()))
        found.append([order[first :: people // 6] for first in range(people // 6)])
    return found


def tabu(count, size, rounds, steps):
    """Every exchange within every round is tried, the best that is not tabu is made."""
    chance = np.random.default_rng(1)
    people = count * size
    plan = [chance.permutation(people).reshape(count, size) for _ in range(rounds)]
    met = np.zeros((people, people), int)
    for one in plan:
        for table in one:
            for a, b in combinations(table, 2):
                met[a, b] += 1
                met[b, a] += 1
    best, until = repeated(met), {}
    for step in range(steps):
        moves = []
        for r, one in enumerate(plan):
            joined = met[:, one].sum(2)  # (people, tables)
            at = np.empty(people, int)
            at[one.ravel()] = np.repeat(np.arange(count), size)
            stays = joined[np.arange(people), at] - (size - 1)
            change = joined[:, at] + joined[:, at].T - 2 * met - stays[:, None] - stays
            change[at[:, None] == at] = 10**6
            for key in [key for key, end in until.items() if key[0] == r and end > step]:
                change[key[1], key[2]] = change[key[2], key[1]] = 10**6
            moves.append((change.min(), r, at, np.argwhere(change == change.min())))
        least = min(move[0] for move in moves)
        _, r, at, pairs = next(move for move in moves if move[0] == least)
        a, b = pairs[chance.integers(len(pairs))]
        until[r, a, b] = step + int(chance.integers(3, 12))
        exchange(plan[r], met, a, b, at)
        best = min(best, repeated(met))
        if best == 0:
            break
    return best


def exchange(one, met, a, b, at):
    first, second = one[at[a]], one[at[b]]
    for who, left, joins in ((a, first, second), (b, second, first)):
        for mate in left[left != who]:
            met[who, mate] -= 1
            met[mate, who] -= 1
        for mate in joins[(joins != a) & (joins != b)]:
            met[who, mate] += 1
            met[mate, who] += 1
    first[first == a], second[second == b] = b, a


def repeated(met):
    return int((met - 1).clip(0).sum()) // 2
