from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Annotation, Mission
from maven.people.models import Person


class CauseQuerySet(models.QuerySet["Cause"]):
    def of(self, mission: Mission) -> "CauseQuerySet":
        return self.filter(mission=mission)

    def oldest_first(self) -> "CauseQuerySet":
        return self.order_by("named_at", "pk")


class Cause(models.Model):
    """A goal above personal interest, around which stakeholders stand together."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    title = models.CharField(_("cause"), max_length=120)
    purpose = models.TextField(_("in one sentence"), max_length=500, blank=True)
    tone = models.PositiveSmallIntegerField(default=0)  # which of the five colours it wears
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    source = models.CharField(_("after"), max_length=240, blank=True)  # as its readers see it
    annotation = models.ForeignKey(Annotation, models.SET_NULL, null=True, related_name="+")

    objects = CauseQuerySet.as_manager()

    class Kept:
        purpose = "the goals that the people of a mission gather around"
        basis = "public task"
        until = "the mission is erased"
        person = ("named_by",)
        erased = "kept: a cause belongs to all; whoever named it becomes a member without a name"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mission", "title"], name="cause_title_once"),
            models.CheckConstraint(condition=Q(tone__lte=4), name="cause_tone_is_one_of_five"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("causes:cause", args=[self.mission.slug, self.slug, self.pk])

    @property
    def slug(self) -> str:
        return slugify(self.title)[:60] or "cause"
