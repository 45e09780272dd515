"""Days in words."""

import re
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext


def as_day(moment: date | datetime) -> date:
    if isinstance(moment, datetime):
        return timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()
    return moment


def say_day(moment: date | datetime | None, pattern: str) -> str:
    if not moment:
        return ""
    on = as_day(moment)
    words = str(date_format(on, pattern))
    if on.day == 1 and (get_language() or "").startswith("fr"):
        return re.sub(r"\b1\b", "1er", words, count=1)
    return words


def day(moment: date | datetime | None) -> str:
    """Say a day: "16 avril 2026"."""
    return say_day(moment, pgettext("day format", "j F Y"))


def long_day(moment: date | datetime | None) -> str:
    """Say a day with its name: "jeudi 16 avril 2026"."""
    return say_day(moment, pgettext("day format", "l j F Y"))


def short_day(moment: date | datetime | None) -> str:
    """Say a day of this year: "16 avril"."""
    return say_day(moment, pgettext("day format", "j F"))


def hour(at: datetime) -> str:
    """Say an hour: "18 h 30"."""
    return str(date_format(timezone.localtime(at), "TIME_FORMAT"))


def day_range(start: date | datetime | None, end: date | datetime | None) -> str:
    """Say a span of days: "27 avril – 15 mai 2026", "3 – 14 mai 2026"."""
    if start is None or end is None:
        return day(start or end)
    first, last = as_day(start), as_day(end)
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month or pgettext("day format", "j F Y")[0] != "j":
        return f"{short_day(first)} – {day(last)}"
    opening = short_day(first).split()[0] if first.day == 1 else first.day
    return f"{opening} – {day(last)}"
