"""Numbers and days of a report, in words."""

from datetime import datetime

from django.utils.formats import number_format

from maven.ui import days


def rounded(value: float) -> float:
    return round(value, 2)


def decimal(value: float) -> str:
    """At most two decimals, and no useless zero: 8, 3,5, 1,75."""
    near = rounded(value)
    return str(number_format(int(near) if near == int(near) else near, use_l10n=True))


def day(value: str | None) -> str:
    return days.day(datetime.fromisoformat(value)) if value else ""
