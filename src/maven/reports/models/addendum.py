from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maven.people.models import Person
from maven.reports.models.stage_report import StageReport


class Addendum(models.Model):
    """A correction of a report that was issued: dated, beside it, and never instead of it."""

    report = models.ForeignKey(StageReport, models.CASCADE, related_name="addenda")
    words = models.TextField(_("what is to be corrected"), max_length=2000)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Kept:
        purpose = "who corrected an issued report"
        basis = "public task"
        until = "the mission is erased"
        person = ("added_by",)
        erased: ClassVar = {"added_by": None}

    def __str__(self) -> str:
        return f"#{self.pk} addendum to report {self.report_id}"
