from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission


class SeedKind(models.IntegerChoices):
    """The seed's eight kinds of activities."""

    CONSULTATION = 1, _("Public consultation")
    INTERVIEW = 2, _("One-to-one interview")
    TALK = 3, _("Talk")
    POST = 4, _("Blog post")
    WORKSHOP = 5, _("Thematic workshop")
    MEETUP = 6, _("Meetup")
    MATCHMAKING = 7, _("Matchmaking")
    POLL = 8, _("Opinion poll")


class Quantity(models.Model):
    """How many of one of the eight kinds a mission plans: from so many to so many."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    seed_kind = models.PositiveSmallIntegerField(choices=SeedKind)
    low = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()

    class Kept:
        nothing = "how many activities a mission plans"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mission", "seed_kind"], name="quantity_once_per_kind"),
            models.CheckConstraint(condition=Q(low__lte=F("high")), name="quantity_low_to_high"),
            models.CheckConstraint(
                condition=Q(seed_kind__gte=1, seed_kind__lte=8), name="quantity_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.seed_kind}: {self.low} to {self.high}"
