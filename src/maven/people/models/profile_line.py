from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.people.models.person import Person

MOST_LINES = 5
LONGEST_LINE = 60


class ProfileLineQuerySet(models.QuerySet["ProfileLine"]):
    def of(self, person: Person) -> "ProfileLineQuerySet":
        return self.filter(person=person)

    def in_order(self) -> "ProfileLineQuerySet":
        return self.order_by("side", "rank", "pk")


class ProfileLine(models.Model):
    """One thing that a person offers to the others, or seeks from them, in her own few words."""

    class Side(models.TextChoices):
        OFFERS = "offers", _("offers")
        SEEKS = "seeks", _("seeks")

    person = models.ForeignKey(Person, models.CASCADE, related_name="lines")
    side = models.CharField(max_length=10, choices=Side)
    words = models.CharField(_("in a few words"), max_length=LONGEST_LINE)
    rank = models.PositiveSmallIntegerField()

    objects = ProfileLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "side", "rank"], name="profile_line_one_at_a_rank"
            ),
            models.CheckConstraint(
                condition=Q(side__in=["offers", "seeks"]), name="profile_line_side_is_known"
            ),
            models.CheckConstraint(condition=Q(rank__lt=5), name="profile_line_at_most_five"),
        ]

    class Kept:
        purpose = "to let the people of a mission find who can help them, and whom they can help"
        basis = "consent"
        until = "the person takes it back, or is erased"
        person = ("person",)
        erased = "row"

    def __str__(self) -> str:
        return f"#{self.pk} {self.side}"
