from typing import ClassVar

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
        purpose = "who noted a passage of a document or of an interview"
        basis = "public task"
        recipients = "the working group; the team alone where it comes from an interview"
        until = "the mission is erased, or the document or the interview goes"
        person = ("made_by",)
        erased: ClassVar = {"made_by": None}

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
        """Where it comes from, as readers of what is born of it see it: nobody met alone is named
        who did not agree to be."""
        with override(self.mission.language):
            if self.deliverable is not None:
                told = self.deliverable.title
                return (
                    gettext("%(told)s, p. %(page)s") % {"told": told, "page": self.page}
                    if (self.page)
                    else told
                )
            return _interview_words(self.interview)


def _interview_words(interview: Interview | None) -> str:
    if interview is None or interview.held_on is None:
        return gettext("an interview")
    day = date_format(interview.held_on, "DATE_FORMAT")
    if interview.consent == Interview.Consent.NAMED:
        return gettext("an interview with %(who)s, %(day)s") % {"who": interview.who, "day": day}
    return gettext("an interview of %(day)s") % {"day": day}
