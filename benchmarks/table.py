"""One line of the table: what, how it compares with a named reference measured in the same run."""

import statistics
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ROUNDS = 5
LONG = 2.0  # seconds of CPU from which one round is enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU seconds (median of the rounds) and the peak of memory taken; None when not measured."""

    seconds: float
    mebibytes: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`what` cost `ours`, the `reference` cost `theirs`; `more` says how good both answers are."""

    what: str
    ours: Cost
    reference: str
    theirs: Cost
    more: str = ""

    def __str__(self) -> str:
        ratios = times(self.theirs.seconds, self.ours.seconds, "faster", "slower")
        if self.ours.mebibytes and self.theirs.mebibytes:
            ratios += ", " + times(self.theirs.mebibytes, self.ours.mebibytes, "leaner", "heavier")
        return (
            f"{self.what}\n    ours {told(self.ours)}; {self.reference} {told(self.theirs)}: {ratios}"
            + (f"; {self.more}" if self.more else "")
        )


def times(theirs: float, ours: float, better: str, worse: str) -> str:
    """How many times, said the way round that is easily read."""
    ratio = theirs / max(ours, 1e-9)
    return f"{ratio:,.3g}× {better}" if ratio >= 1 else f"{1 / max(ratio, 1e-9):,.3g}× {worse}"


def told(cost: Cost) -> str:
    memory = "" if cost.mebibytes is None else f" {cost.mebibytes:.1f} MiB"
    if cost.seconds < 0.1:
        return f"{cost.seconds * 1e3:.3g} ms{memory}"
    return f"{cost.seconds:.3g} s{memory}"


def measured(
    work: Callable[[], Any], *, rounds: int = ROUNDS, memory: bool = True
) -> tuple[Cost, Any]:
    """What `work` costs and gives. Memory is looked at in a round of its own, which is slower."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        found = work()
        times.append(time.process_time() - started)
        if times[-1] > LONG:
            break
    peak = None
    if memory:
        tracemalloc.start()
        work()
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
    return Cost(seconds=statistics.median(times), mebibytes=peak), found
