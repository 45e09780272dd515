from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models.sprint import Sprint
from maven.toolbox.models import ActivityKind


class ActivityQuerySet(models.QuerySet["Activity"]):
    def of(self, sprint: Sprint) -> "ActivityQuerySet":
        return self.filter(sprint=sprint)

    def done(self) -> "ActivityQuerySet":
        return self.filter(done_at__isnull=False)

    def held_by(self, person: Person, mission: Mission) -> "ActivityQuerySet":
        """Those she said were held, the latest first."""
        held = self.done().filter(done_by=person, sprint__mission=mission)
        return held.select_related("kind", "sprint__mission").order_by("-done_at", "-pk")

    def by_rank(self) -> "ActivityQuerySet":
        return self.select_related("kind").order_by("rank", "pk")


class Activity(models.Model):
    """One run, in one sprint, of a kind of activity."""

    sprint = models.ForeignKey(Sprint, models.CASCADE, related_name="activities")
    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="+")
    # What of the reserve it answers; the item is taken when the sprint is adopted.
    item = models.ForeignKey(
        "sprints.BacklogItem", models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    title = models.CharField(_("title"), max_length=160)
    reason = models.TextField(_("why this one"), max_length=600, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    days_planned = models.FloatField(_("person-days planned"))
    days_spent = models.FloatField(_("person-days spent"), null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = ActivityQuerySet.as_manager()

    class Kept:
        purpose = "who said that an activity was held"
        basis = "public task"
        until = "the mission is erased"
        person = ("done_by",)
        erased: ClassVar = {"done_by": None}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(days_planned__gte=0) & (Q(days_spent=None) | Q(days_spent__gte=0)),
                name="activity_days_are_not_negative",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"
