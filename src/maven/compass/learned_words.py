"""What was learnt, in words: how far an activity does more or less than was believed of it.

All on one scale: 100 is what one activity wholly devoted to a dimension brings; to open is below 0.
"""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maven.method.coverage import DIMENSIONS, FULL_SCORE, Kind

SAME = 5  # out of 100: from here on a difference is told


def dimension_name(dimension: str) -> str:
    return {
        "direction": pgettext("dimension", "Converge"),
        "measure": pgettext("dimension", "Measure"),
        "engage": pgettext("dimension", "Engage"),
        "connect": pgettext("dimension", "Connect"),
    }[dimension]


def effects_of(kind: Kind) -> dict[str, float]:
    """What one turn brings to each dimension, as a share of an activity wholly devoted to it."""
    connect = (kind.connect_qty + kind.connect_quality) / (2 * FULL_SCORE)
    brought = (kind.convergence, kind.measure / FULL_SCORE, kind.engage / FULL_SCORE, connect)
    return dict(zip(DIMENSIONS, brought, strict=True))


def within(dimension: str, effect: float) -> int:
    """Out of 100, and on the scale: no activity counts as more than one wholly devoted."""
    return round(100 * min(1.0, max(-1.0 if dimension == "direction" else 0.0, effect)))


def difference(dimension: str, before: float, now: float) -> str:
    """One dimension in a few words; empty when nothing worth telling has changed."""
    told = {"before": within(dimension, before), "now": within(dimension, now)}
    if abs(told["now"] - told["before"]) < SAME:
        return ""
    more = told["now"] > told["before"]
    if dimension == "direction" and before < 0:
        opens = _("opens less than believed") if more else _("opens more than believed")
        return opens + " " + _figures(told)
    words = {
        ("direction", True): _("aligns more than believed"),
        ("direction", False): _("aligns less than believed"),
        ("measure", True): _("measures more than believed"),
        ("measure", False): _("measures less than believed"),
        ("engage", True): _("engages more than believed"),
        ("engage", False): _("engages less than believed"),
        ("connect", True): _("connects more than believed"),
        ("connect", False): _("connects less than believed"),
    }[dimension, more]
    return words + " " + _figures(told)


def _figures(told: dict[str, int]) -> str:
    said = {name: number_said(value) for name, value in told.items()}
    return _("(%(now)s instead of %(before)s out of 100)") % said


def number_said(value: int) -> str:
    """With a minus, not a hyphen."""
    return str(value).replace("-", "−")


def differences(before: dict[str, float], now: dict[str, float]) -> list[str]:
    return [
        words for name in DIMENSIONS if (words := difference(name, before[name], now[name])) != ""
    ]


def learnt_here(catalogue: Kind, now: Kind) -> str:
    """What a proposal counts otherwise than the catalogue, for the reason of a kind."""
    found = differences(effects_of(catalogue), effects_of(now))
    return _("Learnt here: it %(what)s.") % {"what": ", ".join(found)} if found else ""
