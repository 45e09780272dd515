from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.people.models import Person


class QuotationQuerySet(models.QuerySet["Quotation"]):
    def of(self, mission: Mission) -> "QuotationQuerySet":
        return self.filter(mission=mission)

    def drafts(self) -> "QuotationQuerySet":
        return self.filter(issued_at=None)

    def issued(self) -> "QuotationQuerySet":
        return self.filter(issued_at__isnull=False)

    def latest_first(self) -> "QuotationQuerySet":
        return self.order_by("-version")


class Quotation(models.Model):
    """What a mission will take, in days and in euros, and from which assumptions.

    `estimate` is what the assumptions give, `forecast` what they give once the days logged are
    known; each bears the fingerprint of what it was computed from.
    """

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=160)
    sprints_planned = models.PositiveSmallIntegerField(_("sprints planned"))
    assumptions = models.JSONField()
    estimate = models.JSONField(null=True)
    estimate_of = models.CharField(max_length=64, blank=True)
    forecast = models.JSONField(null=True)
    forecast_of = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = QuotationQuerySet.as_manager()

    class Kept:
        purpose = "who made and who issued a quotation of a mission"
        basis = "public task"
        recipients = "the facilitation team and the sponsor of the mission"
        until = "the mission is erased"
        person: ClassVar = ("made_by", "issued_by")
        erased = "kept: a quotation is the team's; whoever made it becomes a member without a name"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mission", "version"], name="quotation_version_once"),
            models.UniqueConstraint(
                fields=["mission"],
                condition=Q(issued_at=None),
                name="quotation_one_draft_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(sprints_planned__gte=1), name="quotation_has_a_sprint"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} quotation {self.version}"
