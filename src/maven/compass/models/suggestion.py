from typing import ClassVar

from django.db import models

from maven.missions.models import Mission
from maven.people.models import Person


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def of(self, mission: Mission) -> "SuggestionQuerySet":
        return self.filter(mission=mission)

    def newest_first(self) -> "SuggestionQuerySet":
        return self.order_by("-made_at", "-pk")


class Suggestion(models.Model):
    """The combination of activities computed for the next sprint; the plenary decides."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    sprint_number = models.PositiveSmallIntegerField()
    budget_days = models.FloatField()
    needs = models.JSONField()
    result = models.JSONField()
    algorithm = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = SuggestionQuerySet.as_manager()

    class Kept:
        purpose = "who asked for a proposal of activities"
        basis = "legitimate interest"
        recipients = "the facilitation team of the mission"
        until = "the mission is erased"
        person = ("made_by",)
        erased: ClassVar = {"made_by": None}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(budget_days__gt=0), name="suggestion_budget_is_positive"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} for sprint {self.sprint_number}"
