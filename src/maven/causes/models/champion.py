from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.causes.models.cause import Cause
from maven.missions.models import Mission
from maven.people.models import Person


class ChampionQuerySet(models.QuerySet["Champion"]):
    def of(self, cause: Cause) -> "ChampionQuerySet":
        return self.filter(cause=cause)

    def held_by(self, person: Person, mission: Mission) -> "ChampionQuerySet":
        """The seats of a person in a mission, the oldest first."""
        seats = self.filter(person=person, cause__mission=mission)
        return seats.select_related("cause__mission").order_by("solicited_at", "pk")

    def solicited(self) -> "ChampionQuerySet":
        return self.filter(accepted_at=None, declined_at=None, stepped_down_at=None)

    def declined(self) -> "ChampionQuerySet":
        return self.filter(declined_at__isnull=False)

    def standing(self) -> "ChampionQuerySet":
        return self.filter(accepted_at__isnull=False, stepped_down_at=None)


class Champion(models.Model):
    """Somebody who naturally carries a cause: identified, asked, and free to accept."""

    cause = models.ForeignKey(Cause, models.CASCADE, related_name="champions")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    solicited_at = models.DateTimeField()
    solicited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.CharField(_("a word with the request"), max_length=500, blank=True)
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    answer = models.CharField(_("a word back"), max_length=500, blank=True)
    stepped_down_at = models.DateTimeField(null=True)

    objects = ChampionQuerySet.as_manager()

    class Kept:
        purpose = "who was asked to carry a cause, and who promised it before everybody"
        basis = "consent"
        until = "the mission is erased; a request that was not accepted goes with the person"
        person = ("person", "solicited_by")
        erased: ClassVar = {"stepped_down_at": "now", "words": "", "answer": ""}
        gone: ClassVar = {"accepted_at": None}
        others = ("answer",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cause", "person"], name="champion_once_per_cause"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True)
                | Q(accepted_at__gte=models.F("solicited_at")),
                name="champion_accepts_after_being_asked",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None),
                name="champion_accepted_or_declined",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} champion of {self.cause_id}"

    @property
    def waits(self) -> bool:
        """Asked, and not answered yet."""
        return self.accepted_at is None and self.declined_at is None and not self.stepped_down_at
