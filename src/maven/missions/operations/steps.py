"""Steps of the preparation that tick themselves: what they ask for is there."""

from datetime import datetime

from maven.missions.models import Mission, PreparationStep
from maven.missions.operations import finish_step
from maven.people.models import Person


def tick_step(*, mission: Mission, slug: str, by: Person, at: datetime, note: str = "") -> None:
    """Once: a step that is done, by hand or by itself, keeps its day and its note."""
    if not PreparationStep.objects.of(mission).filter(slug=slug).exists():
        finish_step(
            mission=mission,
            phase=PreparationStep.Phase.LAUNCH,
            slug=slug,
            note=note,
            by=by,
            at=at,
        )
