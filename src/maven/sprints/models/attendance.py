from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.people.models import Person

if TYPE_CHECKING:
    from maven.sprints.models.session import Session


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def of(self, session: "Session") -> "AttendanceQuerySet":
        return self.filter(session=session)

    def of_person(self, session: "Session", person: Person) -> "AttendanceQuerySet":
        return self.of(session).filter(person=person)

    def by_arrival(self) -> "AttendanceQuerySet":
        return self.select_related("person__organisation").order_by("arrived_at", "pk")


class Attendance(models.Model):
    """Somebody was at a session: seen by those who facilitate it and by herself, counted by all."""

    class Way(models.TextChoices):
        LIST = "list", _("on the team's list")
        CODE = "code", _("by the code on the wall")
        SELF = "self", _("said from afar")

    session = models.ForeignKey("sprints.Session", models.CASCADE, related_name="attendances")
    # Empty once that person is erased: somebody came all the same, and is counted.
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    arrived_at = models.DateTimeField()
    way = models.CharField(max_length=10, choices=Way)

    objects = AttendanceQuerySet.as_manager()

    class Kept:
        purpose = "who was at a session, to tell how many came"
        basis = "public task"
        recipients = "the facilitation team and the person; to others who came, those by name"
        until = "the mission is erased"
        person = ("person",)
        erased: ClassVar = {"person": None}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="attendance_counts_once"),
            models.CheckConstraint(
                condition=Q(way__in=["list", "code", "self"]), name="attendance_way_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.way}"
