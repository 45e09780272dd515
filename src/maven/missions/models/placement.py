from typing import ClassVar

from django.db import models

from maven.missions.models.mission import Mission
from maven.missions.models.sector import Sector
from maven.people.models import Organisation


class Placement(models.Model):
    """Where a mission sees an organisation, when it is not where the organisation says."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="placements")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    sector = models.ForeignKey(Sector, models.RESTRICT, related_name="placements")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["mission", "organisation"], name="placement_once_per_organisation"
            ),
        ]

    class Kept:
        nothing = "the sector of an organisation in a mission; it names no person"

    def __str__(self) -> str:
        return f"#{self.pk} organisation {self.organisation_id} in sector {self.sector_id}"
