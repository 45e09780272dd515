"""The first meeting of the working group, prepared from a template."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models import Session
from maven.sprints.operations.backlog_order import held_mission
from maven.sprints.operations.sessions import Item, open_session, set_agenda


@transaction.atomic
def prepare_kick_off(
    *,
    mission: Mission,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    items: Sequence[Item],
    by: Person,
    at: datetime,
) -> Session:
    """A date, and an agenda to change; a mission has one kick-off, unless it was called off."""
    mission = held_mission(mission)
    there = Session.objects.of(mission).kept_on().filter(kind=Session.Kind.KICK_OFF)
    standing = there.in_order().first()
    if standing is not None:
        return standing
    session = open_session(
        mission=mission,
        title=title,
        kind=Session.Kind.KICK_OFF,
        starts_at=starts_at,
        ends_at=ends_at,
        by=by,
        at=at,
    )
    return set_agenda(session=session, items=items, by=by, at=at)
