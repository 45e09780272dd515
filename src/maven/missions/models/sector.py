from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models.mission import Mission
from maven.people.models import Organisation


class SectorQuerySet(models.QuerySet["Sector"]):
    def of(self, mission: Mission) -> "SectorQuerySet":
        return self.filter(mission=mission)

    def standing(self) -> "SectorQuerySet":
        """Those that hold their own people: not joined to another."""
        return self.filter(merged_into=None)

    def merged(self) -> "SectorQuerySet":
        return self.filter(merged_into__isnull=False).select_related("merged_into")

    def offered(self) -> "SectorQuerySet":
        return self.standing().filter(retired_at=None)

    def in_order(self) -> "SectorQuerySet":
        return self.order_by("rank", "pk")

    def seed(self, mission: Mission) -> list["Sector"]:
        """The seven worlds of the method, under their own names in both languages."""
        return self.bulk_create(
            Sector(mission=mission, key=key, rank=rank)
            for rank, key in enumerate(Organisation.Sector.values)
        )


class Sector(models.Model):
    """A world that people of a mission come from; each mission edits its own list.

    One of the seven of the method has a `key`: organisations that say they belong there are found
    in it without being placed. Joined to another, it stays, so that its key still leads somewhere.
    """

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="sectors")
    key = models.CharField(max_length=20, choices=Organisation.Sector, blank=True)
    name = models.CharField(_("name"), max_length=60, blank=True)  # empty: as the method says it
    rank = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.CASCADE, null=True, related_name="merged")

    objects = SectorQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["mission", "key"], condition=~Q(key=""), name="sector_key_once"
            ),
            models.UniqueConstraint(
                fields=["mission", "name"],
                condition=~Q(name="") & Q(merged_into=None),
                name="sector_name_once",
            ),
            models.CheckConstraint(
                condition=Q(key__in=["", *Organisation.Sector.values]),
                name="sector_key_is_known",
            ),
            models.CheckConstraint(condition=~Q(key="") | ~Q(name=""), name="sector_has_a_name"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="sector_not_joined_to_itself",
            ),
        ]

    class Kept:
        nothing = "the names of the worlds that a mission reaches; it names no person"

    def __str__(self) -> str:
        return f"#{self.pk} {self.key or self.name}"

    @property
    def title(self) -> str:
        return self.name or str(Organisation.Sector(self.key).label)
