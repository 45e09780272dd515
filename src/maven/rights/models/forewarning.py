from typing import ClassVar

from django.db import models
from django.db.models import Q

from maven.people.models import Person


class ForewarningQuerySet(models.QuerySet["Forewarning"]):
    def of(self, person: Person) -> "ForewarningQuerySet":
        return self.filter(person=person)

    def outdated(self) -> "ForewarningQuerySet":
        """Whoever came back since is no longer told anything."""
        return self.filter(person__last_login__gt=models.F("sent_at"))


class Forewarning(models.Model):
    """A letter that says: you did not come for long, and will be erased. There are two."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    objects = ForewarningQuerySet.as_manager()

    class Kept:
        purpose = "to tell a person twice before erasing an account that is not used"
        basis = "legal duty"
        recipients = "the person alone"
        until = "the person comes back, or is erased"
        person = ("person",)
        erased = "row"

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "number"], name="forewarning_once"),
            models.CheckConstraint(
                condition=Q(number__in=[1, 2]), name="forewarning_first_or_second"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} forewarning {self.number}"
