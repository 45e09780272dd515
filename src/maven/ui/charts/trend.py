"""One dimension over time: a dot at each turn, its interval, and the zone aimed at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.utils.safestring import SafeString

from maven.ui.charts.svg import drawing, element, percent, safe, text
from maven.ui.days import short_day

TOP, HEIGHT, MARGIN = 12, 96, 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A value from 0 to 100 at an instant; without bounds where everybody was counted."""

    at: datetime
    value: float
    low: float | None = None
    high: float | None = None

    def is_apart_from(self, other: "Moment") -> bool:
        """Whether chance alone does not explain the difference: the intervals do not meet."""
        lowest, highest = sorted((self, other), key=lambda moment: moment.value)
        top = lowest.value if lowest.high is None else lowest.high
        bottom = highest.value if highest.low is None else highest.low
        return top < bottom


def trend(moments: Sequence[Moment], zone: tuple[int, int] | None = None) -> SafeString:
    """Draw values from 0 (below) to 100 (above), the first on the left; silent: a table stands by."""
    placed = list(zip(_places(moments), moments, strict=True))
    parts = [*_ground(zone), *_course(placed), *_dates(placed)]
    return safe(drawing(parts, class_="gauge trend", width="100%", height=TOP + HEIGHT + 28))


def _ground(zone: tuple[int, int] | None) -> Iterator[str]:
    if zone is not None:
        low, high = _y(zone[0]), _y(zone[1])
        yield element("rect", class_="g-zone", x=0, width="100%", y=high, height=low - high)
    for level in (0, 100):
        y = _y(level)
        yield element("line", class_="g-track", x1="0%", x2="100%", y1=y, y2=y)


def _course(placed: Sequence[tuple[str, Moment]]) -> Iterator[str]:
    for (x1, one), (x2, other) in pairwise(placed):
        y1, y2 = _y(one.value), _y(other.value)
        yield element("line", class_="g-move", x1=x1, x2=x2, y1=y1, y2=y2)
    for x, one in placed:
        if one.low is not None and one.high is not None:
            y1, y2 = _y(one.low), _y(one.high)
            yield element("line", class_="g-range", x1=x, x2=x, y1=y1, y2=y2)
    for index, (x, one) in enumerate(placed, start=1):
        now = index == len(placed)
        kind, size = ("g-now", 7.0) if now else ("g-was", 4.5)
        yield element("circle", class_=kind, cx=x, cy=_y(one.value), r=size)


def _dates(placed: Sequence[tuple[str, Moment]]) -> Iterator[str]:
    y = TOP + HEIGHT + 22
    if len(placed) > 1:
        yield text(short_day(placed[0][1].at), "0", y)
    if placed:
        yield text(short_day(placed[-1][1].at), "100%", y, text_anchor="end")


def _y(value: float) -> float:
    return TOP + HEIGHT * (1 - value / 100)


def _places(moments: Sequence[Moment]) -> list[str]:
    """Along the width by their dates; alone, on the right, where today is."""
    if not moments:
        return []
    first, last = moments[0].at, moments[-1].at
    whole = (last - first).total_seconds()
    shares = [(one.at - first).total_seconds() / whole if whole else 1.0 for one in moments]
    return [percent(MARGIN + share * (100 - 2 * MARGIN)) for share in shares]
