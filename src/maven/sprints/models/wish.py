from typing import Any

from django.db import models
from django.db.models import Q

from maven.people.models import Person
from maven.sprints.models.backlog_item import BacklogItem
from maven.sprints.models.sprint import Sprint
from maven.toolbox.models import ActivityKind


def thing_of(thing: ActivityKind | BacklogItem) -> dict[str, Any]:
    """The field that says what is wanted."""
    return {"item" if isinstance(thing, BacklogItem) else "kind": thing}


class WishQuerySet(models.QuerySet["Wish"]):
    def of(self, sprint: Sprint) -> "WishQuerySet":
        return self.filter(sprint=sprint)

    def by_person(self, person: Person) -> "WishQuerySet":
        return self.filter(person=person)

    def living(self) -> "WishQuerySet":
        """Not those for an item that has left the reserve since: they count for nothing."""
        return self.filter(Q(item=None) | Q(item__state=BacklogItem.State.ACCEPTED))

    def for_thing(self, thing: ActivityKind | BacklogItem) -> "WishQuerySet":
        return self.filter(**thing_of(thing))


class Wish(models.Model):
    """What somebody wants the sprint to hold; only how many want it is ever shown.

    It goes when the plenary adopts: the counts stay in the plan that was adopted.
    """

    sprint = models.ForeignKey(Sprint, models.CASCADE, related_name="wishes")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.ForeignKey(ActivityKind, models.CASCADE, null=True, related_name="+")
    item = models.ForeignKey(BacklogItem, models.CASCADE, null=True, related_name="+")
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
            models.UniqueConstraint(
                fields=["sprint", "person", "kind"], name="wish_for_a_kind_once"
            ),
            models.UniqueConstraint(
                fields=["sprint", "person", "item"], name="wish_for_an_item_once"
            ),
            models.CheckConstraint(
                condition=Q(item=None, kind__isnull=False) | Q(item__isnull=False, kind=None),
                name="wish_is_for_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} in sprint {self.sprint_id}"
