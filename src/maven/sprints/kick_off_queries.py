"""What the pages of the kick-off show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from maven.missions.models import Mission
from maven.sprints.models import BacklogItem, Session
from maven.sprints.session_queries import Line, agenda_of

MOST_TO_CHOOSE = 100
State = BacklogItem.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A line of the agenda, as it is in the room: over, under way, or to come."""

    line: Line
    is_over: bool
    is_now: bool


def kick_off_of(mission: Mission) -> Session | None:
    found = Session.objects.of(mission).kept_on().filter(kind=Session.Kind.KICK_OFF)
    return found.select_related("mission").in_order().first()


def moments_of(session: Session, *, at: datetime) -> list[Moment]:
    return [
        Moment(line=line, is_over=line.ends_at <= at, is_now=line.starts_at <= at < line.ends_at)
        for line in agenda_of(session).lines
    ]


def to_choose(mission: Mission) -> list[BacklogItem]:
    """What the first actions are picked from: what is kept in its order, then what waits."""
    found = BacklogItem.objects.of(mission).in_state(State.ACCEPTED, State.NEW, State.LATER)
    items = list(found.select_related("proposed_by").in_order()[:MOST_TO_CHOOSE])
    return sorted(items, key=lambda one: one.state != State.ACCEPTED)


def chosen_among(mission: Mission, keys: Sequence[str]) -> list[BacklogItem]:
    """Those that were ticked, in the order of the page; what is not of this mission is not there."""
    wanted = set(keys)
    return [one for one in to_choose(mission) if str(one.pk) in wanted]
