from django.db import models
from django.db.models import Q

from maven.people.models import Person
from maven.sprints.models.sprint import Sprint


class AvailabilityQuerySet(models.QuerySet["Availability"]):
    def of(self, sprint: Sprint) -> "AvailabilityQuerySet":
        return self.filter(sprint=sprint)

    def by_person(self, person: Person) -> "AvailabilityQuerySet":
        return self.filter(person=person)


class Availability(models.Model):
    """How many days somebody can give to the sprint being prepared; their sum is shown, not theirs.

    It goes when the plenary adopts: the sum stays in the plan that was adopted.
    """

    sprint = models.ForeignKey(Sprint, models.CASCADE, related_name="availabilities")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    days = models.FloatField()
    said_at = models.DateTimeField()

    objects = AvailabilityQuerySet.as_manager()

    class Kept:
        purpose = "how many days there are for the next sprint"
        basis = "public task"
        recipients = "nobody: only the sum of the days is shown"
        until = "the plenary adopts the sprint"
        person = ("person",)
        erased = "row"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sprint", "person"], name="availability_said_once"),
            models.CheckConstraint(condition=Q(days__gte=0), name="availability_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} in sprint {self.sprint_id}"
