"""What the server counts of itself, for those who watch it: kept in memory, told by /metrics.

Written here because the usual library takes 15 MiB and a tenth of a second in each process; its
parser reads our figures back in the tests.
"""

import threading
from bisect import bisect_left
from collections.abc import Iterator

type Labels = tuple[str, ...]
type Sample = tuple[str, dict[str, str], float]

_lock = threading.Lock()


class Counter:
    """What only grows, apart for each value of its labels."""

    kind = "counter"

    def __init__(self, name: str, says: str, *labels: str) -> None:
        self.name, self.says, self.labels = name, says, labels
        self.counted: dict[Labels, float] = {}

    def add(self, *values: str, by: float = 1) -> None:
        with _lock:
            self.counted[values] = self.counted.get(values, 0) + by

    def samples(self) -> Iterator[Sample]:
        if not self.labels and not self.counted:
            yield f"{self.name}_total", {}, 0.0
        for values, count in sorted(self.counted.items()):
            yield f"{self.name}_total", dict(zip(self.labels, values, strict=True)), count


class Histogram:
    """How large things were: how many up to each bound."""

    kind = "histogram"

    def __init__(self, name: str, says: str, *bounds: float) -> None:
        self.name, self.says, self.bounds = name, says, bounds
        self.counts = [0] * (len(bounds) + 1)
        self.total = 0.0

    def observe(self, value: float) -> None:
        with _lock:
            self.counts[bisect_left(self.bounds, value)] += 1
            self.total += value

    def samples(self) -> Iterator[Sample]:
        upto = 0
        for bound, count in zip([*map(str, self.bounds), "+Inf"], self.counts, strict=True):
            upto += count
            yield f"{self.name}_bucket", {"le": bound}, float(upto)
        yield f"{self.name}_count", {}, float(upto)
        yield f"{self.name}_sum", {}, self.total


ANSWERS = Counter("maven_answers", "Answers sent, by method and status.", "method", "status")
ACKNOWLEDGED = Counter("maven_acknowledged", "Forms whose effect was acknowledged as kept.")
REFUSALS = Counter("maven_refusals", "Requests refused, by reason.", "reason")
TOGETHER = Histogram(
    "maven_opinions_together", "Opinions committed at once.", 1, 2, 4, 8, 16, 32, 64
)
COMMIT = Histogram(
    "maven_commit_seconds", "Writing a batch of opinions, to the disk.", 0.005, 0.02, 0.1, 0.5, 2
)
PEN = Histogram(
    "maven_pen_wait_seconds", "Waiting for one's turn to write.", 0.001, 0.01, 0.1, 0.5, 2, 10
)
LETTERS = Counter("maven_letters_failed", "Letters that the mail server did not take.")
ALL: tuple[Counter | Histogram, ...] = (
    ANSWERS,
    ACKNOWLEDGED,
    REFUSALS,
    TOGETHER,
    COMMIT,
    PEN,
    LETTERS,
)


def noticed(method: str, status: int, reason: str) -> None:
    """One answer has left."""
    ANSWERS.add(method if method in {"GET", "HEAD", "POST"} else "other", f"{status // 100}xx")
    if method == "POST" and 200 <= status < 400:
        ACKNOWLEDGED.add()
    if reason:
        REFUSALS.add(reason)
    elif status in {403, 413, 429}:
        REFUSALS.add({403: "not_allowed", 413: "too_large", 429: "too_often"}[status])
