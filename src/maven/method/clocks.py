"""An hour that people say, on a day, in a place: which instant is it, when the clocks change?

In the night of the last Sunday of March an hour is skipped: nothing can happen in it. In the night of
the last Sunday of October an hour comes twice: the first is taken, and it is said.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY, WEEK = timedelta(days=1), timedelta(days=7)
SECOND = timedelta(seconds=1)


class NoSuchHour(Exception):
    """The clocks go forward over this hour: it does not exist on that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An instant, and whether the hour that was said comes twice on that day."""

    at: datetime
    comes_twice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The clocks change at an instant: how far they are from universal time before and after."""

    at: datetime
    before: timedelta
    after: timedelta


def moment_on(day: date, hour: time, zone: ZoneInfo) -> Moment:
    """The instant of an hour in a place; of an hour that comes twice, the first.

    >>> moment_on(date(2026, 10, 25), time(2, 30), ZoneInfo("Europe/Paris")).comes_twice
    True

    Raises
    ------
    NoSuchHour : the clocks skip it.
    """
    said = datetime.combine(day, hour)
    here = said.replace(tzinfo=zone)
    at = here.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) != said:
        raise NoSuchHour
    return Moment(at=at, comes_twice=here.utcoffset() != here.replace(fold=1).utcoffset())


def a_week_later(at: datetime, zone: ZoneInfo) -> datetime:
    """The same hour of the clocks, seven days after.

    >>> before = datetime(2026, 3, 25, 17, 0, tzinfo=UTC)
    >>> a_week_later(before, ZoneInfo("Europe/Paris")) - before
    datetime.timedelta(days=6, seconds=82800)

    Raises
    ------
    NoSuchHour : the clocks skip it on that day.
    """
    here = at.astimezone(zone)
    return moment_on(here.date() + WEEK, here.time(), zone).at


def days_later(at: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same hour of the clocks so many days after; where they skip it, an hour later.

    >>> before = datetime(2026, 3, 28, 23, 0, tzinfo=UTC)  # midnight in Paris, in winter
    >>> days_later(before, 1, ZoneInfo("Europe/Paris")) - before
    datetime.timedelta(seconds=82800)
    """
    return (at.astimezone(zone) + days * DAY).astimezone(UTC)


def changes_between(first: datetime, last: datetime, zone: ZoneInfo) -> list[Change]:
    """When the clocks of a place change, to the second, in order.

    >>> year = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    >>> [f"{one.at:%d/%m %H:%M}" for one in changes_between(*year, ZoneInfo("Europe/Paris"))]
    ['29/03 01:00', '25/10 01:00']
    """
    found, day = [], first
    while day < last:
        low, high = day, day + DAY
        before, after = ahead(low, zone), ahead(high, zone)
        if before != after:
            while high - low > SECOND:
                middle = low + (high - low) // SECOND // 2 * SECOND
                low, high = (middle, high) if ahead(middle, zone) == before else (low, middle)
            found.append(Change(at=high, before=before, after=after))
        day += DAY
    return found


def ahead(at: datetime, zone: ZoneInfo) -> timedelta:
    """How far the clocks of a place are ahead of universal time."""
    return at.astimezone(zone).utcoffset() or timedelta()
