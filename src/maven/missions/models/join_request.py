from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.missions.models.mission import Mission
from maven.people.models import Person

ANSWER_HOLDS = timedelta(days=30)


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def of(self, mission: Mission) -> "JoinRequestQuerySet":
        return self.filter(mission=mission)

    def by(self, person: Person) -> "JoinRequestQuerySet":
        return self.filter(person=person)

    def waiting(self) -> "JoinRequestQuerySet":
        return self.filter(outcome=JoinRequest.Outcome.WAITING)

    def settled(self) -> "JoinRequestQuerySet":
        return self.exclude(outcome=JoinRequest.Outcome.WAITING)

    def declined_since(self, instant: datetime) -> "JoinRequestQuerySet":
        return self.filter(outcome=JoinRequest.Outcome.DECLINED, settled_at__gt=instant)

    def oldest_first(self) -> "JoinRequestQuerySet":
        return self.select_related("person__organisation").order_by("asked_at", "pk")

    def latest_first(self) -> "JoinRequestQuerySet":
        return self.select_related("person", "settled_by").order_by("-settled_at", "-pk")


class JoinRequest(models.Model):
    """Somebody asks to take part in a mission, in one line; its facilitators answer."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("taken back")

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    words = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    answer = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)  # the letter with the answer began to leave

    objects = JoinRequestQuerySet.as_manager()

    class Kept:
        purpose = "so that the facilitators of a mission may answer whoever asks to join it"
        basis = "consent"
        recipients = "the facilitation team of the mission"
        until = "a year after it was answered, or the mission is erased"
        person = ("person", "settled_by")
        others = ("words",)
        erased = "row"
        ends: ClassVar = ("settled_at", 365)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["mission", "person"],
                condition=Q(outcome="waiting"),
                name="join_request_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["waiting", "accepted", "declined", "withdrawn"]),
                name="join_request_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", settled_at=None)
                | (~Q(outcome="waiting") & Q(settled_at__isnull=False)),
                name="join_request_waits_or_is_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.outcome}"
