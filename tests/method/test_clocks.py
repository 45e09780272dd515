"""The hours that the clocks skip, and those they say twice, in 2026 and 2027."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from maven.method.clocks import NoSuchHour, a_week_later, moment_on

PARIS = ZoneInfo("Europe/Paris")


def test_an_hour_of_every_day_is_one_instant():
    told = moment_on(date(2026, 7, 1), time(18), PARIS)

    assert (told.at, told.comes_twice) == (datetime(2026, 7, 1, 16, tzinfo=UTC), False)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2027, 3, 28)])
def test_an_hour_that_the_clocks_skip_does_not_exist(day):
    with pytest.raises(NoSuchHour):
        moment_on(day, time(2, 30), PARIS)
    assert moment_on(day, time(3), PARIS).at.hour == 1
    assert moment_on(day, time(1, 59), PARIS).at.hour == 0


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 10, 31)])
def test_of_an_hour_that_comes_twice_the_first_is_taken(day):
    told = moment_on(day, time(2, 30), PARIS)

    assert told.comes_twice
    assert told.at == datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC)
    assert not moment_on(day, time(3), PARIS).comes_twice


@pytest.mark.parametrize(
    ("before", "hours"),
    [
        (date(2026, 3, 25), 7 * 24 - 1),
        (date(2026, 10, 21), 7 * 24 + 1),
        (date(2027, 3, 24), 7 * 24 - 1),
        (date(2027, 10, 27), 7 * 24 + 1),
        (date(2026, 6, 1), 7 * 24),
    ],
)
def test_a_week_later_it_is_the_same_hour_of_the_clocks(before, hours):
    at = moment_on(before, time(18), PARIS).at
    later = a_week_later(at, PARIS)

    assert later - at == timedelta(hours=hours)
    assert later.astimezone(PARIS).time() == time(18)


def test_a_week_later_may_not_exist():
    with pytest.raises(NoSuchHour):
        a_week_later(moment_on(date(2026, 3, 22), time(2, 30), PARIS).at, PARIS)
