from typing import ClassVar

from django.db import models

from maven.people.models import Person
from maven.voices.models.statement import Statement


class NoticeQuerySet(models.QuerySet["Notice"]):
    def open(self) -> "NoticeQuerySet":
        return self.filter(settled_at=None)


class Notice(models.Model):
    """Somebody says that an idea breaks a rule of the charter. Nobody reads who said it."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="notices")
    rule = models.SlugField(max_length=40)
    words = models.CharField(max_length=280)  # of the rule, as it was read then
    voice_digest = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Kept:
        purpose = "so that an idea which breaks a rule is looked at, once for each who says so"
        basis = "public task"
        recipients = "the team reads the rule; nobody, who said it"
        until = "a year after the handover of the mission"
        person = ("settled_by",)
        others = ("words",)
        secret = ("voice_digest",)
        erased: ClassVar = {"settled_by": None}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "voice_digest"], name="notice_once_per_voice"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} about {self.statement_id}"
