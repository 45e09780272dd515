from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from maven.missions.models.earlier_deliverable import EarlierDeliverable
from maven.missions.models.interview import Interview
from maven.missions.models.mission import Mission
from maven.people.models import Person


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    def of(self, mission: Mission) -> "AnnotationQuerySet":
        return self.filter(mission=mission)

    def in_order(self) -> "AnnotationQuerySet":
        return self.order_by("made_at", "pk")


class Annotation(models.Model):
    """A passage worth taking up again, quoted from a document or an interview, with a note."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    deliverable = models.ForeignKey(
        EarlierDeliverable, models.CASCADE, null=True, related_name="annotations"
    )
    interview = models.ForeignKey(Interview, models.CASCADE, null=True, related_name="annotations")
    quotation = models.TextField(_("passage"), max_length=2000)
    page = models.CharField(_("page"), max_length=20, blank=True)
    note = models.CharField(_("what we make of it"), max_length=500, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = AnnotationQuerySet.as_manager()

    class Kept:
        purpose = (
            "a passage of a document, or of what somebody who was met alone said; who noted it"
        )
        basis = "public task"
        recipients = "the working group; the team alone where it comes from an interview"
        until = "the mission is erased, or the document or the interview goes"
        person = ("interview__person", "made_by")
        erased = "row"
        others = ("interview", "quotation", "note")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(deliverable=None, interview__isnull=False)
                | Q(deliverable__isnull=False, interview=None),
                name="annotation_of_a_document_or_an_interview",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} annotation"

    def get_absolute_url(self) -> str:
        return reverse("front:annotation", args=[self.mission.slug, self.pk])

    @property
    def source(self) -> str:
        """Where it comes from, as readers of what is born of it see it. Whoever was met alone is not
        named, and the day would name them: others know whom the team met on it."""
        with override(self.mission.language):
            if self.deliverable is not None:
                told, page = self.deliverable.title, self.page
                words = gettext("%(told)s, p. %(page)s") if page else "%(told)s"
                return words % {"told": told, "page": page}
            day = self.interview.held_on if self.interview else None
            if day is None:
                return gettext("an interview")
            return gettext("an interview (%(month)s)") % {
                "month": date_format(day, "YEAR_MONTH_FORMAT")
            }
