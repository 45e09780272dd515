from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maven.people.models import Person
from maven.sprints.models import Sprint


class StageReport(models.Model):
    """What a sprint leaves to the sponsor: a dated snapshot compiled from the journal."""

    sprint = models.OneToOneField(Sprint, models.CASCADE, related_name="+")
    content = models.JSONField()
    head = models.CharField(max_length=64)  # of the mission's chain, for whoever wants to compare
    words = models.TextField(_("words of the team"), max_length=4000, blank=True)
    asked = models.TextField(_("the decision asked of the sponsor"), max_length=1000, blank=True)
    compiled_at = models.DateTimeField()
    compiled_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    seal = models.CharField(max_length=64, blank=True)  # of all that was issued; the fact holds it

    class Kept:
        purpose = "what a sprint leaves to the sponsor, with the names of those who agreed to it"
        basis = "public task"
        until = "the mission is erased"
        person = ("compiled_by", "issued_by")
        erased = "kept: an issued report stays; the name goes from it, and from its file"
        named = ("content",)

    def __str__(self) -> str:
        return f"#{self.pk} report of sprint {self.sprint_id}"

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.sprint.mission.slug, self.sprint.number])
