from django.db import models
from django.db.models import Q


class BlockedContent(models.Model):
    """How often in a day browsers refused to load or run something on our pages, by kind."""

    class Source(models.TextChoices):
        INLINE = "inline", "inline"
        EVAL = "eval", "eval"
        DATA = "data", "data"
        OURS = "ours", "ours"
        EXTENSION = "extension", "extension"
        ELSEWHERE = "elsewhere", "elsewhere"

    day_on = models.DateField()
    directive = models.CharField(max_length=20)
    source = models.CharField(max_length=10, choices=Source)
    times = models.PositiveIntegerField(default=0)

    class Kept:
        nothing = "counts by day and kind: no address of a page, a browser or a person"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day_on", "directive", "source"], name="blocked_content_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(
                    source__in=["inline", "eval", "data", "ours", "extension", "elsewhere"]
                ),
                name="blocked_content_source_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.directive}"
