from django.db import models
from django.db.models import Q

from maven.people.models import Person
from maven.voices.models.consultation import Consultation


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def of(self, consultation: Consultation) -> "ParticipantQuerySet":
        return self.filter(consultation=consultation)


class Participant(models.Model):
    """A voice in one consultation: a person, a guest known by a cookie, or somebody imported."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    guest_digest = models.CharField(max_length=64, null=True)
    source_id = models.CharField(max_length=64, null=True)
    came_at = models.DateTimeField()

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "person"], name="participant_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["consultation", "guest_digest"], name="participant_once_per_guest"
            ),
            models.UniqueConstraint(
                fields=["consultation", "source_id"], name="participant_once_per_source"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False)
                | Q(guest_digest__isnull=False)
                | Q(source_id__isnull=False),
                name="participant_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} in {self.consultation_id}"
