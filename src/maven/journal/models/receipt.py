from typing import ClassVar

from django.db import models


class Receipt(models.Model):
    """The answer given to a form sent once; a second sending gets the same answer."""

    key = models.CharField(max_length=64)
    scope = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    location = models.CharField(max_length=500, blank=True)
    body = models.TextField(blank=True)
    cookies = models.TextField(blank=True)  # a guest's first answer gives the number to keep
    received_at = models.DateTimeField(db_index=True)

    class Kept:
        purpose = "so that a form sent twice counts once"
        basis = "contract"
        recipients = "nobody"
        until = "two days"
        untied = "found by the words that it holds: nobody is written on it"
        secret = ("key", "scope", "fingerprint", "cookies")
        ends: ClassVar = ("received_at", 2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="receipt_once_per_key"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"
