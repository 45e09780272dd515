from django.db import models

from maven.voices.models import Consultation


class DueReading(models.Model):
    """A landscape that is to be drawn again: one waiting job for however many new opinions."""

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()

    class Kept:
        nothing = "that a landscape is to be drawn again"

    def __str__(self) -> str:
        return f"#{self.pk} of {self.consultation_id}"
