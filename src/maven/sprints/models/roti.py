from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.sprints.models.feedback import key_by_chance

if TYPE_CHECKING:
    from maven.sprints.models.session import Session


class RotiQuerySet(models.QuerySet["Roti"]):
    def of(self, session: "Session") -> "RotiQuerySet":
        return self.filter(session=session)


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
    # By chance, made with the form and kept by nobody: sending the form twice counts once.
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
