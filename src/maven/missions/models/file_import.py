from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

from maven.missions.models.mission import Mission
from maven.people.models import Person

UNDONE_WITHIN = timedelta(days=30)


class FileImportQuerySet(models.QuerySet["FileImport"]):
    def of(self, mission: Mission) -> "FileImportQuerySet":
        return self.filter(mission=mission)

    def standing(self) -> "FileImportQuerySet":
        return self.filter(undone_at=None)

    def newest_first(self) -> "FileImportQuerySet":
        return self.select_related("imported_by", "undone_by").order_by("-imported_at", "-pk")


class FileImport(models.Model):
    """A file taken in, by its fingerprint: the same again changes nothing, and it can be undone."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    kind = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = FileImportQuerySet.as_manager()

    class Kept:
        purpose = "who took which file in, so that it can be taken back"
        basis = "legitimate interest"
        recipients = "the facilitation team of the mission"
        until = "the mission is erased"
        person = ("imported_by", "undone_by")
        erased: ClassVar = {"imported_by": None, "undone_by": None, "name": ""}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "kind", "fingerprint"],
                condition=models.Q(undone_at=None),
                name="file_import_once",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.name}"

    def may_be_undone(self, *, at: datetime) -> bool:
        return self.undone_at is None and at < self.imported_at + UNDONE_WITHIN
