from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maven.missions.models.mission import Mission
from maven.people.models import Person


class EarlierDeliverableQuerySet(models.QuerySet["EarlierDeliverable"]):
    def of(self, mission: Mission) -> "EarlierDeliverableQuerySet":
        return self.filter(mission=mission)

    def newest_first(self) -> "EarlierDeliverableQuerySet":
        return self.select_related("kept_by").order_by("-kept_at", "-pk")


class EarlierDeliverable(models.Model):
    """What earlier work left: a report, a study, minutes; a file, a link, or both."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=160)
    origin = models.CharField(_("by whom, and when"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=400, blank=True)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    file_size = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = EarlierDeliverableQuerySet.as_manager()

    class Kept:
        purpose = "who brought a document of earlier work"
        basis = "public task"
        recipients = "the working group, the sponsor and the team"
        until = "the mission is erased, or the team takes the document away"
        person = ("kept_by",)
        erased: ClassVar = {"kept_by": None}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "title"], name="earlier_deliverable_title_once"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("missions:deliverable", args=[self.mission.slug, self.pk])


class DeliverableFile(models.Model):
    """The bytes of a document: in the store, so that a backup, an archive and an erasure have them."""

    deliverable = models.OneToOneField(EarlierDeliverable, models.CASCADE, related_name="+")
    content = models.BinaryField(max_length=10 * 1024 * 1024)
    fingerprint = models.CharField(max_length=64)

    class Kept:
        nothing = (
            "a document of earlier work, as it was published; who brought it is said beside it"
        )

    def __str__(self) -> str:
        return f"#{self.pk} file of {self.deliverable_id}"
