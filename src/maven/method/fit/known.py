"""What is known so far of the answer of a search, and what could still change it."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from maven.method.fit.options import SAME, Options

type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]
# The best of all; for each effort; for each effort and each balance of opening and closing.
type Aim = Literal["best", "front", "pareto"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A combination: what it answers, its days, how far it leans to one side, its options."""

    benefit: float
    days: float
    tilt: float
    members: tuple[int, ...]


class Knowledge:
    """The combinations that nothing known improves on; at first, to do nothing."""

    def __init__(self, aim: Aim, options: Options) -> None:
        self.aim, self.options = aim, options
        self.known = [Known(benefit=0.0, days=0.0, tilt=0.0, members=())]
        self.draw()

    @property
    def top(self) -> float:
        return max(one.benefit for one in self.known)

    def draw(self) -> None:
        """For each degree of tilt, the most known to be answered as days grow."""
        self.tilts = np.unique([one.tilt for one in self.known])
        self.steps: list[tuple[Floats, Floats]] = []
        for tilt in self.tilts:
            ones = sorted((k.days, k.benefit) for k in self.known if k.tilt <= tilt)
            days, benefit = np.array(ones).T
            self.steps.append((days, np.maximum.accumulate(benefit)))

    def floor(self, days: Floats, tilt: Floats) -> Floats:
        """The most known to be answered in so many days, without leaning more."""
        if self.aim == "best":
            return np.full(len(days), self.known[-1].benefit)
        found = np.zeros(len(days))
        degree = np.searchsorted(self.tilts, self.leaning(tilt) + SAME, side="right") - 1
        for index in np.unique(degree):
            mine = degree == index
            spent, best = self.steps[index]
            place = np.searchsorted(spent, days[mine] + SAME, side="right") - 1
            found[mine] = np.where(place < 0, -1.0, best[place])
        return found

    def leaning(self, tilt: Floats) -> Floats:
        """The tilt as far as it is looked at, in whole activities: half a one is no tilt yet."""
        whole: Floats = np.ceil(tilt - 0.5 - SAME) if self.aim == "pareto" else np.zeros(len(tilt))
        return np.maximum(0.0, whole)

    def open_to(self, bound: Floats, sooner: Floats, tilt: Floats) -> Flags:
        """Which starts could enter: they may reach `bound`, in `sooner` days or more, so tilted."""
        if self.aim == "best":
            last = self.known[-1]
            quicker = (bound >= last.benefit - SAME) & (sooner <= last.days + SAME)
            return (bound > last.benefit + SAME) | quicker
        return (bound > self.floor(sooner - 3 * SAME, tilt) + SAME) & (
            bound >= self.floor(sooner, tilt) - SAME
        )

    def learn(self, benefit: Floats, days: Floats, lean: Floats, members: NDArray[Any]) -> None:
        """Put into what is known the combinations that answer more for their days."""
        tilt = self.leaning(np.abs(lean))
        chosen: list[int] = []
        for degree in np.unique(tilt):
            mine = np.nonzero(tilt == degree)[0]
            chosen += mine[envelope(benefit[mine], days[mine])].tolist()
        found = [
            Known(
                benefit=float(benefit[i]),
                days=float(days[i]),
                tilt=float(tilt[i]),
                members=tuple(members[i].tolist()),
            )
            for i in chosen
        ]
        if found:
            self.merge(found)

    def merge(self, found: list[Known]) -> None:
        kept: list[Known] = []
        for one in sorted(self.known + found, key=self.order):
            same = [other.benefit for other in kept if other.tilt <= one.tilt + SAME]
            if not same or one.benefit > max(same) + SAME:
                kept.append(one)
        if self.aim == "best":
            kept = kept[-1:]
        self.known = kept
        self.draw()

    def order(self, one: Known) -> tuple[object, ...]:
        places = sorted(int(self.options.listed[index]) for index in one.members)
        return round(one.days, 9), one.tilt, -round(one.benefit, 9), len(one.members), places


def envelope(benefit: Floats, days: Floats) -> NDArray[np.int64]:
    """Those that answer as much as all that take no more days, only the quickest among equals."""
    order = np.lexsort((-benefit.round(9), days.round(9)))
    top = np.maximum.accumulate(np.concatenate([[0.0], benefit[order]]))[1:]
    # Among equals in benefit only the quickest, however many: thousands may answer everything.
    first = np.maximum.accumulate(
        np.where(np.diff(top, prepend=-1.0) > SAME, np.arange(len(top)), 0)
    )
    quickest = days[order] <= days[order][first] + SAME
    found: NDArray[np.int64] = order[(benefit[order] >= top - SAME) & quickest]
    return found
