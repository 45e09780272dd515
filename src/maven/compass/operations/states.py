"""The state of the community, kept as it was at a turn of the mission."""

from datetime import datetime

from django.db import transaction

from maven.compass.models import Reading
from maven.compass.state import state_of
from maven.journal.operations import record
from maven.missions.models import Mission

ALGORITHM = "state-1"


@transaction.atomic
def take_state(*, mission: Mission, by: None = None, at: datetime) -> Reading | None:
    """The four dimensions as they were at an instant, once for each instant; None if none is known."""
    mission = Mission.objects.select_for_update().get(pk=mission.pk)
    known = Reading.objects.of(mission).states().filter(taken_at=at).first()
    if known is not None:
        return known
    measured = {
        gauge.key: {"value": gauge.value, "low": gauge.low, "high": gauge.high}
        for gauge in state_of(mission, at=at).gauges
        if gauge.value is not None
    }
    if not measured:
        return None
    reading = Reading.objects.create(
        mission=mission,
        kind=Reading.Kind.STATE,
        taken_at=at,
        algorithm=ALGORITHM,
        fingerprint=at.isoformat(),
        result={"gauges": measured},
    )
    record("state.taken", reading, chain=mission.chain, by=by, at=at, dimensions=sorted(measured))
    return reading
