from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models.activity import Activity
from maven.sprints.models.sprint import Sprint


class DeliverableQuerySet(models.QuerySet["Deliverable"]):
    def of(self, sprint: Sprint) -> "DeliverableQuerySet":
        return self.filter(sprint=sprint)

    def made_by(self, person: Person, mission: Mission) -> "DeliverableQuerySet":
        made = self.filter(shipped_by=person, sprint__mission=mission)
        return made.select_related("sprint__mission").order_by("-shipped_at", "-pk")

    def newest_first(self) -> "DeliverableQuerySet":
        return self.select_related("shipped_by").order_by("-shipped_at", "-pk")


class Deliverable(models.Model):
    """Something made in a sprint and shown: Shipped!"""

    sprint = models.ForeignKey(Sprint, models.CASCADE, related_name="deliverables")
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="deliverables"
    )
    title = models.CharField(_("what was delivered"), max_length=160)
    link = models.URLField(_("link"), max_length=400, blank=True)
    shipped_at = models.DateTimeField()
    shipped_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = DeliverableQuerySet.as_manager()

    class Kept:
        purpose = "who made what in a sprint"
        basis = "public task"
        until = "the mission is erased"
        person = ("shipped_by",)
        erased: ClassVar = {"shipped_by": None}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sprint", "title"], name="deliverable_shipped_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"
