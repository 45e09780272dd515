from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maven.people.models import Person
from maven.sprints.models.session import Session


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def of(self, session: Session) -> "RegistrationQuerySet":
        return self.filter(session=session)

    def coming(self) -> "RegistrationQuerySet":
        return self.filter(state=Registration.State.COMING)

    def waiting(self) -> "RegistrationQuerySet":
        return self.filter(state=Registration.State.WAITING)

    def standing(self) -> "RegistrationQuerySet":
        """Coming or waiting."""
        return self.exclude(state=Registration.State.WITHDRAWN)

    def in_order(self) -> "RegistrationQuerySet":
        return self.select_related("person__organisation").order_by("registered_at", "pk")


class Registration(models.Model):
    """Somebody said they come to a session, or wait for a place in it."""

    class State(models.TextChoices):
        COMING = "coming", _("comes")
        WAITING = "waiting", _("on the waiting list")
        WITHDRAWN = "withdrawn", _("withdrew")

    session = models.ForeignKey(Session, models.CASCADE, related_name="registrations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    place_due_at = models.DateTimeField(null=True)  # a place came free, and they are to be told
    told_at = models.DateTimeField(null=True)  # of the last move or calling off
    reminded_at = models.DateTimeField(null=True)

    objects = RegistrationQuerySet.as_manager()

    class Kept:
        purpose = "who comes to a session, and who waits for a place"
        basis = "contract"
        until = "the mission is erased"
        person = ("person", "registered_by")
        erased = "row"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], name="registration_once_per_person"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["coming", "waiting", "withdrawn"]),
                name="registration_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.state}"
