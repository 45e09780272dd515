from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models.sprint import Sprint


class TensionQuerySet(models.QuerySet["Tension"]):
    def of(self, mission: Mission) -> "TensionQuerySet":
        return self.filter(mission=mission)

    def raised_in(self, sprint: Sprint) -> "TensionQuerySet":
        return self.filter(sprint=sprint)

    def raised_by_person(self, person: Person, mission: Mission) -> "TensionQuerySet":
        return self.of(mission).filter(raised_by=person).order_by("-raised_at", "-pk")

    def unresolved(self) -> "TensionQuerySet":
        return self.filter(resolved_at=None)

    def in_order(self) -> "TensionQuerySet":
        return self.order_by("raised_at", "pk")


class Tension(models.Model):
    """A gap between the desired objective and the observed state."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    sprint = models.ForeignKey(Sprint, models.CASCADE, null=True, related_name="tensions")
    desired = models.CharField(_("what we want"), max_length=280)
    observed = models.CharField(_("what we see"), max_length=280)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = TensionQuerySet.as_manager()

    class Kept:
        purpose = "who named a gap between what is wanted and what is seen, and who closed it"
        basis = "public task"
        until = "the mission is erased"
        person = ("raised_by", "resolved_by")
        erased: ClassVar = {"raised_by": None, "resolved_by": None}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None) | Q(resolved_at__gte=models.F("raised_at")),
                name="tension_resolved_after_it_was_raised",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.desired}"
