from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.people.models import Person

UNSURE = 0  # “I do not know”, chosen: told apart from a question that was left out


class Question(models.TextChoices):
    """What is asked each time in the same words, so that two barometers compare."""

    ALIGNMENT = "alignment", _("We are going in the same direction.")
    MATURITY = "maturity", _("We know enough to decide.")
    STAKES = "stakes", _("I understand what is at stake.")
    CONSTRAINTS = "constraints", _("I understand what constrains us.")
    OWNERSHIP = "ownership", _("This strategy is mine too.")
    TRUST = "trust", _("I trust those I work with here.")


class BarometerQuerySet(models.QuerySet["Barometer"]):
    def of(self, mission: Mission) -> "BarometerQuerySet":
        return self.filter(mission=mission)

    def open(self) -> "BarometerQuerySet":
        return self.filter(closed_at=None)

    def over(self, day: date) -> "BarometerQuerySet":
        """Open still, and yet their last day is past."""
        return self.open().filter(closes_on__lt=day)

    def counted(self) -> "BarometerQuerySet":
        return self.filter(counted_at__isnull=False)

    def newest_first(self) -> "BarometerQuerySet":
        return self.order_by("-opened_at", "-pk")


class Barometer(models.Model):
    """Six questions to everybody who takes part, asked again from time to time.

    `result` comes at the closing, for all at once: nobody compares before and after one answer.
    """

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    closes_on = models.DateField(_("last day to answer"))
    closed_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)

    objects = BarometerQuerySet.as_manager()

    class Kept:
        purpose = "who asked the community the six questions, and what it answered as a whole"
        basis = "public task"
        until = "the mission is erased"
        person = ("opened_by",)
        erased: ClassVar = {"opened_by": None}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mission"], condition=Q(closed_at=None), name="barometer_one_open_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(counted_at=None) | Q(closed_at__isnull=False),
                name="barometer_counted_once_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} barometer"

    def is_asked_on(self, day: date) -> bool:
        return self.closed_at is None and day <= self.closes_on


class BarometerAnswerQuerySet(models.QuerySet["BarometerAnswer"]):
    def of(self, barometer: Barometer) -> "BarometerAnswerQuerySet":
        return self.filter(barometer=barometer)

    def by(self, person: Person) -> "BarometerAnswerQuerySet":
        return self.filter(person=person)


class BarometerAnswer(models.Model):
    """What one person answers: 1 (not at all) to 5 (entirely), 0 for “I do not know”, None if left out."""

    barometer = models.ForeignKey(Barometer, models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    alignment = models.PositiveSmallIntegerField(null=True)
    maturity = models.PositiveSmallIntegerField(null=True)
    stakes = models.PositiveSmallIntegerField(null=True)
    constraints = models.PositiveSmallIntegerField(null=True)
    ownership = models.PositiveSmallIntegerField(null=True)
    trust = models.PositiveSmallIntegerField(null=True)

    objects = BarometerAnswerQuerySet.as_manager()

    class Kept:
        purpose = "what each answers to the six questions, to see whether the community moves"
        basis = "public task"
        recipients = "the person alone; the others read totals of five people or more"
        until = "taken back, or the person is erased, or the mission is erased"
        person = ("person",)
        erased = "row"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["barometer", "person"], name="barometer_answered_once"),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__range": (UNSURE, 5)}),
                    name=f"barometer_{name}_is_known",
                )
                for name in Question.values
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
