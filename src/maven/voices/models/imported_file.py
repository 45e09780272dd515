from typing import ClassVar

from django.db import models

from maven.people.models import Person
from maven.voices.models.consultation import Consultation


class ImportedFile(models.Model):
    """What was imported into a consultation, by its fingerprint: the same again changes nothing."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="imported_files")
    fingerprint = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    counts = models.JSONField(default=dict)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Kept:
        purpose = "who took in the export of a consultation held elsewhere"
        basis = "legitimate interest"
        recipients = "the facilitation team of the mission"
        until = "the mission is erased"
        person = ("imported_by",)
        erased: ClassVar = {"imported_by": None, "name": ""}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "fingerprint"], name="imported_file_once"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"
