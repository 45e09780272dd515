"""The zone that the working group aims at on a dimension of the state."""

from datetime import datetime

from django.db import transaction

from maven.compass.models import Aim
from maven.journal.operations import record
from maven.missions.models import Mission
from maven.people.models import Person


@transaction.atomic
def set_aim(
    *, mission: Mission, dimension: str, zone: tuple[int, int] | None, by: Person, at: datetime
) -> None:
    """From where to where, in hundredths; None takes the aim away."""
    mission = Mission.objects.select_for_update().get(pk=mission.pk)
    known = Aim.objects.of(mission).filter(dimension=dimension).first()
    if (known and (known.low, known.high)) == zone:
        return
    if zone is None:
        Aim.objects.of(mission).filter(dimension=dimension).delete()
        record("aim.dropped", mission, chain=mission.chain, by=by, at=at, dimension=dimension)
        return
    low, high = zone
    Aim.objects.update_or_create(
        mission=mission,
        dimension=dimension,
        defaults={"low": low, "high": high, "set_at": at, "set_by": by},
    )
    record(
        "aim.set", mission, chain=mission.chain, by=by, at=at, dimension=dimension, zone=[low, high]
    )
