"""What happened in a session, for its own page."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from maven.missions.access import may, person_of
from maven.sprints.attendance_queries import has_given, headcount_of, was_there
from maven.sprints.minutes_queries import minutes_of
from maven.sprints.models import Session
from maven.sprints.operations.rotis import takes_marks
from maven.sprints.wall_code import is_on


def after_of(request: HttpRequest, session: Session, *, at: datetime) -> dict[str, Any]:
    """How many came, where its minutes are, whether a mark is awaited: five queries."""
    person, minutes = person_of(request), minutes_of(session)
    return {
        "count": headcount_of(session),
        "minutes": minutes,
        "is_published": minutes is not None and minutes.published_at is not None,
        "is_on": is_on(session, at=at),
        "was_there": person is not None and was_there(session, person),
        "takes_marks": person is not None
        and takes_marks(session, at=at)
        and not has_given(session, person),
        "may_take": may(request, "sprints.take_attendance", session.mission),
        "may_write": may(request, "sprints.write_minutes", session.mission),
        "may_attend": may(request, "sprints.attend", session.mission),
    }
