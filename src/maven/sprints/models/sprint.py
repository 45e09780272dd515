from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.people.models import Person


class SprintQuerySet(models.QuerySet["Sprint"]):
    def of(self, mission: Mission) -> "SprintQuerySet":
        return self.filter(mission=mission)

    def drafted(self) -> "SprintQuerySet":
        return self.filter(adopted_at=None)

    def running(self) -> "SprintQuerySet":
        return self.filter(adopted_at__isnull=False, closed_at=None)

    def closed(self) -> "SprintQuerySet":
        return self.filter(closed_at__isnull=False)

    def in_order(self) -> "SprintQuerySet":
        return self.order_by("number")

    def latest_first(self) -> "SprintQuerySet":
        return self.order_by("-number")


class Sprint(models.Model):
    """A cycle of about three weeks: drafted, adopted by the plenary, closed by its review."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("review on"))  # the period excludes its end
    capacity_days = models.FloatField(_("person-days available"), default=14)
    needs = models.JSONField(default=dict)  # what the situation asked for when it was drafted
    aside = models.JSONField(default=list)  # kinds shown beside the table, by slug
    closed_days = models.JSONField(default=list)  # days on which nobody can meet, weekends aside
    adopted_plan = models.JSONField(default=dict)  # what was decided, as it was on that day
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    agenda = models.TextField(_("agenda of the next cycle"), max_length=4000, blank=True)

    objects = SprintQuerySet.as_manager()

    class Kept:
        purpose = "who drafted, adopted and closed a sprint"
        basis = "public task"
        until = "the mission is erased"
        person = ("drafted_by", "adopted_by", "closed_by")
        erased = "kept: a sprint belongs to all; whoever acted becomes a member without a name"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mission", "number"], name="sprint_number_once"),
            models.UniqueConstraint(
                fields=["mission"],
                condition=Q(adopted_at__isnull=False, closed_at=None),
                name="sprint_one_running_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["mission"],
                condition=Q(adopted_at=None),
                name="sprint_one_draft_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")), name="sprint_starts_before_it_ends"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(adopted_at__isnull=False),
                name="sprint_closed_only_once_adopted",
            ),
            models.CheckConstraint(
                condition=Q(capacity_days__gt=0), name="sprint_capacity_is_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} sprint {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("sprints:sprint", args=[self.mission.slug, self.number])

    @property
    def state(self) -> str:
        if self.closed_at:
            return "closed"
        return "adopted" if self.adopted_at else "drafted"

    @property
    def planned(self) -> list[dict[str, Any]]:
        """The activities that the plenary adopted, as they were on that day."""
        found: list[dict[str, Any]] = self.adopted_plan.get("activities", [])
        return found

    def week_on(self, day: date) -> tuple[int, int]:
        """Which week of how many a day falls in, within bounds."""
        weeks = max(1, -(-(self.ends_on - self.starts_on).days // 7))
        return min(weeks, max(1, (day - self.starts_on).days // 7 + 1)), weeks
