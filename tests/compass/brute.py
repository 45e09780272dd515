"""The best combination by looking at every one: nothing of `maven.method.fit` is used."""

from itertools import chain, combinations

import numpy as np

from maven.method.coverage import coverage, effects, violations

MENDED = {"prerequisites", "session", "arc", "chain"}  # by others on the table


def best_of_all(inputs, most=5):
    """Slugs and share answered: the most answered, then the fewest days, activities, first listed."""
    needs = inputs.observation.needs(inputs.days)
    situation = inputs.observation.within(inputs.days)
    kinds = [
        kind
        for kind in inputs.kinds
        if not any(one.reason not in MENDED for one in violations([kind], situation))
    ]
    table = np.array([effects(kind, needs) for kind in kinds] + [(0.0,) * 4])
    days = np.array([kind.days for kind in kinds] + [0.0])
    best = [(0.0, 0.0, 0, ())]
    for size in range(1, most + 1):
        rows = np.fromiter(
            chain.from_iterable(combinations(range(len(kinds)), size)), dtype=np.int16
        ).reshape(-1, size)
        rows = rows[days[rows].sum(axis=1) <= inputs.days + 1e-9]
        answered = np.minimum(table[rows].sum(axis=1), needs.asked) @ np.array(needs.weights)
        for place in np.lexsort((days[rows].sum(axis=1).round(8), -answered.round(8))):
            chosen = [kinds[one] for one in rows[place]]
            if not violations(chosen, situation):
                told = coverage(chosen, needs)
                found = (-round(told.total, 8), round(told.days, 8), size, tuple(rows[place]))
                best.append(found)
                break
    total, _, _, places = min(best)
    return {kinds[place].slug for place in places}, -total
