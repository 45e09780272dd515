from django.db import models

from maven.people.models import Person
from maven.sprints.models.sprint import Sprint
from maven.toolbox.models import ActivityKind


class WishQuerySet(models.QuerySet["Wish"]):
    def of(self, sprint: Sprint) -> "WishQuerySet":
        return self.filter(sprint=sprint)

    def by_person(self, person: Person) -> "WishQuerySet":
        return self.filter(person=person)


class Wish(models.Model):
    """What somebody wants the sprint to hold; only how many want it is ever shown.

    It goes when the plenary adopts: the counts stay in the plan that was adopted.
    """

    sprint = models.ForeignKey(Sprint, models.CASCADE, related_name="wishes")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.ForeignKey(ActivityKind, models.CASCADE, related_name="+")
    wished_at = models.DateTimeField()

    objects = WishQuerySet.as_manager()

    class Kept:
        purpose = "how many people want an activity in the next sprint"
        basis = "public task"
        recipients = "nobody: only the number of wishes is shown"
        until = "the plenary adopts the sprint"
        person = ("person",)
        erased = "row"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sprint", "person", "kind"], name="wish_said_once"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} in sprint {self.sprint_id}"
