from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.people.models import Person


class AimQuerySet(models.QuerySet["Aim"]):
    def of(self, mission: Mission) -> "AimQuerySet":
        return self.filter(mission=mission)


class Aim(models.Model):
    """The zone that the working group aims at on one dimension. The method gives none by itself."""

    class Dimension(models.TextChoices):
        CONVERGENCE = "convergence", _("Convergence")
        UNDERSTANDING = "understanding", _("Understanding")
        ENGAGEMENT = "engagement", _("Engagement")
        CONNECTIONS = "connections", _("Connections")

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    dimension = models.CharField(max_length=20, choices=Dimension)
    low = models.PositiveSmallIntegerField(_("from"))
    high = models.PositiveSmallIntegerField(_("to"))
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = AimQuerySet.as_manager()

    class Kept:
        purpose = "who wrote down the zone that the working group aims at"
        basis = "public task"
        until = "the mission is erased"
        person = ("set_by",)
        erased: ClassVar = {"set_by": None}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mission", "dimension"], name="aim_one_by_dimension"),
            models.CheckConstraint(
                condition=Q(low__lt=F("high")) & Q(high__lte=100), name="aim_is_a_zone"
            ),
            models.CheckConstraint(
                condition=Q(
                    dimension__in=["convergence", "understanding", "engagement", "connections"]
                ),
                name="aim_dimension_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.dimension}"
