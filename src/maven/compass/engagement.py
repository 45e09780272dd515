"""Who made the mission's work their own: counted, not estimated.

The facilitation team and the sponsor are left out: the mission is to last without the one and is
paid for by the other. Everybody else who takes part counts, so inviting many lowers the share.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import DateTimeField, F, QuerySet, Value

from maven.causes.models import Champion
from maven.missions.models import Membership, Mission, Role
from maven.sprints.models import Activity, Deliverable, Tension
from maven.voices.models import Statement

Window = tuple[datetime, datetime]
PART, SEAT, ACT = "part", "seat", "act"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engaged:
    """How many of how many."""

    engaged: int
    people: int

    @property
    def percent(self) -> float:
        return 100 * self.engaged / self.people if self.people else 0.0


class Trace(NamedTuple):
    """Somebody took part or carried a cause from `since` to `until`, or did something at `since`."""

    kind: str
    person: int
    since: datetime
    until: datetime | None

    def counts_in(self, window: Window) -> bool:
        start, end = window
        if self.kind == ACT:
            return start <= self.since < end
        borne = end if self.kind == PART else start
        return self.since < end and (self.until is None or self.until >= borne)


def engaged_in(mission: Mission, start: datetime, end: datetime) -> Engaged:
    """Who, of those taking part before the end, did something in between that others can see."""
    return engaged_in_each(mission, [(start, end)])[0]


def engaged_in_each(mission: Mission, windows: Sequence[Window]) -> list[Engaged]:
    """The same for several windows, in one query whatever their number."""
    traces = [Trace._make(row) for row in _traces(mission, windows) if row[1] is not None]
    found = []
    for window in windows:
        counted = [trace for trace in traces if trace.counts_in(window)]
        there = {trace.person for trace in counted if trace.kind == PART}
        acted = {trace.person for trace in counted if trace.kind != PART}
        found.append(Engaged(engaged=len(there & acted), people=len(there)))
    return found


def _traces(mission: Mission, windows: Sequence[Window]) -> Any:
    start, end = min(first for first, _ in windows), max(last for _, last in windows)

    def told(rows: "QuerySet[Any]", kind: str, person: str, since: str, until: str = "") -> Any:
        began = {f"{since}__lt": end}
        if kind == ACT:
            began[f"{since}__gte"] = start
        ending = F(until) if until else Value(None, output_field=DateTimeField())
        return rows.filter(**began).values_list(Value(kind), F(person), F(since), ending)

    parts = Membership.objects.filter(mission=mission, role__in=[Role.MEMBER, Role.PARTICIPANT])
    seats = Champion.objects.filter(cause__mission=mission)
    ideas = Statement.objects.filter(consultation__mission=mission, refused_at=None)
    return told(parts, PART, "person_id", "joined_at", "left_at").union(
        told(seats, SEAT, "person_id", "accepted_at", "stepped_down_at"),
        told(
            Deliverable.objects.filter(sprint__mission=mission), ACT, "shipped_by_id", "shipped_at"
        ),
        told(Activity.objects.filter(sprint__mission=mission), ACT, "done_by_id", "done_at"),
        told(Tension.objects.of(mission), ACT, "raised_by_id", "raised_at"),
        told(ideas, ACT, "author__person_id", "submitted_at"),
        all=True,
    )
