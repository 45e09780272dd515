from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.people.models import Person

if TYPE_CHECKING:
    from maven.sprints.models.session import Session


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def of(self, session: "Session") -> "MinutesQuerySet":
        return self.filter(session=session)


class Minutes(models.Model):
    """What a session came to: written live by several hands, then published and frozen."""

    session = models.OneToOneField(
        "sprints.Session", models.CASCADE, related_name="written_minutes"
    )
    summary = models.TextField(_("in a few lines"), max_length=4000, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = MinutesQuerySet.as_manager()

    class Kept:
        purpose = "who opened and published the minutes of a session"
        basis = "public task"
        until = "the mission is erased"
        person = ("opened_by", "published_by")
        erased: ClassVar = {"opened_by": None, "published_by": None}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(published_at__gte=models.F("opened_at")),
                name="minutes_published_after_they_were_opened",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {'published' if self.published_at else 'draft'}"
