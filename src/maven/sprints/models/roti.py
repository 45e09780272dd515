from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models import Mission
from maven.people.models import Person
from maven.sprints.models.feedback import SHOWN_FROM, key_by_chance

if TYPE_CHECKING:
    from maven.sprints.models.session import Session


class RotiQuerySet(models.QuerySet["Roti"]):
    def of(self, session: "Session") -> "RotiQuerySet":
        return self.filter(session=session)

    def shown_in(self, mission: Mission) -> "RotiQuerySet":
        """Those that somebody may read: of sessions with at least three."""
        counted = self.filter(session__mission=mission).values("session")
        enough = counted.annotate(given=Count("pk")).filter(given__gte=SHOWN_FROM)
        return self.filter(session__in=enough.values("session"))


class Roti(models.Model):
    """Was a session worth the time spent? It bears no name, on purpose: no column could tell it."""

    class Mark(models.IntegerChoices):
        USELESS = 1, _("Time lost")
        LITTLE = 2, _("Worth less than the time spent")
        FAIR = 3, _("Worth the time spent")
        GOOD = 4, _("Worth more than the time spent")
        GREAT = 5, _("Excellent: well worth it")

    session = models.ForeignKey("sprints.Session", models.CASCADE, related_name="rotis")
    mark = models.PositiveSmallIntegerField(choices=Mark)
    words = models.CharField(_("a word, if you wish"), max_length=280, blank=True)
    given_on = models.DateField()
    # By chance: the marks of a session lie in its order, so that none tells when it came.
    key = models.CharField(max_length=64, default=key_by_chance)

    objects = RotiQuerySet.as_manager()

    class Kept:
        nothing = "marks without a name: no column could tell whose they are"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], name="roti_once_per_form"),
            models.CheckConstraint(
                condition=Q(mark__in=[1, 2, 3, 4, 5]), name="roti_mark_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.mark}"


class RotiCall(models.Model):
    """That somebody has given a mark, never which: each gives one. It goes a week after."""

    session = models.ForeignKey("sprints.Session", models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    closes_at = models.DateTimeField()  # no mark is taken after it: nobody needs to know any more

    class Kept:
        purpose = "that each person gives a session one mark; which one is not known"
        basis = "public task"
        until = "a week after the session"
        person = ("person",)
        erased = "row"
        ends = ("closes_at", 0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="roti_once_per_person")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of session {self.session_id}"
