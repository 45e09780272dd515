"""Tensions that come of a passage of earlier work, before or between sprints."""

from datetime import datetime

from django.db import transaction

from maven.journal.operations import record
from maven.missions.models import Annotation
from maven.people.models import Person
from maven.sprints.models import Tension


@transaction.atomic
def note_tension(
    *, annotation: Annotation, desired: str, observed: str, by: Person, at: datetime
) -> Tension:
    """Belongs to the mission and to no sprint; it says its source."""
    mission = annotation.mission
    tension = Tension.objects.create(
        mission=mission,
        desired=desired,
        observed=observed,
        raised_at=at,
        raised_by=by,
        source=annotation.source,
        annotation=annotation,
    )
    record(
        "tension.raised",
        tension,
        chain=mission.chain,
        by=by,
        at=at,
        desired=desired,
        observed=observed,
    )
    return tension
