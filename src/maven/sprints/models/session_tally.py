from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.people.models import Person

if TYPE_CHECKING:
    from maven.sprints.models.session import Session


class SessionTallyQuerySet(models.QuerySet["SessionTally"]):
    def of(self, session: "Session") -> "SessionTallyQuerySet":
        return self.filter(session=session)


class SessionTally(models.Model):
    """What the team counts of a session: who came without an account, the days it really took."""

    session = models.OneToOneField("sprints.Session", models.CASCADE, related_name="tally")
    without_account = models.PositiveSmallIntegerField(_("came without an account"), default=0)
    days = models.FloatField(_("person-days really spent"), null=True, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = SessionTallyQuerySet.as_manager()

    class Kept:
        purpose = "who counted the people and the days of a session"
        basis = "public task"
        until = "the mission is erased"
        person = ("noted_by",)
        erased: ClassVar = {"noted_by": None}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(days=None) | (Q(days__gte=0) & Q(days__lte=200)),
                name="session_tally_days_are_believable",
            ),
            models.CheckConstraint(
                condition=Q(without_account__lte=2000), name="session_tally_people_are_believable"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.without_account}"
