"""What was held, said, promised and put aside during a sprint, as a report keeps it.

Each part is left out where nothing was noted: an empty section would look like a finding.
Attendance is told by number: who came is for the team and for those who came.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import Q

from maven.reports.names import shown_name
from maven.sprints.models import (
    Attendance,
    BacklogItem,
    FollowUp,
    MinutesLine,
    Roti,
    Session,
    SessionTally,
    Sprint,
)
from maven.sprints.queries import SHOWN_FROM

type Content = dict[str, Any]


def meetings_of(sprint: Sprint, start: datetime, end: datetime) -> Content:
    """The parts of which something was noted."""
    # One of the sprint is its own, even if the plenary adopted while it was being held.
    held = Q(sprint=sprint) | Q(sprint=None, starts_at__gte=start)
    sessions = list(
        Session.objects.of(sprint.mission).kept_on().filter(held, starts_at__lte=end).in_order()
    )
    parts = {
        "sessions": _sessions(sessions),
        "minutes": _minutes(sessions),
        "promises": _promises(sprint),
        "backlog": _backlog(sprint, start, end),
        "plan": _plan(sprint),
    }
    return {name: part for name, part in parts.items() if part}


def _sessions(sessions: list[Session]) -> list[Content]:
    ways: dict[int, Counter[str]] = {}
    for session, way in Attendance.objects.filter(session__in=sessions).values_list(
        "session", "way"
    ):
        ways.setdefault(session, Counter())[way] += 1
    marks: dict[int, Counter[int]] = {}
    for session, mark in Roti.objects.filter(session__in=sessions).values_list("session", "mark"):
        marks.setdefault(session, Counter())[mark] += 1
    tallies = {one.session_id: one for one in SessionTally.objects.filter(session__in=sessions)}
    told = []
    for one in sessions:
        came, given = ways.get(one.pk, Counter()), marks.get(one.pk, Counter())
        tally = tallies.get(one.pk)
        told.append(
            {
                "key": f"session-{one.pk}",
                "title": one.title,
                "kind": one.kind,
                "at": one.starts_at.isoformat(),
                "ways": {
                    **{way: came[way] for way in Attendance.Way.values if came[way]},
                    **(
                        {"guests": tally.without_account} if tally and tally.without_account else {}
                    ),
                },
                "marks": {str(mark): given[mark] for mark in Roti.Mark.values if given[mark]}
                if given.total() >= SHOWN_FROM
                else {},
                "days": tally.days if tally else None,
            }
        )
    return told


def _minutes(sessions: list[Session]) -> dict[str, list[Content]]:
    """The lines of published minutes, by what they are; a promise nobody confirmed is not one."""
    lines = MinutesLine.objects.filter(
        minutes__session__in=sessions, minutes__published_at__isnull=False
    ).exclude(word=MinutesLine.Word.PROPOSED)
    told: dict[str, list[Content]] = {}
    for one in lines.select_related("person", "minutes__session").order_by(
        "minutes__session__starts_at", "minutes", "rank", "pk"
    ):
        told.setdefault(one.kind, []).append(
            {
                "key": f"line-{one.pk}",
                "words": one.words,
                "by": shown_name(one.person),
                "session": one.minutes.session.title,
                "due": one.due_on.isoformat() if one.due_on else None,
                "kept": one.kept_at is not None,
            }
        )
    return told


def _promises(sprint: Sprint) -> list[Content]:
    """What the review said became of what had been promised before."""
    return [
        {"key": f"promise-{one.pk}", "words": one.words, "answer": one.answer}
        for one in FollowUp.objects.of(sprint).in_order()
    ]


def _backlog(sprint: Sprint, start: datetime, end: datetime) -> dict[str, list[Content]]:
    items = BacklogItem.objects.of(sprint.mission)

    def told(one: BacklogItem) -> Content:
        return {"key": f"item-{one.pk}", "title": one.title, "state": one.state, "why": one.reason}

    entered = items.filter(proposed_at__gte=start, proposed_at__lte=end).oldest_first()
    left = items.in_state("taken", "duplicate", "declined")
    left = left.filter(settled_at__gte=start, settled_at__lte=end).order_by("settled_at", "pk")
    parts = {"in": [told(one) for one in entered], "out": [told(one) for one in left]}
    return parts if parts["in"] or parts["out"] else {}


def _plan(sprint: Sprint) -> list[Content]:
    """The plan as the plenary froze it; nothing for a sprint adopted before plans were kept."""
    return [
        {
            "key": f"plan-{place}",
            "title": one["title"],
            "kind": one["kind"],
            "days": one["days"],
            "reason": one["reason"],
        }
        for place, one in enumerate(sprint.planned)
    ]
