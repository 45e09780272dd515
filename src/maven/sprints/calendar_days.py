"""On which days of a sprint people can meet: not at weekends, nor when the team says it is closed."""

from collections.abc import Container, Iterable
from datetime import date, timedelta

SATURDAY = 5


def open_days(starts_on: date, ends_on: date, closed: Iterable[str] = ()) -> int:
    """How many days there are to meet on; the period excludes its end."""
    shut = set(closed)
    days = (starts_on + timedelta(days=day) for day in range((ends_on - starts_on).days))
    return sum(is_open(day, shut) for day in days)


def next_open_day(day: date, closed: Iterable[str] = ()) -> date:
    """The day itself, or the first after it on which people can meet."""
    shut = set(closed)
    while not is_open(day, shut):
        day += timedelta(days=1)
    return day


def is_open(day: date, shut: Container[str]) -> bool:
    return day.weekday() < SATURDAY and day.isoformat() not in shut
