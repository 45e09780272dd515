from typing import ClassVar

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.voices.models import Consultation


class ReadingQuerySet(models.QuerySet["Reading"]):
    def of(self, mission: Mission) -> "ReadingQuerySet":
        return self.filter(mission=mission)

    def landscapes(self) -> "ReadingQuerySet":
        return self.filter(kind=Reading.Kind.LANDSCAPE)

    def states(self) -> "ReadingQuerySet":
        return self.filter(kind=Reading.Kind.STATE)

    def learnings(self) -> "ReadingQuerySet":
        return self.filter(kind=Reading.Kind.LEARNING)

    def latest_of(self, consultation: Consultation) -> "Reading | None":
        return self.landscapes().filter(consultation=consultation).newest_first().first()

    def accounts_of(self, consultation: Consultation) -> "Reading | None":
        """The last look at the accounts: which look like one person, and what that changes."""
        looks = self.filter(kind=Reading.Kind.ACCOUNTS, consultation=consultation)
        return looks.newest_first().first()

    def last_of_each(self) -> "ReadingQuerySet":
        """Of those asked for, the last one of each consultation."""
        same = Reading.objects.filter(kind=OuterRef("kind"), consultation=OuterRef("consultation"))
        return self.filter(pk=Subquery(same.newest_first().values("pk")[:1]))

    def newest_first(self) -> "ReadingQuerySet":
        return self.order_by("-taken_at", "-pk")


class Reading(models.Model):
    """The state of the community as computed once: with what, from what, and how sure."""

    class Kind(models.TextChoices):
        LANDSCAPE = "landscape", _("opinion landscape")
        STATE = "state", _("state of the community")
        ACCOUNTS = "accounts", _("accounts that look like one person")
        LEARNING = "learning", _("what the sprints have shown of the activities")

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    consultation = models.ForeignKey(Consultation, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    taken_at = models.DateTimeField()
    algorithm = models.CharField(max_length=40)
    seed = models.PositiveBigIntegerField(default=0)
    fingerprint = models.CharField(max_length=64)
    result = models.JSONField()

    objects = ReadingQuerySet.as_manager()

    class Kept:
        purpose = "what brings people together and what divides them, as computed once"
        basis = "public task"
        recipients = "the person alone for their own place; the others read totals"
        until = (
            "the mission is erased, a person's place goes with their answers;"
            " ninety days for a look at accounts"
        )
        untied = "a place on the map bears the number of a participant, and goes when the participant goes"
        inside: ClassVar = {"result": ("places", "voices.Participant")}
        ends: ClassVar = ("taken_at", 90, {"kind": "accounts"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["landscape", "state", "accounts", "learning"]),
                name="reading_kind_is_known",
            ),
        ]
        indexes = [models.Index(fields=["mission", "kind", "-taken_at"], name="reading_latest")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"
