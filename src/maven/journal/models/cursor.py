from typing import ClassVar

from django.db import models

from maven.journal.models.fact import Fact


class Cursor(models.Model):
    """How far a reader has read, so that each fact is met once."""

    reader = models.CharField(max_length=80, unique=True)
    position = models.PositiveBigIntegerField(default=0)

    class Kept:
        nothing = "how far a reader has read"

    def __str__(self) -> str:
        return f"#{self.pk} {self.reader} at {self.position}"


class Setback(models.Model):
    """A fact whose reaction failed; met again, then set aside and shown to the operator."""

    reader = models.CharField(max_length=80)
    fact = models.ForeignKey(Fact, models.CASCADE, related_name="setbacks")
    attempts = models.PositiveSmallIntegerField(default=1)
    message = models.CharField(max_length=500)
    set_aside_at = models.DateTimeField(null=True)

    class Kept:
        purpose = "what went wrong when a fact was met, for the operator to repair"
        basis = "legitimate interest"
        recipients = "the operator of the instance"
        until = "six months"
        untied = (
            "the words of an error name nobody on purpose; an erased name or address is taken out"
        )
        ends: ClassVar = ("set_aside_at", 180)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reader", "fact"], name="setback_once_per_fact"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.reader}: {self.message}"
