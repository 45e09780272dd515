from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.people.models import Person
from maven.sprints.models.session import Session


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def of(self, session: Session) -> "AgendaItemQuerySet":
        return self.filter(session=session)

    def in_order(self) -> "AgendaItemQuerySet":
        return self.select_related("lead").order_by("rank", "pk")


class AgendaItem(models.Model):
    """One thing that a session gives so many minutes to, and who leads it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="agenda")
    rank = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    title = models.CharField(_("title"), max_length=160)
    lead = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    lead_words = models.CharField(_("who leads"), max_length=120, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Kept:
        purpose = "who leads which part of a session"
        basis = "public task"
        until = "the mission is erased"
        person = ("lead",)
        erased: ClassVar = {"lead": None}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "rank"], name="agenda_item_rank_once"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=600), name="agenda_item_lasts_a_while"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"
