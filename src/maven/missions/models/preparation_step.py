from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models.mission import Mission
from maven.people.models import Person


class PreparationStepQuerySet(models.QuerySet["PreparationStep"]):
    def of(self, mission: Mission) -> "PreparationStepQuerySet":
        return self.filter(mission=mission)


class PreparationStep(models.Model):
    """A step of phases A to C that was done once: the phases show, and gate nothing."""

    class Phase(models.TextChoices):
        LAUNCH = "A", _("Launch")
        TOOLS = "B", _("Engagement tools")
        KICK_OFF = "C", _("Kick-off")

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="preparation_steps")
    phase = models.CharField(max_length=1, choices=Phase)
    slug = models.SlugField(max_length=40)
    note = models.CharField(_("note"), max_length=200, blank=True)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = PreparationStepQuerySet.as_manager()

    class Kept:
        purpose = "who did a step of the preparation"
        basis = "legitimate interest"
        until = "the mission is erased"
        person = ("done_by",)
        erased: ClassVar = {"done_by": None}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mission", "slug"], name="preparation_step_once"),
            models.CheckConstraint(
                condition=Q(phase__in=["A", "B", "C"]), name="preparation_step_phase_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.phase} {self.slug}"
