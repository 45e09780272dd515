from django.db import models


class Chain(models.Model):
    """The facts of one mission, each sealed by the one before; the head can be published."""

    name = models.CharField(max_length=60, unique=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64)

    class Kept:
        nothing = "the length and the seal of a chain of facts"

    def __str__(self) -> str:
        return f"#{self.pk} {self.name} ({self.length})"
