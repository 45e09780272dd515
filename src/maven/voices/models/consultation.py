from datetime import date, timedelta

from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.people.models import Person

WEEK = timedelta(days=7)


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def of(self, mission: Mission) -> "ConsultationQuerySet":
        return self.filter(mission=mission)

    def open_on(self, day: date) -> "ConsultationQuerySet":
        return self.filter(closed_at=None).exclude(closes_on__lte=day)

    def over_lately(self, day: date) -> "ConsultationQuerySet":
        """Open until a day that came this week, and closed by nobody."""
        return self.filter(closed_at=None, closes_on__lte=day, closes_on__gt=day - WEEK)

    def newest_first(self) -> "ConsultationQuerySet":
        return self.order_by("-opened_at", "-pk")


class Consultation(models.Model):
    """An open call: statements, and the opinion each person has of each of them."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    question = models.CharField(_("question"), max_length=200)
    intro = models.TextField(_("introduction"), max_length=1000, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    closes_on = models.DateField(_("last day, excluded"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=200, blank=True)
    attribution = models.TextField(max_length=1000, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Kept:
        purpose = "who opened and closed a consultation"
        basis = "public task"
        until = "the mission is erased"
        person = ("opened_by", "closed_by")
        erased = (
            "kept: a consultation belongs to all; whoever opened it becomes a member without a name"
        )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(closed_at__gte=models.F("opened_at")),
                name="consultation_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.question}"

    def get_absolute_url(self) -> str:
        return reverse("voices:consultation", args=[self.mission.slug, self.slug, self.pk])

    @property
    def slug(self) -> str:
        return slugify(self.question)[:60].strip("-") or "consultation"

    def is_open_on(self, day: date) -> bool:
        return self.closed_at is None and (self.closes_on is None or day < self.closes_on)
