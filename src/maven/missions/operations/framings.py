"""The framing of a mission: what the sponsor and the team agree on, and the guide of the interviews."""

from datetime import datetime
from typing import Any

from django.db import transaction

from maven.journal.operations import record
from maven.missions.models import Framing, Mission
from maven.missions.operations import settle_mission
from maven.missions.operations.steps import tick_step
from maven.people.models import Person


@transaction.atomic
def set_framing(
    *, mission: Mission, changes: dict[str, Any], question: str = "", by: Person, at: datetime
) -> Framing:
    """Keeps what changed; the question is the mission's own, said once."""
    mission = Mission.objects.select_for_update(no_key=True).get(pk=mission.pk)
    framing, made = Framing.objects.get_or_create(
        mission=mission, defaults={**changes, "set_at": at, "set_by": by}
    )
    if question and question != mission.question:
        settle_mission(mission=mission, changes={"question": question}, by=by, at=at)
    if made or any(getattr(framing, name) != value for name, value in changes.items()):
        for name, value in changes.items():
            setattr(framing, name, value)
        framing.set_at, framing.set_by = at, by
        framing.save()
        record("framing.set", framing, chain=mission.chain, by=by, at=at, fields=sorted(changes))
    if framing.is_whole:
        tick_step(mission=mission, slug="framing", by=by, at=at)
    return framing
