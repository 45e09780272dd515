"""A number of days in words: whole or not, one or several."""

from math import ceil, floor

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext


def days_said(days: float) -> str:
    """Says "1 day", "4.5 days"; French says one day up to two, and English several from there on."""
    french = (get_language() or "fr").startswith("fr")
    number = floor(days) if french else ceil(days) if days > 1 else 1
    return ngettext("%(days)s day", "%(days)s days", number) % {"days": told(days)}


def told(number: float) -> str:
    """A number without a useless zero after the point: 5, 12,65."""
    rounded = round(float(number), 2)
    return str(number_format(int(rounded) if rounded.is_integer() else rounded, use_l10n=True))
