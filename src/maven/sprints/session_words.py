"""When a session is, in words, with the time zone that its hours are told in."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from maven.sprints.models import Session
from maven.ui.days import hour, long_day


def when(session: Session) -> str:
    """Say when: "jeudi 12 mars 2026, de 18 h 00 à 20 h 00"."""
    start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    if start.date() == end.date():
        return _("%(day)s, from %(start)s to %(end)s") % {
            "day": long_day(start),
            "start": hour(start),
            "end": hour(end),
        }
    return _("from %(day)s, %(start)s, to %(last)s, %(end)s") % {
        "day": long_day(start),
        "start": hour(start),
        "last": long_day(end),
        "end": hour(end),
    }


def zone(session: Session) -> str:
    """Say the time zone, and how far it is from universal time when the session starts."""
    return f"{settings.TIME_ZONE}, {offset(session.starts_at)}"


def offset(at: datetime) -> str:
    shift = timezone.localtime(at).utcoffset()
    minutes = round(shift.total_seconds() / 60) if shift else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"  # noqa: RUF001 - a minus that is read
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def duration(minutes: int) -> str:
    """Say a length: "2 h", "1 h 30", "45 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(hours)s h %(minutes)s") % {"hours": hours, "minutes": f"{rest:02}"}
