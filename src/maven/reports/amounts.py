"""Days and euros, said as people read them."""

from django.utils.formats import number_format
from django.utils.translation import get_language, npgettext
from django.utils.translation import gettext as _

from maven.ui.charts.sentences import figure, tenth


def days(value: float) -> str:
    """1 day, 1.5 days; in French what is below two is one: 1,5 jour."""
    shown = tenth(value)
    french = (get_language() or "fr").startswith("fr")
    many = shown >= 2 if french else shown != 1
    words = npgettext("of work", "%(days)s day", "%(days)s days", 2 if many else 1)
    return words % {"days": figure(value)}


def euros(value: float) -> str:
    """Whole euros: a quotation to the cent would look surer than it is."""
    return _("€%(amount)s") % {"amount": number_format(round(value), use_l10n=True)}


def between(low: int, high: int) -> str:
    if low == high:
        return str(number_format(low, use_l10n=True))
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def percent(share: float) -> str:
    return _("%(number)s%%") % {"number": number_format(round(100 * share), use_l10n=True)}
