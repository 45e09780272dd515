from typing import ClassVar

from django.db import models
from django.db.models import Q

from maven.people.models import Person


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, person: Person) -> "NoticeQuerySet":
        return self.filter(person=person)

    def outdated(self) -> "NoticeQuerySet":
        """Whoever came back since is no longer told anything."""
        return self.filter(person__last_login__gt=models.F("sent_at"))


class Notice(models.Model):
    """A letter that says: you did not come for long, and will be erased. There are two."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Kept:
        purpose = "to tell a person twice before erasing an account that is not used"
        basis = "legal duty"
        recipients = "the person alone"
        until = "the person comes back, or is erased"
        person = ("person",)
        erased = "row"

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "number"], name="notice_once"),
            models.CheckConstraint(condition=Q(number__in=[1, 2]), name="notice_first_or_second"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} notice {self.number}"
