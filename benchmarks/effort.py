"""The days of a mission drawn at once, against one draw after another."""

import random
import statistics

from benchmarks.table import Line, measured
from maven.cli.effort_command import days_known
from maven.method.effort import SEED_TURNS, Work, effort, forecast

DRAWS = 100_000
FEW = 10_000


def one_after_another(works, draws):
    """The plain loop: each turn by `betavariate`, independent of the others."""
    chance = random.Random(2014)
    totals = []
    for _ in range(draws):
        total = 0.0
        for work in works:
            wide = work.high - work.low
            first = 1 + 4 * (work.likely - work.low) / wide
            for _ in range(chance.randint(work.turns_low, work.turns_high)):
                total += work.low + wide * chance.betavariate(first, 6 - first)
        totals.append(total)
    return statistics.quantiles(totals, n=10)


def lines():
    known = days_known(None)
    works = [
        Work(slug=slug, low=low, likely=likely, high=high, turns_low=fewest, turns_high=most)
        for slug, (fewest, most) in SEED_TURNS.items()
        for low, likely, high in [known[slug]]
    ]
    for draws in (FEW, DRAWS):
        ours, found = measured(lambda draws=draws: forecast(works, draws=draws, together=0.0))
        theirs, tenths = measured(lambda draws=draws: one_after_another(works, draws), rounds=1)
        yield Line(
            what=f"days of the founding note's 38 turns, {draws:,} draws",
            ours=ours,
            reference="one draw after another, plain Python (betavariate)",
            theirs=theirs,
            more=f"P50 {found.days.p50:.1f} and {tenths[4]:.1f}, P80 {found.days.p80:.1f} and"
            f" {tenths[7]:.1f}",
        )
    closed, foreseen = measured(lambda: effort(works), memory=False)
    ours, found = measured(lambda: forecast(works), memory=False)
    yield Line(
        what="the same in closed form, slipping together",
        ours=closed,
        reference=f"{DRAWS:,} draws",
        theirs=ours,
        more=f"P80 {foreseen.p80:.1f} and {found.days.p80:.1f}",
    )
