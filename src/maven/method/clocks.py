"""An hour that people say, on a day, in a place: which instant is it, when the clocks change?

In the night of the last Sunday of March an hour is skipped: nothing can happen in it. In the night of
the last Sunday of October an hour comes twice: the first is taken, and it is said.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)


class NoSuchHour(Exception):
    """The clocks go forward over this hour: it does not exist on that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An instant, and whether the hour that was said comes twice on that day."""

    at: datetime
    comes_twice: bool


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
