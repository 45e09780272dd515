from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.people.models import Person

if TYPE_CHECKING:
    from maven.sprints.models.session import Session


class SessionRoleQuerySet(models.QuerySet["SessionRole"]):
    def of(self, session: "Session") -> "SessionRoleQuerySet":
        return self.filter(session=session)

    def in_order(self) -> "SessionRoleQuerySet":
        return self.select_related("person").order_by("role", "pk")


class SessionRole(models.Model):
    """Who does what at one session: leads it, writes its minutes, keeps the time, receives."""

    class Role(models.TextChoices):
        LEAD = "lead", _("leads")
        SCRIBE = "scribe", _("writes the minutes")
        TIMEKEEPER = "timekeeper", _("keeps the time")
        HOST = "host", _("receives")

    session = models.ForeignKey("sprints.Session", models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    role = models.CharField(_("part"), max_length=12, choices=Role)

    objects = SessionRoleQuerySet.as_manager()

    class Kept:
        purpose = "who does what at a session"
        basis = "public task"
        until = "the mission is erased"
        person = ("person",)
        erased = "row"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person", "role"], name="session_role_held_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["lead", "scribe", "timekeeper", "host"]),
                name="session_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.role}"
